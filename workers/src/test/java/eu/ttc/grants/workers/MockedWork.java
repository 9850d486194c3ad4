package eu.ttc.grants.workers;

import io.camunda.client.api.response.ActivatedJob;
import io.camunda.client.api.worker.JobClient;
import io.camunda.process.test.api.CamundaProcessTestContext;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for the workers, so that a test of the models needs no application. Every step succeeds
 * as on the straight path until a test says otherwise.
 */
final class MockedWork {

  /** What a worker makes of a job with these variables. */
  @FunctionalInterface
  interface Answer extends Function<Map<String, Object>, Result> {}

  /** How a job ends. */
  sealed interface Result {}

  private record Completed(Map<String, Object> variables) implements Result {}

  private record Refused(String errorCode, Map<String, Object> variables) implements Result {}

  private final CamundaProcessTestContext engine;
  private final Set<String> mocked = ConcurrentHashMap.newKeySet();
  private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
  private final Map<String, ConcurrentLinkedQueue<Map<String, Object>>> jobs =
      new ConcurrentHashMap<>();

  /** Opens a worker for every job type of the deployed models. */
  MockedWork(CamundaProcessTestContext engine) {
    this.engine = engine;
    straightPath().forEach(this::on);
    var client = engine.createClient(); // one for all: a mocked worker of CPT takes one each
    answers.keySet().stream()
        .filter(DeploysWhatIsNeeded.jobTypes()::contains)
        .forEach(type -> client.newWorker().jobType(type).handler(this::work).open());
  }

  /** The step returns these variables. */
  static Answer returning(Map<String, ?> variables) {
    return in -> new Completed(Map.copyOf(variables));
  }

  /** As {@link #returning}, for variables of which some are null. */
  static Answer returningAlsoNothing(Map<String, Object> variables) {
    return in -> new Completed(variables);
  }

  /** The step cannot deliver and says so with a BPMN error. */
  static Answer throwing(String errorCode, Map<String, ?> variables) {
    return in -> new Refused(errorCode, Map.copyOf(variables));
  }

  /**
   * Answers for a called process that the test mocks, in turn; the last answer stays.
   *
   * @see EveryPathOf#mocking()
   */
  void onCall(String process, Answer... inTurn) {
    var type = DeploysWhatIsNeeded.mockOf(process);
    on(type, inTurn);
    if (mocked.add(type)) {
      engine.createClient().newWorker().jobType(type).handler(this::work).open();
    }
  }

  /** Variables with which a mocked process was called so far, oldest first. */
  List<Map<String, Object>> callsOf(String process) {
    return jobsOf(DeploysWhatIsNeeded.mockOf(process));
  }

  /** Answers the jobs of this type in turn; the last answer stays. */
  void on(String jobType, Answer... inTurn) {
    answers.put(jobType, new ArrayDeque<>(Arrays.asList(inTurn)));
  }

  /** Variables of the jobs of this type so far, oldest first. */
  List<Map<String, Object>> jobsOf(String jobType) {
    return List.copyOf(jobs.getOrDefault(jobType, new ConcurrentLinkedQueue<>()));
  }

  /** The given time from now on the engine's clock, as variables hold a deadline. */
  String after(Period period) {
    return engine
        .getCurrentTime()
        .atZone(ZoneOffset.UTC)
        .plus(period)
        .toOffsetDateTime()
        .toString();
  }

  /** What the facts of an application with nothing against it are, with these differences. */
  static Answer facts(Map<String, ?> differences) {
    var facts = new HashMap<String, Object>();
    facts.put("region", "EINDHOVEN");
    facts.put("sector", "HIGH_TECH_MATERIALS");
    facts.put("smeCategory", "SMALL");
    facts.put("crossBorder", true);
    facts.put("firstResearch", true);
    for (String against :
        List.of("workStarted", "recoveryOrder", "doubleFunding", "inDifficulty", "naturalPerson")) {
      facts.put(against, false);
    }
    facts.putAll(differences);
    return returning(Map.of("facts", facts));
  }

  /**
   * What the facts about a consortium with nothing against it are: two independent SMEs from two
   * Member States, with these differences of the project and of its second partner.
   */
  static Answer consortium(Map<String, ?> differences, Map<String, ?> ofTheSecond) {
    var second = new HashMap<String, Object>(party(2, "DE", "AACHEN"));
    second.putAll(ofTheSecond);
    var consortium = new HashMap<String, Object>();
    consortium.put("parties", List.of(party(1, "NL", "EINDHOVEN"), second));
    consortium.put("sector", "HIGH_TECH_MATERIALS");
    for (String against :
        List.of("workStarted", "doubleFunding", "naturalPerson", "inDifficulty")) {
      consortium.put(against, false);
    }
    consortium.putAll(differences);
    return returning(Map.of("consortium", consortium));
  }

  static Map<String, Object> party(int number, String country, String region) {
    return Map.of(
        "number",
        number,
        "undertaking",
        number,
        "country",
        country,
        "region",
        region,
        "smeCategory",
        "SMALL",
        "economicActivity",
        true,
        "inDifficulty",
        false,
        "recoveryOrder",
        false,
        "naturalPerson",
        false);
  }

  /** The first time that partners are asked, in this state. */
  static Result round(String state, Object deadline) {
    return new Completed(
        Map.of("consortiumNumber", 1, "consortiumState", state, "consortiumDeadline", deadline));
  }

  /** Where the consents to a change stand, and until when they can be given. */
  static Result consents(String state, Object deadline) {
    return new Completed(Map.of("consentState", state, "consentDeadline", deadline));
  }

  /** The applicant was asked for the {@code number}th time. */
  static Answer asked(int number, int roundsLeft) {
    return returning(
        Map.of(
            "informationOutcome",
            "ASKED",
            "informationNumber",
            number,
            "informationRoundsLeft",
            roundsLeft));
  }

  /** A decision that is communicated, without conditions unless these variables say so. */
  static Answer decided(Map<String, ?> outcome) {
    var result = new HashMap<String, Object>(Map.of("communicated", true, "conditional", false));
    result.putAll(outcome);
    return returning(result);
  }

  /** The last condition is confirmed. */
  static Answer confirmed() {
    return returning(Map.of("conditionsState", "FULFILLED", "openConditions", List.of()));
  }

  /** What a confirmation of co-funding comes to. */
  static Answer coFunding(String result, int roundsLeft, boolean reducedGrantPossible) {
    return returning(
        Map.of(
            "coFundingResult",
            result,
            "coFundingRoundsLeft",
            roundsLeft,
            "reducedGrantPossible",
            reducedGrantPossible));
  }

  /** What became of the wish to pay; {@code number} is of the payment that it concerns. */
  static Answer payment(String outcome, int instalment, String number) {
    return returning(
        Map.of("paymentOutcome", outcome, "instalment", instalment, "paymentNumber", number));
  }

  /** A visit of the manager bram in this state, awaited for this time from when it is asked for. */
  Answer visit(String state, Period awaited) {
    return in ->
        new Completed(
            Map.of(
                "manager",
                "bram",
                "visitState",
                state,
                "visitReminder",
                after(Period.ofDays(awaited.getDays() / 2)),
                "visitDeadline",
                after(awaited)));
  }

  /** Scores of these seats are missing. */
  static Answer missing(Integer... seats) {
    return scores("MISSING", List.of(seats), null, null, null);
  }

  /** Nobody is missing, but the experts differ too much. */
  static Answer different() {
    return scores("DIFFERENT", List.of(), null, null, null);
  }

  /** One score of each criterion. */
  static Answer settled(Number excellence, Number impact, Number implementation) {
    return scores("SETTLED", List.of(), excellence, impact, implementation);
  }

  private static Answer scores(
      String state,
      List<Integer> openSeats,
      @Nullable Number excellence,
      @Nullable Number impact,
      @Nullable Number implementation) {
    var result = new HashMap<String, Object>();
    result.put("scoresState", state);
    result.put("openSeats", openSeats);
    result.put("excellence", excellence);
    result.put("impact", impact);
    result.put("implementation", implementation);
    return in -> new Completed(result);
  }

  /** This expert has the seat, with a week for what is awaited. */
  Answer drawn(String expert, String awaited) {
    return in ->
        new Completed(
            Map.of(
                "expert",
                expert,
                "evaluationId",
                "E-" + expert,
                "awaited",
                awaited,
                "expertReminder",
                after(Period.ofDays(3)),
                "expertDeadline",
                after(Period.ofDays(7)),
                "projectTitle",
                "Solar foil",
                "parties",
                List.of(Map.of("kind", "Lead", "name", "Foliënwerk", "country", "NL"))));
  }

  /** What became of a declaration; the independent score until the dates that the model found. */
  static Answer declared(boolean independent) {
    return in -> {
      var result = new HashMap<String, Object>();
      result.put("independent", independent);
      result.put("expertReminder", independent ? in.get("evaluationReminder") : null);
      result.put("expertDeadline", independent ? in.get("evaluationDeadline") : null);
      return new Completed(result);
    };
  }

  private Result meeting(Map<String, Object> in) {
    return new Completed(
        Map.of(
            "consensusNumber",
            1,
            "consensusReminder",
            after(Period.ofDays(7)),
            "consensusDeadline",
            in.get("consensusDeadline"),
            "consensusScores",
            List.of(),
            "consensusSpreads",
            List.of()));
  }

  /** What became of a meeting, awaited until then. */
  static Result consensus(String state, Object deadline) {
    return new Completed(Map.of("consensusState", state, "consensusDeadline", deadline));
  }

  /** A request for a change of this kind; the changed project is the second version. */
  static Answer change(String kind) {
    var costs = kind.equals("PARTNER_LEAVES") || kind.equals("BUDGET_SHIFT");
    var taken = new HashMap<String, Object>();
    taken.put("changeKind", kind);
    taken.put("changesCosts", costs);
    taken.put("aidProject", costs ? 2 : null);
    taken.put("dossierUrl", "http://localhost/dossiers/F-1");
    return in -> new Completed(taken);
  }

  /** Where the gap of a co-funder stands, who can be replaced for thirty days from then on. */
  Answer cure(String state) {
    return in ->
        new Completed(
            Map.of(
                "cureState",
                state,
                "cureDeadline",
                after(Period.ofDays(30)),
                "dossierUrl",
                "http://localhost/dossiers/F-1"));
  }

  /** A founded suspicion, and how the correction comes back. */
  static Answer finding(String settlement) {
    return returning(Map.of("founded", true, "settlement", settlement));
  }

  /** An unfounded one. */
  static Answer unfounded() {
    var nothing = new HashMap<String, Object>();
    nothing.put("founded", false);
    nothing.put("settlement", null);
    return in -> new Completed(nothing);
  }

  private static Result hearing(Map<String, Object> in) {
    return new Completed(
        Map.of(
            "hearingDeadline",
            in.get("hearingDeadline"),
            "dossierUrl",
            "http://localhost/dossiers/V-1"));
  }

  private Map<String, Answer> straightPath() {
    var done = returning(Map.of());
    return Map.ofEntries(
        Map.entry(
            JobTypes.APPLICATION_OPEN_CASE,
            returning(Map.of("duplicate", false, "dossierUrl", "http://localhost/dossiers/V-1"))),
        Map.entry(
            JobTypes.SCREENING_CHECK_COMPLETENESS,
            returning(Map.of("complete", true, "reasonCodes", List.of()))),
        Map.entry(JobTypes.SCREENING_GATHER_FACTS, facts(Map.of())),
        Map.entry(JobTypes.SCREENING_GATHER_CONSORTIUM, consortium(Map.of(), Map.of())),
        Map.entry(JobTypes.CONSORTIUM_ASK, in -> round("OPEN", in.get("consortiumDeadline"))),
        Map.entry(JobTypes.CONSORTIUM_REMIND, done),
        Map.entry(JobTypes.CONSORTIUM_CHECK, in -> round("LAPSED", in.get("consortiumDeadline"))),
        Map.entry(
            JobTypes.CONSORTIUM_LIST_BONUS_CLAIMS, returning(Map.of("bonusClaims", List.of()))),
        Map.entry(JobTypes.CONSORTIUM_RECORD_BONUS_FINDINGS, done),
        Map.entry(JobTypes.CONSORTIUM_TAKE_PROJECT, done),
        Map.entry(
            JobTypes.SCREENING_RECORD_SCREENING,
            returning(Map.of("eligible", true, "reasonCodes", List.of()))),
        Map.entry(JobTypes.SCREENING_RECORD_ELIGIBILITY, done),
        Map.entry(JobTypes.INFORMATION_ASK, asked(1, 1)),
        Map.entry(JobTypes.INFORMATION_REMIND, in -> reminded()),
        Map.entry(JobTypes.INFORMATION_LAPSE, in -> lapsed("informationOutcome")),
        Map.entry(
            JobTypes.STATEAID_CHECK_DE_MINIMIS,
            returning(Map.of("withinDeMinimisCeiling", true, "reasonCodes", List.of()))),
        Map.entry(
            JobTypes.STATEAID_PREPARE_AID,
            returning(Map.of("aidProject", 1, "crossBorder", true, "aidQuestions", List.of()))),
        Map.entry(
            JobTypes.STATEAID_COMPUTE_AID,
            returning(
                Map.of(
                    "aidSheet",
                    1,
                    "aidAllowed",
                    true,
                    "grantCents",
                    20_000_000,
                    "reasonCodes",
                    List.of()))),
        Map.entry(JobTypes.BUDGET_RESERVE, returning(Map.of("budgetLine", "VOUCHER"))),
        Map.entry(JobTypes.BUDGET_JOIN_WAITING_LIST, returning(Map.of("waitingNumber", 1))),
        Map.entry(JobTypes.BUDGET_COMMIT, done),
        Map.entry(JobTypes.SUPPORT_ASSIGN_MANAGER, visit("PLANNED", Period.ofDays(30))),
        Map.entry(JobTypes.SUPPORT_REMIND_MANAGER, done),
        Map.entry(JobTypes.SUPPORT_RECORD_VISIT, returning(Map.of("visitState", "HELD"))),
        Map.entry(JobTypes.SUPPORT_NOTE_MISSING_VISIT, returning(Map.of("visitState", "NOT_HELD"))),
        Map.entry(
            JobTypes.EVALUATION_ASSIGN_EXPERT,
            returning(Map.of("expert", "eva", "evaluationId", "E-1"))),
        Map.entry(JobTypes.EVALUATION_RECORD_CONFLICT, done),
        Map.entry(JobTypes.EVALUATION_RECORD, returning(Map.of("evaluationTotal", 12))),
        Map.entry(JobTypes.EVALUATION_OPEN_ROUND, missing(1, 2, 3)),
        Map.entry(JobTypes.EVALUATION_DRAW_EXPERT, drawn("eva", "DECLARATION")),
        Map.entry(JobTypes.EVALUATION_RECORD_DECLARATION, declared(true)),
        Map.entry(JobTypes.EVALUATION_REMIND_EXPERT, done),
        Map.entry(JobTypes.EVALUATION_REPLACE_SILENT_EXPERT, done),
        Map.entry(JobTypes.EVALUATION_CHECK_SCORES, settled(4, 3.5, 3)),
        Map.entry(JobTypes.EVALUATION_OPEN_CONSENSUS, this::meeting),
        Map.entry(JobTypes.EVALUATION_REMIND_MODERATOR, done),
        Map.entry(
            JobTypes.EVALUATION_LAPSE_CONSENSUS,
            in -> consensus("NOT_AGREED", in.get("consensusDeadline"))),
        Map.entry(
            JobTypes.EVALUATION_RECORD_CONSENSUS, returning(Map.of("consensusState", "AGREED"))),
        Map.entry(
            JobTypes.EVALUATION_RECORD_OUTCOME,
            returning(Map.of("evaluationPassed", true, "evaluationTotal", 10.5))),
        Map.entry(
            JobTypes.AWARD_RECORD_DECISION,
            decided(Map.of("awarded", true, "reasonCodes", List.of()))),
        Map.entry(JobTypes.AWARD_ASK_FOR_PROOF, MockedWork::openConditions),
        Map.entry(JobTypes.AWARD_CONFIRM_CONDITIONS, confirmed()),
        Map.entry(JobTypes.AWARD_LAPSE, in -> lapsed("conditionsState")),
        Map.entry(JobTypes.AWARD_REJECT, done),
        Map.entry(JobTypes.APPEAL_OPEN_WINDOW, this::window),
        Map.entry(JobTypes.APPEAL_CLOSE_WINDOW, returning(Map.of("appealState", "EXPIRED"))),
        Map.entry(JobTypes.APPEAL_BEGIN_REVIEW, MockedWork::review),
        Map.entry(JobTypes.APPEAL_REMIND, done),
        Map.entry(JobTypes.APPEAL_RECORD_DECISION, returning(Map.of("appealOutcome", "DISMISSED"))),
        Map.entry(JobTypes.RECOVERY_BEGIN_HEARING, MockedWork::hearing),
        Map.entry(JobTypes.RECOVERY_CLOSE_HEARING, returning(Map.of("hearingOpen", false))),
        Map.entry(
            JobTypes.RECOVERY_PREPARE_FINDING,
            returning(
                Map.of(
                    "suspicionKind", "IRREGULARITY",
                    "answered", true,
                    "suspectedCents", 100_000,
                    "canBeSetOffCents", 0,
                    "canBePaidBackCents", 500_000))),
        Map.entry(JobTypes.RECOVERY_RECORD_FINDING, finding("REPAYMENT_ORDER")),
        Map.entry(JobTypes.RECOVERY_ORDER_REPAYMENT, done),
        Map.entry(JobTypes.RECOVERY_REMIND, returning(Map.of("repaymentOpen", true))),
        Map.entry(
            JobTypes.COFUNDING_ASSESS,
            returning(Map.of("coFundingRound", 1, "coFundingItems", List.of()))),
        Map.entry(JobTypes.COFUNDING_RECORD_VERDICTS, done),
        Map.entry(JobTypes.COFUNDING_CONFIRM, coFunding("COVERED", 0, false)),
        Map.entry(JobTypes.COFUNDING_ASK, returning(Map.of("coFundingRequestNumber", 1))),
        Map.entry(JobTypes.COFUNDING_LAPSE_REQUEST, in -> lapsed("coFundingRequestState")),
        Map.entry(
            JobTypes.COFUNDING_OFFER_REDUCED_GRANT, returning(Map.of("reducedGrantNumber", 1))),
        Map.entry(JobTypes.COFUNDING_CHECK_REDUCED_GRANT, in -> lapsed("reducedGrantState")),
        Map.entry(JobTypes.COFUNDING_CLOSE, done),
        Map.entry(JobTypes.COFUNDING_CHECK_CURE, cure("OPEN")),
        Map.entry(JobTypes.COFUNDING_DECIDE_CURE, returning(Map.of("agreementTerminated", true))),
        Map.entry(JobTypes.AMENDMENT_PREPARE, change("BUDGET_SHIFT")),
        Map.entry(
            JobTypes.AMENDMENT_WEIGH,
            returning(
                Map.of(
                    "presentGrantCents", 22_000_000,
                    "changedGrantCents", 20_000_000,
                    "changeHindrances", List.of()))),
        Map.entry(
            JobTypes.AMENDMENT_ASK_CONSENTS, in -> consents("GIVEN", in.get("consentDeadline"))),
        Map.entry(JobTypes.AMENDMENT_REMIND_PARTNERS, done),
        Map.entry(
            JobTypes.AMENDMENT_CHECK_CONSENTS, in -> consents("LAPSED", in.get("consentDeadline"))),
        Map.entry(JobTypes.AMENDMENT_RECORD_ASSESSMENT, done),
        Map.entry(JobTypes.AMENDMENT_RECORD_DECISION, returning(Map.of("changeState", "GRANTED"))),
        Map.entry(JobTypes.RANKING_GATHER_FIGURES, awardFigures()),
        Map.entry(JobTypes.AGREEMENT_OFFER, done),
        Map.entry(JobTypes.AGREEMENT_LAPSE, in -> lapsed("agreementState")),
        Map.entry(JobTypes.AGREEMENT_REMIND_SIGNATORIES, done),
        Map.entry(
            JobTypes.AGREEMENT_FIND_EXTENDED_DEADLINE,
            returning(Map.of("extendedDeadline", "2027-06-24T23:10+02:00"))),
        Map.entry(
            JobTypes.AGREEMENT_RECORD_EXTENSION,
            in ->
                new Completed(
                    Map.of(
                        "extensionGranted",
                        true,
                        "acceptanceDeadline",
                        in.get("extendedDeadline")))),
        Map.entry(JobTypes.AGREEMENT_RESERVE_GRANT, done),
        Map.entry(JobTypes.AGREEMENT_TAKE_FINANCING_PLAN, done),
        Map.entry(
            JobTypes.AGREEMENT_TAKE_REDUCED_PROJECT, returning(Map.of("grantReduced", false))),
        Map.entry(JobTypes.AGREEMENT_SETTLE_GRANT, returning(Map.of("grantSettled", true))),
        Map.entry(JobTypes.CLAIM_OPEN, returning(Map.of("claimNumber", 1))),
        Map.entry(JobTypes.CLAIM_LAPSE, in -> lapsed("claimState")),
        Map.entry(
            JobTypes.CLAIM_LIST_LINES,
            returning(
                Map.of(
                    "claimLines",
                    List.of(
                        Map.of("lineNumber", 1, "category", "LUMP_SUM", "claimedEuros", 5000))))),
        Map.entry(JobTypes.CLAIM_RECORD_VERIFICATION, returning(Map.of("claimAccepted", true))),
        Map.entry(
            JobTypes.CLAIM_RECORD_EXTENSION,
            in ->
                new Completed(
                    Map.of("extensionGranted", true, "claimDeadline", in.get("extendedDeadline")))),
        Map.entry(JobTypes.CLAIM_READ_PLAN, in -> workEnds()),
        Map.entry(JobTypes.CLAIM_OPEN_GRANT_CLAIM, returning(Map.of("claimNumber", 1))),
        Map.entry(
            JobTypes.CLAIM_FIND_GRANT_END,
            returning(Map.of("claimNumber", 2, "claimOutcome", "SETTLED"))),
        Map.entry(
            JobTypes.CLAIM_LAPSE_GRANT_CLAIM,
            returning(Map.of("claimState", "LAPSED", "claimOutcome", "SETTLED"))),
        Map.entry(
            JobTypes.CLAIM_PREPARE_GRANT_VERIFICATION,
            returning(
                Map.of(
                    "claimKind", "INTERIM",
                    "claimCosts", List.of(Map.of("costNumber", "1.1", "claimedEuros", 1000)),
                    "reportsOverdue", List.of()))),
        Map.entry(
            JobTypes.CLAIM_RECORD_GRANT_VERIFICATION, returning(Map.of("claimOutcome", "TO_PAY"))),
        Map.entry(JobTypes.PROGRESS_NEXT_MILESTONE, returning(Map.of("milestoneNumber", 0))),
        Map.entry(JobTypes.PROGRESS_ASK, done),
        Map.entry(
            JobTypes.PROGRESS_REMIND,
            returning(Map.of("reportState", "OPEN", "reportOverdue", true))),
        Map.entry(JobTypes.PROGRESS_RECORD_REVIEW, done),
        Map.entry(
            JobTypes.RECOVERY_PREPARE_OVERPAYMENT,
            returning(Map.of("overpaidCents", 1_500_000, "canBeSetOffCents", 0))),
        Map.entry(
            JobTypes.RECOVERY_RECORD_OVERPAYMENT,
            returning(Map.of("recoveryNumber", 1, "settlement", "REPAYMENT_ORDER"))),
        Map.entry(JobTypes.NOTIFICATION_REMIND, done),
        Map.entry(JobTypes.OUTCOME_ASK, done),
        Map.entry(JobTypes.OUTCOME_CLOSE, returning(Map.of("resultsState", "MISSING"))),
        Map.entry(JobTypes.PAYMENT_ORDER, payment("ORDERED", 1, "1")),
        Map.entry(JobTypes.PAYMENT_ASK_BANK_ACCOUNT, returning(Map.of("accountNumber", 1))),
        Map.entry(JobTypes.PAYMENT_REMIND_BANK_ACCOUNT, done),
        Map.entry(JobTypes.PAYMENT_BEGIN_COOLING, done),
        Map.entry(JobTypes.PAYMENT_OPEN_APPROVAL, done),
        Map.entry(JobTypes.RANKING_CHECK_CLOSING, in -> closing(true, in.get("closesAt"))),
        Map.entry(JobTypes.RANKING_AWAIT_EVALUATIONS, returning(Map.of("allEvaluated", true))),
        Map.entry(JobTypes.RANKING_PREPARE_LIST, returning(Map.of("nothingToRank", false))),
        Map.entry(JobTypes.RANKING_RECORD_DECISION, returning(Map.of("problem", ""))),
        Map.entry(JobTypes.RANKING_ENTER, returning(Map.of("rankingNumber", 1))),
        Map.entry(JobTypes.RANKING_READ_OUTCOME, in -> ranked("FUNDED")),
        Map.entry(JobTypes.RANKING_CHECK_RESERVE, in -> reserve("RESERVE", in)),
        Map.entry(JobTypes.DEADLINE_COMPUTE, this::deadline),
        Map.entry(JobTypes.APPLICATION_CLOSE, done));
  }

  /** Whether a call is closed, and when it is. */
  static Result closing(boolean closed, Object closesAt) {
    return new Completed(Map.of("callClosed", closed, "closesAt", closesAt));
  }

  /** What the panel decided, now. */
  Result ranked(String state, String... reasons) {
    return new Completed(
        Map.of(
            "rankingState",
            state,
            "reasonCodes",
            List.of(reasons),
            "rankingDecidedAt",
            after(Period.ZERO)));
  }

  /** How a place on the reserve list stands, with the end that the model found. */
  static Result reserve(String state, Map<String, Object> in) {
    return new Completed(
        Map.of("reserveState", state, "reserveDeadline", in.get("reserveDeadline")));
  }

  /** What the form of the award shows of an application to the fund. */
  private static Answer awardFigures() {
    return returning(
        Map.ofEntries(
            Map.entry("evaluationPassed", true),
            Map.entry("evaluationTotal", 12.5),
            Map.entry("weightedTotal", "14.75"),
            Map.entry("weightedMost", "17.5"),
            Map.entry(
                "scoreRows",
                List.of(
                    Map.of(
                        "criterion", "Impact",
                        "points", "4.5",
                        "threshold", "3.0",
                        "weight", "1.5"))),
            Map.entry("rank", "2"),
            Map.entry("rankedCount", 7),
            Map.entry("callReference", "C-2026-01"),
            Map.entry("rankingUrl", "http://localhost/calls/C-2026-01/ranking"),
            Map.entry("grantAmount", "200,000"),
            Map.entry("eligibleCosts", "400,000"),
            Map.entry("coFundingNeeded", "200,000"),
            Map.entry("coFundingShare", "50.0 %")));
  }

  /** The work of a grant ends in two years. */
  private Result workEnds() {
    return new Completed(Map.of("workEnds", after(Period.ofYears(2))));
  }

  /** One open condition, with the deadline that the model found. */
  private static Result openConditions(Map<String, Object> in) {
    return new Completed(
        Map.of(
            "conditionsState", "OPEN",
            "openConditions", List.of(Map.of("number", 1, "text", "Send the letter of intent.")),
            "conditionsDeadline", in.get("conditionsDeadline")));
  }

  private static Result lapsed(String state) {
    return new Completed(Map.of(state, "LAPSED"));
  }

  /** Nothing left to remind of: not before the deadline. */
  private Result reminded() {
    return new Completed(Map.of("informationReminder", after(Period.ofYears(1))));
  }

  /** The first appeal of a case, with the deadline that the model found. */
  private Result window(Map<String, Object> in) {
    return new Completed(
        Map.of(
            "appealNumber", 1, "appealState", "OPEN", "appealDeadline", in.get("appealDeadline")));
  }

  private static Result review(Map<String, Object> in) {
    return new Completed(
        Map.of(
            "decisionDeadline", in.get("decisionDeadline"),
            "extensible", true,
            "resumeSteps", List.of("SCREENING", "STATE_AID"),
            "reasonCodes", List.of("NOT_SME")));
  }

  /** Every day counts as a working day. */
  private Result deadline(Map<String, Object> in) {
    var period = (Map<?, ?>) in.get("period");
    var length =
        period.get("workingDays") instanceof Number days
            ? Period.ofDays(days.intValue())
            : Period.parse(String.valueOf(period.get("duration")));
    return new Completed(
        Map.of(
            "deadline",
            in.get("countFrom") instanceof String from
                ? OffsetDateTime.parse(from).plus(length).toString()
                : after(length)));
  }

  private void work(JobClient client, ActivatedJob job) {
    var variables = job.getVariablesAsMap();
    jobs.computeIfAbsent(job.getType(), type -> new ConcurrentLinkedQueue<>()).add(variables);
    switch (next(job.getType()).apply(variables)) {
      case Completed(var result) -> client.newCompleteCommand(job).variables(result).send().join();
      case Refused(var errorCode, var result) ->
          client.newThrowErrorCommand(job).errorCode(errorCode).variables(result).send().join();
    }
  }

  private Answer next(String jobType) {
    var left = answers.get(jobType);
    synchronized (left) {
      return left.size() > 1 ? left.removeFirst() : left.getFirst();
    }
  }
}
