package eu.ttc.grants.payment;

import java.time.Instant;

/**
 * One line in the list of what the bank sent.
 *
 * @param booked how many entries settled a payment
 * @param changed how many accepted, rejected or returned one
 * @param queued how many wait for a finance officer
 */
public record BankMessageSummary(
    long id,
    BankMessageKind kind,
    String messageId,
    String receivedBy,
    Instant receivedAt,
    int booked,
    int changed,
    int queued) {}
