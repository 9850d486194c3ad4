package eu.ttc.grants.payment;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** One line in the list of batches. */
public record BatchSummary(
    String id,
    BatchState state,
    int payments,
    long totalCents,
    String preparedBy,
    Instant preparedAt,
    @Nullable String releasedBy,
    @Nullable Instant releasedAt,
    @Nullable LocalDate executionOn,
    @Nullable String rejectedBy,
    @Nullable String rejectionReason) {}
