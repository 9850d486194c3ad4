package eu.ttc.grants.notification;

import eu.ttc.grants.identity.Account;
import eu.ttc.grants.notification.MailOutcome.Postponed;
import eu.ttc.grants.notification.MailOutcome.Refused;
import eu.ttc.grants.notification.MailOutcome.Taken;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Component;

/** Hands mails to the mail server. */
@Component
class Mailer {

  private static final String UTF_8 = StandardCharsets.UTF_8.name();

  private final JavaMailSender server;
  private final Sender sender;
  private final Recipients recipients;
  private final Situations situations;
  private final MailWriter writer;
  private final Clock clock;

  Mailer(
      JavaMailSender server,
      Sender sender,
      Recipients recipients,
      Situations situations,
      MailWriter writer,
      Clock clock) {
    this.server = server;
    this.sender = sender;
    this.recipients = recipients;
    this.situations = situations;
    this.writer = writer;
    this.clock = clock;
  }

  /** Asks the mail server to take the mail of a notification. */
  MailOutcome send(Notification notification) {
    var recipient = recipients.find(notification.application(), notification.recipient());
    if (recipient.isEmpty()) {
      return new Refused(Notifications.noAccount(notification.recipient()));
    }
    try {
      server.send(message(notification, recipient.get()));
      return new Taken();
    } catch (AddressException impossible) {
      return new Refused("The e-mail address is impossible: " + impossible.getMessage());
    } catch (MailException | MessagingException failed) {
      return SmtpAnswer.in(failed)
          .filter(SmtpAnswer::finalRefusal)
          .<MailOutcome>map(answer -> new Refused(answer.text()))
          .orElseGet(() -> new Postponed(SmtpAnswer.told(failed)));
    }
  }

  private MimeMessage message(Notification notification, Account recipient)
      throws MessagingException {
    var mail = writer.write(notification, situations.of(notification), recipient);
    var message = server.createMimeMessage();
    message.setFrom(sender.address());
    message.setRecipient(Message.RecipientType.TO, address(recipient));
    message.setSubject(mail.subject(), UTF_8);
    message.setSentDate(Date.from(clock.instant()));
    message.setHeader("Message-ID", notification.messageId());
    message.setHeader("References", sender.threadId(notification.application()));
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setContentLanguage(new String[] {notification.language().code()});
    var text = new MimeBodyPart();
    text.setText(mail.text(), UTF_8);
    var html = new MimeBodyPart();
    html.setText(mail.html(), UTF_8, "html");
    message.setContent(new MimeMultipart("alternative", text, html));
    return message;
  }

  private static InternetAddress address(Account recipient) throws AddressException {
    try {
      var address = new InternetAddress(recipient.email(), recipient.displayName(), UTF_8);
      address.validate();
      return address;
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException("every Java platform has UTF-8", e);
    }
  }
}
