package eu.ttc.grants.local.samples;

/** The portal did not do what was asked; the message is its explanation. */
final class Refused extends Exception {

  private final int status;

  Refused(int status, String explanation) {
    super(explanation);
    this.status = status;
  }

  int status() {
    return status;
  }
}
