/** Budget lines, the 35 voucher slots, reservations and the ledger of postings. */
@ApplicationModule(allowedDependencies = {"kernel", "engine", "application"})
@NullMarked
package eu.ttc.grants.budget;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
