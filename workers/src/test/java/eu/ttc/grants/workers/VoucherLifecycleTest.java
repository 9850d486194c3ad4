package eu.ttc.grants.workers;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static io.camunda.process.test.api.CamundaAssert.assertThat;
import static io.camunda.process.test.api.assertions.ProcessInstanceSelectors.byProcessId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.ttc.grants.agreement.Acceptance.Accepted;
import eu.ttc.grants.agreement.Acceptance.Lapsed;
import eu.ttc.grants.agreement.Agreements;
import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.DocumentKind;
import eu.ttc.grants.application.Documents;
import eu.ttc.grants.award.Awards;
import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.budget.LineTotals;
import eu.ttc.grants.claim.Claims;
import eu.ttc.grants.claim.Extensions;
import eu.ttc.grants.claim.Submission.Submitted;
import eu.ttc.grants.claim.SubmitClaim;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.Scheme;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.TestClock;
import eu.ttc.grants.withdrawal.Withdrawals;
import io.camunda.client.CamundaClient;
import io.camunda.client.api.search.enums.UserTaskState;
import io.camunda.client.api.search.response.UserTask;
import io.camunda.process.test.api.CamundaProcessTestContext;
import io.camunda.process.test.api.assertions.ProcessInstanceAssert;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The voucher from submission to its end with everything real, every job delivered twice. */
@LifecycleTest
@DisplayName("A voucher with everything real")
class VoucherLifecycleTest {

  private static final String APPLICANT = "anna";

  private final CamundaClient client;
  private final CamundaProcessTestContext engine;
  private final ApplicationDesk desk;
  private final Applications applications;
  private final Documents documents;
  private final Awards awards;
  private final Agreements agreements;
  private final Claims claims;
  private final Extensions extensions;
  private final Withdrawals withdrawals;
  private final Budget budget;
  private final TestClock clock;

  VoucherLifecycleTest(
      CamundaClient client,
      CamundaProcessTestContext engine,
      ApplicationDesk desk,
      Applications applications,
      Documents documents,
      Awards awards,
      Agreements agreements,
      Claims claims,
      Extensions extensions,
      Withdrawals withdrawals,
      Budget budget,
      TestClock clock) {
    this.client = client;
    this.engine = engine;
    this.desk = desk;
    this.applications = applications;
    this.documents = documents;
    this.awards = awards;
    this.agreements = agreements;
    this.claims = claims;
    this.extensions = extensions;
    this.withdrawals = withdrawals;
    this.budget = budget;
    this.clock = clock;
  }

  @Test
  @DisplayName("goes from submission to the closed case")
  void goesToClosure() {
    var before = vouchers();
    var ref = desk.submit(anApplication().by(APPLICANT));
    evaluate();
    decide("AWARD");
    accept(ref);
    claim(ref);
    verify("ACCEPTED");

    voucher().hasActiveElements("Call_Payout");
    assertThat(desk.events(ref))
        .containsSubsequence(
            "SUBMITTED",
            "BUDGET_RESERVED",
            "VISIT_HELD",
            "EVALUATION_ASSIGNED",
            "AGREEMENT_OFFERED",
            "CLAIM_SUBMITTED",
            "CLAIM_VERIFIED");
    assertThat(vouchers().committed()).isEqualTo(before.committed().plus(Cents.of(5_000_00)));
  }

  @Test
  @DisplayName("that is withdrawn while somebody evaluates it ends, and its voucher is free")
  void isWithdrawn() {
    var before = vouchers();
    var ref = desk.submit(anApplication().by(APPLICANT));
    visit();
    await().until(() -> openTasks("Task_EvaluateApplication"), tasks -> !tasks.isEmpty());

    withdrawals.withdraw(ref, APPLICANT, "We go on without support.");

    voucher().isCompleted().hasCompletedElements("Event_CaseWithdrawn");
    assertThat(status(ref)).isEqualTo(ApplicationStatus.WITHDRAWN);
    assertThat(vouchers()).isEqualTo(before);
  }

  @Test
  @DisplayName("gets more time for its claim when an officer grants it")
  void getsMoreTime() {
    var ref = desk.submit(anApplication().by(APPLICANT));
    evaluate();
    decide("AWARD");
    accept(ref);
    awaitClaim(ref);
    var due = claims.of(ref).getFirst().dueAt();

    extensions.request(ref, APPLICANT, "The pump came late.");
    complete(
        "Task_DecideOnExtension",
        "olga",
        Map.of("extensionVerdict", "GRANTED", "extensionReasons", "The delay is not theirs."));
    assertThat(byProcessId("claim-extension")).isCompleted();

    assertThat(claims.of(ref).getFirst().dueAt()).isAfter(due.plus(Duration.ofDays(80)));
    pass(Duration.ofDays(200));
    awaitClaim(ref);
    assertThat(status(ref)).isEqualTo(ApplicationStatus.RUNNING);
  }

  @Test
  @DisplayName("that breaks rules is rejected with them, and holds no money")
  void isRejected() {
    var before = vouchers();

    var ref = desk.submit(anApplication().by(APPLICANT).withWorkStarted().afterEarlierResearch());

    voucher().hasCompletedElements("Task_Reject").hasActiveElements("Call_Appeal");
    assertThat(status(ref)).isEqualTo(ApplicationStatus.REJECTED);
    assertThat(vouchers()).isEqualTo(before);
  }

  @Test
  @DisplayName("of a natural person goes on when a programme officer finds it eligible")
  void isScreenedByAPerson() {
    var ref = desk.submit(anApplication().by(APPLICANT).asSoleTrader().withWorkStarted());

    complete(
        "Task_ScreenApplication",
        "olga",
        Map.of("screeningVerdict", "ELIGIBLE", "screeningFindings", "Only a quote was asked for."));

    assertThat(byProcessId("voucher-screening"))
        .isCompleted()
        .hasCompletedElements("Task_RecordEligibility", "Event_Admitted");
    assertThat(status(ref)).isEqualTo(ApplicationStatus.ELIGIBLE);
  }

  @Test
  @DisplayName("is not awarded by its own evaluator: the task comes back and says why")
  void isNotAwardedByItsEvaluator() {
    var ref = desk.submit(anApplication().by(APPLICANT));
    var evaluator = evaluate();

    complete("Task_DecideOnAward", evaluator, decision("AWARD"));

    assertThat(byProcessId("award-decision"))
        .hasCompletedElements("Event_DecisionNotAllowed")
        .hasActiveElements("Task_DecideOnAward");
    assertThat(status(ref)).isEqualTo(ApplicationStatus.EVALUATED);
    decide("REJECT");
    voucher().hasCompletedElements("Task_Reject").hasActiveElements("Call_Appeal");
  }

  @Test
  @DisplayName("that is awarded on conditions, after a draft, is agreed on once they are confirmed")
  void isAwardedOnConditions() {
    var ref = desk.submit(anApplication().by(APPLICANT));
    evaluate();
    complete("Task_DecideOnAward", "max", onConditions("DRAFT", "Probably."));
    assertThat(byProcessId("award-decision")).hasCompletedElement("Task_RecordDecision", 1);
    assertThat(status(ref)).isEqualTo(ApplicationStatus.EVALUATED);
    assertThat(awards.drafts(ref)).hasSize(1);
    assertThat(complete("Task_DecideOnAward", null, onConditions("COMMUNICATE", "As evaluated.")))
        .isEqualTo("max");
    assertThat(byProcessId("award-conditions")).hasActiveElements("Task_ConfirmConditions");

    documents.add(
        ref,
        APPLICANT,
        DocumentKind.CONDITION,
        "letter.txt",
        "text/plain",
        "We intend to take part".getBytes(StandardCharsets.UTF_8));
    confirm(row(1, true), row(2, false));
    assertThat(byProcessId("award-conditions")).hasCompletedElement("Task_RecordConfirmation", 1);
    assertThat(agreements.of(ref)).isEmpty();
    confirm(row(2, true));
    accept(ref);

    awaitClaim(ref);
    assertThat(desk.events(ref))
        .containsSubsequence(
            "AWARDED_ON_CONDITIONS",
            "PROOF_ASKED",
            "CONDITIONS_CONFIRMED",
            "CONDITIONS_FULFILLED",
            "DE_MINIMIS_GRANTED",
            "AGREEMENT_OFFERED",
            "AGREEMENT_ACCEPTED");
  }

  @Test
  @DisplayName("is free for someone else when the conditions of its award are not met in time")
  void lapsesWithItsConditions() {
    var before = vouchers();
    var ref = desk.submit(anApplication().by(APPLICANT));
    evaluate();
    complete("Task_DecideOnAward", "max", onConditions("COMMUNICATE", "As evaluated."));
    assertThat(byProcessId("award-conditions")).hasActiveElements("Task_ConfirmConditions");
    pass(Duration.ofDays(65));
    assertThat(byProcessId("award-conditions")).hasCompletedElement("Task_RemindOfConditions", 1);

    pass(Duration.ofDays(30));

    voucher().isCompleted().hasCompletedElements("Event_AwardLapsed");
    assertThat(status(ref)).isEqualTo(ApplicationStatus.LAPSED);
    assertThat(desk.events(ref)).containsSubsequence("REMINDED", "CONDITIONS_LAPSED");
    assertThat(vouchers()).isEqualTo(before);
  }

  @Test
  @DisplayName("is free for someone else when the agreement is not accepted in time")
  void lapses() {
    var before = vouchers();
    var ref = desk.submit(anApplication().by(APPLICANT));
    evaluate();
    decide("AWARD");
    awaitAgreement(ref);
    assertThat(vouchers().vouchersTaken()).isEqualTo(before.vouchersTaken() + 1);

    pass(Duration.ofDays(30));

    voucher().isCompleted().hasCompletedElements("Event_AgreementLapsed");
    assertThat(status(ref)).isEqualTo(ApplicationStatus.LAPSED);
    assertThat(agreements.accept(ref, APPLICANT, "I agree.")).isInstanceOf(Lapsed.class);
    assertThat(vouchers()).isEqualTo(before);
  }

  @Test
  @DisplayName("is terminated when no claim comes, and its money is free again")
  void isTerminated() {
    var before = vouchers();
    var ref = desk.submit(anApplication().by(APPLICANT));
    evaluate();
    decide("AWARD");
    accept(ref);
    awaitClaim(ref);

    pass(Duration.ofDays(220));

    voucher().isCompleted().hasCompletedElements("Event_Terminated");
    assertThat(status(ref)).isEqualTo(ApplicationStatus.TERMINATED);
    assertThat(vouchers()).isEqualTo(before);
  }

  private void visit() {
    var today = LocalDate.ofInstant(clock.instant(), Applications.PROGRAMME_ZONE);
    complete(
        "Task_RecordCompanyVisit",
        null,
        Map.of("visitHeld", true, "visitedOn", today.toString(), "advice", "Test it first."));
  }

  private String evaluate() {
    visit();
    var expert =
        complete(
            "Task_EvaluateApplication",
            null,
            Map.of(
                "conflictOfInterest",
                false,
                "excellence",
                4,
                "impact",
                3.5,
                "implementation",
                4,
                "excellenceComment",
                "Sound.",
                "impactComment",
                "Wide.",
                "implementationComment",
                "Planned."));
    voucher().hasCompletedElements("Call_Evaluation");
    return expert;
  }

  private void decide(String decision) {
    complete("Task_DecideOnAward", "max", decision(decision));
  }

  private static Map<String, Object> decision(String decision) {
    return decision.equals("AWARD")
        ? Map.of("decision", decision, "decisionReasons", "As evaluated.")
        : Map.of(
            "decision", decision,
            "decisionReasons", "Weaker than others.",
            "rejectionCode", "BELOW_THRESHOLD");
  }

  private static Map<String, Object> onConditions(String release, String reasons) {
    return Map.of(
        "decision",
        "AWARD",
        "decisionReasons",
        reasons,
        "conditions",
        List.of(
            Map.of("condition", "Send the letter of intent."),
            Map.of("condition", "Send a schedule.")),
        "conditionCount",
        2,
        "release",
        release);
  }

  private static Map<String, Object> row(int number, boolean fulfilled) {
    return fulfilled
        ? Map.of("number", number, "text", "As asked.", "fulfilled", true, "note", "As sent.")
        : Map.of("number", number, "text", "As asked.", "fulfilled", false);
  }

  @SafeVarargs
  private void confirm(Map<String, Object>... rows) {
    complete("Task_ConfirmConditions", "olga", Map.of("openConditions", List.of(rows)));
  }

  private void awaitAgreement(ApplicationRef ref) {
    assertThat(byProcessId("agreement"))
        .isWaitingForMessage("agreement-accepted", ref + "/agreement");
  }

  private void accept(ApplicationRef ref) {
    awaitAgreement(ref);
    assertThat(agreements.accept(ref, APPLICANT, "I agree.")).isInstanceOf(Accepted.class);
  }

  private void awaitClaim(ApplicationRef ref) {
    assertThat(byProcessId("voucher-execution"))
        .isWaitingForMessage("claim-submitted", ref + "/claim/1");
  }

  private void claim(ApplicationRef ref) {
    awaitClaim(ref);
    var evidence =
        documents.add(
            ref,
            APPLICANT,
            DocumentKind.EVIDENCE,
            "report.txt",
            "text/plain",
            "What we found out".getBytes(StandardCharsets.UTF_8));
    var claim = new SubmitClaim(ref, APPLICANT, "The washer works.", List.of(evidence.id()));
    assertThat(claims.submit(claim)).isEqualTo(new Submitted(1));
  }

  private void verify(String verdict) {
    complete(
        "Task_VerifyClaim",
        "olga",
        Map.of("claimVerdict", verdict, "verificationFindings", "Report read."));
  }

  /** Takes the task, unless it is somebody's already, and completes it; returns whose it was. */
  private String complete(String task, @Nullable String person, Map<String, Object> form) {
    var open = await().until(() -> openTasks(task), tasks -> !tasks.isEmpty()).getFirst();
    if (person != null) {
      client.newAssignUserTaskCommand(open.getUserTaskKey()).assignee(person).send().join();
    }
    client.newCompleteUserTaskCommand(open.getUserTaskKey()).variables(form).send().join();
    return person == null ? open.getAssignee() : person;
  }

  private List<UserTask> openTasks(String task) {
    return client
        .newUserTaskSearchRequest()
        .filter(it -> it.elementId(task).state(UserTaskState.CREATED))
        .send()
        .join()
        .items();
  }

  /** Time passes for the application first: a timer of the engine asks it at once. */
  private void pass(Duration time) {
    clock.advance(time);
    engine.increaseTime(time);
  }

  private ProcessInstanceAssert voucher() {
    return assertThat(byProcessId("voucher"));
  }

  private ApplicationStatus status(ApplicationRef ref) {
    return applications.get(ref).status();
  }

  private LineTotals vouchers() {
    return budget.totals().stream()
        .filter(line -> line.scheme() == Scheme.VOUCHER)
        .findFirst()
        .orElseThrow();
  }
}
