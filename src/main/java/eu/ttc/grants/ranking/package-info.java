/**
 * The panel of a call and its ranking: who is funded from the money of the call, in which order the
 * others wait for more, and how long.
 */
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "engine",
      "application",
      "identity",
      "call",
      "screening",
      "support",
      "evaluation",
      "stateaid",
      "budget"
    })
@NullMarked
package eu.ttc.grants.ranking;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
