/**
 * State aid: the de minimis account of each single undertaking, and basis, intensity and amount of
 * the aid of fund projects.
 */
@ApplicationModule(allowedDependencies = {"kernel", "engine", "application", "screening"})
@NullMarked
package eu.ttc.grants.stateaid;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
