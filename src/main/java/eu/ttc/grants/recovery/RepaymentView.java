package eu.ttc.grants.recovery;

import eu.ttc.grants.kernel.Cents;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to come back, and what came. Always {@code ordered = recovered + waived + open}, and the
 * same for the interest.
 *
 * @param reference to be named with a payment, by which the bank's entry is known
 * @param interest all that was charged so far
 * @param overpaid all that came in beyond what was open
 * @param leftOver what of it neither went back nor was kept
 * @param dueOn absent while the correction waits to be set off
 * @param sheet how the interest was computed, row by row
 * @param accruing interest since the last row, not charged yet: what is owed if it were paid today
 */
public record RepaymentView(
    String reference,
    Cents ordered,
    Cents recovered,
    Cents waived,
    Cents open,
    Cents interest,
    Cents interestRecovered,
    Cents interestWaived,
    Cents interestOpen,
    Cents overpaid,
    Cents leftOver,
    @Nullable LocalDate dueOn,
    List<InterestPeriod> sheet,
    List<InterestPeriod> accruing) {

  public RepaymentView {
    sheet = List.copyOf(sheet);
    accruing = List.copyOf(accruing);
  }

  /** All that is to be paid today, interest of today included. */
  public Cents payable() {
    return accruing.stream()
        .map(InterestPeriod::interest)
        .reduce(open.plus(interestOpen), Cents::plus);
  }

  /** Whether it is to be paid back, and the date is over. */
  public boolean overdue(LocalDate today) {
    return dueOn != null && open.plus(interestOpen).value() > 0 && today.isAfter(dueOn);
  }
}
