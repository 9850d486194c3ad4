/** Evaluation: experts, assignment, conflicts of interest, scores and outcome. */
@ApplicationModule(
    allowedDependencies = {"kernel", "engine", "application", "identity", "support", "call"})
@NullMarked
package eu.ttc.grants.evaluation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
