/**
 * Changes of a grant after its agreement: asked for by the lead, decided by the programme, and put
 * in force as another version of the plan.
 */
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "engine",
      "application",
      "identity",
      "consortium",
      "support",
      "evaluation",
      "budget",
      "stateaid",
      "cofunding",
      "agreement"
    })
@NullMarked
package eu.ttc.grants.amendment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
