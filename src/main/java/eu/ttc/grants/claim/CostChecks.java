package eu.ttc.grants.claim;

import eu.ttc.grants.agreement.GrantPlan;
import eu.ttc.grants.agreement.PlanShare;
import eu.ttc.grants.application.AidCategory;
import eu.ttc.grants.kernel.Cents;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** What a machine notices about the costs of a claim, before an officer judges them. */
final class CostChecks {

  private static final Pattern VAT =
      Pattern.compile("(?iu)\\b(vat|btw|tva|mwst|ust|mehrwertsteuer|umsatzsteuer)\\b");

  private final GrantPlan plan;
  private final LocalDate claimedOn;
  private final Set<UUID> usedBefore;
  private final Map<Line, Cents> room = new HashMap<>();
  private final Set<Invoice> invoices = new HashSet<>();

  private record Line(int partner, AidCategory category) {}

  private record Invoice(int partner, String number) {}

  /**
   * Begins with the plan in force.
   *
   * @param settled all costs of the grant of which something is accepted
   * @param others costs of other claims that were not given back as a whole
   * @param usedBefore documents that prove something else already
   */
  CostChecks(
      GrantPlan plan,
      LocalDate claimedOn,
      List<GrantCostView> settled,
      List<GrantCostView> others,
      Set<UUID> usedBefore) {
    this.plan = plan;
    this.claimedOn = claimedOn;
    this.usedBefore = usedBefore;
    for (PlanShare share : plan.shares()) {
      room.put(new Line(share.partner(), share.category()), share.costs());
    }
    settled.forEach(one -> take(line(one.cost()), one.accepted()));
    others.forEach(one -> invoices.add(invoice(one.cost())));
  }

  /** What is noticed about the next cost; those before it count. */
  Set<CostCheck> of(GrantCost cost) {
    var noticed = EnumSet.noneOf(CostCheck.class);
    var line = line(cost);
    if (!room.containsKey(line)) {
      noticed.add(CostCheck.NOT_IN_PLAN);
    } else if (cost.amount().exceeds(room.get(line))) {
      noticed.add(CostCheck.OVER_BUDGET);
    }
    take(line, cost.amount());
    if (cost.invoiceOn().isBefore(plan.startsOn())
        || cost.invoiceOn().isAfter(plan.endsOn())
        || cost.paidOn().isBefore(plan.startsOn())) {
      noticed.add(CostCheck.OUT_OF_PERIOD);
    }
    if (cost.paidOn().isAfter(claimedOn)) {
      noticed.add(CostCheck.PAID_AFTER_CLAIM);
    }
    if (cost.evidence().isEmpty()) {
      noticed.add(CostCheck.NO_EVIDENCE);
    }
    if (cost.evidence().filter(usedBefore::contains).isPresent()) {
      noticed.add(CostCheck.DOCUMENT_USED_BEFORE);
    }
    if (!invoices.add(invoice(cost))) {
      noticed.add(CostCheck.INVOICE_CLAIMED_BEFORE);
    }
    if (VAT.matcher(cost.description()).find()) {
      noticed.add(CostCheck.MENTIONS_VAT);
    }
    return noticed;
  }

  private void take(Line line, Cents amount) {
    room.computeIfPresent(line, (key, left) -> left.minus(amount.min(left)));
  }

  private static Line line(GrantCost cost) {
    return new Line(cost.partner(), cost.category());
  }

  private static Invoice invoice(GrantCost cost) {
    return new Invoice(cost.partner(), cost.invoiceNumber().strip().toLowerCase(Locale.ROOT));
  }
}
