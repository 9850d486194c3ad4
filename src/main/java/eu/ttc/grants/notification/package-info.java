/**
 * Tells applicants what happens to their applications: one row per history entry and channel, and
 * the mails that leave for them.
 */
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "engine",
      "identity",
      "application",
      "consortium",
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
