package eu.ttc.grants.claim;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A claim as applicant and officers see it.
 *
 * @param kind absent while a claim of the fund is not handed in
 * @param amount what was agreed; once accepted, what it is worth
 * @param results what came out of the work; with a final claim only
 * @param payBy until when a claim of the fund is to be paid
 * @param verifiedBy username of the officer; for staff only
 */
public record ClaimView(
    ApplicationRef application,
    int number,
    @Nullable ClaimKind kind,
    ClaimState state,
    Cents amount,
    Instant dueAt,
    @Nullable String report,
    @Nullable String results,
    @Nullable Instant submittedAt,
    @Nullable Instant payBy,
    @Nullable Instant verifiedAt,
    @Nullable String verifiedBy,
    @Nullable String findings) {}
