/**
 * Tells applicants what happens to their applications, and people who evaluate or moderate what is
 * awaited of them: one row per history entry, reader and channel, and the mails that leave for
 * them.
 */
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "engine",
      "identity",
      "application",
      "consortium",
      "evaluation",
      "award",
      "agreement",
      "amendment",
      "claim",
      "payment",
      "recovery",
      "outcome"
    })
@NullMarked
package eu.ttc.grants.notification;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
