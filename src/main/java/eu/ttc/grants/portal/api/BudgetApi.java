package eu.ttc.grants.portal.api;

import eu.ttc.grants.budget.AllocateBudget;
import eu.ttc.grants.budget.Allocations;
import eu.ttc.grants.budget.Balances;
import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.budget.Ledger;
import eu.ttc.grants.budget.LineTotals;
import eu.ttc.grants.budget.Source;
import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.Scheme;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Budget")
class BudgetApi {

  private final Budget budget;
  private final Ledger ledger;
  private final Allocations allocations;

  BudgetApi(Budget budget, Ledger ledger, Allocations allocations) {
    this.budget = budget;
    this.ledger = ledger;
    this.allocations = allocations;
  }

  /** Balances of one source; the five parts add up to what was allocated. */
  record Part(
      long allocatedCents,
      long availableCents,
      long reservedCents,
      long committedCents,
      long inPaymentCents,
      long paidCents) {

    static Part of(Balances balances) {
      return new Part(
          balances.allocated().value(),
          balances.available().value(),
          balances.reserved().value(),
          balances.committed().value(),
          balances.inPayment().value(),
          balances.paid().value());
    }
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
      BigDecimal erdfShare,
      Map<Source, Part> sources,
      int vouchers,
      int vouchersTaken) {

    static Line of(LineTotals totals) {
      var sources = new EnumMap<Source, Part>(Source.class);
      totals.sources().forEach((source, balances) -> sources.put(source, Part.of(balances)));
      return new Line(
          totals.line(),
          totals.scheme(),
          totals.allocated().value(),
          totals.available().value(),
          totals.reserved().value(),
          totals.committed().value(),
          totals.inPayment().value(),
          totals.paid().value(),
          totals.erdfShare(),
          sources,
          totals.vouchers(),
          totals.vouchersTaken());
    }
  }

  /** One decision about the money of a line; less than 0 takes back what is available. */
  record Allocation(
      @Nullable Scheme scheme,
      @Nullable Long amountCents,
      @Nullable String decision,
      @Nullable String reason) {}

  @GetMapping("/api/budget")
  @Operation(
      summary = "Totals of the ledger per budget line and source, now or at a past moment",
      description = "A line is listed from its first allocation on.")
  List<Line> totals(@RequestParam(required = false) @Nullable Instant at) {
    var totals = at == null ? budget.totals() : ledger.totals(at);
    return totals.stream().map(Line::of).toList();
  }

  @PostMapping("/api/budget/lines/{line}/allocations")
  @PreAuthorize("hasRole('ADMINISTRATOR')")
  @Operation(
      summary = "Give a budget line money, or take back what is available; opens the line",
      description =
          "A decision is posted once per line: the same again changes nothing, another amount is"
              + " refused.")
  Line allocate(
      @PathVariable String line, @RequestBody Allocation allocation, Authentication signedIn) {
    allocations.allocate(command(line, allocation, signedIn.getName()));
    return budget.totals().stream()
        .filter(totals -> totals.line().equals(line))
        .findFirst()
        .map(Line::of)
        .orElseThrow();
  }

  private static AllocateBudget command(String line, Allocation told, String administrator) {
    var scheme = told.scheme();
    var cents = told.amountCents();
    var decision = told.decision();
    var reason = told.reason();
    if (scheme == null || cents == null || decision == null || reason == null) {
      var missing = new ArrayList<FieldProblem>();
      need(missing, "scheme", scheme);
      need(missing, "amountCents", cents);
      need(missing, "decision", decision);
      need(missing, "reason", reason);
      throw new InvalidInput(missing);
    }
    return new AllocateBudget(line, scheme, cents, decision, reason, administrator);
  }

  private static void need(List<FieldProblem> missing, String field, @Nullable Object value) {
    if (value == null) {
      missing.add(new FieldProblem(field, "required", "is required"));
    }
  }
}
