/** Claims: invited, submitted with evidence, verified by an officer. */
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "engine",
      "application",
      "agreement",
      "budget",
      "stateaid",
      "award",
      "evaluation",
      "identity"
    })
@NullMarked
package eu.ttc.grants.claim;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
