package eu.ttc.grants.local;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * What the mail server of this machine took: one file per mail, as it came, which any mail program
 * opens.
 */
@Component
@ConditionalOnProperty("grants.local.mailbox")
public class Mailbox {

  private static final String ENDING = ".eml";
  private static final Pattern ID = Pattern.compile("\\d{13}-\\d{4}");
  private static final int NUMBERS = 10_000;

  private final Path folder;
  private int number;

  Mailbox(@Value("${grants.local.mailbox}") Path folder) {
    this.folder = folder;
  }

  /** A mail as its reader sees it; text or HTML may be missing. */
  public record Received(
      String id,
      Instant at,
      String to,
      String subject,
      String language,
      @Nullable String text,
      @Nullable String html,
      List<String> headers) {}

  /** Keeps a mail, whole or not at all. */
  synchronized void keep(byte[] mail, Instant at) throws IOException {
    Files.createDirectories(folder);
    number = (number + 1) % NUMBERS;
    var name = "%013d-%04d".formatted(at.toEpochMilli(), number);
    var unfinished = folder.resolve(name + ".part");
    Files.write(unfinished, mail);
    Files.move(unfinished, folder.resolve(name + ENDING), StandardCopyOption.ATOMIC_MOVE);
  }

  /** The mails that came last, newest first. */
  List<Received> latest(int limit) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(ENDING))
          .map(name -> name.substring(0, name.length() - ENDING.length()))
          .filter(id -> ID.matcher(id).matches())
          .sorted(Comparator.reverseOrder())
          .limit(limit)
          .map(this::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list the mails in " + folder, e);
    }
  }

  /** One mail; empty when there is none with this id. */
  Optional<Received> find(String id) {
    return ID.matcher(id).matches() && Files.exists(file(id))
        ? Optional.of(read(id))
        : Optional.empty();
  }

  private Path file(String id) {
    return folder.resolve(id + ENDING);
  }

  private Received read(String id) {
    try (var content = Files.newInputStream(file(id))) {
      var mail = new MimeMessage(Session.getInstance(new Properties()), content);
      return new Received(
          id,
          Instant.ofEpochMilli(Long.parseLong(id.substring(0, id.indexOf('-')))),
          decoded(mail.getHeader("To", ", ")),
          String.valueOf(mail.getSubject()),
          String.valueOf(mail.getHeader("Content-Language", ", ")),
          find(mail, "text/plain").orElse(null),
          find(mail, "text/html").orElse(null),
          headers(mail));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the mail " + file(id), e);
    } catch (MessagingException e) {
      throw new IllegalStateException("No mail: " + file(id), e);
    }
  }

  private static Optional<String> find(Part part, String type)
      throws IOException, MessagingException {
    if (part.isMimeType(type)) {
      return Optional.of(String.valueOf(part.getContent()));
    }
    if (part.getContent() instanceof Multipart parts) {
      for (int i = 0; i < parts.getCount(); i++) {
        BodyPart inner = parts.getBodyPart(i);
        var found = find(inner, type);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static List<String> headers(MimeMessage mail) throws IOException, MessagingException {
    var lines = new ArrayList<String>();
    for (Enumeration<String> all = mail.getAllHeaderLines(); all.hasMoreElements(); ) {
      lines.add(decoded(all.nextElement()));
    }
    return List.copyOf(lines);
  }

  private static String decoded(@Nullable String header) throws IOException {
    return header == null ? "" : MimeUtility.decodeText(MimeUtility.unfold(header));
  }
}
