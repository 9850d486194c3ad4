package eu.ttc.grants.notification;

/** What became of an attempt to send a mail. */
sealed interface MailOutcome {

  /** The mail server has it now. */
  record Taken() implements MailOutcome {}

  /** Never, as things are: trying again is no use before somebody changes something. */
  record Refused(String why) implements MailOutcome {}

  /** Not yet. */
  record Postponed(String why) implements MailOutcome {}
}
