package eu.ttc.grants.workers;

import static eu.ttc.grants.workers.MockedWork.facts;
import static eu.ttc.grants.workers.MockedWork.returning;
import static eu.ttc.grants.workers.MockedWork.throwing;
import static io.camunda.process.test.api.CamundaAssert.assertThat;
import static io.camunda.process.test.api.assertions.ProcessInstanceSelectors.byProcessId;
import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.client.CamundaClient;
import io.camunda.process.test.api.CamundaProcessTestContext;
import io.camunda.process.test.api.assertions.ProcessInstanceAssert;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Every path of the voucher, with the called processes as they are and the workers mocked. */
@EveryPathOf("voucher")
@ProcessTest
@DisplayName("An innovation voucher")
class VoucherProcessTest {

  private static final String REF = "V-2026-000123";
  private static final Duration A_MOMENT = Duration.ofMinutes(1);

  private final CamundaClient client;
  private final CamundaProcessTestContext engine;
  private MockedWork work;

  VoucherProcessTest(CamundaClient client, CamundaProcessTestContext engine) {
    this.client = client;
    this.engine = engine;
  }

  @BeforeEach
  void openWorkers() {
    work = new MockedWork(engine);
  }

  @Test
  @DisplayName("goes straight from submission to the closed case")
  void goesStraightToClosure() {
    submit();
    evaluate();
    decide("AWARD");
    accept();
    claim(1);
    verify("ACCEPTED");
    book(1);

    voucher()
        .isCompleted()
        .hasCompletedElementsInOrder(
            "Event_ApplicationSubmitted",
            "Task_OpenCase",
            "Task_CheckCompleteness",
            "Task_GatherFacts",
            "Task_FindReasons",
            "Task_DetermineEligibility",
            "Task_RecordEligibility",
            "Task_CheckDeMinimis",
            "Task_ReserveBudget",
            "Call_Evaluation",
            "Call_AwardDecision",
            "Call_AcceptanceDeadline",
            "Task_OfferAgreement",
            "Event_AgreementAccepted",
            "Task_CommitBudget",
            "Call_ClaimDeadline",
            "Task_OpenClaim",
            "Event_ClaimSubmitted",
            "Call_ClaimVerification",
            "Call_Payout",
            "Task_CloseCase",
            "Event_Closed")
        .hasNotActivatedElements(
            "Task_Reject",
            "Call_Screening",
            "Event_BudgetExhausted",
            "Task_LapseAgreement",
            "Task_LapseClaim")
        .hasNoActiveIncidents();
    assertThat(work.jobsOf(JobTypes.PAYMENT_ORDER)).hasSize(1);
  }

  @Test
  @DisplayName("keeps what people type in the task it was typed in")
  void keepsTypedTextOutOfTheCase() {
    submit();
    evaluate();
    decide("AWARD");
    accept();
    claim(1);
    verify("ACCEPTED");
    book(1);

    voucher().isCompleted();
    var names =
        client
            .newVariableSearchRequest()
            .filter(it -> it.scopeKey(instanceKey()).processInstanceKey(instanceKey()))
            .send()
            .join()
            .items()
            .stream()
            .map(it -> it.getName())
            .toList();
    assertThat(names)
        .contains("applicationRef", "evaluationTotal", "awarded", "claimAccepted")
        .doesNotContain(
            "excellence", "excellenceComment", "decisionReasons", "verificationFindings");
  }

  @Test
  @DisplayName("ends a second instance of one application without touching it")
  void endsDuplicate() {
    work.on(
        JobTypes.APPLICATION_OPEN_CASE,
        returning(Map.of("duplicate", true, "dossierUrl", "http://localhost/dossiers/V-1")));

    submit();

    voucher()
        .isCompleted()
        .hasCompletedElements("Event_DuplicateEnded")
        .hasNotActivatedElements("Task_CheckCompleteness", "Task_Reject", "Task_ReserveBudget");
  }

  @Nested
  @DisplayName("is rejected with reasons")
  class IsRejected {

    @Test
    @DisplayName("when something is missing, before its content is looked at")
    void whenIncomplete() {
      work.on(
          JobTypes.SCREENING_CHECK_COMPLETENESS,
          returning(Map.of("complete", false, "reasonCodes", List.of("INCOMPLETE"))));

      submit();

      rejectedFor("INCOMPLETE").hasNotActivatedElements("Task_GatherFacts", "Task_ReserveBudget");
    }

    @Test
    @DisplayName("when rules of eligibility are broken, with every one of them named")
    void whenNotEligible() {
      work.on(
          JobTypes.SCREENING_GATHER_FACTS,
          facts(Map.of("smeCategory", "LARGE", "workStarted", true)));

      submit();

      rejectedFor("NOT_SME", "NO_INCENTIVE_EFFECT")
          .hasNotActivatedElements(
              "Call_Screening", "Task_RecordEligibility", "Task_ReserveBudget");
    }

    @Test
    @DisplayName("when the programme officer finds an unclear case not eligible")
    void whenScreenedNotEligible() {
      work.on(JobTypes.SCREENING_GATHER_FACTS, facts(Map.of("inDifficulty", true)));
      work.on(
          JobTypes.SCREENING_RECORD_SCREENING,
          returning(Map.of("eligible", false, "reasonCodes", List.of("NOT_FIRST_RD"))));

      submit();
      screen("NOT_ELIGIBLE");

      rejectedFor("NOT_FIRST_RD")
          .hasCompletedElements("Call_Screening")
          .hasNotActivatedElements("Task_RecordEligibility", "Task_ReserveBudget");
    }

    @Test
    @DisplayName("when the de minimis ceiling would be passed")
    void whenAboveCeiling() {
      work.on(
          JobTypes.STATEAID_CHECK_DE_MINIMIS,
          returning(
              Map.of(
                  "withinDeMinimisCeiling", false, "reasonCodes", List.of("DE_MINIMIS_CEILING"))));

      submit();

      rejectedFor("DE_MINIMIS_CEILING").hasNotActivatedElements("Task_ReserveBudget");
    }

    @Test
    @DisplayName("when no voucher is left")
    void whenBudgetIsExhausted() {
      work.on(
          JobTypes.BUDGET_RESERVE,
          throwing("BUDGET_EXHAUSTED", Map.of("reasonCodes", List.of("BUDGET_EXHAUSTED"))));

      submit();

      rejectedFor("BUDGET_EXHAUSTED")
          .hasCompletedElements("Event_BudgetExhausted")
          .hasTerminatedElements("Task_ReserveBudget")
          .hasNotActivatedElements("Call_Evaluation");
    }

    @Test
    @DisplayName("when the programme manager does not award")
    void whenNotAwarded() {
      work.on(
          JobTypes.AWARD_RECORD_DECISION,
          returning(Map.of("awarded", false, "reasonCodes", List.of("BELOW_THRESHOLD"))));

      submit();
      evaluate();
      decide("REJECT");

      rejectedFor("BELOW_THRESHOLD")
          .hasNotActivatedElements("Task_OfferAgreement", "Task_CommitBudget");
    }

    private ProcessInstanceAssert rejectedFor(String... reasons) {
      var rejected =
          voucher()
              .isCompleted()
              .hasCompletedElements("Task_Reject", "Event_Rejected")
              .hasNotActivatedElements("Call_Payout", "Event_Closed");
      assertThat(work.jobsOf(JobTypes.AWARD_REJECT))
          .singleElement()
          .extracting("reasonCodes")
          .isEqualTo(List.of(reasons));
      return rejected;
    }
  }

  @Nested
  @DisplayName("that is unclear")
  class IsUnclear {

    @Test
    @DisplayName("goes on when the programme officer finds it eligible")
    void goesOnWhenScreenedEligible() {
      work.on(JobTypes.SCREENING_GATHER_FACTS, facts(Map.of("inDifficulty", true)));

      submit();
      voucher()
          .hasActiveElements("Call_Screening")
          .hasNotActivatedElements("Task_RecordEligibility");
      screen("ELIGIBLE");

      voucher()
          .hasCompletedElements("Call_Screening", "Task_RecordEligibility", "Task_ReserveBudget")
          .hasNotActivatedElements("Task_Reject");
    }

    @Test
    @DisplayName("because it is a natural person's is never refused by a machine alone")
    void shownToAPersonWhenNaturalPerson() {
      work.on(
          JobTypes.SCREENING_GATHER_FACTS,
          facts(Map.of("naturalPerson", true, "region", "OUTSIDE")));

      submit();

      voucher()
          .isActive()
          .hasActiveElements("Call_Screening")
          .hasVariable("reasonCodes", List.of("OUT_OF_REGION"))
          .hasNotActivatedElements("Task_Reject");
    }
  }

  @Nested
  @DisplayName("whose agreement is offered")
  class AgreementIsOffered {

    @BeforeEach
    void offered() {
      submit();
      evaluate();
      decide("AWARD");
      voucher().isWaitingForMessage("agreement-accepted", REF + "/agreement");
    }

    @Test
    @DisplayName("lapses after two weeks, not a day earlier")
    void lapses() {
      engine.increaseTime(Duration.ofDays(13));
      voucher().isWaitingForMessage("agreement-accepted", REF + "/agreement");
      assertThat(work.jobsOf(JobTypes.AGREEMENT_LAPSE)).isEmpty();

      engine.increaseTime(Duration.ofDays(1).plus(A_MOMENT));

      voucher()
          .isCompleted()
          .hasCompletedElements("Task_LapseAgreement", "Event_AgreementLapsed")
          .hasNotActivatedElements("Task_CommitBudget", "Task_OpenClaim", "Task_Reject");
    }

    @Test
    @DisplayName("goes on when it was accepted at the last moment")
    void goesOnWhenAcceptedAtTheDeadline() {
      work.on(JobTypes.AGREEMENT_LAPSE, returning(Map.of("agreementState", "ACCEPTED")));

      engine.increaseTime(Duration.ofDays(14).plus(A_MOMENT));

      voucher()
          .hasCompletedElements("Task_LapseAgreement", "Task_CommitBudget", "Task_OpenClaim")
          .hasNotActivatedElements("Event_AgreementLapsed", "Event_AgreementAccepted");
    }

    @Test
    @DisplayName("is accepted once, also when the applicant's message comes twice")
    void isAcceptedOnce() {
      accept();
      publish("agreement-accepted", REF + "/agreement", Map.of());

      voucher()
          .hasCompletedElement("Event_AgreementAccepted", 1)
          .hasCompletedElement("Task_CommitBudget", 1)
          .isWaitingForMessage("claim-submitted", REF + "/claim/1");
    }

    @Test
    @DisplayName("waits on when the deadline was moved, and can still be accepted")
    void waitsOnWhenDeadlineWasMoved() {
      work.on(
          JobTypes.AGREEMENT_LAPSE,
          in -> open("agreementState", "acceptanceDeadline", Period.ofDays(7)),
          in -> open("agreementState", "acceptanceDeadline", Period.ofDays(7)));

      engine.increaseTime(Duration.ofDays(14).plus(A_MOMENT));
      voucher().hasCompletedElement("Task_LapseAgreement", 1);
      engine.increaseTime(Duration.ofDays(7).plus(A_MOMENT));
      voucher()
          .hasCompletedElement("Task_LapseAgreement", 2)
          .isWaitingForMessage("agreement-accepted", REF + "/agreement");
      accept();

      voucher()
          .hasCompletedElements("Event_AgreementAccepted", "Task_CommitBudget")
          .hasNotActivatedElements("Event_AgreementLapsed");
    }
  }

  @Nested
  @DisplayName("whose claim is awaited")
  class ClaimIsAwaited {

    @BeforeEach
    void awaited() {
      submit();
      evaluate();
      decide("AWARD");
      accept();
      voucher().isWaitingForMessage("claim-submitted", REF + "/claim/1");
    }

    @Test
    @DisplayName("is terminated after six months without one")
    void isTerminated() {
      engine.increaseTime(Duration.ofDays(186));

      voucher()
          .isCompleted()
          .hasCompletedElements("Task_LapseClaim", "Event_Terminated")
          .hasNotActivatedElements("Call_ClaimVerification", "Call_Payout", "Event_Closed");
    }

    @Test
    @DisplayName("waits on when the deadline was moved")
    void waitsOnWhenDeadlineWasMoved() {
      work.on(JobTypes.CLAIM_LAPSE, in -> open("claimState", "claimDeadline", Period.ofMonths(3)));

      engine.increaseTime(Duration.ofDays(186));
      voucher()
          .hasCompletedElement("Task_LapseClaim", 1)
          .isWaitingForMessage("claim-submitted", REF + "/claim/1");
      claim(1);

      voucher()
          .hasCompletedElements("Event_ClaimSubmitted")
          .hasActiveElements("Call_ClaimVerification")
          .hasNotActivatedElements("Event_Terminated");
    }

    @Test
    @DisplayName("is verified when the claim came at the last moment")
    void isVerifiedWhenSubmittedAtTheDeadline() {
      work.on(JobTypes.CLAIM_LAPSE, returning(Map.of("claimState", "SUBMITTED")));

      engine.increaseTime(Duration.ofDays(186));

      voucher()
          .hasActiveElements("Call_ClaimVerification")
          .hasNotActivatedElements("Event_Terminated", "Event_ClaimSubmitted");
    }

    @Test
    @DisplayName("pays nothing for a refused claim, and lets it be handed in again")
    void letsRefusedClaimBeHandedInAgain() {
      work.on(
          JobTypes.CLAIM_RECORD_VERIFICATION,
          returning(Map.of("claimAccepted", false)),
          returning(Map.of("claimAccepted", true)));
      work.on(JobTypes.CLAIM_OPEN, returning(Map.of("claimNumber", 2)));

      claim(1);
      verify("REFUSED");
      voucher()
          .hasCompletedElement("Task_OpenClaim", 2)
          .isWaitingForMessage("claim-submitted", REF + "/claim/2")
          .hasNotActivatedElements("Call_Payout");
      claim(2);
      verify("ACCEPTED");
      book(1);

      voucher().isCompleted().hasCompletedElements("Call_Payout", "Event_Closed");
      assertThat(work.jobsOf(JobTypes.PAYMENT_ORDER))
          .singleElement()
          .extracting("claimNumber")
          .isEqualTo(2);
    }
  }

  private MockedWork.Result open(String state, String deadline, Period by) {
    return returning(Map.of(state, "OPEN", deadline, work.after(by))).apply(Map.of());
  }

  private void submit() {
    publish("application-submitted", REF, Map.of("applicationRef", REF, "scheme", "VOUCHER"));
  }

  private void answer(String message, String key) {
    voucher().isWaitingForMessage(message, key);
    publish(message, key, Map.of());
  }

  private void screen(String verdict) {
    engine.completeUserTask(
        "Task_ScreenApplication",
        Map.of(
            "screeningVerdict", verdict,
            "screeningReasonCode", "NOT_FIRST_RD",
            "screeningFindings", "Seen the accounts."));
  }

  private void evaluate() {
    engine.completeUserTask(
        "Task_EvaluateApplication",
        Map.of(
            "conflictOfInterest",
            false,
            "excellence",
            4,
            "impact",
            4,
            "implementation",
            4,
            "excellenceComment",
            "Sound.",
            "impactComment",
            "Wide.",
            "implementationComment",
            "Planned."));
  }

  private void decide(String decision) {
    engine.completeUserTask(
        "Task_DecideOnAward", Map.of("decision", decision, "decisionReasons", "As evaluated."));
  }

  private void accept() {
    answer("agreement-accepted", REF + "/agreement");
  }

  private void claim(int number) {
    answer("claim-submitted", REF + "/claim/" + number);
  }

  private void verify(String verdict) {
    engine.completeUserTask(
        "Task_VerifyClaim",
        Map.of("claimVerdict", verdict, "verificationFindings", "Report read."));
  }

  private void book(int instalment) {
    var key = REF + "/payment/" + instalment;
    assertThat(byProcessId("payout")).isWaitingForMessage("payment-booked", key);
    publish("payment-booked", key, Map.of());
  }

  private void publish(String message, String key, Map<String, Object> variables) {
    client
        .newPublishMessageCommand()
        .messageName(message)
        .correlationKey(key)
        .timeToLive(Duration.ZERO)
        .variables(variables)
        .send()
        .join();
  }

  private ProcessInstanceAssert voucher() {
    return assertThat(byProcessId("voucher"));
  }

  private long instanceKey() {
    return client
        .newProcessInstanceSearchRequest()
        .filter(it -> it.processDefinitionId("voucher"))
        .send()
        .join()
        .singleItem()
        .getProcessInstanceKey();
  }
}
