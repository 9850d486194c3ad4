/** State aid: the de minimis account of each single undertaking. */
@ApplicationModule(allowedDependencies = {"kernel", "engine", "application"})
@NullMarked
package eu.ttc.grants.stateaid;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
