package eu.ttc.grants.payment;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything about one payment.
 *
 * @param events its history, oldest first
 * @param remedy how it is paid all the same, once it failed and that is decided
 * @param next the attempt that followed
 */
public record PaymentFile(
    PaymentView payment,
    List<PaymentEvent> events,
    @Nullable Remedy remedy,
    @Nullable String next) {

  public PaymentFile {
    events = List.copyOf(events);
  }

  /** The same with the account masked. */
  public PaymentFile masked() {
    return new PaymentFile(payment.masked(), events, remedy, next);
  }
}
