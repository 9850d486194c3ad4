/** What came out of the support: reported when it was paid, and again a year later. */
@ApplicationModule(allowedDependencies = {"kernel", "engine", "application"})
@NullMarked
package eu.ttc.grants.outcome;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
