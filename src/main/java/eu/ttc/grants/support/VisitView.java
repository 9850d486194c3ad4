package eu.ttc.grants.support;

import eu.ttc.grants.kernel.ApplicationRef;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A visit as others see it.
 *
 * @param manager username
 * @param dueAt until when the case waits for the visit
 * @param visitedOn told when it was held, as are advice, suggestions and pointers
 * @param reasonNotHeld the manager's reason, for staff only; empty also when the period ended
 */
public record VisitView(
    ApplicationRef application,
    VisitState state,
    String manager,
    Instant plannedAt,
    Instant dueAt,
    @Nullable LocalDate visitedOn,
    @Nullable String advice,
    @Nullable String partnerSuggestions,
    @Nullable String fundingPointers,
    @Nullable String reasonNotHeld) {}
