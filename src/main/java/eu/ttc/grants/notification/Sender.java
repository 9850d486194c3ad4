package eu.ttc.grants.notification;

import eu.ttc.grants.kernel.ApplicationRef;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * In whose name mails leave.
 *
 * @param from address with the name that people see; the application does not start with an
 *     impossible one
 */
@Validated
@ConfigurationProperties("grants.mail")
record Sender(@NotBlank String from) {

  Sender {
    parse(from);
  }

  InternetAddress address() {
    return parse(from);
  }

  /**
   * Names one message, and the same one each time it is tried.
   *
   * @param reader tells messages about one entry of the history apart; empty where there is one
   */
  String messageId(ApplicationRef ref, int historyNumber, String reader, int repetition) {
    var to = reader.isEmpty() ? "" : "-" + reader;
    var copy = repetition == 0 ? "" : "." + repetition;
    return "<%s.%d%s%s@%s>".formatted(ref, historyNumber, to, copy, domain());
  }

  /** Names what all mails about an application belong to, so that mail programs group them. */
  String threadId(ApplicationRef ref) {
    return "<%s@%s>".formatted(ref, domain());
  }

  private String domain() {
    var plain = address().getAddress();
    return plain.substring(plain.indexOf('@') + 1);
  }

  private static InternetAddress parse(String text) {
    try {
      var address = new InternetAddress(text, true);
      address.validate();
      return address;
    } catch (AddressException e) {
      throw new IllegalArgumentException(
          "grants.mail.from is no address such as Grants <grants@example.org>: " + text, e);
    }
  }
}
