package eu.ttc.grants.application;

import eu.ttc.grants.kernel.NotNow;
import java.time.Instant;

/** The application is on hold; nothing was changed, and nothing can be until the hold ends. */
public class OnHold extends NotNow {

  private final Instant until;

  OnHold(Hold hold) {
    super(
        "%s is on hold until the end of %s, and nothing about it is changed before. Try again afterwards; a programme officer or manager can end the hold earlier."
            .formatted(hold.application(), hold.lastDay()));
    this.until = hold.endsAt();
  }

  /** When the hold is over by itself. */
  public Instant until() {
    return until;
  }
}
