/** Payment instructions, batches released by a second person, bank files and the bank's answers. */
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "engine",
      "identity",
      "application",
      "budget",
      "evaluation",
      "award",
      "agreement",
      "claim",
      "cofunding"
    })
@NullMarked
package eu.ttc.grants.payment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
