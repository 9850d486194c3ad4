package eu.ttc.grants.payment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One entry in the history of a payment.
 *
 * @param state the state of the payment since then
 * @param code the bank's status or reason code
 * @param reason in words, or the batch or bank message that tells it
 */
public record PaymentEvent(
    String event,
    PaymentState state,
    @Nullable String code,
    @Nullable String reason,
    String actor,
    Instant at) {}
