/**
 * Objections against rejections: the window, the applicant's grounds, the decision of somebody not
 * involved before, and where an upheld case resumes.
 */
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "engine",
      "application",
      "identity",
      "screening",
      "evaluation",
      "award",
      "cofunding"
    })
@NullMarked
package eu.ttc.grants.appeal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
