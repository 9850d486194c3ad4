package eu.ttc.grants.budget;

import eu.ttc.grants.kernel.ApplicationRef;
import java.time.Instant;

/**
 * A voucher was taken or given back.
 *
 * @param by username of the person whose act it was, or {@link
 *     eu.ttc.grants.application.Applications#SYSTEM}
 */
public record VoucherEvent(
    int voucher, Kind kind, ApplicationRef application, String by, Instant at) {

  /** What happened to it. */
  public enum Kind {
    TAKEN,
    RELEASED
  }
}
