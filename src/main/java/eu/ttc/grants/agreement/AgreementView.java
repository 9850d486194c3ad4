package eu.ttc.grants.agreement;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An agreement as applicant and officers see it. */
public record AgreementView(
    ApplicationRef application,
    AgreementState state,
    Cents amount,
    Instant offeredAt,
    Instant acceptBy,
    @Nullable Instant acceptedAt,
    @Nullable String acceptedBy,
    @Nullable String statement) {}
