package eu.ttc.grants.application;

import eu.ttc.grants.kernel.ApplicationRef;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of what a search found, the ones that changed last first.
 *
 * @param more whether a further page follows
 * @param count how many were found, counted up to {@link #COUNTED_UP_TO} and one more
 */
public record FoundApplications(List<Found> rows, int page, boolean more, int count) {

  /** Beyond this nobody reads a list, so nothing is counted. */
  public static final int COUNTED_UP_TO = 1_000;

  public FoundApplications {
    rows = List.copyOf(rows);
  }

  /** One application in the list. */
  public record Found(
      ApplicationRef reference,
      ApplicationStatus status,
      String enterpriseName,
      String projectTitle,
      @Nullable Long requestedCents,
      Instant submittedAt,
      Instant changedAt) {}

  /** Whether there are more than were counted. */
  public boolean uncounted() {
    return count > COUNTED_UP_TO;
  }
}
