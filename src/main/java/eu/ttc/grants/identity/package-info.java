/** Accounts, roles and sign-in. */
@ApplicationModule(allowedDependencies = "kernel")
@NullMarked
package eu.ttc.grants.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
