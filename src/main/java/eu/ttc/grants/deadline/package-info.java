/** Working days and the dates by which things are due. */
@ApplicationModule(allowedDependencies = {"kernel", "engine", "application"})
@NullMarked
package eu.ttc.grants.deadline;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
