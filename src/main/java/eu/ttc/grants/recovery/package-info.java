/**
 * Irregularities: suspicion, hearing, finding, and getting back what was wrongly paid, by offset or
 * by repayment order with interest.
 */
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "engine",
      "application",
      "identity",
      "budget",
      "claim",
      "payment"
    })
@NullMarked
package eu.ttc.grants.recovery;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
