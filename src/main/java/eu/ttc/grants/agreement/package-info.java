/**
 * Grant agreements: offered with a deadline, accepted by the applicant with a recorded statement.
 */
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "engine",
      "application",
      "consortium",
      "deadline",
      "budget",
      "stateaid",
      "cofunding",
      "identity",
      "award"
    })
@NullMarked
package eu.ttc.grants.agreement;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
