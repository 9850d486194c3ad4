package eu.ttc.grants.workers;

import static eu.ttc.grants.workers.MockedWork.consortium;
import static eu.ttc.grants.workers.MockedWork.returning;
import static eu.ttc.grants.workers.MockedWork.round;
import static io.camunda.process.test.api.CamundaAssert.assertThat;
import static io.camunda.process.test.api.assertions.ProcessInstanceSelectors.byProcessId;
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

@EveryPathOf("innovation-fund")
@ProcessTest
@DisplayName("The life of a fund application")
class InnovationFundProcessTest {

  private static final String REF = "F-2026-000045";

  private final CamundaClient client;
  private final CamundaProcessTestContext engine;
  private MockedWork work;

  InnovationFundProcessTest(CamundaClient client, CamundaProcessTestContext engine) {
    this.client = client;
    this.engine = engine;
  }

  @BeforeEach
  void openWorkers() {
    work = new MockedWork(engine);
    work.on(JobTypes.CONSORTIUM_ASK, in -> round("CONFIRMED", in.get("consortiumDeadline")));
  }

  @Test
  @DisplayName("comes to an eligible application whose aid is computed, and starts no voucher")
  void comesToAnEligibleApplication() {
    submit();

    fund()
        .isCompleted()
        .hasCompletedElementsInOrder(
            "Task_OpenCase", "Call_FundScreening", "Event_AwaitsEvaluation")
        .hasNotActivatedElements("Task_Reject", "Event_ConsortiumLapsed");
    assertThat(work.jobsOf(JobTypes.STATEAID_CHECK_DE_MINIMIS)).isEmpty();
  }

  @Test
  @DisplayName("ends as a duplicate when another instance handles it")
  void endsAsDuplicate() {
    work.on(
        JobTypes.APPLICATION_OPEN_CASE,
        returning(Map.of("duplicate", true, "dossierUrl", "http://x")));
    submit();

    fund().isCompleted().hasCompletedElement("Event_DuplicateEnded", 1);
  }

  @Test
  @DisplayName("lapses without a rejection when a partner does not confirm")
  void lapses() {
    work.on(JobTypes.CONSORTIUM_ASK, in -> round("OPEN", in.get("consortiumDeadline")));
    submit();
    assertThat(byProcessId("consortium-confirmation"))
        .isWaitingForMessage("consortium-settled", REF + "/consortium/1");
    engine.increaseTime(Duration.ofDays(16));

    fund()
        .isCompleted()
        .hasCompletedElement("Event_ConsortiumLapsed", 1)
        .hasNotActivatedElements("Task_Reject", "Call_Appeal");
  }

  @Test
  @DisplayName("rejects with reasons, which are final when nobody objects")
  void rejects() {
    work.on(JobTypes.SCREENING_GATHER_CONSORTIUM, consortium(Map.of(), Map.of("country", "NL")));
    submit();
    fund()
        .hasCompletedElement("Task_Reject", 1)
        .hasVariable("reasonCodes", List.of("NOT_CROSS_BORDER"));
    assertThat(byProcessId("appeal")).isWaitingForMessage("appeal-lodged", REF + "/appeal/1");
    engine.increaseTime(Duration.ofDays(43));

    fund().isCompleted().hasCompletedElement("Event_Rejected", 1);
  }

  @Test
  @DisplayName("goes on where it was refused when an objection is upheld")
  void goesOnAfterAnAppeal() {
    work.on(
        JobTypes.STATEAID_COMPUTE_AID,
        computed(false, List.of("NO_LEGAL_BASIS")),
        computed(true, List.of()));
    work.on(
        JobTypes.APPEAL_RECORD_DECISION,
        returning(Map.of("appealOutcome", "UPHELD", "resumeAt", "STATE_AID")));
    submit();
    assertThat(byProcessId("appeal")).isWaitingForMessage("appeal-lodged", REF + "/appeal/1");
    publish("appeal-lodged", REF + "/appeal/1");
    engine.completeUserTask(
        "Task_DecideOnAppeal",
        Map.of("appealVerdict", "UPHELD", "appealReasons", "Counted twice."));

    fund()
        .isCompleted()
        .hasCompletedElement("Call_FundScreening", 2)
        .hasCompletedElement("Event_AwaitsEvaluation", 1);
  }

  @Test
  @DisplayName("ends when it is withdrawn")
  void endsWhenWithdrawn() {
    work.on(JobTypes.CONSORTIUM_ASK, in -> round("OPEN", in.get("consortiumDeadline")));
    submit();
    assertThat(byProcessId("consortium-confirmation"))
        .isWaitingForMessage("consortium-settled", REF + "/consortium/1");
    publish("application-withdrawn", REF);

    fund().isCompleted().hasCompletedElement("Event_CaseWithdrawn", 1);
  }

  private static MockedWork.Answer computed(boolean allowed, List<String> reasons) {
    return returning(
        Map.of(
            "aidSheet",
            1,
            "aidAllowed",
            allowed,
            "grantCents",
            allowed ? 20_000_000 : 0,
            "reasonCodes",
            reasons));
  }

  private void submit() {
    client
        .newPublishMessageCommand()
        .messageName("fund-application-submitted")
        .correlationKey(REF)
        .timeToLive(Duration.ofHours(1))
        .variables(Map.of("applicationRef", REF, "scheme", "INNOVATION_FUND"))
        .send()
        .join();
  }

  private void publish(String message, String key) {
    client
        .newPublishMessageCommand()
        .messageName(message)
        .correlationKey(key)
        .timeToLive(Duration.ofHours(1))
        .send()
        .join();
  }

  private static ProcessInstanceAssert fund() {
    return assertThat(byProcessId("innovation-fund"));
  }
}
