package eu.ttc.grants.local;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.local.Histories.History;
import eu.ttc.grants.local.Staff.Task;
import eu.ttc.grants.portal.Http;
import eu.ttc.grants.portal.Told;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One application of a run, and what people do about it in either lifecycle. Each step waits until
 * its effect is in the history, so that the next one finds what it needs.
 */
abstract class OneCase implements Lived {

  static final String OFFICERS = "programme-officers";
  static final String MANAGERS = "programme-managers";
  static final String ACCEPTANCE =
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

  final KeyedClient applicant;
  final KeyedClient boss;
  final Histories histories;
  final Staff staff;
  final List<String> officers;
  final List<String> managers;
  private final int number;
  private volatile String reference = "";
  private int documents;

  /**
   * @param number tells it from others
   * @param username of the applicant
   * @param officers who work on it, in an order that the dice decide
   */
  OneCase(
      int number,
      String username,
      List<String> officers,
      Http portal,
      Histories histories,
      Staff staff,
      Random dice) {
    this.number = number;
    this.applicant = new KeyedClient(portal.as(username, username), dice);
    this.boss = new KeyedClient(portal.as("mona", "mona"), dice);
    this.histories = histories;
    this.staff = staff;
    this.officers = shuffled(officers, dice);
    this.managers = shuffled(List.of("max", "mona"), dice);
  }

  private static List<String> shuffled(List<String> people, Random dice) {
    var shuffled = new ArrayList<>(people);
    Collections.shuffle(shuffled, dice);
    return List.copyOf(shuffled);
  }

  final int number() {
    return number;
  }

  /** Drafts an application with its documents, one of which may be missing. */
  final void draft(Told told, boolean accountsMissing) {
    var drafted = applicant.post(201, "/api/applications", told);
    reference = drafted.json().path("reference").asString();
    upload("PROJECT_PLAN");
    if (!accountsMissing) {
      upload("ANNUAL_ACCOUNTS");
    }
  }

  final void submit() {
    applicant.post(202, path("/submission"));
  }

  @Override
  public final String reference() {
    return reference;
  }

  @Override
  public final History history() {
    return histories.of(reference);
  }

  final void withdraw() {
    applicant.post(200, path("/withdrawal"), WITHDRAWAL);
  }

  /** A manager of the programme ends the agreement. */
  final void terminate() {
    boss.post(
        200,
        path("/termination"),
        "{\"reason\": \"The firm has moved away.\", \"hearing\": \"It agrees.\"}");
  }

  final void answer(String kind) throws Exception {
    await("INFORMATION_REQUESTED");
    var document = upload(kind);
    applicant.post(
        202,
        path("/information"),
        "{\"answer\": \"Here it is.\", \"documentIds\": [%s]}".formatted(quoted(document)));
  }

  final void screen(boolean eligible) throws Exception {
    screenAs(officers.getFirst(), eligible);
  }

  /** Another officer than before. */
  final void screenAgain(boolean eligible) throws Exception {
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

  final void ask() throws Exception {
    var task = staff.await("Task_ScreenApplication", reference);
    take(
        task,
        OFFICERS,
        officers.getFirst(),
        Map.of("screeningVerdict", "ASK", "screeningQuestion", "Was there a project before?"));
  }

  final void visit() throws Exception {
    var task = staff.await("Task_RecordCompanyVisit", reference);
    staff.complete(
        task,
        task.assignee().orElseThrow(),
        Map.of(
            "visitHeld",
            true,
            "visitedOn",
            LocalDate.now(Applications.PROGRAMME_ZONE).toString(),
            "advice",
            "Test with parts of customers first."));
    await("VISIT_HELD");
  }

  final void doWithoutVisit() throws Exception {
    var task = staff.await("Task_RecordCompanyVisit", reference);
    staff.complete(
        task,
        task.assignee().orElseThrow(),
        Map.of("visitHeld", false, "reasonNotHeld", "We know the firm well."));
    await("VISIT_NOT_HELD");
  }

  final void award() throws Exception {
    decide(managers.getFirst(), AWARD);
    await("AWARDED");
  }

  /** Another manager than before. */
  final void awardAfterAll() throws Exception {
    decide(managers.getLast(), AWARD);
    await("AWARDED");
  }

  final void awardAfterDraft() throws Exception {
    var draft = new HashMap<String, Object>(AWARD);
    draft.put("release", "DRAFT");
    decide(managers.getFirst(), draft);
    var task = staff.await("Task_DecideOnAward", reference);
    staff.complete(task, task.assignee().orElseThrow(), AWARD);
    await("AWARDED");
  }

  final void awardOnConditions() throws Exception {
    var conditional = new HashMap<String, Object>(AWARD);
    conditional.put("conditionCount", 1);
    conditional.put("conditions", List.of(Map.of("condition", "Show the permit.")));
    decide(managers.getFirst(), conditional);
    await("AWARDED_ON_CONDITIONS");
  }

  final void confirmConditions() throws Exception {
    var task = staff.await("Task_ConfirmConditions", reference);
    var conditions = (ArrayNode) staff.shown(task, officers.getFirst(), "openConditions");
    ((ObjectNode) conditions.get(0)).put("fulfilled", true).put("note", "Seen in the register.");
    take(task, OFFICERS, officers.getFirst(), Map.of("openConditions", conditions));
    await("CONDITIONS_FULFILLED");
  }

  final void reject(String code) throws Exception {
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

  final void decide(String manager, Map<String, ?> typed) throws Exception {
    take(staff.await("Task_DecideOnAward", reference), MANAGERS, manager, typed);
  }

  final void isRejected() throws Exception {
    await("APPEAL_WINDOW_CLOSED");
  }

  final void object() throws Exception {
    await("APPEAL_WINDOW_OPENED");
    applicant.post(202, path("/appeal"), "{\"grounds\": \"The rule was read too narrowly.\"}");
  }

  final void dismissAppeal() throws Exception {
    decideOnAppeal(Map.of("appealVerdict", "DISMISSED", "appealReasons", "The rule is clear."));
    await("APPEAL_DISMISSED");
  }

  final void upholdAppeal(String resumeStep) throws Exception {
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

  final void report() {
    applicant.post(
        200,
        path("/results"),
        """
        {"jobsCreated": 0.5, "followOnInvestmentCents": 1200000, "productLaunched": false}
        """);
  }

  final void await(String event) throws InterruptedException, TimeoutException {
    await(event, 1);
  }

  final void await(String event, long times) throws InterruptedException, TimeoutException {
    await("%s, time %d".formatted(event, times), history -> history.count(event) >= times);
  }

  final void await(String what, Predicate<History> happened)
      throws InterruptedException, TimeoutException {
    histories.await(reference, what, happened);
  }

  /** Somebody of the group takes the task; nobody else should. */
  final void take(Task task, String group, String person, Map<String, ?> typed) {
    assertThat(task.candidates()).as("%s of %s", task.definition(), this).contains(group);
    staff.takeAndComplete(task, person, typed);
  }

  final String upload(String kind) {
    var content = "%%PDF-1.4 page %d of case %d".formatted(++documents, number);
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

  final String path(String rest) {
    return "/api/applications/" + reference + rest;
  }

  static String quoted(String text) {
    return "\"" + text + "\"";
  }
}
