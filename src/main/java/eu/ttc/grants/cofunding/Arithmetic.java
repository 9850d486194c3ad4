package eu.ttc.grants.cofunding;

import eu.ttc.grants.cofunding.ItemVerdict.Accepted;
import eu.ttc.grants.cofunding.ItemVerdict.Limited;
import eu.ttc.grants.cofunding.ItemVerdict.Refused;
import eu.ttc.grants.kernel.Cents;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reckons what co-funding counts and whether it is enough ({@code domain.md} § 4), to the cent.
 * Everything it looks at is given, so the same facts always make the same sheet.
 *
 * <p>For each party: own money first, then what a signed reallocation moves, then contributions in
 * kind, which are limited by both; public money fills the gap only. Both tests are made for every
 * party and for all together.
 */
final class Arithmetic {

  private final CoFundingRules rules;
  private final FinancingPlan plan;
  private final Facts facts;

  private Arithmetic(CoFundingRules rules, FinancingPlan plan, Facts facts) {
    this.rules = rules;
    this.plan = plan;
    this.facts = facts;
  }

  /**
   * What is known when it is reckoned.
   *
   * @param verdicts of the officer, by number of the item
   * @param checked an item without a verdict does not count; otherwise it counts for now
   * @param elsewhere items whose money counts in another application, or was pledged there first
   * @param left items whose co-funder left
   * @param renewable evidence that ends before the project starts may still be renewed
   */
  record Facts(
      LocalDate day,
      @Nullable LocalDate startsOn,
      @Nullable LocalDate endsOn,
      List<Evidence> items,
      Map<Integer, ItemVerdict> verdicts,
      boolean checked,
      Set<Integer> elsewhere,
      Set<Integer> left,
      boolean renewable) {}

  static Sheet sheet(CoFundingRules rules, FinancingPlan plan, Facts facts) {
    var arithmetic = new Arithmetic(rules, plan, facts);
    var lasting = arithmetic.sheet(false);
    if (lasting.result() == SheetResult.COVERED || !facts.renewable()) {
      return lasting;
    }
    return arithmetic.sheet(true);
  }

  /**
   * Reckons once.
   *
   * @param withExpiring whether evidence counts that ends before the project starts
   */
  private Sheet sheet(boolean withExpiring) {
    var lines = new LinkedHashMap<Integer, Line>();
    var newest = newest();
    var fundsUsed = new HashMap<String, Cents>();
    for (var item : facts.items()) {
      var line = new Line(item);
      weigh(line, newest, fundsUsed, withExpiring);
      lines.put(item.number(), line);
    }
    var all = List.copyOf(lines.values());
    var parties = new ArrayList<PartyLine>();
    var moved = moved(all);
    for (var share : plan.parties()) {
      parties.add(party(share, all, moved.getOrDefault(share.party(), 0L)));
    }
    var total = total(parties);
    var items = all.stream().map(Line::close).toList();
    return new Sheet(
        rules.id(),
        rules.matchPercent(),
        rules.leastGrant(),
        facts.day(),
        items,
        parties,
        total,
        result(parties, total, items));
  }

  private static SheetResult result(
      List<PartyLine> parties, PartyLine total, List<ItemLine> items) {
    if (!total.passes()) {
      return SheetResult.SHORT;
    }
    if (!parties.stream().allMatch(PartyLine::passes)) {
      return SheetResult.PARTY_SHORT;
    }
    return items.stream().anyMatch(item -> item.why().contains(Why.TO_BE_RENEWED))
        ? SheetResult.TO_BE_RENEWED
        : SheetResult.COVERED;
  }

  /** What the item counts by itself: its rule, then the officer's verdict. */
  private void weigh(
      Line line, Map<String, Integer> newest, Map<String, Cents> fundsUsed, boolean withExpiring) {
    var item = line.item;
    var rule = rules.of(item.kind());
    var against = against(item, rule, newest);
    if (against != null) {
      line.nothing(against);
      return;
    }
    line.value = Cents.of(Math.multiplyExact(item.amount().value(), rule.countsPercent()) / 100L);
    if (rule.countsPercent() < 100) {
      line.why.add(Why.PART_COUNTS);
    }
    if (rule.withinFundsShown()) {
      withinFundsShown(line, fundsUsed);
    }
    line.byRules = line.value;
    judge(line);
    if (rule.withinFundsShown()) {
      fundsUsed.merge(item.party() + '|' + item.kind(), line.value, Cents::plus);
    }
    if (!line.value.equals(Cents.ZERO) && expiresBeforeStart(item)) {
      if (withExpiring) {
        line.why.add(Why.TO_BE_RENEWED);
      } else {
        line.nothing(Why.EXPIRES_BEFORE_START);
      }
    }
  }

  private @Nullable Why against(Evidence item, EvidenceRule rule, Map<String, Integer> newest) {
    if (plan.of(item.party()).isEmpty()
        || item.givenBy() != null && plan.of(item.givenBy()).isEmpty()) {
      return Why.PARTY_NOT_IN_PLAN;
    }
    if (newest.get(item.account()) != item.number()) {
      return Why.REPLACED;
    }
    if (facts.elsewhere().contains(item.number())) {
      return Why.PLEDGED_ELSEWHERE;
    }
    if (facts.left().contains(item.number())) {
      return Why.FUNDER_LEFT;
    }
    if (rule.countsPercent() == 0) {
      return Why.NEVER_COUNTS;
    }
    if (rule.oldestMonths() != null
        && item.datedOn().isBefore(facts.day().minusMonths(rule.oldestMonths()))) {
      return Why.TOO_OLD;
    }
    if (item.validUntil() != null && item.validUntil().isBefore(facts.day())) {
      return Why.EXPIRED;
    }
    if (rule.untilProjectEnd()
        && item.validUntil() != null
        && facts.endsOn() != null
        && item.validUntil().isBefore(facts.endsOn())) {
      return Why.ENDS_BEFORE_PROJECT;
    }
    if (rule.free() && !item.unencumbered()) {
      return Why.ENCUMBERED;
    }
    return rule.firm() && !item.unconditional() ? Why.CONDITIONAL : null;
  }

  /** Resolutions of one party share what its accounts show. */
  private static void withinFundsShown(Line line, Map<String, Cents> fundsUsed) {
    var shown = line.item.fundsShown();
    if (shown == null) {
      line.nothing(Why.NO_FUNDS_SHOWN);
      return;
    }
    var used = fundsUsed.getOrDefault(line.item.party() + '|' + line.item.kind(), Cents.ZERO);
    line.limit(shown.less(used), Why.LIMITED_TO_FUNDS_SHOWN);
  }

  private void judge(Line line) {
    switch (facts.verdicts().get(line.item.number())) {
      case Accepted accepted -> {}
      case Limited(int item, var upTo, var reason, var note) ->
          line.limit(upTo, Why.LIMITED_BY_OFFICER);
      case Refused refused -> line.nothing(Why.REFUSED_BY_OFFICER);
      case null -> {
        if (facts.checked()) {
          line.nothing(Why.NOT_CHECKED);
        }
      }
    }
  }

  private boolean expiresBeforeStart(Evidence item) {
    return item.validUntil() != null
        && facts.startsOn() != null
        && item.validUntil().isBefore(facts.startsOn());
  }

  /** Number of the newest item of each account. */
  private Map<String, Integer> newest() {
    var newest = new HashMap<String, Integer>();
    facts.items().forEach(item -> newest.merge(item.account(), item.number(), Math::max));
    return newest;
  }

  /** What reallocations bring to each party, in cents; negative for a party that gives. */
  private Map<String, Long> moved(List<Line> all) {
    var moved = new HashMap<String, Long>();
    for (var line : all) {
      var giver = line.item.givenBy();
      if (giver == null || line.value.equals(Cents.ZERO)) {
        continue;
      }
      var share = plan.of(giver).orElseThrow();
      var has = money(all, giver).value() + moved.getOrDefault(giver, 0L);
      var rest = share.gap().value() - publicFunds(share, all, false).value();
      var needs = Math.max(rules.matchFor(share.grant()).value(), rest);
      line.limit(Cents.of(Math.max(0, has - needs)), Why.LIMITED_TO_SURPLUS);
      moved.merge(giver, -line.value.value(), Long::sum);
      moved.merge(line.item.party(), line.value.value(), Long::sum);
    }
    return moved;
  }

  private PartyLine party(PartyShare share, List<Line> all, long moved) {
    var publicFunds = publicFunds(share, all, true);
    var money = Cents.of(money(all, share.party()).value() + moved);
    var rest = share.gap().less(publicFunds);
    var most = rules.inKindBeside(money).min(rest);
    var ownFunds = money.plus(spread(inKind(all, share), most, Why.LIMITED_IN_KIND));
    var counted = ownFunds.plus(publicFunds);
    var grant = share.grant().min(rules.grantFor(ownFunds)).min(aidFor(share, counted));
    return new PartyLine(
        share.party(),
        share.name(),
        share.eligibleCosts(),
        share.grant(),
        ownFunds,
        publicFunds,
        rules.matchFor(share.grant()),
        share.gap(),
        grant,
        share.eligibleCosts().min(grant.plus(counted)));
  }

  /**
   * Most aid for a project of that size: with costs of aid + funds, all categories in proportion,
   * the aid may have the share of them that it may have of the whole.
   */
  private static Cents aidFor(PartyShare share, Cents funds) {
    var others = share.eligibleCosts().minus(share.highestAid()).value();
    return others == 0
        ? share.highestAid()
        : FinancingPlan.part(share.highestAid(), funds.value(), others);
  }

  private PartyLine total(List<PartyLine> parties) {
    return new PartyLine(
        "",
        "",
        sum(parties, PartyLine::eligibleCosts),
        sum(parties, PartyLine::grant),
        sum(parties, PartyLine::ownFunds),
        sum(parties, PartyLine::publicFunds),
        rules.matchFor(plan.grant()),
        sum(parties, PartyLine::gap),
        sum(parties, PartyLine::reducedGrant),
        sum(parties, PartyLine::reducedCosts));
  }

  /** Own money of a party, without what is in kind and without reallocations. */
  private Cents money(List<Line> all, String party) {
    return all.stream()
        .filter(line -> line.item.party().equals(party) && line.item.givenBy() == null)
        .filter(line -> line.item.kind() != EvidenceKind.IN_KIND)
        .filter(line -> !rules.of(line.item.kind()).publicMoney())
        .map(line -> line.value)
        .reduce(Cents.ZERO, Cents::plus);
  }

  private Cents publicFunds(PartyShare share, List<Line> all, boolean limiting) {
    var lines =
        all.stream()
            .filter(line -> line.item.party().equals(share.party()))
            .filter(line -> rules.of(line.item.kind()).publicMoney())
            .toList();
    return limiting
        ? spread(lines, share.gap(), Why.LIMITED_TO_GAP)
        : share.gap().min(lines.stream().map(line -> line.value).reduce(Cents.ZERO, Cents::plus));
  }

  private static List<Line> inKind(List<Line> all, PartyShare share) {
    return all.stream()
        .filter(line -> line.item.party().equals(share.party()))
        .filter(line -> line.item.kind() == EvidenceKind.IN_KIND)
        .toList();
  }

  /** Lets lines count in their order until the limit is reached; tells what counts of them. */
  private static Cents spread(List<Line> lines, Cents limit, Why why) {
    var counted = Cents.ZERO;
    for (var line : lines) {
      line.limit(limit.minus(counted), why);
      counted = counted.plus(line.value);
    }
    return counted;
  }

  private static Cents sum(List<PartyLine> parties, Function<PartyLine, Cents> part) {
    return parties.stream().map(part).reduce(Cents.ZERO, Cents::plus);
  }

  /** An item while it is reckoned. */
  private static final class Line {

    private final Evidence item;
    private final List<Why> why = new ArrayList<>();
    private Cents byRules = Cents.ZERO;
    private Cents value = Cents.ZERO;

    private Line(Evidence item) {
      this.item = item;
    }

    private void nothing(Why reason) {
      value = Cents.ZERO;
      why.add(reason);
    }

    private void limit(Cents most, Why reason) {
      if (value.exceeds(most)) {
        value = most;
        why.add(reason);
      }
    }

    private ItemLine close() {
      return new ItemLine(
          item.number(), item.kind(), item.party(), item.amount(), byRules, value, why);
    }
  }
}
