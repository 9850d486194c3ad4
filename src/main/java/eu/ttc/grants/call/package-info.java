/** Calls of the innovation fund: until when, under which rules and from which money. */
@ApplicationModule(allowedDependencies = {"kernel", "engine", "application", "identity"})
@NullMarked
package eu.ttc.grants.call;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
