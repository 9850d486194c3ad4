package eu.ttc.grants.kernel;

/**
 * The request is well-formed but does not fit the state things are in (too early, too late, already
 * closed); nothing was changed. The message says what the state is and what can be done.
 */
public class NotNow extends RuntimeException {

  public NotNow(String message) {
    super(message);
  }
}
