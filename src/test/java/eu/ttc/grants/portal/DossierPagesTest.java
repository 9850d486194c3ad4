package eu.ttc.grants.portal;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.award.Awards;
import eu.ttc.grants.award.Decision;
import eu.ttc.grants.award.RecordDecision;
import eu.ttc.grants.evaluation.Evaluations;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.ReasonCode;
import eu.ttc.grants.screening.Screenings;
import eu.ttc.grants.testing.AnApplication;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.CaseDesk;
import eu.ttc.grants.testing.VoucherDesk;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServedTest
@DisplayName("Staff handle dossiers")
class DossierPagesTest {

  private static final Pattern DOCUMENT = Pattern.compile("/dossiers/[^\"]+/documents/[^\"]+");
  private static final String IBAN = "NL91ABNA0417164300";
  private static final String MASKED = "NL91••••••••••••00";

  private final People people;
  private final ApplicationDesk desk;
  private final VoucherDesk vouchers;
  private final Screenings screenings;
  private final Awards awards;
  private final Evaluations evaluations;
  private final CaseDesk cases;
  private final JdbcClient jdbc;
  private final int port;

  DossierPagesTest(
      People people,
      ApplicationDesk desk,
      VoucherDesk vouchers,
      Screenings screenings,
      Awards awards,
      Evaluations evaluations,
      CaseDesk cases,
      JdbcClient jdbc,
      @LocalServerPort int port) {
    this.people = people;
    this.desk = desk;
    this.vouchers = vouchers;
    this.screenings = screenings;
    this.awards = awards;
    this.evaluations = evaluations;
    this.cases = cases;
    this.jdbc = jdbc;
    this.port = port;
  }

  @Test
  void officersFindAndReadAllThatWasSubmitted() {
    var told = anApplication().ofEnterprise("Mülheimer Dampf " + System.nanoTime());
    desk.draft(told);
    var ref = desk.submit(told);
    var olga = as(Role.PROGRAMME_OFFICER);

    var list = olga.get("/dossiers?words=" + ref + "+dampf");
    var dossier = olga.get("/dossiers/" + ref);

    assertThat(list.text()).contains("One application", ref.value(), "Mülheimer Dampf");
    assertThat(olga.get("/dossiers?words=" + ref + "&status=CLOSED").text())
        .contains("No application fits")
        .doesNotContain("Mülheimer Dampf");
    assertThat(dossier.status()).isEqualTo(200);
    assertThat(dossier.text())
        .contains(told.dossier().project().title(), "What is new.", "What is done, and when.");
  }

  @Test
  void draftsAndConditionsAreForStaff() {
    var told = anApplication().by(people.applicant());
    var ref = cases.evaluated(told, true);
    var max = desk.person(Role.PROGRAMME_MANAGER);
    decide(ref, max, "Not bound enough yet.", false);
    var dossier = "/dossiers/" + ref;

    assertThat(as(Role.PROGRAMME_OFFICER).get(dossier).text())
        .contains("Nobody decided yet", "Draft 1", "Not bound enough yet.", "Send the letter.");
    assertThat(as(Role.AUDITOR).get(dossier).text()).contains("Draft 1");
    var applicant = Visitor.at(port, told.applicant());
    for (var path : List.of("/applications/" + ref, "/applications/" + ref + "/standing")) {
      assertThat(applicant.get(path).text())
          .as(path)
          .doesNotContain("raft 1", "Not bound enough yet.", "Send the letter.", "DRAFTED");
    }
    assertThat(applicant.get("/api/applications/" + ref + "/history").text())
        .doesNotContain("Not bound enough yet.", max);
    var expert = evaluations.of(ref).orElseThrow().expert();
    assertThat(Visitor.at(port, expert).get(dossier).text())
        .doesNotContain("Not bound enough yet.");

    decide(ref, max, "Promising.", true);

    assertThat(as(Role.PROGRAMME_OFFICER).get(dossier).text())
        .contains("Awarded", "Promising.", "Send the letter.", "open", "Draft 1", "Not bound");
  }

  private void decide(ApplicationRef ref, String manager, String reasons, boolean communicated) {
    awards.record(
        new RecordDecision(
            ref, Decision.AWARD, reasons, null, manager, List.of("Send the letter."), communicated),
        ApplicationDesk.passageOf("award.record-decision"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "page=x",
        "page=-3",
        "page=99999999999",
        "page=2147483647",
        "status=NOPE",
        "status=DRAFT",
        "words=%25%27%22%5C%00",
        "words=+"
      })
  void addressesTypedByHandShowAList(String query) {
    assertThat(as(Role.AUDITOR).get("/dossiers?" + query).status()).isEqualTo(200);
  }

  @Test
  void theListGoesOnOlderPages() {
    var word = "Feldspat" + System.nanoTime();
    for (int i = 0; i < 26; i++) {
      desk.submit(anApplication().ofEnterprise(word + " " + i));
    }
    var max = as(Role.PROGRAMME_MANAGER);

    var first = max.get("/dossiers?words=" + word);
    var second = max.get("/dossiers?words=" + word + "&page=2");

    assertThat(first.text()).contains("26 applications", "Older", word + " 25");
    assertThat(first.text()).doesNotContain("Newer", word + " 0 ");
    assertThat(first.html()).contains("page=2");
    assertThat(second.text()).contains("Newer", word + " 0 ").doesNotContain("Older");
  }

  @Test
  void whatIsNotTheirsDoesNotExist() {
    var told = anApplication().by(people.withAll(Role.APPLICANT, Role.PROGRAMME_OFFICER));
    var draft = desk.draft(anApplication());
    var own = desk.submit(told);
    var olga = as(Role.PROGRAMME_OFFICER);
    var applicant = Visitor.at(port, told.applicant());

    assertThat(olga.get("/dossiers/" + draft).status()).isEqualTo(404);
    assertThat(olga.get("/dossiers/V-1999-000001").status()).isEqualTo(404);
    assertThat(olga.get("/dossiers/nonsense").status()).isEqualTo(404);
    assertThat(applicant.get("/dossiers/" + own).status()).isEqualTo(404);
    assertThat(applicant.get("/dossiers?words=" + own).text()).contains("No application fits");
    assertThat(as(Role.EVALUATOR).get("/dossiers/" + own).status()).isEqualTo(404);
    assertThat(Visitor.at(port, people.applicant()).get("/dossiers").status()).isEqualTo(403);
  }

  @Test
  void evaluatorsSeeOnlyWhatIsAssignedToThem() {
    var assigned = vouchers.eligible(anApplication());
    var other = vouchers.eligible(anApplication());
    var eva = people.withAll(Role.EVALUATOR);
    vouchers.assign(assigned, eva);
    var visitor = Visitor.at(port, eva);

    assertThat(visitor.get("/dossiers").text())
        .contains("assigned to you", assigned.value())
        .doesNotContain(other.value());
    assertThat(visitor.get("/dossiers/" + other).status()).isEqualTo(404);
    assertThat(visitor.get("/dossiers/" + assigned).text())
        .contains("What is new.", "Your evaluation", "the scores are awaited")
        .doesNotContain("Bank account", MASKED, IBAN, "Award decision", "Payments");
  }

  @Test
  @DisplayName(
      "an evaluator sees no other's score before giving theirs, and never a name (promise 5)")
  void scoresAreSeenByThoseWhoMaySeeThem() {
    var ref = vouchers.eligible(anApplication());
    var first = people.withAll(Role.EVALUATOR);
    vouchers.evaluate(ref, vouchers.assign(ref, first));
    var second = people.withAll(Role.EVALUATOR, Role.PROGRAMME_OFFICER);
    jdbc.sql(
            """
            with expert as (insert into expert (username, sectors) values (:name, '{NONE}') returning username)
            insert into evaluation (id, application, expert, state, assigned_at)
            select :id, :ref, username, 'ASSIGNED', now() from expert
            """)
        .param("name", second)
        .param("id", UUID.randomUUID())
        .param("ref", ref.value())
        .update();

    var scored = Visitor.at(port, first).get("/dossiers/" + ref);
    var waiting = Visitor.at(port, second).get("/dossiers/" + ref);
    var officer = as(Role.PROGRAMME_OFFICER).get("/dossiers/" + ref);

    assertThat(scored.text()).contains("Your evaluation", "12 of 15", "Clearly beyond");
    assertThat(scored.html()).doesNotContain(second);
    assertThat(waiting.text())
        .contains("Your evaluation", "the scores are awaited")
        .doesNotContain("12 of 15", "Clearly beyond", "Another expert", "Award decision");
    assertThat(waiting.html()).doesNotContain(first);
    assertThat(officer.text()).contains("12 of 15", "Clearly beyond", "The market is there.");
    assertThat(officer.html()).contains(first);
  }

  @Test
  void otherScoresAreSeenWithoutNamesOnceOnesOwnAreGiven() {
    var ref = vouchers.eligible(anApplication());
    var first = people.withAll(Role.EVALUATOR);
    vouchers.evaluate(ref, vouchers.assign(ref, first));
    var second = people.withAll(Role.EVALUATOR);

    desk.inTransaction(
        () -> {
          jdbc.sql("insert into expert (username, sectors) values (:name, '{NONE}')")
              .param("name", second)
              .update();
          return jdbc.sql(
                  """
                  insert into evaluation (id, application, expert, state, assigned_at, conflict_reason)
                  values (:id, :ref, :expert, 'CONFLICT', now(), 'Worked for them.')
                  """)
              .param("id", UUID.randomUUID())
              .param("ref", ref.value())
              .param("expert", second)
              .update();
        });

    assertThat(Visitor.at(port, second).get("/dossiers/" + ref).status()).isEqualTo(404);
    assertThat(Visitor.at(port, first).get("/dossiers/" + ref).html())
        .doesNotContain(second, "Worked for them.");
    assertThat(as(Role.PROGRAMME_MANAGER).get("/dossiers/" + ref).text())
        .contains("Conflict of interest", "Worked for them.");
  }

  @ParameterizedTest
  @EnumSource(
      value = Role.class,
      names = {
        "PROGRAMME_OFFICER",
        "PROGRAMME_MANAGER",
        "FINANCE_OFFICER",
        "ADMINISTRATOR",
        "AUDITOR"
      })
  void everybodyInsideReadsTheWholeCase(Role role) {
    var ref = paid(anApplication());
    var seesAccount = role == Role.FINANCE_OFFICER || role == Role.AUDITOR;

    var dossier = as(role).get("/dossiers/" + ref);

    assertThat(dossier.text())
        .contains(
            "Small enterprise",
            "Within the ceiling",
            "12 of 15",
            "A strong first project.",
            "I accept the agreement.",
            "The washer works.",
            "Report and photographs agree.",
            ref + "-P1",
            "report.txt",
            "Application submitted",
            "Payment ordered");
    assertThat(dossier.html()).contains(seesAccount ? IBAN : MASKED);
    assertThat(dossier.html()).doesNotContain(seesAccount ? MASKED : IBAN);
  }

  @Test
  void showsHowTheSizeWasComputed() {
    var told =
        anApplication()
            .withFigures(40, Cents.euros(8_000_000), Cents.euros(6_000_000))
            .withHolding(30, 80, Cents.euros(20_000_000), Cents.euros(15_000_000))
            .withHolding(60, 20, Cents.euros(3_000_000), Cents.euros(2_000_000));

    var dossier = as(Role.PROGRAMME_OFFICER).get("/dossiers/" + vouchers.eligible(told)).text();

    assertThat(dossier)
        .contains("Medium-sized enterprise", "Holding 0 30 % 30 % 24 €6,000,000 €4,500,000")
        .contains("Holding 1 60 % 100 % 20", "Counted together 84 €17,000,000 €12,500,000")
        .contains("< 250", "SCREENING-2024");
  }

  @Test
  void saysWhatStandsOut() {
    var insolvent = vouchers.eligible(anApplication().insolvent());
    var incomplete = desk.submit(anApplication().registeredAs(null));
    screenings.checkCompleteness(incomplete, ApplicationDesk.passageOf("completeness"));
    var olga = as(Role.PROGRAMME_OFFICER);

    assertThat(olga.get("/dossiers/" + insolvent).text())
        .contains("What stands out", "signs of difficulty", "Insolvency proceedings, or");
    assertThat(olga.get("/dossiers/" + incomplete).text())
        .contains(
            "The application is incomplete.", "One item missing", "Number in the trade register");
    assertThat(olga.get("/dossiers/" + vouchers.eligible(anApplication())).text())
        .contains("Nothing stands out");
  }

  @Test
  void documentsComeAsTheyWereSentToThoseWhoMaySeeThem() {
    var ref = desk.submit(anApplication());
    var olga = as(Role.PROGRAMME_OFFICER);
    var dossier = olga.get("/dossiers/" + ref);
    var links = DOCUMENT.matcher(dossier.html()).results().map(found -> found.group()).toList();

    assertThat(links).hasSize(2);
    assertThat(olga.get(links.getFirst()).html()).isEqualTo("PROJECT_PLAN of " + ref);
    assertThat(as(Role.EVALUATOR).get(links.getFirst()).status()).isEqualTo(404);
    assertThat(olga.get("/dossiers/" + ref + "/documents/" + UUID.randomUUID()).status())
        .isEqualTo(404);
    assertThat(olga.get("/dossiers/" + ref + "/documents/x").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nl", "de", "fr", "en"})
  void everyTextExistsInEveryLanguage(String language) {
    var paid = paid(anApplication().withHolding(30, 2, Cents.euros(1), Cents.euros(1)));
    var refused =
        desk.submit(
            anApplication().withFigures(300, Cents.euros(90_000_000), Cents.euros(80_000_000)));
    screenings.checkCompleteness(refused, ApplicationDesk.passageOf("completeness"));
    screenings.gatherFacts(refused, ApplicationDesk.passageOf("facts"));
    awards.reject(
        refused,
        List.of(ReasonCode.NOT_SME, ReasonCode.OUT_OF_REGION),
        ApplicationDesk.passageOf("r"));
    var olga = as(Role.PROGRAMME_OFFICER).speaking(language);

    for (var path :
        List.of(
            "/dossiers",
            "/dossiers?words=nothing+fits",
            "/dossiers/" + paid,
            "/dossiers/" + refused)) {
      assertThat(olga.get(path).html())
          .contains("lang=\"" + language + "\"")
          .doesNotContainPattern("\\?\\?[\\w.]+_" + language + "\\?\\?");
    }
  }

  private ApplicationRef paid(AnApplication told) {
    var ref = vouchers.eligible(told);
    vouchers.evaluate(ref, vouchers.assign(ref, desk.person(Role.EVALUATOR)));
    vouchers.agree(ref, told, desk.person(Role.PROGRAMME_MANAGER));
    vouchers.claim(ref, told, desk.person(Role.PROGRAMME_OFFICER));
    vouchers.order(ref);
    return ref;
  }

  private Visitor as(Role role) {
    return Visitor.at(port, people.with(role));
  }
}
