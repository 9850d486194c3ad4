package eu.ttc.grants.notification;

/**
 * A mail on its way out, as the outbox keeps it.
 *
 * @param repetition 0 at first, then the number of the request to send it again
 */
record MailToSend(long notification, int repetition) {}
