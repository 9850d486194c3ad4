package eu.ttc.grants.information;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.FieldProblem;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One round of asking, as applicant and officers see it.
 *
 * @param number running number within the application, from 1
 * @param round running number within the topic, from 1 to {@code roundsAtMost}
 * @param question an officer's question; null when only something is missing
 * @param missing fields and documents that were missing when asked
 * @param askedBy username of the officer, or {@code system}
 */
public record InformationRequestView(
    ApplicationRef application,
    int number,
    InformationTopic topic,
    int round,
    int roundsAtMost,
    InformationState state,
    @Nullable String question,
    List<FieldProblem> missing,
    String askedBy,
    Instant askedAt,
    Instant dueAt,
    @Nullable InformationAnswer answer) {

  /** Whether an answer at this moment is in time. */
  public boolean takesAnswer(Instant now) {
    return state == InformationState.OPEN && !now.isAfter(dueAt);
  }

  /** How often may be asked after this. */
  public int roundsLeft() {
    return roundsAtMost - round;
  }
}
