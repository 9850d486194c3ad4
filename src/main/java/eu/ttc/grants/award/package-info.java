/** Award decisions by a person, and rejections with their reasons. */
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "engine",
      "application",
      "identity",
      "budget",
      "screening",
      "evaluation",
      "stateaid"
    })
@NullMarked
package eu.ttc.grants.award;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
