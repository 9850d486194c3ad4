package eu.ttc.grants.payment;

import java.time.Instant;
import java.util.List;

/**
 * What a file of the bank did; the same for every repetition of the same file.
 *
 * @param booked the movements that settled a payment
 * @param changed what else changed a payment: accepted, rejected or returned it
 * @param noted what was known or only announced, and changed nothing
 * @param queued what waits, or waited, for a finance officer, each with its problem
 */
public record BankMessageResult(
    long id,
    BankMessageKind kind,
    String messageId,
    String sha256,
    String receivedBy,
    Instant receivedAt,
    List<BankEntryView> booked,
    List<BankEntryView> changed,
    List<BankEntryView> noted,
    List<BankEntryView> queued) {

  public BankMessageResult {
    booked = List.copyOf(booked);
    changed = List.copyOf(changed);
    noted = List.copyOf(noted);
    queued = List.copyOf(queued);
  }
}
