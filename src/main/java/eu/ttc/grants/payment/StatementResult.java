package eu.ttc.grants.payment;

import java.time.Instant;
import java.util.List;

/**
 * What a bank statement did; the same for every repetition of the same file.
 *
 * @param booked the entries that settled a payment
 * @param queued the entries that wait for a finance officer, each with its problem
 */
public record StatementResult(
    long id,
    String messageId,
    String sha256,
    String receivedBy,
    Instant receivedAt,
    List<BankEntryView> booked,
    List<BankEntryView> queued) {

  public StatementResult {
    booked = List.copyOf(booked);
    queued = List.copyOf(queued);
  }
}
