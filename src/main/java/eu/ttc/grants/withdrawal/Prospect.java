package eu.ttc.grants.withdrawal;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.kernel.Cents;
import org.jspecify.annotations.Nullable;

/**
 * What ending an application would do now.
 *
 * @param givenBack what it holds and would give back; empty when it holds nothing
 */
public record Prospect(Kind kind, ApplicationStatus status, @Nullable Cents givenBack) {

  /** In which way it ends, or why it does not. */
  public enum Kind {
    /** A draft is given up; nobody but its applicant saw it. */
    DRAFT,
    /** It is withdrawn before an agreement is accepted. */
    WITHDRAWAL,
    /** The accepted agreement ends. */
    TERMINATION,
    /** Its payment went to the bank. */
    IN_PAYMENT,
    /** Its grant is settled; no agreement is left to end. */
    SETTLED,
    /** It ended before. */
    ENDED
  }

  /** Whether it can be ended. */
  public boolean possible() {
    return kind == Kind.DRAFT || kind == Kind.WITHDRAWAL || kind == Kind.TERMINATION;
  }
}
