/**
 * Co-funding: what parties pledge beside the grant, what an officer counts of it, and whether it
 * matches the grant.
 */
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "engine",
      "application",
      "support",
      "evaluation",
      "award",
      "identity"
    })
@NullMarked
package eu.ttc.grants.cofunding;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
