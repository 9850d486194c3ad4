/**
 * Screening: completeness, the facts for the eligibility rules, an officer's verdict, eligibility.
 */
@ApplicationModule(
    allowedDependencies = {"kernel", "engine", "application", "identity", "information"})
@NullMarked
package eu.ttc.grants.screening;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
