package eu.ttc.grants.recovery;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A suspicion and what followed, as those who may see it do.
 *
 * @param hearBy until when the applicant may answer; absent until the hearing has begun
 * @param fundShare which part of the correction the Fund (ERDF) bears
 * @param reportable whether the Fund's part is so large that OLAF is told through IMS
 * @param repayment what is to come back; absent unless the suspicion is founded
 */
public record RecoveryView(
    ApplicationRef application,
    int number,
    SuspicionKind kind,
    RecoveryState state,
    Cents suspected,
    String reason,
    String openedBy,
    Instant openedAt,
    @Nullable Instant hearBy,
    @Nullable String answer,
    @Nullable Instant answeredAt,
    @Nullable Cents correction,
    @Nullable Settlement settlement,
    @Nullable String finding,
    @Nullable String foundBy,
    @Nullable Instant foundAt,
    @Nullable Cents fundShare,
    boolean reportable,
    @Nullable LocalDate reportedOn,
    @Nullable String reportReference,
    @Nullable String reportedBy,
    @Nullable Instant endedAt,
    @Nullable RepaymentView repayment) {

  /** Whether the applicant may answer at this moment. */
  public boolean hears(Instant now) {
    return state == RecoveryState.HEARING && (hearBy == null || !now.isAfter(hearBy));
  }
}
