package eu.ttc.grants.local;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.portal.Http;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What administrators and the panel do about a call as a whole. */
final class Programme {

  /** Those of the local platform, and one more. */
  static final List<String> OFFICERS = List.of("olga", "oscar", "odette");

  private static final int QUICK_BCRYPT = 4;

  /** No majority of the experts of an application is from one country, so there are several. */
  private static final List<String> COUNTRIES = List.of("NL", "BE", "DE", "FR", "LU");

  private static final Map<String, String> PANEL =
      new TreeMap<>(Map.of("max", "NL", "mona", "DE", "olga", "BE", "oscar", "NL"));

  private static final String RANKING = "Task_RankApplications";
  private static final String MANAGER = "max";

  private final PlatformProcess platform;
  private final Staff staff;
  private final KeyedClient ada;

  Programme(PlatformProcess platform, Http portal, Staff staff, Random dice) {
    this.platform = platform;
    this.staff = staff;
    this.ada = new KeyedClient(portal.as("ada", "ada"), dice);
  }

  /** Gives a budget line of the fund this much. */
  void allocate(String line, long cents) {
    ada.post(
        200,
        "/api/budget/lines/%s/allocations".formatted(line),
        """
        {"scheme": "INNOVATION_FUND", "amountCents": %d, "decision": "MC 2026/1",
         "reason": "Budget of the call."}
        """
            .formatted(cents));
  }

  /** Announces a call that is open now, and tells its reference. */
  String announceCall(List<String> languages) {
    var now = OffsetDateTime.now(Applications.PROGRAMME_ZONE);
    return ada.post(
            201,
            "/api/calls",
            """
            {"title": "A simulated call", "opensAt": "%s", "closesAt": "%s", "languages": [%s],
             "grantsExpectedOn": "%s"}
            """
                .formatted(
                    now.minusMinutes(5),
                    now.plusDays(2),
                    languages.stream().map("\"%s\""::formatted).collect(Collectors.joining(", ")),
                    LocalDate.from(now).plusDays(120)))
        .json()
        .path("reference")
        .asString();
  }

  void closeCall(String call) {
    ada.post(
        200, "/api/calls/%s/closure".formatted(call), "{\"reason\": \"Everybody has applied.\"}");
  }

  /** Gives the programme a third officer. */
  void employOfficer() throws SQLException, InterruptedException {
    employ(List.of(account(OFFICERS.getLast(), "programme officer")), "PROGRAMME_OFFICER");
  }

  /** Makes experts of all sectors known to the programme until there are so many. */
  void appointExperts(int count) throws SQLException, InterruptedException {
    int known = ada.get("/api/experts").json().size();
    var experts =
        IntStream.rangeClosed(1, count - known)
            .mapToObj(number -> account("expert.%02d".formatted(number), "evaluator"))
            .toList();
    employ(experts, "EVALUATOR");
    for (int i = 0; i < experts.size(); i++) {
      ada.post(
          201,
          "/api/experts",
          """
          {"username": "%s",
           "sectors": ["LIFE_SCIENCES", "ICT", "ENERGY", "HIGH_TECH_MATERIALS"],
           "languages": ["nl", "de", "fr", "en"], "country": "%s",
           "employer": "University of expert %d", "formerEmployers": [], "available": true}
          """
              .formatted(experts.get(i).username(), COUNTRIES.get(i % COUNTRIES.size()), i + 1));
    }
  }

  private static LocalAccount account(String username, String role) {
    return new LocalAccount(username, username, role, Optional.of("OPERATOR"));
  }

  /** As the accounts of the local platform are written; nobody registers as staff. */
  private void employ(List<LocalAccount> people, String role)
      throws SQLException, InterruptedException {
    platform.putAccounts(people);
    try (var database = platform.database();
        var account =
            database.prepareStatement(
                """
                insert into account (username, display_name, email, password, language, created_at)
                values (?, ?, ?, ?, 'en', now())
                """);
        var held =
            database.prepareStatement("insert into account_role (username, role) values (?, ?)")) {
      for (var person : people) {
        account.setString(1, person.username());
        account.setString(2, person.displayName());
        account.setString(3, person.username() + "@example.org");
        account.setString(4, new BCryptPasswordEncoder(QUICK_BCRYPT).encode(person.username()));
        account.executeUpdate();
        held.setString(1, person.username());
        held.setString(2, role);
        held.executeUpdate();
      }
    }
  }

  /** Seats the panel of a call: four people from three Member States. */
  void seatPanel(String call) {
    PANEL.forEach(
        (member, state) ->
            ada.post(
                200,
                "/api/calls/%s/panel".formatted(call),
                "{\"member\": \"%s\", \"memberState\": \"%s\"}".formatted(member, state)));
  }

  /**
   * The panel meets twice: the first time too few have come, and nothing is decided; then it keeps
   * to the order of the figures.
   */
  void panelDecides(String call) throws Exception {
    decide(call, Set.of("mona"));
    var again = staff.await(RANKING, call);
    var problem = staff.shown(again, MANAGER, "problem").asString();
    assertThat(problem).as("what the panel is told that has no quorum").contains("quorum");
    decide(call, PANEL.keySet());
  }

  private void decide(String call, Set<String> present) throws Exception {
    var task = staff.await(RANKING, call);
    var members = (ArrayNode) staff.shown(task, MANAGER, "panelMembers");
    members.forEach(
        member ->
            ((ObjectNode) member)
                .put("memberPresent", present.contains(member.path("memberName").asString())));
    staff.takeAndComplete(
        task,
        MANAGER,
        Map.of(
            "panelMembers",
            members,
            "panelDepartures",
            List.of(),
            "panelPlaces",
            List.of(),
            "panelFindings",
            "The order of the figures is kept."));
  }

  /** The applications that passed in order of their places, as the programme ranked them. */
  List<String> ranking(String call) {
    return ada.get("/api/calls/%s/ranking".formatted(call))
        .json()
        .path("entries")
        .valueStream()
        .filter(entry -> !entry.path("place").isNull())
        .map(entry -> entry.path("application").asString())
        .toList();
  }
}
