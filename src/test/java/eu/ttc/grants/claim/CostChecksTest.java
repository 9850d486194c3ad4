package eu.ttc.grants.claim;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.agreement.GrantPlan;
import eu.ttc.grants.agreement.PlanShare;
import eu.ttc.grants.application.AidCategory;
import eu.ttc.grants.kernel.Cents;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a machine notices about costs; domain.md § 6, claims. */
class CostChecksTest {

  private static final UUID PROOF = new UUID(1, 1);
  private static final LocalDate CLAIMED = LocalDate.of(2027, 9, 1);
  private static final GrantPlan PLAN =
      new GrantPlan(
          LocalDate.of(2027, 1, 1),
          LocalDate.of(2028, 12, 31),
          List.of(
              new PlanShare(
                  1,
                  "Lead",
                  AidCategory.INDUSTRIAL_RESEARCH,
                  BigDecimal.valueOf(50),
                  Cents.euros(1_000),
                  Cents.euros(500))));

  @Test
  void aSoundCostIsNotNoticed() {
    assertThat(checks(Set.of()).of(cost("2027-03-01", "2027-03-05", 1_000_00))).isEmpty();
  }

  @ParameterizedTest(name = "invoiced {0}, paid {1}: outside the period {2}")
  @CsvSource({
    "2026-12-31, 2027-01-05, true",
    "2027-01-01, 2027-01-01, false",
    "2027-01-01, 2026-12-31, true",
    "2028-12-31, 2029-01-20, false",
    "2029-01-01, 2029-01-20, true",
  })
  void lookAtThePeriodOfThePlan(String invoiced, String paid, boolean outside) {
    var noticed = checks(Set.of()).of(cost(invoiced, paid, 1_00));

    assertThat(noticed.contains(CostCheck.OUT_OF_PERIOD)).isEqualTo(outside);
  }

  @ParameterizedTest(name = "paid {0}: after the claim {1}")
  @CsvSource({"2027-09-01, false", "2027-09-02, true"})
  void lookAtTheDayOfPayment(String paid, boolean after) {
    var noticed = checks(Set.of()).of(cost("2027-08-01", paid, 1_00));

    assertThat(noticed.contains(CostCheck.PAID_AFTER_CLAIM)).isEqualTo(after);
  }

  @Test
  void addUpWithinABudgetLine() {
    var checks =
        new CostChecks(
            PLAN,
            CLAIMED,
            List.of(settled(cost("2027-02-01", "2027-02-01", 600_00))),
            List.of(),
            Set.of());

    assertThat(checks.of(cost("2027-03-01", "2027-03-05", 300_00))).isEmpty();
    assertThat(checks.of(cost("2027-03-01", "2027-03-05", 100_00))).isEmpty();
    assertThat(checks.of(cost("2027-03-01", "2027-03-05", 1)))
        .containsExactly(CostCheck.OVER_BUDGET);
  }

  @Test
  void knowWhatIsNotPlanned() {
    var elsewhere =
        new GrantCost(
            2,
            AidCategory.PATENTS,
            "Filing",
            "I-9",
            LocalDate.of(2027, 3, 1),
            LocalDate.of(2027, 3, 5),
            Cents.euros(1),
            Optional.of(PROOF));

    assertThat(checks(Set.of()).of(elsewhere)).containsExactly(CostCheck.NOT_IN_PLAN);
  }

  @Test
  void wantAProofThatProvesNothingElse() {
    var cost = cost("2027-03-01", "2027-03-05", 1_00);
    var without =
        new GrantCost(
            1,
            cost.category(),
            cost.description(),
            "I-2",
            cost.invoiceOn(),
            cost.paidOn(),
            cost.amount(),
            Optional.empty());

    assertThat(checks(Set.of()).of(without)).containsExactly(CostCheck.NO_EVIDENCE);
    assertThat(checks(Set.of(PROOF)).of(cost)).containsExactly(CostCheck.DOCUMENT_USED_BEFORE);
  }

  @Test
  void noticeAnInvoiceThatWasClaimedBefore() {
    var checks =
        new CostChecks(PLAN, CLAIMED, List.of(), List.of(settled(invoice("2027/14"))), Set.of());

    assertThat(checks.of(invoice(" 2027/14 "))).containsExactly(CostCheck.INVOICE_CLAIMED_BEFORE);
    assertThat(checks.of(invoice("2027/15"))).isEmpty();
    assertThat(checks.of(invoice("2027/15"))).containsExactly(CostCheck.INVOICE_CLAIMED_BEFORE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Laser incl. VAT", "laser (btw)", "Laser, 19 % MwSt.", "Laser TVA comprise"})
  void noticeVat(String description) {
    assertThat(checks(Set.of()).of(described(description))).containsExactly(CostCheck.MENTIONS_VAT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Elevators", "Innovation", "Justage"})
  void takeNoWordForVatThatOnlyHoldsIt(String description) {
    assertThat(checks(Set.of()).of(described(description))).isEmpty();
  }

  private static CostChecks checks(Set<UUID> usedBefore) {
    return new CostChecks(PLAN, CLAIMED, List.of(), List.of(), usedBefore);
  }

  private static GrantCost cost(String invoiced, String paid, long cents) {
    return cost("I-" + UUID.randomUUID(), "Measuring", invoiced, paid, cents);
  }

  private static GrantCost invoice(String number) {
    return cost(number, "Measuring", "2027-03-01", "2027-03-05", 1_00);
  }

  private static GrantCost described(String description) {
    return cost("I-1", description, "2027-03-01", "2027-03-05", 1_00);
  }

  private static GrantCost cost(
      String number, String description, String invoiced, String paid, long cents) {
    return new GrantCost(
        1,
        AidCategory.INDUSTRIAL_RESEARCH,
        description,
        number,
        LocalDate.parse(invoiced),
        LocalDate.parse(paid),
        Cents.of(cents),
        Optional.of(PROOF));
  }

  private static GrantCostView settled(GrantCost cost) {
    return new GrantCostView(
        new CostId(1, 1),
        cost,
        List.of(
            new GrantCostView.Finding(
                1, CostVerdict.Kind.ACCEPTED, cost.amount(), null, null, "olga", Instant.EPOCH)));
  }
}
