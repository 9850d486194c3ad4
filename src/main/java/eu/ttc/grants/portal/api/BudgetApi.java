package eu.ttc.grants.portal.api;

import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.budget.LineTotals;
import eu.ttc.grants.kernel.Scheme;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Budget")
class BudgetApi {

  private final Budget budget;

  BudgetApi(Budget budget) {
    this.budget = budget;
  }

  /** Totals of a budget line; the five parts add up to what was allocated. */
  record Line(
      String line,
      Scheme scheme,
      long allocatedCents,
      long availableCents,
      long reservedCents,
      long committedCents,
      long inPaymentCents,
      long paidCents,
      int vouchers,
      int vouchersTaken) {

    static Line of(LineTotals totals) {
      return new Line(
          totals.line(),
          totals.scheme(),
          totals.allocated().value(),
          totals.available().value(),
          totals.reserved().value(),
          totals.committed().value(),
          totals.inPayment().value(),
          totals.paid().value(),
          totals.vouchers(),
          totals.vouchersTaken());
    }
  }

  @GetMapping("/api/budget")
  @Operation(summary = "Totals of the ledger per budget line")
  List<Line> totals() {
    return budget.totals().stream().map(Line::of).toList();
  }
}
