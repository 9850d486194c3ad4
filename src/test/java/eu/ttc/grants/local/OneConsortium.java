package eu.ttc.grants.local;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.application.AidCategory;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.local.CallCast.Part;
import eu.ttc.grants.local.Staff.Task;
import eu.ttc.grants.portal.Http;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One of the consortia that answer the call, and what people do about it. */
final class OneConsortium extends OneCase {

  /** What an officer takes off a cost, half of which the grant would have paid. */
  static final long CORRECTION_CENTS = 100_000;

  static final long SET_OFF_CENTS = 500_000;
  static final long REPAID_CENTS = 400_000;

  /** What is shifted from one category to another. */
  private static final long SHIFTED_CENTS = 200_000;

  private static final int DAYS_LATE = 20;
  private static final BigDecimal RATE_PERCENT = new BigDecimal("5.65");
  private static final String DECLARATION = "Task_DeclareIndependence";
  private static final String SCORING = "Task_EvaluateApplication";
  private static final String CONSENSUS = "Task_ModerateConsensus";

  private final Part part;
  private final Call call;

  /** What each party is to spend on what, in euro cents, as it stands now. */
  private final List<Map<AidCategory, Long>> plan = new ArrayList<>();

  private final List<KeyedClient> partners = new ArrayList<>();

  /**
   * The call that they answer, and those who work on it.
   *
   * @param closed when nobody can apply any more
   */
  record Call(
      Http portal,
      Histories histories,
      Staff staff,
      Finance finance,
      Questions ask,
      Moment closed) {}

  OneConsortium(Part part, Call call, Random dice) {
    super(
        part.consortium().number(),
        username(part, 0),
        Programme.OFFICERS,
        call.portal(),
        call.histories(),
        call.staff(),
        dice);
    this.part = part;
    this.call = call;
    for (var party : part.consortium().parties()) {
      plan.add(
          party.costs().entrySet().stream()
              .collect(Collectors.toMap(Map.Entry::getKey, cost -> cost.getValue() * 100)));
    }
    for (int i = 1; i < part.consortium().parties().size(); i++) {
      var name = username(part, i);
      partners.add(new KeyedClient(call.portal().as(name, name), dice));
    }
  }

  /** The person who acts for a party; the lead is the first. */
  static String username(Part part, int party) {
    return party == 0
        ? "leader.%02d".formatted(part.consortium().number())
        : "partner.%02d.%d".formatted(part.consortium().number(), party + 1);
  }

  CallFate fate() {
    return part.fate();
  }

  CallStory story() {
    return part.fate().story();
  }

  Consortium consortium() {
    return part.consortium();
  }

  @Override
  public String toString() {
    return "%s %d %s".formatted(fate(), number(), reference());
  }

  /** Drafts the application, with what shows the money of each party. */
  void draft(String callReference) {
    draft(consortium().told(callReference), story().accountsMissing());
    for (int party = 0; party < consortium().parties().size(); party++) {
      showMoney(party);
    }
  }

  private void showMoney(int party) {
    applicant.post(
        201,
        path("/co-funding"),
        """
        {"kind": "BANK_BALANCE", "party": "%s", "issuer": "Bank of the parties",
         "reference": "%s-%d", "amountCents": %d, "datedOn": "%s", "unencumbered": true,
         "documentId": "%s"}
        """
            .formatted(
                consortium().parties().get(party).key(),
                reference(),
                party + 1,
                consortium().shownCents(party),
                today(),
                upload("CO_FUNDING")));
  }

  /** Tries to apply when the call is closed; its draft stays. */
  void comesTooLate() throws Exception {
    call.closed().await(this);
    var refused = applicant.postNotNow(path("/submission"), "{}");
    assertThat(refused.text())
        .as("%s is refused because the call is closed", this)
        .contains("closed");
  }

  void partnersConfirm() throws Exception {
    answer(partners.size(), "confirmation", "{}");
    await("CONSORTIUM_CONFIRMED");
  }

  void onePartnerDeclines() throws Exception {
    answer(1, "refusal", "{\"reason\": \"We have other plans.\"}");
    await("CONSORTIUM_DECLINED");
  }

  private void answer(int so, String what, String body) throws Exception {
    await("PARTICIPATION_ASKED", partners.size());
    var tokens =
        call.ask()
            .texts(
                "select token from participation where application = '%s' and state = 'OPEN' order by partner"
                    .formatted(reference()));
    assertThat(tokens).as("partners of %s that are asked", this).hasSameSizeAs(partners);
    for (int i = 0; i < so; i++) {
      partners.get(i).post(200, "/api/participations/%s/%s".formatted(tokens.get(i), what), body);
    }
  }

  /** Whether nothing more can keep it from being evaluated, or it was refused before. */
  boolean isScreened() {
    return story().isEvaluated()
        ? history().has("AID_COMPUTED")
        : history().status().equals(story().status()) && !history().has("APPEAL_WINDOW_OPENED")
            || history().has("APPEAL_WINDOW_CLOSED")
            || history().has("APPEAL_DISMISSED");
  }

  /** Whether the panel has decided about it, or it ended before. */
  boolean isRanked() {
    return history().has("RANKED_FOR_FUNDING")
        || history().has("RESERVE_LISTED")
        || history().has("RANKED_BELOW_THRESHOLD")
        || history().status().equals("WITHDRAWN");
  }

  /** From the submission until all experts have scored it. */
  void isEvaluated() throws Exception {
    partnersConfirm();
    visit();
    isScored();
  }

  /** The same, with something that happens to its experts before they score. */
  void isEvaluatedWith(Script<OneConsortium> trouble) throws Exception {
    partnersConfirm();
    visit();
    trouble.play(this);
    isScored();
  }

  /** Three experts score; when they differ they meet in vain, and a further one scores. */
  void isScored() throws Exception {
    threeScore();
    if (part.opinions().differ()) {
      moderate(Map.of("consensusReached", false, "consensusWords", "Each kept to their view."));
      await("CONSENSUS_NOT_REACHED");
      score(part.opinions().further());
    }
    await("EVALUATED");
  }

  private void threeScore() throws Exception {
    for (var opinion : part.opinions().three()) {
      score(opinion);
    }
  }

  /** Whoever of its experts is ready declares to be independent and gives this opinion. */
  private void score(Opinion opinion) throws Exception {
    var earlier = history().count("SCORES_GIVEN");
    var task = staff.awaitAny(List.of(SCORING, DECLARATION), reference());
    while (task.definition().equals(DECLARATION)) {
      declare(task, Map.of("independent", true));
      task = staff.awaitAny(List.of(SCORING, DECLARATION), reference());
    }
    staff.complete(
        task,
        task.assignee().orElseThrow(),
        Map.of(
            "conflictOfInterest",
            false,
            "excellence",
            points(opinion.excellence()),
            "excellenceComment",
            "Compared with what there is.",
            "impact",
            points(opinion.impact()),
            "impactComment",
            "Two customers wait for it.",
            "implementation",
            points(opinion.implementation()),
            "implementationComment",
            "Clear steps."));
    await("SCORES_GIVEN", earlier + 1);
  }

  private void declare(Task task, Map<String, ?> typed) {
    staff.complete(task, task.assignee().orElseThrow(), typed);
  }

  private void moderate(Map<String, ?> typed) throws Exception {
    take(staff.await(CONSENSUS, reference()), OFFICERS, officers.getFirst(), typed);
  }

  private static double points(int halfPoints) {
    return halfPoints / 2.0;
  }

  /** Another expert takes the place of one who is not independent. */
  void oneExpertDeclaresConflict() throws Exception {
    declare(
        staff.await(DECLARATION, reference()),
        Map.of("independent", false, "independenceReason", "A cousin owns a partner."));
    await("CONFLICT_DECLARED");
    await("EVALUATION_ASSIGNED", 4);
  }

  /** Two experts declare to be independent, and the third says nothing. */
  void oneExpertIsReplaced() throws Exception {
    for (int i = 1; i <= 2; i++) {
      declare(staff.await(DECLARATION, reference()), Map.of("independent", true));
      await("INDEPENDENCE_DECLARED", i);
    }
    var silent = staff.await(DECLARATION, reference());
    await("EXPERT_REPLACED");
    staff.leave(silent);
  }

  void isOnReserveList() throws Exception {
    await("RESERVE_LISTED");
  }

  void isFunded() throws Exception {
    await("money for it", history -> history.has("RANKED_FOR_FUNDING") || history.has("MOVED_UP"));
  }

  /** An officer accepts everything that shows the money of the parties. */
  void showsItsMoney() throws Exception {
    var task = staff.await("Task_VerifyCoFunding", reference());
    var items = (ArrayNode) staff.shown(task, officers.getFirst(), "coFundingItems");
    assertThat(items).as("items of %s", this).hasSameSizeAs(consortium().parties());
    items.forEach(item -> ((ObjectNode) item).put("itemVerdict", "ACCEPTED"));
    take(
        task,
        OFFICERS,
        officers.getFirst(),
        Map.of(
            "coFundingItems", items,
            "reducedProjectSound", "YES",
            "coFundingFindings", "Compared with the statements of the bank."));
    await("CO_FUNDING_CHECKED");
  }

  void takesSmallerGrant() throws Exception {
    await("REDUCED_GRANT_OFFERED");
    applicant.post(200, path("/co-funding/reduced-grant"), "{\"accepted\": true}");
    plan.replaceAll(
        costs ->
            costs.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, cost -> cost.getValue() * 17 / 20)));
  }

  /** Every party signs the agreement, a partner last. */
  void signs() throws Exception {
    await("AGREEMENT_OFFERED");
    applicant.post(200, path("/agreement/acceptance"), ACCEPTANCE);
    var tokens =
        call.ask()
            .texts(
                "select token from agreement_signature where application = '%s' and token is not null order by partner"
                    .formatted(reference()));
    assertThat(tokens).as("partners of %s that are to sign", this).hasSameSizeAs(partners);
    for (int i = 0; i < partners.size(); i++) {
      partners
          .get(i)
          .post(200, "/api/signatures/%s/signature".formatted(tokens.get(i)), ACCEPTANCE);
    }
    await("AGREEMENT_ACCEPTED");
  }

  /** From the submission to the signed agreement. */
  void startsWork() throws Exception {
    isEvaluated();
    isFunded();
    isAwardedAndSigns();
  }

  void isAwardedAndSigns() throws Exception {
    award();
    showsItsMoney();
    signs();
  }

  /** The advance, a claim in between, and the last one, all accepted as they are. */
  void isPaidForItsWork() throws Exception {
    takesAdvance();
    claimsPart();
    acceptClaim();
    claimsRest();
    acceptClaim();
  }

  void takesAdvance() throws Exception {
    await("GRANT_CLAIM_INVITED");
    applicant.post(
        202,
        path("/claims"),
        "{\"kind\": \"ADVANCE\", \"report\": \"We order what we build with.\", \"costs\": []}");
    verify(costs -> {});
  }

  /** Claims three fifths of all costs. */
  void claimsPart() throws Exception {
    await("GRANT_CLAIM_AWAITED");
    claim("INTERIM", amount -> amount * 3 / 5, "");
  }

  /** Claims what was not claimed yet, with the final report. */
  void claimsRest() throws Exception {
    await("GRANT_CLAIM_AWAITED", 2);
    claim("FINAL", amount -> amount - amount * 3 / 5, "\"results\": \"It works.\",");
  }

  private void claim(String kind, LongUnaryOperator amount, String more) {
    var evidence = upload("EVIDENCE");
    var costs = new StringJoiner(", ");
    for (int party = 0; party < plan.size(); party++) {
      for (var cost : new TreeMap<>(plan.get(party)).entrySet()) {
        costs.add(
            """
            {"partner": %d, "category": "%s", "description": "Work and material",
             "invoiceNumber": "%s-%d", "invoiceOn": "%s", "paidOn": "%s", "amountCents": %d,
             "documentId": "%s"}
            """
                .formatted(
                    party + 1,
                    cost.getKey(),
                    kind,
                    costs.length(),
                    today(),
                    today(),
                    amount.applyAsLong(cost.getValue()),
                    evidence));
      }
    }
    applicant.post(
        202,
        path("/claims"),
        "{\"kind\": \"%s\", \"report\": \"Built, tested, reported.\", %s \"costs\": [%s]}"
            .formatted(kind, more, costs));
  }

  void acceptClaim() throws Exception {
    verify(costs -> {});
  }

  /** Takes a thousand euros off the first cost. */
  void correctFirstCost() throws Exception {
    verify(
        costs ->
            ((ObjectNode) costs.get(0))
                .put("costVerdict", "CORRECTED")
                .put(
                    "acceptedEuros",
                    costs.get(0).path("claimedEuros").asDouble() - CORRECTION_CENTS / 100.0)
                .put("reasonKind", "VAT")
                .put("costReason", "The rest is tax."));
  }

  /** Leaves the first cost for a later claim. */
  void parkFirstCost() throws Exception {
    verify(
        costs ->
            ((ObjectNode) costs.get(0))
                .put("costVerdict", "PARKED")
                .put("reasonKind", "NO_PROOF")
                .put("costReason", "The proof of payment is unreadable."));
  }

  /** Accepts a claim with its costs, except for what is said about them, and waits for the bank. */
  private void verify(Consumer<ArrayNode> unusual) throws Exception {
    var verified = history().count("CLAIM_VERIFIED");
    var task = staff.await("Task_VerifyGrantClaim", reference());
    var costs = (ArrayNode) staff.shown(task, officers.getLast(), "claimCosts");
    costs.forEach(cost -> ((ObjectNode) cost).put("costVerdict", "ACCEPTED"));
    unusual.accept(costs);
    take(
        task,
        OFFICERS,
        officers.getLast(),
        Map.of(
            "claimVerdict", "ACCEPTED",
            "claimCosts", costs,
            "verificationFindings", "Compared with invoices and payments."));
    await("CLAIM_VERIFIED", verified + 1);
    await("PAYMENT_BOOKED", verified + 1);
  }

  void bankMistrustsIt() {
    call.finance().rejectOnce(reference());
  }

  /** Some of the lead's research becomes development. */
  void changesItsProject() throws Exception {
    var own = new TreeMap<>(plan.getFirst());
    own.merge(AidCategory.INDUSTRIAL_RESEARCH, -SHIFTED_CENTS, Long::sum);
    own.merge(AidCategory.EXPERIMENTAL_DEVELOPMENT, SHIFTED_CENTS, Long::sum);
    plan.set(0, own);
    var costs = new StringJoiner(", ");
    for (int party = 0; party < plan.size(); party++) {
      for (var cost : plan.get(party).entrySet()) {
        costs.add(
            "{\"partner\": %d, \"category\": \"%s\", \"costsCents\": %d}"
                .formatted(party + 1, cost.getKey(), cost.getValue()));
      }
    }
    applicant.post(
        201,
        path("/changes"),
        """
        {"kind": "BUDGET_SHIFT", "reasons": "A part is ready earlier than we thought.",
         "costs": [%s], "documentIds": ["%s"]}
        """
            .formatted(costs, upload("CHANGE")));
    take(
        staff.await("Task_AssessChange", reference()),
        OFFICERS,
        officers.getFirst(),
        Map.of("changeAssessment", "The whole stays as it was."));
    take(
        staff.await("Task_DecideOnCosts", reference()),
        MANAGERS,
        managers.getFirst(),
        Map.of("changeVerdict", "GRANTED", "changeReasons", "It does no harm."));
    await("CHANGE_GRANTED");
  }

  /** A manager suspects an irregularity, the lead is heard, and another manager finds it true. */
  void isSuspected(long cents, String settlement) throws Exception {
    boss.post(
        201,
        path("/suspicions"),
        "{\"kind\": \"IRREGULARITY\", \"amountCents\": %d, \"reason\": \"An invoice was claimed elsewhere.\"}"
            .formatted(cents));
    await("HEARING_OPENED");
    applicant.post(
        200, path("/recoveries/1/answer"), "{\"answer\": \"That was a mistake of ours.\"}");
    take(
        staff.await("Task_DecideOnSuspicion", reference()),
        MANAGERS,
        "max",
        Map.of(
            "suspicionVerdict",
            "FOUNDED",
            "correctionEuros",
            cents / 100,
            "settlementChoice",
            settlement,
            "findingReasons",
            "The same invoice was paid by another programme."));
    await(settlement.equals("OFFSET") ? "CORRECTION_SET_OFF" : "CORRECTION_FOUND");
  }

  /** A manager orders that what was paid and is not earned comes back. */
  void owesAdvance() throws Exception {
    take(
        staff.await("Task_DecideOnOverpayment", reference()),
        MANAGERS,
        managers.getLast(),
        Map.of(
            "settlementChoice",
            "REPAYMENT_ORDER",
            "overpaymentReasons",
            "The agreement ended before any work was done."));
  }

  /** Pays back {@link #DAYS_LATE} days late, with the interest of these days. */
  void paysBack(long cents) throws Exception {
    await("REPAYMENT_ORDERED");
    var due = LocalDate.parse(history().reason("REPAYMENT_ORDERED").orElseThrow());
    call.finance()
        .receive(cents + interestCents(cents), reference() + "-R1", due.plusDays(DAYS_LATE));
    await("REPAYMENT_SETTLED");
  }

  /** Interest for the days that a repayment comes late, at 5.65 % of a year of 365 days. */
  static long interestCents(long cents) {
    return BigDecimal.valueOf(cents)
        .multiply(RATE_PERCENT)
        .multiply(BigDecimal.valueOf(DAYS_LATE))
        .divide(BigDecimal.valueOf(100 * 365), 0, RoundingMode.HALF_UP)
        .longValueExact();
  }

  /** Results are reported after the last payment, and a year later once more. */
  void closes() throws Exception {
    await("RESULTS_ASKED");
    report();
    await("CLOSED");
    await("RESULTS_ASKED", 2);
    report();
    await("RESULTS_REPORTED", 2);
  }

  private static LocalDate today() {
    return LocalDate.now(Applications.PROGRAMME_ZONE);
  }
}
