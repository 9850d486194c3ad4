package eu.ttc.grants.workers;

import static eu.ttc.grants.workers.MockedWork.returning;
import static eu.ttc.grants.workers.MockedWork.throwing;
import static io.camunda.process.test.api.CamundaAssert.assertThat;
import static io.camunda.process.test.api.assertions.ProcessInstanceSelectors.byProcessId;
import static io.camunda.process.test.api.assertions.UserTaskSelectors.byElementId;
import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.client.CamundaClient;
import io.camunda.process.test.api.CamundaProcessTestContext;
import io.camunda.process.test.api.assertions.ProcessInstanceAssert;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Every path from a co-funder who left to what follows. */
@EveryPathOf("co-funding-cure")
@ProcessTest
@DisplayName("The gap of a co-funder who left")
class CoFundingCureProcessTest {

  private static final String REF = "F-2026-000045";
  private static final String KEY = REF + "/cure/1";

  private final CamundaClient client;
  private final CamundaProcessTestContext engine;
  private MockedWork work;

  CoFundingCureProcessTest(CamundaClient client, CamundaProcessTestContext engine) {
    this.client = client;
    this.engine = engine;
  }

  @BeforeEach
  void openWorkers() {
    work = new MockedWork(engine);
  }

  @Test
  @DisplayName("is filled by other money, which an officer verifies")
  void isFilled() {
    work.on(
        JobTypes.COFUNDING_RECORD_VERDICTS,
        throwing("VERDICTS_NOT_ALLOWED", Map.of("problem", "You advised the firm.")),
        returning(Map.of()));
    work.on(JobTypes.COFUNDING_CHECK_CURE, work.cure("OPEN"), work.cure("CURED"));
    left();
    cure().isWaitingForMessage("co-funder-replacement-shown", KEY);
    publish("co-funder-replacement-shown", KEY);
    assertThat(byElementId("Task_VerifyCoFunding"))
        .isCreated()
        .hasCandidateGroup("programme-officers");
    verify();
    cure().hasCompletedElement("Event_VerdictsNotAllowed", 1);
    verify();

    cure()
        .isCompleted()
        .hasCompletedElements("Task_ConfirmCoFunding", "Event_CoFunderReplaced")
        .hasNotActivatedElements("Task_AmendOrTerminate");
  }

  @Test
  @DisplayName("is left open too long: the lead is asked for a change, which fills it")
  void isAmended() {
    work.on(
        JobTypes.COFUNDING_CHECK_CURE, work.cure("OPEN"), work.cure("LAPSED"), work.cure("CURED"));
    work.on(
        JobTypes.COFUNDING_DECIDE_CURE,
        throwing("CURE_NOT_ALLOWED", Map.of("problem", "Say why.")),
        returning(Map.of("agreementTerminated", false)));
    left();
    cure().isWaitingForMessage("co-funder-replacement-shown", KEY);
    engine.increaseTime(Duration.ofDays(31));
    assertThat(byElementId("Task_AmendOrTerminate"))
        .isCreated()
        .hasCandidateGroup("programme-managers");
    decide("AMEND");
    cure()
        .hasCompletedElement("Event_CureNotAllowed", 1)
        .hasActiveElements("Task_AmendOrTerminate");
    decide("AMEND");
    cure().hasActiveElements("Event_AmendmentDeadline");
    engine.increaseTime(Duration.ofDays(31));

    cure()
        .isCompleted()
        .hasCompletedElements(
            "Event_CureDeadline", "Call_AmendmentDeadline", "Event_CoFunderReplaced");
  }

  @Test
  @DisplayName("is left open for good: the agreement is terminated")
  void isTerminated() {
    work.on(JobTypes.COFUNDING_CHECK_CURE, work.cure("LAPSED"));
    work.on(JobTypes.COFUNDING_DECIDE_CURE, returning(Map.of("agreementTerminated", true)));
    left();
    decide("TERMINATE");

    cure()
        .isCompleted()
        .hasCompletedElements("Event_AgreementTerminated")
        .hasNotActivatedElements("Call_AmendmentDeadline");
    assertThat(work.jobsOf(JobTypes.COFUNDING_DECIDE_CURE).getFirst())
        .containsEntry("cureVerdict", "TERMINATE")
        .containsEntry("cureHearing", "Heard on Monday.");
  }

  @Test
  @DisplayName("matters no more when the agreement ends otherwise")
  void endsWithTheCase() {
    left();
    cure().isWaitingForMessage("application-terminated", REF);
    publish("application-terminated", REF);

    cure().isCompleted().hasCompletedElements("Event_CureEnded");
  }

  private static ProcessInstanceAssert cure() {
    return assertThat(byProcessId("co-funding-cure"));
  }

  private void left() {
    client
        .newPublishMessageCommand()
        .messageName("co-funder-left")
        .correlationKey(KEY)
        .timeToLive(Duration.ofDays(7))
        .variables(Map.of("applicationRef", REF, "scheme", "INNOVATION_FUND", "cureNumber", 1))
        .send()
        .join();
  }

  private void publish(String message, String key) {
    client
        .newPublishMessageCommand()
        .messageName(message)
        .correlationKey(key)
        .timeToLive(Duration.ofDays(7))
        .send()
        .join();
  }

  private void verify() {
    engine.completeUserTask(
        "Task_VerifyCoFunding",
        Map.of(
            "coFundingItems",
            List.of(),
            "reducedProjectSound",
            "YES",
            "coFundingFindings",
            "Statements read."));
  }

  private void decide(String verdict) {
    engine.completeUserTask(
        "Task_AmendOrTerminate",
        Map.of(
            "cureVerdict",
            verdict,
            "cureReasons",
            "Nobody takes the place.",
            "cureHearing",
            "Heard on Monday."));
  }
}
