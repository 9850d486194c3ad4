package eu.ttc.grants.cofunding;

import static eu.ttc.grants.kernel.Cents.euros;

import eu.ttc.grants.cofunding.Arithmetic.Facts;
import eu.ttc.grants.kernel.Cents;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Co-funding in words, for tests of the arithmetic: what is pledged to a project that starts on 1
 * March 2027 and ends two years later, looked at on 26 November 2026 with the numbers of 2024.
 */
final class Money {

  static final LocalDate TODAY = LocalDate.of(2026, 11, 26);
  static final LocalDate START = LocalDate.of(2027, 3, 1);
  static final LocalDate END = LocalDate.of(2029, 2, 28);

  static final CoFundingRules RULES =
      new CoFundingRules(
          "COFUNDING-2024",
          100,
          20,
          euros(100_000),
          1,
          1,
          30,
          rules(
              rule(EvidenceKind.BANK_BALANCE, 100, 3, true, false, false, false, false),
              rule(EvidenceKind.CREDIT_LINE, 100, null, false, false, false, true, false),
              rule(EvidenceKind.BOARD_RESOLUTION, 100, null, false, false, true, false, false),
              rule(EvidenceKind.COMMITMENT_LETTER, 100, null, false, true, true, false, false),
              rule(EvidenceKind.PUBLIC_CO_FUNDER, 100, null, false, true, false, false, true),
              rule(EvidenceKind.IN_KIND, 100, null, false, false, false, false, false),
              rule(EvidenceKind.LETTER_OF_INTENT, 0, null, false, false, false, false, false),
              rule(EvidenceKind.CONDITIONAL_OFFER, 0, null, false, false, false, false, false),
              rule(EvidenceKind.PLANNED_REVENUE, 0, null, false, false, false, false, false),
              rule(EvidenceKind.OTHER_EU_FUNDS, 0, null, false, false, false, false, false),
              rule(EvidenceKind.REALLOCATION, 100, null, false, false, false, false, false)));

  private final List<PartyShare> parties = new ArrayList<>();
  private final List<Evidence> items = new ArrayList<>();
  private final Map<Integer, ItemVerdict> verdicts = new TreeMap<>();
  private final Set<Integer> elsewhere = new HashSet<>();
  private final Set<Integer> left = new HashSet<>();
  private boolean renewable = true;
  private CoFundingRules rules = RULES;

  private Money() {}

  /** A project of one party whose costs may be aided by half. */
  static Money forProject(Cents costs, Cents grant) {
    return new Money().party("A", costs, grant);
  }

  static Money forConsortium() {
    return new Money();
  }

  /** A party whose costs may be aided by half. */
  Money party(String key, Cents costs, Cents grant) {
    return party(key, costs, grant, Cents.of(costs.value() / 2));
  }

  Money party(String key, Cents costs, Cents grant, Cents highestAid) {
    parties.add(new PartyShare(key, key, costs, grant, highestAid));
    return this;
  }

  /** Money in the bank of A. */
  Money inBank(Cents amount) {
    return inBank("A", amount);
  }

  Money inBank(String party, Cents amount) {
    return item(EvidenceKind.BANK_BALANCE, party, null, amount, null, TODAY, null, true, true);
  }

  Money of(EvidenceKind kind, Cents amount) {
    return item(kind, "A", null, amount, amount, TODAY, END, true, true);
  }

  Money shown(EvidenceKind kind, Cents amount, @Nullable Cents fundsShown) {
    return item(kind, "A", null, amount, fundsShown, TODAY, null, true, true);
  }

  Money dated(EvidenceKind kind, Cents amount, LocalDate on, @Nullable LocalDate until) {
    return item(kind, "A", null, amount, amount, on, until, true, true);
  }

  Money bound(EvidenceKind kind, Cents amount, boolean unencumbered, boolean unconditional) {
    return item(kind, "A", null, amount, amount, TODAY, END, unencumbered, unconditional);
  }

  Money moved(String from, String to, Cents amount) {
    return item(EvidenceKind.REALLOCATION, to, from, amount, null, TODAY, null, true, true);
  }

  /** The last item again, under the same account. */
  Money again(Cents amount) {
    var last = items.getLast();
    items.add(
        new Evidence(
            items.size() + 1,
            last.kind(),
            last.party(),
            last.givenBy(),
            last.issuer(),
            last.reference(),
            amount,
            last.fundsShown(),
            last.datedOn(),
            last.validUntil(),
            last.unencumbered(),
            last.unconditional(),
            UUID.randomUUID(),
            "another",
            "anna",
            Instant.EPOCH));
    return this;
  }

  Money judged(ItemVerdict verdict) {
    verdicts.put(verdict.item(), verdict);
    return this;
  }

  /** The last item is pledged in another application too, and counts there. */
  Money pledgedElsewhere() {
    elsewhere.add(items.size());
    return this;
  }

  /** The co-funder of the last item left. */
  Money whoLeft() {
    left.add(items.size());
    return this;
  }

  Money withoutRenewal() {
    renewable = false;
    return this;
  }

  Money with(CoFundingRules other) {
    rules = other;
    return this;
  }

  /** The same money for another plan. */
  Money instead(FinancingPlan plan) {
    parties.clear();
    parties.addAll(plan.parties());
    return this;
  }

  FinancingPlan plan() {
    return new FinancingPlan(parties);
  }

  /** As the applicant sees it: what is not judged counts for now. */
  Sheet preview() {
    return sheet(false);
  }

  /** As it is confirmed: what is not judged does not count. */
  Sheet confirmed() {
    return sheet(true);
  }

  private Sheet sheet(boolean checked) {
    return Arithmetic.sheet(
        rules,
        plan(),
        new Facts(TODAY, START, END, items, verdicts, checked, elsewhere, left, renewable));
  }

  private Money item(
      EvidenceKind kind,
      String party,
      @Nullable String givenBy,
      Cents amount,
      @Nullable Cents fundsShown,
      LocalDate datedOn,
      @Nullable LocalDate validUntil,
      boolean unencumbered,
      boolean unconditional) {
    var number = items.size() + 1;
    items.add(
        new Evidence(
            number,
            kind,
            party,
            givenBy,
            "Issuer " + number,
            "Reference " + number,
            amount,
            fundsShown,
            datedOn,
            validUntil,
            unencumbered,
            unconditional,
            UUID.randomUUID(),
            "sha" + number,
            "anna",
            Instant.EPOCH));
    return this;
  }

  private static Map<EvidenceKind, EvidenceRule> rules(EvidenceRule... rules) {
    var all = new TreeMap<EvidenceKind, EvidenceRule>();
    for (var rule : rules) {
      all.put(rule.kind(), rule);
    }
    return all;
  }

  private static EvidenceRule rule(
      EvidenceKind kind,
      int percent,
      @Nullable Integer months,
      boolean free,
      boolean firm,
      boolean shown,
      boolean untilEnd,
      boolean publicMoney) {
    return new EvidenceRule(kind, percent, months, free, firm, shown, untilEnd, publicMoney);
  }
}
