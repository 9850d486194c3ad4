package eu.ttc.grants.payment;

import eu.ttc.grants.payment.Movement.Verdict;
import java.util.List;
import java.util.Set;

/**
 * What a line of a status report does to the payments that it is about. No status is proof of a
 * payment, not even {@code ACSC}. A line that fits one of its payments and not another does nothing
 * to any of them.
 */
final class StatusLine {

  static final String REJECTED = "RJCT";
  static final String PARTLY = "PART";

  private static final Set<String> ACCEPTING =
      Set.of("ACTC", "ACCP", "ACSP", "ACSC", "ACWC", "ACWP", "ACFC", "ACCC");
  private static final Set<String> SAYING =
      Set.of("RCVD", "PDNG", PARTLY, "RCVC", "RVCM", "RVNC", "RVMC", "RVNM", "RVNA");

  private StatusLine() {}

  /**
   * Decides on one line.
   *
   * @param payments those it is about that no more special line of the report is about
   */
  static Verdict decide(String status, List<PaymentInstruction> payments) {
    if (status.equals(REJECTED)) {
      return rejected(payments);
    }
    if (ACCEPTING.contains(status)) {
      return accepted(payments);
    }
    return SAYING.contains(status)
        ? Verdict.of(EntryOutcome.NOTED)
        : Verdict.queued(EntryProblem.UNKNOWN_STATUS);
  }

  /** Whether the bank will execute what has this status. */
  static boolean accepts(String status) {
    return ACCEPTING.contains(status);
  }

  private static Verdict rejected(List<PaymentInstruction> payments) {
    if (payments.stream()
        .anyMatch(
            payment ->
                payment.state() == PaymentState.BOOKED
                    || payment.state() == PaymentState.RETURNED)) {
      return Verdict.queued(EntryProblem.BOOKED_BEFORE);
    }
    return Verdict.of(
        payments.stream().anyMatch(payment -> payment.state().atTheBank())
            ? EntryOutcome.REJECTED
            : EntryOutcome.NOTED);
  }

  private static Verdict accepted(List<PaymentInstruction> payments) {
    if (payments.stream().anyMatch(payment -> payment.state() == PaymentState.REJECTED)) {
      return Verdict.queued(EntryProblem.REJECTED_BEFORE);
    }
    return Verdict.of(
        payments.stream().anyMatch(payment -> payment.state().atTheBank())
            ? EntryOutcome.ACCEPTED
            : EntryOutcome.NOTED);
  }
}
