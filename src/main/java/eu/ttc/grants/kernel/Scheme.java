package eu.ttc.grants.kernel;

/** The programme's two instruments; the letter starts every application reference. */
public enum Scheme {
  VOUCHER('V'),
  INNOVATION_FUND('F');

  private final char letter;

  Scheme(char letter) {
    this.letter = letter;
  }

  /** First letter of this scheme's application references. */
  public char letter() {
    return letter;
  }
}
