/**
 * Information requests: what the applicant is asked for, round by round, until when, and what they
 * answered. While one is open the decision clock stands still.
 */
@ApplicationModule(allowedDependencies = {"kernel", "engine", "application"})
@NullMarked
package eu.ttc.grants.information;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
