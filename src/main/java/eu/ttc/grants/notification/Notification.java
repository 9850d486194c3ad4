package eu.ttc.grants.notification;

import eu.ttc.grants.identity.Language;
import eu.ttc.grants.kernel.ApplicationRef;

/**
 * A notification as far as sending it is concerned.
 *
 * @param repetitions how often somebody had it sent again
 */
record Notification(
    long id,
    ApplicationRef application,
    int historyNumber,
    String recipient,
    MailTemplate template,
    Language language,
    DeliveryState state,
    String messageId,
    int repetitions) {

  MailToSend mail() {
    return new MailToSend(id, repetitions);
  }
}
