/**
 * The few words that all modules speak: references, cents, step keys, reason codes, refusals of
 * input.
 */
@ApplicationModule(
    allowedDependencies = {},
    type = ApplicationModule.Type.OPEN)
@NullMarked
package eu.ttc.grants.kernel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
