package eu.ttc.grants.claim;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A claim as applicant and officers see it.
 *
 * @param amount what was agreed; once accepted, what it is worth
 * @param verifiedBy username of the officer; for staff only
 */
public record ClaimView(
    ApplicationRef application,
    int number,
    ClaimState state,
    Cents amount,
    Instant dueAt,
    @Nullable String report,
    @Nullable Instant submittedAt,
    @Nullable Instant verifiedAt,
    @Nullable String verifiedBy,
    @Nullable String findings) {}
