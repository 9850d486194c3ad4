/** Working days, the dates by which things are due, and requests of applicants for more time. */
@ApplicationModule(allowedDependencies = {"kernel", "engine", "application", "identity"})
@NullMarked
package eu.ttc.grants.deadline;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
