package eu.ttc.grants.payment;

import java.time.Instant;

/**
 * One line in the list of bank statements.
 *
 * @param booked how many entries settled a payment
 * @param queued how many wait for a finance officer
 */
public record StatementSummary(
    long id, String messageId, String receivedBy, Instant receivedAt, int booked, int queued) {}
