package eu.ttc.grants.information;

import java.time.Instant;

/** What became of an applicant's answer. */
public sealed interface Answering {

  /** Taken now. */
  record Answered(int number, Instant at) implements Answering {}

  /** Answered before; nothing was changed. */
  record AlreadyAnswered(int number, Instant at) implements Answering {}

  /** The deadline has passed; nothing was changed. */
  record TooLate(Instant dueAt) implements Answering {}

  /** Nothing is asked; nothing was changed. */
  record NothingAsked() implements Answering {}
}
