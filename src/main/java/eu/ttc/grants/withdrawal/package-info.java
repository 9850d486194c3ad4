/** Withdrawal by the applicant, and termination of an agreement before its payment. */
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "engine",
      "application",
      "identity",
      "budget",
      "stateaid",
      "evaluation",
      "payment",
      "claim"
    })
@NullMarked
package eu.ttc.grants.withdrawal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
