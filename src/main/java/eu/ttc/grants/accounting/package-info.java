/**
 * What bookkeepers and auditors take away or look at: exports, statements per application, and
 * whether all records of the money agree.
 */
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "identity",
      "application",
      "budget",
      "award",
      "agreement",
      "payment",
      "recovery"
    })
@NullMarked
package eu.ttc.grants.accounting;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
