/** The applicants' and staff's pages and the REST API that join several modules. */
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "identity",
      "application",
      "screening",
      "stateaid",
      "evaluation",
      "award",
      "agreement",
      "claim",
      "payment",
      "budget"
    })
@NullMarked
package eu.ttc.grants.portal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
