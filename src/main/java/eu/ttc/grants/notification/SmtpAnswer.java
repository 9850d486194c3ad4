package eu.ttc.grants.notification;

import jakarta.mail.MessagingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.springframework.mail.MailSendException;

/**
 * What a mail server answered about one mail (RFC 5321, section 4.2.1).
 *
 * @param code 4xx: later; 5xx: never
 */
record SmtpAnswer(int code, String text) {

  boolean finalRefusal() {
    return code >= 500;
  }

  /**
   * The answer about recipient or content of the mail. Empty when the server could not be reached
   * or did not want us as sender: then every mail waits, because none of them is to blame.
   */
  static Optional<SmtpAnswer> in(Exception failed) {
    var chain = chain(failed);
    if (chain.stream().anyMatch(SMTPSenderFailedException.class::isInstance)) {
      return Optional.empty();
    }
    return chain.stream().flatMap(each -> about(each).stream()).findFirst();
  }

  /** The failure in words for an operator: what lies deepest says most. */
  static String told(Exception failed) {
    var deepest = chain(failed).getLast();
    var message = String.valueOf(deepest.getMessage()).strip();
    return "%s: %s".formatted(deepest.getClass().getSimpleName(), message);
  }

  private static Optional<SmtpAnswer> about(Throwable each) {
    return switch (each) {
      case SMTPAddressFailedException recipient ->
          Optional.of(new SmtpAnswer(recipient.getReturnCode(), text(recipient)));
      case SMTPSendFailedException content ->
          Optional.of(new SmtpAnswer(content.getReturnCode(), text(content)));
      default -> Optional.empty();
    };
  }

  private static String text(MessagingException answer) {
    return String.valueOf(answer.getMessage()).strip();
  }

  private static List<Throwable> chain(Exception failed) {
    var chain = new ArrayList<Throwable>();
    collect(failed, chain);
    return chain;
  }

  private static void collect(Throwable failure, List<Throwable> chain) {
    if (failure == null || chain.contains(failure)) {
      return;
    }
    chain.add(failure);
    if (failure instanceof MailSendException send) {
      for (var failed : send.getMessageExceptions()) {
        collect(failed, chain);
      }
    }
    if (failure instanceof MessagingException messaging) {
      collect(messaging.getNextException(), chain);
    }
    collect(failure.getCause(), chain);
  }
}
