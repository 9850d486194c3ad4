package eu.ttc.grants.payment;

/**
 * An ordered payment that no batch holds.
 *
 * @param ended whether its application ended since it was ordered: no batch will take it
 * @param suspended whether it is kept back for now: no batch takes it meanwhile
 */
public record WaitingPayment(PaymentView payment, boolean ended, boolean suspended) {

  /** Whether the next batch takes it. */
  public boolean payable() {
    return !ended && !suspended;
  }
}
