package eu.ttc.grants.payment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A batch with its payments.
 *
 * @param id also the message id in the bank file
 * @param executionOn the day on which the bank is to pay, known from the release on
 * @param fileSha256 of the bank file, once released; every download is this file
 * @param releasesNeeded how many officers have to release it, each another one and none who
 *     prepared it: by the strictest rule of its payments
 * @param reasonsNeeded whether each of them has to say why, because a payee did not match
 * @param approvals the releases given so far
 */
public record BatchView(
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
    @Nullable String rejectionReason,
    @Nullable String fileSha256,
    List<PaymentView> lines,
    int releasesNeeded,
    boolean reasonsNeeded,
    List<Approval> approvals) {

  public BatchView {
    lines = List.copyOf(lines);
    approvals = List.copyOf(approvals);
  }

  /** The same with the accounts masked. */
  public BatchView masked() {
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
        lines.stream().map(PaymentView::masked).toList(),
        releasesNeeded,
        reasonsNeeded,
        approvals);
  }
}
