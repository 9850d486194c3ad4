package eu.ttc.grants.appeal;

import eu.ttc.grants.kernel.ApplicationRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An appeal as applicant and staff see it.
 *
 * @param number counts the application's rejections
 * @param lodgeBy until when the applicant may object
 * @param decideBy until when it is to be decided, known once it was lodged
 * @param extended whether the time for the decision was extended
 * @param reasons of the decision
 * @param decidedBy for staff only
 * @param resumeAt where an upheld case goes on
 * @param remedyNotice key of the text that says what can be done against a dismissal
 */
public record AppealView(
    ApplicationRef application,
    int number,
    AppealState state,
    Instant openedAt,
    Instant lodgeBy,
    @Nullable String grounds,
    @Nullable Instant lodgedAt,
    @Nullable Instant decideBy,
    boolean extended,
    @Nullable String reasons,
    @Nullable Instant decidedAt,
    @Nullable String decidedBy,
    @Nullable ResumeStep resumeAt,
    @Nullable String remedyNotice) {

  /** Whether the applicant may still object. */
  public boolean awaitsObjection(Instant now) {
    return state == AppealState.OPEN && !now.isAfter(lodgeBy);
  }
}
