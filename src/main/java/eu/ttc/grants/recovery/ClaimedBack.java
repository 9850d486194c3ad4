package eu.ttc.grants.recovery;

import eu.ttc.grants.claim.GrantRecoveries;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import org.springframework.stereotype.Component;

/** Answers the settlement of a grant, so that nothing is claimed back twice. */
@Component
class ClaimedBack implements GrantRecoveries {

  private final Recoveries recoveries;

  ClaimedBack(Recoveries recoveries) {
    this.recoveries = recoveries;
  }

  @Override
  public Cents canComeBack(ApplicationRef ref) {
    return recoveries.canBePaidBack(ref);
  }
}
