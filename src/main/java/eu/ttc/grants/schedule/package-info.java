/**
 * Recurring work of all modules, which is not the lifecycle of an application: one copy of the
 * application does it at a time. A module has its work done by a bean of type {@code
 * RecurringTask}.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package eu.ttc.grants.schedule;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
