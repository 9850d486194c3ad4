package eu.ttc.grants.local;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.local.Histories.History;
import eu.ttc.grants.local.Staff.Task;
import eu.ttc.grants.portal.Http;
import eu.ttc.grants.portal.Told;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One of the vouchers, and what people do about it. Each step waits until its effect is in the
 * history, so that the next one finds what it needs.
 */
final class OneVoucher {

  private static final ZoneId PROGRAMME_ZONE = ZoneId.of("Europe/Amsterdam");
  private static final String OFFICERS = "programme-officers";
  private static final String MANAGERS = "programme-managers";
  private static final String ACCEPTANCE =
      "{\"statement\": \"I accept the agreement and its conditions.\"}";
  private static final Map<String, ?> AWARD =
      Map.of(
          "decision",
          "AWARD",
          "decisionReasons",
          "Good scores.",
          "conditionCount",
          0,
          "release",
          "COMMUNICATE");
  private static final String WITHDRAWAL = "{\"reason\": \"We work on something else now.\"}";

  private final int number;
  private final Fate fate;
  private final KeyedClient applicant;
  private final KeyedClient boss;
  private final Histories histories;
  private final Staff staff;
  private final CountDownLatch everybodyWaits;
  private final List<String> officers;
  private final List<String> managers;
  private volatile String reference = "";
  private int documents;

  /**
   * @param number tells its enterprise from others
   * @param everybodyWaits reached when the last wave is on the waiting list
   */
  OneVoucher(
      int number,
      Fate fate,
      String username,
      Http portal,
      Histories histories,
      Staff staff,
      CountDownLatch everybodyWaits,
      Random dice) {
    this.number = number;
    this.fate = fate;
    this.applicant = new KeyedClient(portal.as(username, username), dice);
    this.boss = new KeyedClient(portal.as("mona", "mona"), dice);
    this.histories = histories;
    this.staff = staff;
    this.everybodyWaits = everybodyWaits;
    this.officers = dice.nextBoolean() ? List.of("olga", "oscar") : List.of("oscar", "olga");
    this.managers = dice.nextBoolean() ? List.of("max", "mona") : List.of("mona", "max");
  }

  Fate fate() {
    return fate;
  }

  String reference() {
    return reference;
  }

  History history() {
    return histories.of(reference);
  }

  @Override
  public String toString() {
    return "%s %s".formatted(fate, reference);
  }

  void draft() {
    var name = "Onderneming %d van 200 B.V.".formatted(number);
    var usual =
        Home.of(number)
            .tell(Told.complete())
            .with("/enterprise/name", quoted(name))
            .with("/bankAccount/holder", quoted(name));
    var drafted = applicant.post(201, "/api/applications", fate.story().tell(usual));
    reference = drafted.json().path("reference").asString();
    upload("PROJECT_PLAN");
    if (!fate.story().accountsMissing()) {
      upload("ANNUAL_ACCOUNTS");
    }
  }

  void submit() {
    applicant.post(202, path("/submission"));
  }

  void withdraw() {
    applicant.post(200, path("/withdrawal"), WITHDRAWAL);
  }

  /** A manager of the programme ends the agreement. */
  void terminate() {
    boss.post(
        200,
        path("/termination"),
        "{\"reason\": \"The firm has moved away.\", \"hearing\": \"It agrees.\"}");
  }

  void answer(String kind) throws Exception {
    await("INFORMATION_REQUESTED");
    var document = upload(kind);
    applicant.post(
        202,
        path("/information"),
        "{\"answer\": \"Here it is.\", \"documentIds\": [%s]}".formatted(quoted(document)));
  }

  void screen(boolean eligible) throws Exception {
    screenAs(officers.getFirst(), eligible);
  }

  /** Another officer than before. */
  void screenAgain(boolean eligible) throws Exception {
    screenAs(officers.getLast(), eligible);
  }

  private void screenAs(String officer, boolean eligible) throws Exception {
    var task = staff.await("Task_ScreenApplication", reference);
    take(
        task,
        OFFICERS,
        officer,
        eligible
            ? Map.of("screeningVerdict", "ELIGIBLE", "screeningFindings", "All in order.")
            : Map.of(
                "screeningVerdict",
                "NOT_ELIGIBLE",
                "screeningReasonCode",
                "NOT_FIRST_RD",
                "screeningFindings",
                "There was a project before."));
  }

  void ask() throws Exception {
    var task = staff.await("Task_ScreenApplication", reference);
    take(
        task,
        OFFICERS,
        officers.getFirst(),
        Map.of("screeningVerdict", "ASK", "screeningQuestion", "Was there a project before?"));
  }

  void visit() throws Exception {
    var task = staff.await("Task_RecordCompanyVisit", reference);
    staff.complete(
        task,
        task.assignee().orElseThrow(),
        Map.of(
            "visitHeld",
            true,
            "visitedOn",
            LocalDate.now(PROGRAMME_ZONE).toString(),
            "advice",
            "Test with parts of customers first."));
    await("VISIT_HELD");
  }

  void doWithoutVisit() throws Exception {
    var task = staff.await("Task_RecordCompanyVisit", reference);
    staff.complete(
        task,
        task.assignee().orElseThrow(),
        Map.of("visitHeld", false, "reasonNotHeld", "We know the firm well."));
    await("VISIT_NOT_HELD");
  }

  void evaluate() throws Exception {
    score(4);
  }

  void evaluateBelowThreshold() throws Exception {
    score(2.5);
  }

  private void score(double excellence) throws Exception {
    var task = staff.await("Task_EvaluateApplication", reference);
    var earlier = history().count("EVALUATED");
    staff.complete(
        task,
        task.assignee().orElseThrow(),
        Map.of(
            "conflictOfInterest",
            false,
            "excellence",
            excellence,
            "excellenceComment",
            "Compared with what there is.",
            "impact",
            4,
            "impactComment",
            "Two customers wait for it.",
            "implementation",
            3.5,
            "implementationComment",
            "Clear steps."));
    await("EVALUATED", earlier + 1);
  }

  void declareConflict() throws Exception {
    var task = staff.await("Task_EvaluateApplication", reference);
    var expert = task.assignee().orElseThrow();
    staff.complete(
        task, expert, Map.of("conflictOfInterest", true, "conflictReason", "A cousin owns it."));
    await("EVALUATION_ASSIGNED", 2);
    assertThat(staff.await("Task_EvaluateApplication", reference).assignee())
        .hasValueSatisfying(other -> assertThat(other).isNotEqualTo(expert));
  }

  void award() throws Exception {
    decide(managers.getFirst(), AWARD);
    await("AWARDED");
  }

  /** Another manager than before. */
  void awardAfterAll() throws Exception {
    decide(managers.getLast(), AWARD);
    await("AWARDED");
  }

  void awardAfterDraft() throws Exception {
    var draft = new HashMap<String, Object>(AWARD);
    draft.put("release", "DRAFT");
    decide(managers.getFirst(), draft);
    var task = staff.await("Task_DecideOnAward", reference);
    staff.complete(task, task.assignee().orElseThrow(), AWARD);
    await("AWARDED");
  }

  void awardOnConditions() throws Exception {
    var conditional = new HashMap<String, Object>(AWARD);
    conditional.put("conditionCount", 1);
    conditional.put("conditions", List.of(Map.of("condition", "Show the permit.")));
    decide(managers.getFirst(), conditional);
    await("AWARDED_ON_CONDITIONS");
  }

  void confirmConditions() throws Exception {
    var task = staff.await("Task_ConfirmConditions", reference);
    var conditions = (ArrayNode) staff.shown(task, officers.getFirst(), "openConditions");
    ((ObjectNode) conditions.get(0)).put("fulfilled", true).put("note", "Seen in the register.");
    take(task, OFFICERS, officers.getFirst(), Map.of("openConditions", conditions));
    await("CONDITIONS_FULFILLED");
  }

  void reject(String code) throws Exception {
    decide(
        managers.getFirst(),
        Map.of(
            "decision",
            "REJECT",
            "rejectionCode",
            code,
            "decisionReasons",
            "It does not do.",
            "conditionCount",
            0,
            "release",
            "COMMUNICATE"));
    await("REJECTED");
  }

  private void decide(String manager, Map<String, ?> typed) throws Exception {
    take(staff.await("Task_DecideOnAward", reference), MANAGERS, manager, typed);
  }

  void isRejected() throws Exception {
    await("APPEAL_WINDOW_CLOSED");
  }

  void object() throws Exception {
    await("APPEAL_WINDOW_OPENED");
    applicant.post(202, path("/appeal"), "{\"grounds\": \"The rule was read too narrowly.\"}");
  }

  void dismissAppeal() throws Exception {
    decideOnAppeal(Map.of("appealVerdict", "DISMISSED", "appealReasons", "The rule is clear."));
    await("APPEAL_DISMISSED");
  }

  void upholdAppeal(String resumeStep) throws Exception {
    decideOnAppeal(
        Map.of(
            "appealVerdict",
            "UPHELD",
            "appealReasons",
            "The applicant is right.",
            "resumeStep",
            resumeStep));
    await("APPEAL_UPHELD");
  }

  private void decideOnAppeal(Map<String, ?> typed) throws Exception {
    take(staff.await("Task_DecideOnAppeal", reference), MANAGERS, managers.getLast(), typed);
  }

  void accept() throws Exception {
    await("AGREEMENT_OFFERED");
    applicant.post(200, path("/agreement/acceptance"), ACCEPTANCE);
  }

  /** Cannot be accepted until somebody ends the hold. */
  void isHeldBeforeAcceptance() throws Exception {
    await("AGREEMENT_OFFERED");
    boss.post(
        200,
        path("/hold"),
        "{\"reason\": \"A fire in the workshop.\", \"until\": \"%s\"}"
            .formatted(LocalDate.now(PROGRAMME_ZONE).plusDays(3)));
    applicant.postNotNow(path("/agreement/acceptance"), ACCEPTANCE);
    boss.post(200, path("/hold/end"), "{\"reason\": \"All is repaired.\"}");
  }

  void askForMoreTime() throws Exception {
    await("CLAIM_INVITED");
    applicant.post(202, path("/extension"), "{\"reason\": \"A supplier is late.\"}");
  }

  void decideOnMoreTime(boolean granted) throws Exception {
    take(
        staff.await("Task_DecideOnExtension", reference),
        OFFICERS,
        officers.getFirst(),
        Map.of(
            "extensionVerdict",
            granted ? "GRANTED" : "REFUSED",
            "extensionReasons",
            "As the supplier says."));
    await(granted ? "EXTENSION_GRANTED" : "EXTENSION_REFUSED");
  }

  /** Claims the agreed sum. */
  void claim() throws Exception {
    claim("");
  }

  /** Claims 2,000 euros for staff and 3,000 for equipment. */
  void claimInLines() throws Exception {
    claim(
        """
        , "lines": [{"category": "STAFF", "description": "Engineer", "amountCents": 200000},
                    {"category": "EQUIPMENT", "description": "Test bench", "amountCents": 300000}]
        """);
  }

  private void claim(String lines) throws Exception {
    var earlier = history().count("CLAIM_SUBMITTED");
    await("CLAIM_INVITED", earlier + 1);
    var evidence = upload("EVIDENCE");
    applicant.post(
        202,
        path("/claims"),
        "{\"report\": \"Built, tested, reported.\", \"documentIds\": [%s]%s}"
            .formatted(quoted(evidence), lines));
    await("CLAIM_SUBMITTED", earlier + 1);
  }

  void acceptClaim() throws Exception {
    verify(Map.of());
  }

  /** Accepts the second line for 2,500 euros. */
  void correctClaim() throws Exception {
    verify(
        Map.of(
            "lineVerdict", "CORRECTED", "acceptedEuros", 2500, "lineReason", "The rest is VAT."));
  }

  /** Accepts all but the second line. */
  void refuseLine() throws Exception {
    verify(Map.of("lineVerdict", "REFUSED", "lineReason", "Bought before the project."));
  }

  private void verify(Map<String, ?> aboutSecondLine) throws Exception {
    var task = staff.await("Task_VerifyClaim", reference);
    var lines = (ArrayNode) staff.shown(task, officers.getFirst(), "claimLines");
    if (!aboutSecondLine.isEmpty()) {
      aboutSecondLine.forEach((field, value) -> ((ObjectNode) lines.get(1)).putPOJO(field, value));
    }
    take(
        task,
        OFFICERS,
        officers.getFirst(),
        Map.of(
            "claimVerdict", "ACCEPTED",
            "claimLines", lines,
            "verificationFindings", "Compared with the invoices."));
    await("CLAIM_VERIFIED");
  }

  void refuseClaim() throws Exception {
    take(
        staff.await("Task_VerifyClaim", reference),
        OFFICERS,
        officers.getFirst(),
        Map.of("claimVerdict", "REFUSED", "verificationFindings", "The report is empty."));
    await("CLAIM_REFUSED");
  }

  /** From the accepted claim on: results are reported after the payment, and once more. */
  void isPaidAndReports() throws Exception {
    await("PAYMENT_BOOKED");
    await("RESULTS_ASKED");
    report();
    await("CLOSED");
    await("RESULTS_ASKED", 2);
    report();
    await("RESULTS_REPORTED", 2);
  }

  void isPaidAndKeepsSilent() throws Exception {
    await("CLOSED");
    await("RESULTS_MISSING", 2);
  }

  private void report() {
    applicant.post(
        200,
        path("/results"),
        """
        {"jobsCreated": 0.5, "followOnInvestmentCents": 1200000, "productLaunched": false}
        """);
  }

  /** Everything from the visit to the verified claim. */
  void isVisitedAndGoesOn() throws Exception {
    visit();
    isEvaluatedAndGoesOn();
  }

  /** Everything from the evaluation to the verified claim. */
  void isEvaluatedAndGoesOn() throws Exception {
    evaluate();
    award();
    accept();
    claim();
    acceptClaim();
  }

  /** Everything from the visit to the invitation to claim. */
  void runs() throws Exception {
    visit();
    evaluate();
    award();
    accept();
    await("CLAIM_INVITED");
  }

  /** Waits for a voucher until everybody of the last wave does. */
  void waitsOnCompleteList() throws Exception {
    await("WAITING_LIST_JOINED");
    if (!everybodyWaits.await(Histories.PATIENCE.toMinutes(), TimeUnit.MINUTES)) {
      throw new TimeoutException("%s never saw the list complete".formatted(this));
    }
  }

  /** Its place on the waiting list, as the applicant sees it now. */
  int place() {
    return applicant.get(path("/waiting-list")).json().path("position").asInt();
  }

  void await(String event) throws InterruptedException, TimeoutException {
    await(event, 1);
  }

  void await(String event, long times) throws InterruptedException, TimeoutException {
    await("%s, time %d".formatted(event, times), history -> history.count(event) >= times);
  }

  void await(String what, Predicate<History> happened)
      throws InterruptedException, TimeoutException {
    histories.await(reference, what, happened);
  }

  /** Somebody of the group takes the task; nobody else should. */
  private void take(Task task, String group, String person, Map<String, ?> typed) {
    assertThat(task.candidates()).as(task.definition()).contains(group);
    staff.takeAndComplete(task, person, typed);
  }

  private String upload(String kind) {
    var content = "%%PDF-1.4 page %d of voucher %d".formatted(++documents, number);
    return applicant
        .upload(
            201,
            path("/documents"),
            kind,
            "document-%d.pdf".formatted(documents),
            content.getBytes(StandardCharsets.UTF_8))
        .json()
        .path("id")
        .asString();
  }

  private String path(String rest) {
    return "/api/applications/" + reference + rest;
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }

  /** Where an enterprise and its partner are. */
  private record Home(String country, String region, String partnerCountry, String partnerRegion) {

    private static final List<Home> ALL =
        List.of(
            new Home("NL", "EINDHOVEN", "DE", "AACHEN"),
            new Home("DE", "AACHEN", "NL", "MAASTRICHT"),
            new Home("BE", "LIEGE", "NL", "MAASTRICHT"),
            new Home("NL", "MAASTRICHT", "BE", "HASSELT"));

    static Home of(int number) {
      return ALL.get(number % ALL.size());
    }

    Told tell(Told usual) {
      return usual
          .with("/enterprise/country", quoted(country))
          .with("/enterprise/region", quoted(region))
          .with(
              "/partners",
              """
              [{"name": "Institut für Oberflächen", "country": "%s", "region": "%s",
                "role": "knowledge provider"}]
              """
                  .formatted(partnerCountry, partnerRegion));
    }
  }
}
