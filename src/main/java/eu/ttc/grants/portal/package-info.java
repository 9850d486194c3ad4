/** The applicants' and staff's pages and the REST API that join several modules. */
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "identity",
      "application",
      "call",
      "ranking",
      "consortium",
      "support",
      "evaluation",
      "award",
      "screening",
      "stateaid",
      "cofunding",
      "agreement",
      "claim",
      "progress",
      "budget",
      "payment",
      "information",
      "withdrawal",
      "appeal",
      "outcome",
      "accounting",
      "recovery",
      "hold"
    })
@NullMarked
package eu.ttc.grants.portal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
