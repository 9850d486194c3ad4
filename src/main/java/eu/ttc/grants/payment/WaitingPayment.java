package eu.ttc.grants.payment;

/**
 * An ordered payment that no batch holds.
 *
 * @param ended whether its application ended since it was ordered: no batch will take it
 * @param onHold whether its application is on hold: no batch takes it meanwhile
 */
public record WaitingPayment(PaymentView payment, boolean ended, boolean onHold) {

  /** Whether a batch takes it now. */
  public boolean payable() {
    return !ended && !onHold;
  }
}
