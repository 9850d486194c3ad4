/**
 * Cases on hold: by whom and for how long, and what becomes of the deadlines that run. That nobody
 * changes them meanwhile is kept by {@code application}, through which every change passes.
 */
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "application",
      "identity",
      "information",
      "consortium",
      "support",
      "evaluation",
      "award",
      "cofunding",
      "agreement",
      "amendment",
      "claim",
      "progress",
      "appeal",
      "outcome",
      "recovery",
      "ranking"
    })
@NullMarked
package eu.ttc.grants.hold;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
