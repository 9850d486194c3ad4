/**
 * Claims: invited, submitted with evidence, verified by an officer; of grants of the innovation
 * fund also settled: what is to be paid now, what was paid too much.
 */
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "engine",
      "application",
      "deadline",
      "agreement",
      "budget",
      "stateaid",
      "award",
      "evaluation",
      "identity",
      "progress",
      "amendment"
    })
@NullMarked
package eu.ttc.grants.claim;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
