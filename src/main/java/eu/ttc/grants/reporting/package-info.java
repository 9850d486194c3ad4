/** What operators and auditors watch: whether the promises hold and how old waiting work is. */
@ApplicationModule(allowedDependencies = "kernel")
@NullMarked
package eu.ttc.grants.reporting;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
