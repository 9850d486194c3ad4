package eu.ttc.grants.recovery;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.payment.Withholding;
import java.util.EnumSet;
import org.springframework.stereotype.Component;

/** Suspicions suspend payments; corrections that wait are set off against the next one. */
@Component
class OpenRecoveries implements Withholding {

  private final RecoveryRows rows;
  private final Settling settling;

  OpenRecoveries(RecoveryRows rows, Settling settling) {
    this.rows = rows;
    this.settling = settling;
  }

  @Override
  public boolean suspends(ApplicationRef ref) {
    return rows.existsByApplicationAndStateIn(
        ref.value(), EnumSet.of(RecoveryState.HEARING, RecoveryState.FINDING));
  }

  @Override
  public Cents setOff(ApplicationRef ref, int instalment, Cents payable) {
    return rows.findFirstByApplicationAndStateOrderByNumber(ref.value(), RecoveryState.OFFSET)
        .map(recovery -> settling.setOff(recovery, instalment, payable))
        .orElse(Cents.ZERO);
  }
}
