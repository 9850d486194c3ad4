package eu.ttc.grants.payment;

/**
 * What became of the wish to pay a claim.
 *
 * @param number of the payment that it concerns, as its reference and the keys of messages name it:
 *     the instalment, and from the second attempt on the attempt, such as {@code 1-2}
 */
public record PaymentOrder(Outcome outcome, int instalment, String number) {

  /** What became of it. */
  public enum Outcome {
    /** The payment with this number is on its way, or paid. */
    ORDERED,
    /** The payment with this number failed; the applicant has to name another account. */
    NEEDS_ACCOUNT,
    /** The payment with this number failed; a finance officer has to say what to do. */
    UNDECIDED
  }

  static PaymentOrder of(PaymentInstruction payment, Outcome outcome) {
    return new PaymentOrder(outcome, payment.instalment(), payment.number());
  }
}
