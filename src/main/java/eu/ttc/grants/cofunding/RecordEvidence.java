package eu.ttc.grants.cofunding;

import eu.ttc.grants.kernel.ApplicationRef;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Evidence as an applicant tells it; null is what they left out. Amounts in euro cents. */
public record RecordEvidence(
    ApplicationRef application,
    String applicant,
    @Nullable EvidenceKind kind,
    @Nullable String party,
    @Nullable String givenBy,
    @Nullable String issuer,
    @Nullable String reference,
    @Nullable Long amountCents,
    @Nullable Long fundsShownCents,
    @Nullable LocalDate datedOn,
    @Nullable LocalDate validUntil,
    @Nullable Boolean unencumbered,
    @Nullable Boolean unconditional,
    @Nullable UUID documentId) {}
