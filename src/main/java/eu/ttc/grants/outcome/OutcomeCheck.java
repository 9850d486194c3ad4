package eu.ttc.grants.outcome;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What the domain says when the time for a report seems over: the state, and when it is really due.
 *
 * @param dueAt absent once nothing is awaited any more
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OutcomeCheck(OutcomeState state, @Nullable OffsetDateTime dueAt) {}
