package eu.ttc.grants.appeal;

import java.time.Instant;

/** What became of an applicant's objection. */
public sealed interface Lodging {

  /** Lodged now. */
  record Lodged(int number, Instant at) implements Lodging {}

  /** Lodged before; nothing was changed. */
  record AlreadyLodged(int number, Instant at) implements Lodging {}

  /** The window has closed; nothing was changed. */
  record TooLate(Instant deadline) implements Lodging {}

  /** There is nothing to object to now; nothing was changed. */
  record NotOpen(String explanation) implements Lodging {}
}
