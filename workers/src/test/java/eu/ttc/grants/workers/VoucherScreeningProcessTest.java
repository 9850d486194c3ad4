package eu.ttc.grants.workers;

import static eu.ttc.grants.workers.MockedWork.facts;
import static eu.ttc.grants.workers.MockedWork.returning;
import static eu.ttc.grants.workers.MockedWork.throwing;
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
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EveryPathOf("voucher-screening")
@ProcessTest
@DisplayName("The screening of a voucher")
class VoucherScreeningProcessTest {

  private static final String REF = "V-2026-000123";

  private final CamundaClient client;
  private final CamundaProcessTestContext engine;
  private MockedWork work;

  VoucherScreeningProcessTest(CamundaClient client, CamundaProcessTestContext engine) {
    this.client = client;
    this.engine = engine;
  }

  @BeforeEach
  void openWorkers() {
    work = new MockedWork(engine);
  }

  @Test
  @DisplayName("admits what has nothing against it")
  void admits() {
    var screening = start(null);

    assertThat(screening)
        .isCompleted()
        .hasCompletedElementsInOrder(
            "Task_CheckCompleteness",
            "Task_GatherFacts",
            "Task_FindReasons",
            "Task_DetermineEligibility",
            "Task_RecordEligibility",
            "Task_CheckDeMinimis",
            "Call_Reservation",
            "Event_Admitted")
        .hasVariable("voucherReserved", true)
        .hasNotActivatedElements("Call_InformationRequest", "Call_Screening", "Event_NotAdmitted");
  }

  @Nested
  @DisplayName("does not admit")
  class DoesNotAdmit {

    @Test
    @DisplayName("what breaks rules of eligibility, with every one of them named")
    void whatIsNotEligible() {
      work.on(
          JobTypes.SCREENING_GATHER_FACTS,
          facts(Map.of("smeCategory", "LARGE", "workStarted", true)));

      notAdmitted(start(null), "NOT_SME", "NO_INCENTIVE_EFFECT")
          .hasNotActivatedElements("Call_Screening", "Task_RecordEligibility");
    }

    @Test
    @DisplayName("what the programme officer finds not eligible")
    void whatIsScreenedNotEligible() {
      work.on(JobTypes.SCREENING_GATHER_FACTS, facts(Map.of("inDifficulty", true)));
      work.on(
          JobTypes.SCREENING_RECORD_SCREENING,
          returning(Map.of("eligible", false, "reasonCodes", List.of("NOT_FIRST_RD"))));

      var screening = start(null);
      screen("NOT_ELIGIBLE");

      notAdmitted(screening, "NOT_FIRST_RD").hasNotActivatedElements("Task_RecordEligibility");
    }

    @Test
    @DisplayName("what would pass the de minimis ceiling")
    void whatIsAboveCeiling() {
      work.on(
          JobTypes.STATEAID_CHECK_DE_MINIMIS,
          returning(
              Map.of(
                  "withinDeMinimisCeiling", false, "reasonCodes", List.of("DE_MINIMIS_CEILING"))));

      notAdmitted(start(null), "DE_MINIMIS_CEILING").hasNotActivatedElements("Call_Reservation");
    }

    @Test
    @DisplayName("what still waited for a voucher when the waiting list was closed")
    void whatFindsNoVoucher() {
      work.on(JobTypes.BUDGET_RESERVE, throwing("BUDGET_EXHAUSTED", Map.of()));
      work.on(JobTypes.BUDGET_JOIN_WAITING_LIST, throwing("WAITING_LIST_CLOSED", Map.of()));

      notAdmitted(start(null), "BUDGET_EXHAUSTED").hasCompletedElements("Call_Reservation");
    }

    @Test
    @DisplayName("what stays incomplete because the applicant does not answer")
    void whatStaysIncomplete() {
      incomplete();
      var screening = start(null);
      assertThat(byProcessId("information-request"))
          .isWaitingForMessage("information-answered", REF + "/information/1");

      engine.increaseTime(Duration.ofDays(30));

      notAdmitted(screening, "INCOMPLETE").hasNotActivatedElements("Task_GatherFacts");
    }

    private ProcessInstanceAssert notAdmitted(ProcessInstanceEvent screening, String... reasons) {
      return assertThat(screening)
          .isCompleted()
          .hasCompletedElements("Event_NotAdmitted")
          .hasVariable("reasonCodes", List.of(reasons))
          .hasNotActivatedElements("Event_Admitted");
    }
  }

  @Test
  @DisplayName("goes on when the applicant sends what is missing")
  void goesOnWhenTheApplicantAnswers() {
    work.on(
        JobTypes.SCREENING_CHECK_COMPLETENESS,
        returning(Map.of("complete", false, "reasonCodes", List.of("INCOMPLETE"))),
        returning(Map.of("complete", true, "reasonCodes", List.of())));
    var screening = start(null);

    var key = REF + "/information/1";
    assertThat(byProcessId("information-request")).isWaitingForMessage("information-answered", key);
    client
        .newPublishMessageCommand()
        .messageName("information-answered")
        .correlationKey(key)
        .timeToLive(Duration.ZERO)
        .send()
        .join();

    assertThat(screening)
        .isCompleted()
        .hasCompletedElement("Task_CheckCompleteness", 2)
        .hasCompletedElements("Event_Admitted");
  }

  @Test
  @DisplayName("goes on when the programme officer finds an unclear case eligible")
  void goesOnWhenScreenedEligible() {
    work.on(JobTypes.SCREENING_GATHER_FACTS, facts(Map.of("inDifficulty", true)));
    var screening = start(null);
    assertThat(screening)
        .hasActiveElements("Call_Screening")
        .hasNotActivatedElements("Task_RecordEligibility");

    screen("ELIGIBLE");

    assertThat(screening)
        .isCompleted()
        .hasCompletedElements("Call_Screening", "Task_RecordEligibility", "Event_Admitted");
  }

  @Test
  @DisplayName("never refuses a natural person by a machine alone")
  void leavesANaturalPersonToAPerson() {
    work.on(
        JobTypes.SCREENING_GATHER_FACTS, facts(Map.of("naturalPerson", true, "region", "OUTSIDE")));

    assertThat(start(null))
        .hasActiveElements("Call_Screening")
        .hasVariable("reasonCodes", List.of("OUT_OF_REGION"))
        .hasNotActivatedElements("Event_NotAdmitted");
  }

  @Nested
  @DisplayName("after an upheld appeal")
  class AfterAnUpheldAppeal {

    @Test
    @DisplayName("about eligibility leaves the decision to a person, whatever the rules say")
    void leavesContestedEligibilityToAPerson() {
      work.on(JobTypes.SCREENING_GATHER_FACTS, facts(Map.of("smeCategory", "LARGE")));

      var screening = start("SCREENING");
      assertThat(screening).hasActiveElements("Call_Screening");
      screen("ELIGIBLE");

      assertThat(screening).isCompleted().hasCompletedElements("Event_Admitted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"STATE_AID", "EVALUATION", "AWARD"})
    @DisplayName("about anything later looks at the money again, and at nothing else")
    void looksAtTheMoneyAgain(String resumeAt) {
      assertThat(start(resumeAt))
          .isCompleted()
          .hasCompletedElementsInOrder("Task_CheckDeMinimis", "Call_Reservation", "Event_Admitted")
          .hasNotActivatedElements("Task_CheckCompleteness", "Task_RecordEligibility");
    }
  }

  private void incomplete() {
    work.on(
        JobTypes.SCREENING_CHECK_COMPLETENESS,
        returning(Map.of("complete", false, "reasonCodes", List.of("INCOMPLETE"))));
  }

  private void screen(String verdict) {
    engine.completeUserTask(
        "Task_ScreenApplication",
        Map.of(
            "screeningVerdict", verdict,
            "screeningReasonCode", "NOT_FIRST_RD",
            "screeningFindings", "Seen the accounts."));
  }

  private ProcessInstanceEvent start(@Nullable String resumeAt) {
    var variables = new HashMap<String, @Nullable Object>();
    variables.put("applicationRef", REF);
    variables.put("scheme", "VOUCHER");
    variables.put("dossierUrl", "http://x");
    variables.put("resumeAt", resumeAt);
    return client
        .newCreateInstanceCommand()
        .bpmnProcessId("voucher-screening")
        .latestVersion()
        .variables(variables)
        .send()
        .join();
  }
}
