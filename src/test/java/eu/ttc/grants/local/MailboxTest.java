package eu.ttc.grants.local;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Message;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.ui.ExtendedModelMap;

class MailboxTest {

  @TempDir private Path folder;
  private Mailbox mailbox;
  private MailReceiver receiver;
  private final JavaMailSenderImpl client = new JavaMailSenderImpl();

  @BeforeEach
  void start() throws Exception {
    int port;
    try (var free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    mailbox = new Mailbox(folder.resolve("mailbox"));
    receiver = new MailReceiver(mailbox, Clock.systemUTC(), port);
    receiver.start();
    client.setHost("localhost");
    client.setPort(port);
  }

  @AfterEach
  void stop() {
    receiver.stop();
  }

  @Test
  void isEmptyAtFirst() {
    assertThat(mailbox.latest(10)).isEmpty();
  }

  @Test
  void keepsWhatWasSentNewestFirst() throws Exception {
    client.send(mail("Première", "Bonjour é", "<p>Bonjour é</p>"));
    client.send(mail("Second", "Hello", "<p>Hello</p>"));

    var mails = mailbox.latest(10);

    assertThat(mails).extracting(Mailbox.Received::subject).containsExactly("Second", "Première");
    var first = mails.getLast();
    assertThat(first.to()).isEqualTo("Zoë <zoe@example.org>");
    assertThat(first.text()).contains("Bonjour é");
    assertThat(first.html()).contains("<p>Bonjour é</p>");
    assertThat(first.headers()).anyMatch(line -> line.startsWith("Subject: Première"));
    assertThat(mailbox.find(first.id())).contains(first);
    assertThat(mailbox.latest(1)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "nothing", "../../etc/passwd", "0000000000000-0001", "..%2F1", "1-1.eml"})
  void findsNothingElse(String id) {
    assertThat(mailbox.find(id)).isEmpty();
  }

  @Test
  void skipsWhatIsNotFinished() throws Exception {
    mailbox.keep("Subject: whole\r\n\r\nText".getBytes(StandardCharsets.UTF_8), Instant.EPOCH);
    Files.writeString(folder.resolve("mailbox/9999999999999-0001.part"), "Subject: half");

    assertThat(mailbox.latest(10)).extracting(Mailbox.Received::subject).containsExactly("whole");
  }

  @Test
  void showsMailsWithoutLettingThemRunAnything() throws Exception {
    client.send(mail("Dangerous", "text", "<script>alert(1)</script>"));
    var pages = new MailboxPages(mailbox);
    var id = mailbox.latest(1).getFirst().id();

    var html = pages.html(id);

    assertThat(html.getHeaders().getFirst("Content-Security-Policy"))
        .contains("default-src 'none'", "sandbox", "frame-ancestors 'self'")
        .doesNotContain("allow-scripts", "allow-same-origin", "script-src");
    assertThat(pages.one(id, new ExtendedModelMap())).isEqualTo("mailbox/mail");
  }

  private MimeMessage mail(String subject, String text, String html) throws Exception {
    var mail = client.createMimeMessage();
    mail.setFrom("sender@example.org");
    mail.setRecipient(
        Message.RecipientType.TO, new InternetAddress("zoe@example.org", "Zoë", "UTF-8"));
    mail.setSubject(subject, "UTF-8");
    var plain = new MimeBodyPart();
    plain.setText(text, "UTF-8");
    var styled = new MimeBodyPart();
    styled.setText(html, "UTF-8", "html");
    mail.setContent(new MimeMultipart("alternative", plain, styled));
    return mail;
  }
}
