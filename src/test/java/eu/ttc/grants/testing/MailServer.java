package eu.ttc.grants.testing;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/** A real SMTP server on a free port of this machine, which answers as a test tells it to. */
public final class MailServer implements AutoCloseable {

  private final List<MimeMessage> taken = new CopyOnWriteArrayList<>();
  private final SMTPServer server;
  private volatile @Nullable RejectException toSender;
  private volatile @Nullable RejectException toRecipient;
  private volatile @Nullable RejectException toContent;
  private volatile CountDownLatch silence = new CountDownLatch(0);

  /** Takes everything, at once. */
  public MailServer() {
    server =
        SMTPServer.port(0)
            .bindAddress(InetAddress.getLoopbackAddress())
            .messageHandlerFactory(context -> new Answers())
            .build();
    server.start();
  }

  /** A client of it, as the application has one. */
  public JavaMailSenderImpl client() {
    var client = new JavaMailSenderImpl();
    client.setHost("localhost");
    client.setPort(server.getPortAllocated());
    client.getJavaMailProperties().setProperty("mail.smtp.timeout", "10000");
    return client;
  }

  /** Answers so to whoever sends. */
  public void refuseSender(int code) {
    toSender = new RejectException(code, "5.7.1 not from you");
  }

  /** Answers so to every recipient. */
  public void refuseRecipient(int code) {
    toRecipient = new RejectException(code, "5.1.1 no such mailbox");
  }

  /** Answers so when it has seen a mail. */
  public void refuseContent(int code) {
    toContent = new RejectException(code, "5.6.0 not this");
  }

  /** Takes everything again. */
  public void recover() {
    toSender = null;
    toRecipient = null;
    toContent = null;
    silence.countDown();
  }

  /** Does not answer any more until it recovers. */
  public void fallSilent() {
    silence = new CountDownLatch(1);
  }

  /** The mails it took, oldest first. */
  public List<MimeMessage> taken() {
    return taken;
  }

  @Override
  public void close() {
    recover();
    server.stop();
  }

  private final class Answers implements MessageHandler {

    @Override
    public void from(String from) throws RejectException {
      try {
        silence.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      answer(toSender);
    }

    @Override
    public void recipient(String recipient) throws RejectException {
      answer(toRecipient);
    }

    @Override
    public @Nullable String data(InputStream data) throws RejectException, IOException {
      var content = data.readAllBytes();
      answer(toContent);
      try {
        taken.add(
            new MimeMessage(
                Session.getInstance(new Properties()), new ByteArrayInputStream(content)));
      } catch (MessagingException e) {
        throw new IOException(e);
      }
      return null;
    }

    @Override
    public void done() {}

    private void answer(@Nullable RejectException refusal) throws RejectException {
      if (refusal != null) {
        throw refusal;
      }
    }
  }
}
