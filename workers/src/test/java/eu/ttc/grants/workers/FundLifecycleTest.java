package eu.ttc.grants.workers;

import static eu.ttc.grants.testing.AMember.aMember;
import static eu.ttc.grants.testing.AnApplication.anApplication;
import static io.camunda.process.test.api.CamundaAssert.assertThat;
import static io.camunda.process.test.api.assertions.ProcessInstanceSelectors.byProcessId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.Region;
import eu.ttc.grants.consortium.Consortia;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.stateaid.AidComputations;
import eu.ttc.grants.testing.AnApplication;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.TestClock;
import io.camunda.process.test.api.CamundaProcessTestContext;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@LifecycleTest
@DisplayName("A fund application with everything real")
class FundLifecycleTest {

  private static final String LEAD = "anna";

  private final CamundaProcessTestContext engine;
  private final ApplicationDesk desk;
  private final Applications applications;
  private final Consortia consortia;
  private final AidComputations computations;
  private final TestClock clock;
  private final JdbcClient jdbc;

  FundLifecycleTest(
      CamundaProcessTestContext engine,
      ApplicationDesk desk,
      Applications applications,
      Consortia consortia,
      AidComputations computations,
      TestClock clock,
      JdbcClient jdbc) {
    this.engine = engine;
    this.desk = desk;
    this.applications = applications;
    this.consortia = consortia;
    this.computations = computations;
    this.clock = clock;
    this.jdbc = jdbc;
  }

  @Test
  @DisplayName("is confirmed by its partner, eligible, and its aid that of case F1 to the cent")
  void isEligible() {
    var ref = desk.submit(f1(Region.AACHEN));
    awaitAsked(ref);
    consortia.confirm(token(ref), desk.person(Role.APPLICANT));

    assertThat(byProcessId("innovation-fund"))
        .hasCompletedElements("Call_FundScreening")
        .hasActiveElements("Call_SupportVisit");
    assertThat(status(ref)).isEqualTo(ApplicationStatus.ELIGIBLE);
    assertThat(computations.latest(ref).orElseThrow().grant()).isEqualTo(Cents.euros(200_000));
    assertThat(desk.events(ref))
        .containsSubsequence(
            "COMPLETE",
            "PARTICIPATION_ASKED",
            "PARTICIPATION_CONFIRMED",
            "CONSORTIUM_CONFIRMED",
            "FACTS_GATHERED",
            "CONSORTIUM_FACTS_GATHERED",
            "ELIGIBLE",
            "AID_COMPUTED");
  }

  @Test
  @DisplayName("that is not cross-border is rejected before any rule about money (case F6)")
  void isNotCrossBorder() {
    var ref = desk.submit(f1(Region.MAASTRICHT));
    awaitAsked(ref);
    consortia.confirm(token(ref), desk.person(Role.APPLICANT));

    assertThat(byProcessId("innovation-fund"))
        .hasCompletedElements("Task_Reject")
        .hasActiveElements("Call_Appeal");
    assertThat(status(ref)).isEqualTo(ApplicationStatus.REJECTED);
    assertThat(applications.history(ref))
        .filteredOn(entry -> entry.event().equals("REJECTED"))
        .singleElement()
        .satisfies(entry -> assertThat(entry.reason()).isEqualTo("NOT_CROSS_BORDER"));
    assertThat(computations.latest(ref)).isEmpty();
  }

  @Test
  @DisplayName("reminds a silent partner and lapses")
  void lapses() {
    var ref = desk.submit(f1(Region.AACHEN));
    awaitAsked(ref);
    pass(Duration.ofDays(18));
    await().until(() -> desk.events(ref).contains("PARTICIPATION_REMINDED"));
    assertThat(byProcessId("consortium-confirmation"))
        .isWaitingForMessage("consortium-settled", ref + "/consortium/1");
    pass(Duration.ofDays(21));

    assertThat(byProcessId("innovation-fund"))
        .isCompleted()
        .hasCompletedElements("Event_ConsortiumLapsed");
    assertThat(status(ref)).isEqualTo(ApplicationStatus.LAPSED);
    assertThat(desk.events(ref)).containsOnlyOnce("PARTICIPATION_REMINDED", "CONSORTIUM_LAPSED");
  }

  private static AnApplication f1(Region region) {
    return anApplication()
        .by(LEAD)
        .forTheFund(Cents.euros(250_000))
        .with(aMember("B", region).told());
  }

  private void awaitAsked(ApplicationRef ref) {
    assertThat(byProcessId("consortium-confirmation"))
        .isWaitingForMessage("consortium-settled", ref + "/consortium/1");
  }

  private String token(ApplicationRef ref) {
    return jdbc.sql("select token from participation where application = :ref")
        .param("ref", ref.value())
        .query(String.class)
        .single();
  }

  /** Time passes for the application first: a timer of the engine asks it at once. */
  private void pass(Duration time) {
    clock.advance(time);
    engine.increaseTime(time);
  }

  private ApplicationStatus status(ApplicationRef ref) {
    return applications.get(ref).status();
  }
}
