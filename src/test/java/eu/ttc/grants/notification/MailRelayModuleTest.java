package eu.ttc.grants.notification;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.awaitility.Awaitility.await;

import eu.ttc.grants.identity.Accounts;
import eu.ttc.grants.identity.Language;
import eu.ttc.grants.identity.Register;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.notification.MailRelay.NotTakenYet;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.MailServer;
import eu.ttc.grants.testing.ModuleTest;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@ModuleTest
@DisplayName("A mail")
class MailRelayModuleTest {

  /** Longer than any answer takes, also on a busy machine. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Notifications notifications;
  private final NotificationRows rows;
  private final Accounts accounts;
  private final Recipients recipients;
  private final Situations situations;
  private final MailWriter writer;
  private final Sender sender;
  private final ApplicationDesk desk;
  private final JdbcClient jdbc;
  private final Clock clock;
  private MailServer server;
  private MailRelay relay;

  MailRelayModuleTest(
      Notifications notifications,
      NotificationRows rows,
      Accounts accounts,
      Recipients recipients,
      Situations situations,
      MailWriter writer,
      Sender sender,
      ApplicationDesk desk,
      JdbcClient jdbc,
      Clock clock) {
    this.notifications = notifications;
    this.rows = rows;
    this.accounts = accounts;
    this.recipients = recipients;
    this.situations = situations;
    this.writer = writer;
    this.sender = sender;
    this.desk = desk;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @BeforeEach
  void start() {
    server = new MailServer();
    relay = relay(PATIENCE);
  }

  @AfterEach
  void stop() {
    relay.stop();
    server.close();
  }

  @Test
  @DisplayName("arrives in both forms, named and in the language of the account")
  void arrives() throws Exception {
    var ref = submitted("anna@example.org", Language.NL);

    relay.send(mail(ref));

    assertThat(of(ref).state()).isEqualTo(DeliveryState.SENT);
    assertThat(of(ref).attempts()).isOne();
    assertThat(of(ref).sentAt()).isNotNull();
    var mail = taken();
    assertThat(mail.getSubject()).isEqualTo(ref + ": Wij hebben uw aanvraag ontvangen");
    assertThat(mail.getRecipients(Message.RecipientType.TO)).hasSize(1);
    assertThat(mail.getRecipients(Message.RecipientType.TO)[0])
        .hasToString("Anna Peeters <anna@example.org>");
    assertThat(mail.getContentType()).startsWith("multipart/alternative");
    assertThat(mail.getContentLanguage()).containsExactly("nl");
    assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(part(mail, 0)).contains("Geachte Anna Peeters,", "/applications/" + ref);
    assertThat(part(mail, 1)).contains("Geachte Anna Peeters,", "/applications/" + ref);
  }

  @Test
  @DisplayName("that is delivered again by the outbox leaves once")
  void leavesOnce() throws Exception {
    var ref = submitted("anna@example.org", Language.EN);

    relay.send(mail(ref));
    relay.send(mail(ref));

    assertThat(server.taken()).hasSize(1);
    assertThat(of(ref).attempts()).isOne();
  }

  @Test
  @DisplayName("that left although nobody could take note of it leaves again under the same id")
  void repeatsHaveTheSameId() throws Exception {
    var ref = submitted("anna@example.org", Language.EN);

    relay.send(mail(ref));
    jdbc.sql("update notification set state = 'WAITING' where id = :id")
        .param("id", of(ref).id())
        .update();
    relay.send(mail(ref));

    assertThat(ids()).hasSize(2).containsOnly("<%s.2@grants.example.org>".formatted(ref));
  }

  @Test
  @DisplayName("sent again on purpose has an id of its own, or mail systems would drop it")
  void repetitionsHaveAnotherId() throws Exception {
    var ref = submitted("anna@example.org", Language.EN);
    relay.send(mail(ref));
    var first = mail(ref);

    notifications.sendAgain(of(ref).id(), "olga");
    relay.send(first);
    relay.send(new MailToSend(of(ref).id(), 1));

    assertThat(ids())
        .containsExactly(
            "<%s.2@grants.example.org>".formatted(ref),
            "<%s.2.1@grants.example.org>".formatted(ref));
    assertThat(of(ref).attempts()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {421, 450, 451, 452})
  @DisplayName("that is not wanted now waits and is tried again")
  void temporaryRefusalWaits(int code) throws Exception {
    var ref = submitted("anna@example.org", Language.EN);
    server.refuseRecipient(code);

    assertThatExceptionOfType(NotTakenYet.class).isThrownBy(() -> relay.send(mail(ref)));

    assertThat(of(ref).state()).isEqualTo(DeliveryState.WAITING);
    assertThat(of(ref).lastError()).contains(code + " ");
    server.recover();
    relay.send(mail(ref));
    assertThat(of(ref).state()).isEqualTo(DeliveryState.SENT);
    assertThat(of(ref).lastError()).isNull();
    assertThat(of(ref).attempts()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {550, 551, 553})
  @DisplayName("to an address that the server never takes fails with its answer")
  void finalRefusalOfTheAddressFails(int code) throws Exception {
    var ref = submitted("anna@example.org", Language.EN);
    server.refuseRecipient(code);

    relay.send(mail(ref));

    assertThat(of(ref).state()).isEqualTo(DeliveryState.FAILED);
    assertThat(of(ref).lastError()).contains(code + " 5.1.1 no such mailbox");
    assertThat(server.taken()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {552, 554})
  @DisplayName("whose content the server never takes fails with its answer")
  void finalRefusalOfTheContentFails(int code) throws Exception {
    var ref = submitted("anna@example.org", Language.EN);
    server.refuseContent(code);

    relay.send(mail(ref));

    assertThat(of(ref).state()).isEqualTo(DeliveryState.FAILED);
    assertThat(of(ref).lastError()).contains(code + " 5.6.0 not this");
  }

  @ParameterizedTest
  @ValueSource(ints = {450, 550, 553})
  @DisplayName("waits when the server does not want us as sender: no mail is to blame for that")
  void refusedSenderWaits(int code) {
    var ref = submitted("anna@example.org", Language.EN);
    server.refuseSender(code);

    assertThatExceptionOfType(NotTakenYet.class).isThrownBy(() -> relay.send(mail(ref)));

    assertThat(of(ref).state()).isEqualTo(DeliveryState.WAITING);
    assertThat(of(ref).lastError()).contains("not from you");
  }

  @Test
  @DisplayName("waits while there is no server")
  void absentServerLetsItWait() {
    var ref = submitted("anna@example.org", Language.EN);
    server.close();

    assertThatExceptionOfType(NotTakenYet.class).isThrownBy(() -> relay.send(mail(ref)));

    assertThat(of(ref).state()).isEqualTo(DeliveryState.WAITING);
    assertThat(of(ref).lastError()).contains("Connect");
  }

  @Test
  @DisplayName("holds up nothing while its server is silent, and leaves once when it speaks again")
  void silentServerHoldsUpNothing() {
    var ref = submitted("anna@example.org", Language.EN);
    server.fallSilent();
    var hasty = relay(Duration.ofMillis(1));

    for (int asked = 0; asked < 3; asked++) {
      assertThatExceptionOfType(NotTakenYet.class)
          .isThrownBy(() -> hasty.send(mail(ref)))
          .withMessageContaining("takes its time");
    }

    server.recover();
    await().until(() -> of(ref).state() == DeliveryState.SENT);
    assertThatNoException().isThrownBy(() -> relay.send(mail(ref)));
    assertThat(server.taken()).hasSize(1);
    assertThat(of(ref).attempts()).isOne();
    hasty.stop();
  }

  @Test
  @DisplayName("that left meanwhile does not queue behind others that take their time")
  void doesNotQueueOnceItLeft() throws Exception {
    var left = submitted("anna@example.org", Language.EN);
    relay.send(mail(left));
    server.fallSilent();
    var hasty = relay(Duration.ofMillis(1));
    for (int slow = 0; slow < 5; slow++) {
      var ref = submitted("slow%d@example.org".formatted(slow), Language.EN);
      assertThatExceptionOfType(NotTakenYet.class).isThrownBy(() -> hasty.send(mail(ref)));
    }

    assertThatNoException().isThrownBy(() -> hasty.send(mail(left)));

    server.recover();
    hasty.stop();
  }

  @Test
  @DisplayName("to an impossible address fails, and leaves when the address is mended")
  void impossibleAddressFails() throws Exception {
    var ref = submitted("anna@example.org", Language.EN);
    address(ref, "anna at example");

    relay.send(mail(ref));

    assertThat(of(ref).state()).isEqualTo(DeliveryState.FAILED);
    assertThat(of(ref).lastError()).startsWith("The e-mail address is impossible");

    address(ref, "anna.new@example.org");
    notifications.sendAgain(of(ref).id(), "olga");
    relay.send(new MailToSend(of(ref).id(), 1));
    assertThat(taken().getRecipients(Message.RecipientType.TO)[0])
        .hasToString("Anna Peeters <anna.new@example.org>");
  }

  @Test
  @DisplayName("to a person without an account any more fails")
  void deletedAccountFails() throws Exception {
    var ref = desk.submit(anApplication().by("nobody.here"));
    notifications.sendAgain(of(ref).id(), "olga");

    relay.send(new MailToSend(of(ref).id(), 1));

    assertThat(of(ref).state()).isEqualTo(DeliveryState.FAILED);
    assertThat(of(ref).lastError()).isEqualTo("There is no account nobody.here.");
  }

  private MailRelay relay(Duration patience) {
    var client = server.client();
    var mailer = new Mailer(client, sender, recipients, situations, writer, clock);
    return new MailRelay(rows, mailer, patience);
  }

  private ApplicationRef submitted(String email, Language language) {
    var username = "reader" + System.nanoTime();
    accounts.register(new Register(username, "Anna Peeters", email, "correct horse", language));
    return desk.submit(anApplication().by(username));
  }

  private NotificationView of(ApplicationRef ref) {
    return notifications.of(ref).getFirst();
  }

  private MailToSend mail(ApplicationRef ref) {
    return new MailToSend(of(ref).id(), 0);
  }

  private void address(ApplicationRef ref, String email) {
    jdbc.sql("update account set email = :email where username = :username")
        .param("email", email)
        .param("username", of(ref).recipient())
        .update();
  }

  private MimeMessage taken() {
    assertThat(server.taken()).hasSize(1);
    return server.taken().getFirst();
  }

  private List<String> ids() {
    return server.taken().stream()
        .map(
            mail -> {
              try {
                return mail.getMessageID();
              } catch (MessagingException e) {
                throw new AssertionError(e);
              }
            })
        .toList();
  }

  private static String part(MimeMessage mail, int number) throws IOException, MessagingException {
    return (String) ((MimeMultipart) mail.getContent()).getBodyPart(number).getContent();
  }
}
