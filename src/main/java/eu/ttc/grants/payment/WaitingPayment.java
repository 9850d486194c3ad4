package eu.ttc.grants.payment;

/**
 * An ordered payment that no batch holds.
 *
 * @param ended whether its application ended since it was ordered: no batch will take it
 */
public record WaitingPayment(PaymentView payment, boolean ended) {}
