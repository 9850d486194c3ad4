package eu.ttc.grants.payment;

/**
 * An ordered payment that no batch holds.
 *
 * @param ended whether its application ended since it was ordered: no batch will take it
 * @param suspended whether payments of its application are suspended: no batch takes it meanwhile
 * @param onHold whether its application is on hold: no batch takes it meanwhile
 */
public record WaitingPayment(
    PaymentView payment, boolean ended, boolean suspended, boolean onHold) {

  /** Whether a batch takes it now. */
  public boolean payable() {
    return !ended && !suspended && !onHold;
  }
}
