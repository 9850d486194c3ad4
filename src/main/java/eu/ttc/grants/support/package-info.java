/** Business support managers, their visits to enterprises that apply, and whom they advised. */
@ApplicationModule(allowedDependencies = {"kernel", "engine", "application", "identity"})
@NullMarked
package eu.ttc.grants.support;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
