package eu.ttc.grants.recovery;

/**
 * Why money comes back; fraud adds intent to an irregularity (CPR Art. 2(31), PIF Directive Art.
 * 3).
 */
public enum SuspicionKind {
  IRREGULARITY,
  SUSPECTED_FRAUD,
  /** No suspicion: at the end of a grant more was paid in advance than was earned. */
  OVERPAID;

  /** Whether somebody may suspect it; an overpayment is found by arithmetic. */
  public boolean isSuspicion() {
    return this != OVERPAID;
  }
}
