package eu.ttc.grants.portal;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.budget.WaitingList;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.testing.ApplicationDesk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServedTest
@DisplayName("The waiting list through the API")
class WaitingListApiTest {

  private static final String CLOSURE = "/api/waiting-list/closure";
  private static final String REASON = "{\"reason\":\"End of the programme\"}";

  private final People people;
  private final ApplicationDesk desk;
  private final WaitingList waitingList;
  private final Budget budget;
  private final JdbcClient jdbc;
  private final Http nobody;
  private final String anna;
  private ApplicationRef waiting;

  WaitingListApiTest(
      People people,
      ApplicationDesk desk,
      WaitingList waitingList,
      Budget budget,
      JdbcClient jdbc,
      @LocalServerPort int port) {
    this.people = people;
    this.desk = desk;
    this.waitingList = waitingList;
    this.budget = budget;
    this.jdbc = jdbc;
    this.nobody = Http.at(port);
    this.anna = people.applicant();
  }

  @BeforeEach
  void annaWaits() {
    waiting = desk.submit(anApplication().by(anna));
    waitingList.join(waiting, passageOf("budget.join-waiting-list"));
  }

  @AfterEach
  void nobodyWaitsAndTheListIsOpen() {
    desk.inTransaction(
        () -> {
          budget.release(waiting, "released by test", "tester");
          return waiting;
        });
    jdbc.sql("truncate waiting_list_closure").update();
  }

  @Test
  void applicantSeesTheirPosition() {
    var path = "/api/applications/" + waiting + "/waiting-list";
    var seen = nobody.as(anna).get(path);

    assertThat(seen.status()).isEqualTo(200);
    assertThat(seen.json().path("position").asInt()).isEqualTo(1);
    assertThat(seen.json().path("total").asInt()).isEqualTo(1);
    assertThat(seen.json().has("voucherReleased")).isTrue();
    assertThat(nobody.as(anna).get("/api/applications/" + waiting + "/history").text())
        .contains("WAITING_LIST_JOINED", "\"reason\":\"1\"");
    assertThat(nobody.as(people.applicant()).get(path).status()).isEqualTo(404);
    assertThat(nobody.get(path).status()).isEqualTo(401);
  }

  @Test
  void whoDoesNotWaitHasNoPosition() {
    var other = desk.submit(anApplication().by(anna));

    var answer = nobody.as(anna).get("/api/applications/" + other + "/waiting-list");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text()).contains(other.value());
  }

  @Test
  void staffSeesWhoWaits() {
    var list = officer().get("/api/waiting-list");

    assertThat(list.json().at("/waiting/0/application").asString()).isEqualTo(waiting.value());
    assertThat(list.json().at("/waiting/0/position").asInt()).isEqualTo(1);
    assertThat(list.json().at("/waiting/0/amountCents").asInt()).isEqualTo(500_000);
    assertThat(list.json().path("closure").isNull()).isTrue();
    assertThat(nobody.as(anna).get("/api/waiting-list").status()).isEqualTo(403);
    assertThat(nobody.as(people.with(Role.EVALUATOR)).get("/api/waiting-list").status())
        .isEqualTo(403);
  }

  @Test
  void onlyAProgrammeManagerClosesTheListAndOnlyOnce() {
    assertThat(officer().post(CLOSURE, REASON).status()).isEqualTo(403);
    assertThat(nobody.as(anna).post(CLOSURE, REASON).status()).isEqualTo(403);

    var closed = manager().post(CLOSURE, REASON);
    var again = manager().post(CLOSURE, "{\"reason\":\"Another\"}");

    assertThat(closed.status()).isEqualTo(200);
    assertThat(closed.json().path("reason").asString()).isEqualTo("End of the programme");
    assertThat(closed.json().path("closedBy").asString())
        .isEqualTo(people.with(Role.PROGRAMME_MANAGER));
    assertThat(again.json()).isEqualTo(closed.json());
    assertThat(officer().get("/api/waiting-list").json().path("closure")).isEqualTo(closed.json());
  }

  @Test
  void closingNeedsAReason() {
    assertThat(manager().post(CLOSURE, "{}").errors()).containsExactly("reason required");
    assertThat(manager().post(CLOSURE, "{\"reason\":\" \"}").errors())
        .containsExactly("reason size");
    assertThat(manager().post(CLOSURE, "{\"reason\":\"%s\"}".formatted("x".repeat(1001))).errors())
        .containsExactly("reason size");
    assertThat(manager().post(CLOSURE, "{\"why\":\"x\"}").errors()).containsExactly("why unknown");
    assertThat(manager().post(CLOSURE, "{").status()).isEqualTo(400);
    assertThat(officer().get("/api/waiting-list").json().path("closure").isNull()).isTrue();
  }

  private Http officer() {
    return nobody.as(people.with(Role.PROGRAMME_OFFICER));
  }

  private Http manager() {
    return nobody.as(people.with(Role.PROGRAMME_MANAGER));
  }
}
