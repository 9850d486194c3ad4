package eu.ttc.grants.payment;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.kernel.InvalidInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Picks up the bank's files from a folder. What was taken goes to {@code done}, what was refused to
 * {@code refused} with the reason in a text beside it; what could not be dealt with stays and is
 * tried again. A file counts once, whichever copy of the application finds it: that is decided by
 * {@link BankMessages}, not by who moves the file.
 */
class BankInbox {

  private static final Logger log = LoggerFactory.getLogger(BankInbox.class);
  private static final long LARGEST = 90L * 1024 * 1024;

  private final InboxSettings settings;
  private final BankMessages messages;
  private final Clock clock;

  BankInbox(InboxSettings settings, BankMessages messages, Clock clock) {
    this.settings = settings;
    this.messages = messages;
    this.clock = clock;
  }

  /** Deals with every file that lies there and is whole, in order of their names. */
  void pickUp() {
    RuntimeException first = null;
    for (var file : whole()) {
      try {
        pickUp(file);
      } catch (RuntimeException failed) {
        log.warn("{} stays in the inbox and is tried again: {}", file, failed.toString());
        first = first == null ? failed : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }

  private List<Path> whole() {
    try {
      Files.createDirectories(settings.folder().resolve("done"));
      Files.createDirectories(settings.folder().resolve("refused"));
      try (var files = Files.list(settings.folder())) {
        return files.filter(this::isWhole).sorted().toList();
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(
          "The folder %s of the bank's files cannot be read".formatted(settings.folder()),
          unreadable);
    }
  }

  private boolean isWhole(Path file) {
    try {
      return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".xml")
          && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          && !Files.getLastModifiedTime(file)
              .toInstant()
              .isAfter(clock.instant().minus(settings.untouched()));
    } catch (NoSuchFileException takenMeanwhile) {
      return false;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private void pickUp(Path file) {
    try {
      if (Files.size(file) > LARGEST) {
        refuse(file, "It has more than %d bytes.".formatted(LARGEST));
        return;
      }
      var content = Files.readAllBytes(file);
      try {
        var taken = messages.take(content, Applications.SYSTEM);
        log.info("took {} from the inbox as {} {}", file.getFileName(), taken.kind(), taken.id());
        move(file, "done", content);
      } catch (InvalidInput refused) {
        refuse(
            file,
            refused.problems().stream()
                .map(problem -> "The file %s.".formatted(withoutDot(problem.message())))
                .collect(Collectors.joining("\n")));
      }
    } catch (NoSuchFileException takenMeanwhile) {
      log.info("{} was taken by another copy of the application", file.getFileName());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Messages of the XML parser are sentences, ours are not. */
  private static String withoutDot(String message) {
    return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
  }

  private void refuse(Path file, String reason) throws IOException {
    log.warn("refused {} from the inbox: {}", file.getFileName(), reason);
    var there = move(file, "refused", Files.readAllBytes(file));
    Files.writeString(
        there.resolveSibling(there.getFileName() + ".txt"),
        reason + "\nNothing was taken from it.\n",
        StandardCharsets.UTF_8);
  }

  /** Under its name, unless another file has that: then with its fingerprint. */
  private Path move(Path file, String where, byte[] content) throws IOException {
    var folder = settings.folder().resolve(where);
    var name = file.getFileName().toString();
    var target = folder.resolve(name);
    if (Files.exists(target) && !Arrays.equals(Files.readAllBytes(target), content)) {
      target =
          folder.resolve(
              name.replaceFirst(
                  "\\.[^.]+$", "-" + PaymentBatches.sha256(content).substring(0, 8) + ".xml"));
    }
    return Files.move(file, target, StandardCopyOption.REPLACE_EXISTING);
  }
}
