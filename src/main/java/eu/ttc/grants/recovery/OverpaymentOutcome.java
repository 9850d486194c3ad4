package eu.ttc.grants.recovery;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What became of a decision on an overpayment. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME)
public sealed interface OverpaymentOutcome {

  /** The recovery of this number is open, and money comes back in this way. */
  record RecoveryOpened(int number, Settlement settlement) implements OverpaymentOutcome {}

  /** Not recorded; the manager is told {@code problem} and the task comes back. */
  record OverpaymentNotAllowed(String problem) implements OverpaymentOutcome {}
}
