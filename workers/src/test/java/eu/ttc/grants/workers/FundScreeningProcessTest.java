package eu.ttc.grants.workers;

import static eu.ttc.grants.workers.MockedWork.consortium;
import static eu.ttc.grants.workers.MockedWork.returning;
import static eu.ttc.grants.workers.MockedWork.round;
import static io.camunda.process.test.api.CamundaAssert.assertThat;
import static io.camunda.process.test.api.assertions.ProcessInstanceSelectors.byProcessId;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.ProcessInstanceEvent;
import io.camunda.process.test.api.CamundaProcessTestContext;
import io.camunda.process.test.api.assertions.ProcessInstanceAssert;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EveryPathOf("fund-screening")
@ProcessTest
@DisplayName("The screening of a fund application")
class FundScreeningProcessTest {

  private static final String REF = "F-2026-000045";

  private final CamundaClient client;
  private final CamundaProcessTestContext engine;
  private MockedWork work;

  FundScreeningProcessTest(CamundaClient client, CamundaProcessTestContext engine) {
    this.client = client;
    this.engine = engine;
  }

  @BeforeEach
  void openWorkers() {
    work = new MockedWork(engine);
    asked("CONFIRMED");
  }

  @Test
  @DisplayName("admits what has nothing against it, with the grant that is allowed")
  void admits() {
    assertThat(start(null))
        .isCompleted()
        .hasCompletedElementsInOrder(
            "Task_CheckCompleteness",
            "Call_ConfirmConsortium",
            "Task_GatherFacts",
            "Task_GatherConsortium",
            "Task_FindReasons",
            "Task_DetermineEligibility",
            "Task_RecordEligibility",
            "Call_VerifyBonusGrounds",
            "Task_TakeProject",
            "Call_AidComputation",
            "Event_Admitted")
        .hasVariable("aidAllowed", true)
        .hasVariable("grantCents", 20_000_000)
        .hasNotActivatedElements(
            "Call_InformationRequest", "Call_Screening", "Event_NotAdmitted", "Event_Lapsed");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"DECLINED", "LAPSED"})
  @DisplayName("ends without a rejection when not all partners confirm")
  void lapses(String state) {
    asked(state);

    assertThat(start(null))
        .isCompleted()
        .hasCompletedElement("Event_Lapsed", 1)
        .hasVariable("consortiumState", state)
        .hasNotActivatedElements("Task_GatherFacts", "Event_NotAdmitted");
  }

  @Test
  @DisplayName("refuses a consortium that breaks rules, with every one of them named")
  void refusesWhatIsNotEligible() {
    work.on(
        JobTypes.SCREENING_GATHER_CONSORTIUM,
        consortium(Map.of("workStarted", true), Map.of("undertaking", 1)));

    notAdmitted(start(null), "NOT_INDEPENDENT", "NO_INCENTIVE_EFFECT")
        .hasNotActivatedElements("Call_Screening", "Task_RecordEligibility");
  }

  @Test
  @DisplayName("refuses what the rules on State aid forbid")
  void refusesWhatMayNotBeAided() {
    work.on(
        JobTypes.STATEAID_COMPUTE_AID,
        returning(
            Map.of(
                "aidSheet",
                1,
                "aidAllowed",
                false,
                "grantCents",
                0,
                "reasonCodes",
                List.of("BELOW_MIN_GRANT"))));

    notAdmitted(start(null), "BELOW_MIN_GRANT").hasCompletedElement("Task_RecordEligibility", 1);
  }

  @Test
  @DisplayName("asks the lead for what is missing, and goes on with the answer")
  void asksForWhatIsMissing() {
    work.on(
        JobTypes.SCREENING_CHECK_COMPLETENESS,
        returning(Map.of("complete", false, "reasonCodes", List.of("INCOMPLETE"))),
        returning(Map.of("complete", true, "reasonCodes", List.of())));
    var screening = start(null);
    awaitQuestion();
    answer();

    assertThat(screening)
        .isCompleted()
        .hasCompletedElement("Task_CheckCompleteness", 2)
        .hasCompletedElement("Event_Admitted", 1);
  }

  @Test
  @DisplayName("refuses what stays incomplete")
  void refusesWhatStaysIncomplete() {
    work.on(
        JobTypes.SCREENING_CHECK_COMPLETENESS,
        returning(Map.of("complete", false, "reasonCodes", List.of("INCOMPLETE"))));
    var screening = start(null);
    awaitQuestion();
    engine.increaseTime(Duration.ofDays(10).plusMinutes(1));
    assertThat(byProcessId("information-request")).hasCompletedElement("Task_RemindApplicant", 1);
    engine.increaseTime(Duration.ofDays(10));

    notAdmitted(screening, "INCOMPLETE").hasNotActivatedElements("Call_ConfirmConsortium");
  }

  @Test
  @DisplayName("leaves natural persons to an officer, and lets partners confirm what changed")
  void leavesNaturalPersonsToAnOfficer() {
    naturalPerson();
    var screening = start(null);
    screen("ELIGIBLE");

    assertThat(screening)
        .isCompleted()
        .hasCompletedElementsInOrder(
            "Call_Screening", "Call_ConfirmChanges", "Task_RecordEligibility", "Event_Admitted");
  }

  @Test
  @DisplayName("ends when the partners do not confirm what changed")
  void endsWhenChangesAreNotConfirmed() {
    naturalPerson();
    work.on(
        JobTypes.CONSORTIUM_ASK,
        in -> round("CONFIRMED", in.get("consortiumDeadline")),
        in -> round("LAPSED", in.get("consortiumDeadline")));
    work.on(JobTypes.CONSORTIUM_CHECK, in -> round("LAPSED", in.get("consortiumDeadline")));
    var screening = start(null);
    screen("ELIGIBLE");
    settle();

    assertThat(screening)
        .isCompleted()
        .hasCompletedElements("Call_ConfirmChanges", "Event_ChangesLapsed");
  }

  @Test
  @DisplayName("refuses what the officer finds not eligible")
  void refusesWhatIsScreenedNotEligible() {
    naturalPerson();
    work.on(
        JobTypes.SCREENING_RECORD_SCREENING,
        returning(Map.of("eligible", false, "reasonCodes", List.of("NO_INCENTIVE_EFFECT"))));
    var screening = start(null);
    screen("NOT_ELIGIBLE");

    notAdmitted(screening, "NO_INCENTIVE_EFFECT");
  }

  @Test
  @DisplayName("gives an officer what an appeal against its refusal brought back")
  void givesAppealsToAnOfficer() {
    work.on(
        JobTypes.SCREENING_GATHER_CONSORTIUM, consortium(Map.of("workStarted", true), Map.of()));
    var screening = start("SCREENING");
    screen("ELIGIBLE");

    assertThat(screening).isCompleted().hasCompletedElement("Event_Admitted", 1);
  }

  @Test
  @DisplayName("looks only at State aid when that was contested")
  void looksOnlyAtStateAid() {
    assertThat(start("STATE_AID"))
        .isCompleted()
        .hasCompletedElements("Call_VerifyBonusGrounds", "Task_TakeProject", "Event_Admitted")
        .hasNotActivatedElements("Task_CheckCompleteness", "Call_ConfirmConsortium");
  }

  private void asked(String state) {
    work.on(
        JobTypes.CONSORTIUM_ASK,
        in -> round(state.equals("CONFIRMED") ? state : "OPEN", in.get("consortiumDeadline")));
    work.on(JobTypes.CONSORTIUM_CHECK, in -> round(state, in.get("consortiumDeadline")));
    settled = !state.equals("CONFIRMED");
  }

  private boolean settled;

  private void naturalPerson() {
    work.on(
        JobTypes.SCREENING_GATHER_CONSORTIUM,
        consortium(Map.of("workStarted", true, "naturalPerson", true), Map.of()));
  }

  private ProcessInstanceEvent start(@Nullable String resumeAt) {
    var variables = new HashMap<String, Object>();
    variables.put("applicationRef", REF);
    variables.put("scheme", "INNOVATION_FUND");
    variables.put("dossierUrl", "http://x");
    variables.put("resumeAt", resumeAt);
    var screening =
        client
            .newCreateInstanceCommand()
            .bpmnProcessId("fund-screening")
            .latestVersion()
            .variables(variables)
            .send()
            .join();
    if (settled) {
      settle();
    }
    return screening;
  }

  private void settle() {
    publish("consortium-settled", REF + "/consortium/1");
  }

  private void answer() {
    publish("information-answered", REF + "/information/1");
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

  private void awaitQuestion() {
    assertThat(byProcessId("information-request"))
        .isWaitingForMessage("information-answered", REF + "/information/1");
  }

  private void screen(String verdict) {
    engine.completeUserTask("Task_ScreenApplication", Map.of("screeningVerdict", verdict));
  }

  private static ProcessInstanceAssert notAdmitted(
      ProcessInstanceEvent screening, String... reasons) {
    return assertThat(screening)
        .isCompleted()
        .hasCompletedElement("Event_NotAdmitted", 1)
        .hasVariable("reasonCodes", List.of(reasons));
  }
}
