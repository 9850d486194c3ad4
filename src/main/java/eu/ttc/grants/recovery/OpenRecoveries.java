package eu.ttc.grants.recovery;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.payment.Withholding;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Suspicions suspend payments. Corrections that wait are set off against the next payment, those of
 * the application itself first, then those of the same enterprise's other applications.
 */
@Component
class OpenRecoveries implements Withholding {

  private final RecoveryRows rows;
  private final RepaymentAccounts accounts;
  private final Settling settling;
  private final Applications applications;

  OpenRecoveries(
      RecoveryRows rows, RepaymentAccounts accounts, Settling settling, Applications applications) {
    this.rows = rows;
    this.accounts = accounts;
    this.settling = settling;
    this.applications = applications;
  }

  @Override
  public boolean suspends(ApplicationRef ref) {
    return rows.suspendPayments(ref);
  }

  @Override
  public Cents setOff(ApplicationRef ref, int instalment, Cents payable) {
    var before = accounts.setOffFrom(ref, instalment);
    if (before.value() > 0) {
      return before;
    }
    var cut = Cents.ZERO;
    for (var recovery : waiting(ref)) {
      cut = cut.plus(settling.setOff(recovery, ref, instalment, payable.minus(cut)));
    }
    return cut;
  }

  /** Nothing happens to what is on hold, though it waits; it can be set off later. */
  private List<Recovery> waiting(ApplicationRef ref) {
    return applications.ofSameUndertaking(ref).stream()
        .sorted(Comparator.comparing(owed -> !owed.equals(ref)))
        .filter(owed -> owed.equals(ref) || applications.holdOf(owed).isEmpty())
        .flatMap(
            owed ->
                rows
                    .findByApplicationAndStateOrderByNumber(owed.value(), RecoveryState.OFFSET)
                    .stream())
        .toList();
  }
}
