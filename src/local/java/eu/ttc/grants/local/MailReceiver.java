package eu.ttc.grants.local;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/**
 * The mail server of this machine: takes every mail over SMTP, on loopback only, and puts it into
 * the {@link Mailbox}. Nothing leaves the machine.
 */
@Component
@ConditionalOnProperty("grants.local.mailbox")
class MailReceiver implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(MailReceiver.class);
  private static final int TEMPORARY = 451;

  private final Mailbox mailbox;
  private final SMTPServer server;

  MailReceiver(Mailbox mailbox, Clock clock, @Value("${spring.mail.port}") int port) {
    this.mailbox = mailbox;
    this.server =
        SMTPServer.port(port)
            .bindAddress(InetAddress.getLoopbackAddress())
            .messageHandler((context, from, to, mail) -> take(mail, clock))
            .build();
  }

  private void take(byte[] mail, Clock clock) throws RejectException {
    try {
      mailbox.keep(mail, clock.instant());
    } catch (IOException e) {
      log.warn("A mail cannot be kept", e);
      throw new RejectException(TEMPORARY, "4.3.0 cannot be kept now: " + e.getMessage());
    }
  }

  @Override
  public void start() {
    server.start();
  }

  @Override
  public void stop() {
    server.stop();
  }

  @Override
  public boolean isRunning() {
    return server.isRunning();
  }
}
