package eu.ttc.grants.payment;

import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.NotNow;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Payments that go to the bank in one file, prepared by one person and released by others. */
@Entity
@Table(name = "payment_batch")
class PaymentBatch {

  @Id private String id;

  @Enumerated(EnumType.STRING)
  private BatchState state;

  private int payments;
  private int releasesNeeded;
  private boolean reasonsNeeded;
  private long totalCents;
  private String preparedBy;
  private Instant preparedAt;
  private @Nullable String releasedBy;
  private @Nullable Instant releasedAt;
  private @Nullable LocalDate executionOn;
  private @Nullable String rejectedBy;
  private @Nullable Instant rejectedAt;
  private @Nullable String rejectionReason;
  @Version private long version;

  @SuppressWarnings("NullAway.Init")
  protected PaymentBatch() {}

  /**
   * A batch that waits for its release.
   *
   * @param releasesNeeded how many officers, each another one, have to release it
   * @param reasonsNeeded whether each of them has to say why
   */
  PaymentBatch(
      String id,
      int payments,
      Cents total,
      int releasesNeeded,
      boolean reasonsNeeded,
      String preparedBy,
      Instant now) {
    this.id = id;
    this.releasesNeeded = releasesNeeded;
    this.reasonsNeeded = reasonsNeeded;
    this.state = BatchState.PREPARED;
    this.payments = payments;
    this.totalCents = total.value();
    this.preparedBy = preparedBy;
    this.preparedAt = now;
  }

  /** Notes that one officer released it, and others have to do so too. */
  void approve() {
    requireWaiting("released");
    this.state = BatchState.APPROVED;
  }

  /** Releases it to the bank, with the last release that it needs. */
  void release(String officer, Instant now, LocalDate executionOn) {
    requireWaiting("released");
    this.state = BatchState.RELEASED;
    this.releasedBy = officer;
    this.releasedAt = now;
    this.executionOn = executionOn;
  }

  /** Gives it up before its release. */
  void reject(String officer, String reason, Instant now) {
    requireWaiting("rejected");
    this.state = BatchState.REJECTED;
    this.rejectedBy = officer;
    this.rejectedAt = now;
    this.rejectionReason = reason;
  }

  /** Fails unless it waits for its release. */
  void requireWaiting(String what) {
    switch (state) {
      case PREPARED, APPROVED -> {}
      case RELEASED ->
          throw new NotNow(
              "Batch %s was already released by %s and cannot be %s."
                  .formatted(id, releasedBy, what));
      case REJECTED ->
          throw new NotNow(
              "Batch %s was rejected by %s and cannot be %s; prepare a new one."
                  .formatted(id, rejectedBy, what));
    }
  }

  boolean isPreparedBy(String officer) {
    return officer.equals(preparedBy);
  }

  int releasesNeeded() {
    return releasesNeeded;
  }

  boolean reasonsNeeded() {
    return reasonsNeeded;
  }

  String id() {
    return id;
  }

  BatchSummary summary() {
    return new BatchSummary(
        id,
        state,
        payments,
        totalCents,
        preparedBy,
        preparedAt,
        releasedBy,
        releasedAt,
        executionOn,
        rejectedBy,
        rejectionReason);
  }

  BatchView view(List<Approval> approvals, @Nullable String fileSha256, List<PaymentView> lines) {
    return new BatchView(
        id,
        state,
        payments,
        totalCents,
        preparedBy,
        preparedAt,
        releasedBy,
        releasedAt,
        executionOn,
        rejectedBy,
        rejectionReason,
        fileSha256,
        lines,
        releasesNeeded,
        reasonsNeeded,
        approvals);
  }
}
