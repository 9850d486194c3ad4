package eu.ttc.grants.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Remembers which processes belong to a platform, so that a later start can recognise what an
 * earlier one left behind. A process id alone is never trusted: systems use it again.
 */
final class RunFile {

  /** A process of the platform: what it is, its id and when it started. */
  record Entry(String name, long pid, Instant startedAt) {

    static Entry of(String name, ProcessHandle process) {
      return new Entry(name, process.pid(), process.info().startInstant().orElse(Instant.EPOCH));
    }

    /** The same process, if it still lives and its id was not given to another one. */
    Optional<ProcessHandle> stillRunning() {
      return ProcessHandle.of(pid)
          .filter(ProcessHandle::isAlive)
          .filter(process -> process.info().startInstant().filter(this::sameInstant).isPresent());
    }

    private boolean sameInstant(Instant other) {
      return Duration.between(startedAt, other).abs().compareTo(CLOCK_GRAIN) <= 0;
    }
  }

  private static final Duration CLOCK_GRAIN = Duration.ofMillis(1_500);

  private final Path file;
  private final List<Entry> entries = new ArrayList<>();

  private RunFile(Path file) {
    this.file = file;
  }

  /** A run file with nobody in it; what was noted before is forgotten. */
  static RunFile begin(Path file) {
    var runFile = new RunFile(file);
    runFile.write();
    return runFile;
  }

  /** Notes a process, in place of an earlier one of the same name. */
  synchronized void add(Entry entry) {
    entries.removeIf(known -> known.name().equals(entry.name()));
    entries.add(entry);
    write();
  }

  /** Forgets everything: all processes have ended in good order. */
  synchronized void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + file, e);
    }
  }

  /** What a file says; lines that a hard stop left unreadable are passed over. */
  static List<Entry> read(Path file) {
    if (!Files.exists(file)) {
      return List.of();
    }
    try (var lines = Files.lines(file)) {
      return lines.flatMap(line -> parse(line).stream()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  private static Optional<Entry> parse(String line) {
    var words = line.split("\t");
    if (words.length != 3) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Entry(
              words[0], Long.parseLong(words[1]), Instant.ofEpochMilli(Long.parseLong(words[2]))));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private void write() {
    var lines =
        entries.stream()
            .map(e -> "%s\t%d\t%d".formatted(e.name(), e.pid(), e.startedAt().toEpochMilli()))
            .toList();
    try {
      Files.createDirectories(file.getParent());
      var draft = file.resolveSibling(file.getFileName() + ".new");
      Files.write(draft, lines);
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }
}
