/**
 * The consortium of a fund project: each partner confirms what it takes part with, and from the
 * confirmed dossier follows what State aid is computed from.
 */
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "engine",
      "application",
      "identity",
      "screening",
      "stateaid",
      "call"
    })
@NullMarked
package eu.ttc.grants.consortium;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
