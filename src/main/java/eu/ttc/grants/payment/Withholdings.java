package eu.ttc.grants.payment;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import java.util.List;
import org.springframework.stereotype.Component;

/** All who keep payments back or cut them, asked as one. */
@Component
class Withholdings {

  private final List<Withholding> all;

  Withholdings(List<Withholding> all) {
    this.all = all;
  }

  /** Whether anybody suspends the payments of this application now. */
  boolean suspend(ApplicationRef ref) {
    return all.stream().anyMatch(withholding -> withholding.suspends(ref));
  }

  /** What is left to pay of an instalment after each has set off what it knows of. */
  Cents afterSetOff(ApplicationRef ref, int instalment, Cents payable) {
    var left = payable;
    for (var withholding : all) {
      left = left.minus(withholding.setOff(ref, instalment, left));
    }
    return left;
  }
}
