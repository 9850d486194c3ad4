package eu.ttc.grants.stateaid;

import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.ReasonCode;
import java.util.List;

/** What a computation comes to; a sheet once it is kept. */
record Computed(
    List<ReasonCode> reasonCodes,
    Cents eligibleCosts,
    Cents grant,
    List<AidShare> shares,
    List<AidStep> steps) {

  boolean allowed() {
    return reasonCodes.isEmpty();
  }
}
