package eu.ttc.grants.local;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What happened to all applications, as the database tells it, and who waits for something. */
final class Histories implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(250);

  /** For one event; that nothing at all happens is noticed much earlier. */
  static final Duration PATIENCE = Duration.ofMinutes(45);

  private final Connection database;
  private final Seen<Map<String, History>> seen;
  private int entries;
  private volatile Instant changed = Instant.now();

  Histories(Connection database) {
    this.database = database;
    this.seen = new Seen<>(this::read, PAUSE);
  }

  /** One thing that happened, and the status since then. */
  record Entry(String status, String event, @Nullable String reason) {}

  /** What happened to one application, oldest first; empty before it is drafted. */
  record History(List<Entry> entries) {

    static final History NONE = new History(List.of());

    String status() {
      return entries.isEmpty() ? "" : entries.getLast().status();
    }

    long count(String event) {
      return entries.stream().filter(entry -> entry.event().equals(event)).count();
    }

    boolean has(String event) {
      return count(event) > 0;
    }

    /** Why it last happened. */
    Optional<String> reason(String event) {
      return entries.reversed().stream()
          .filter(entry -> entry.event().equals(event))
          .findFirst()
          .map(Entry::reason);
    }

    @Override
    public String toString() {
      return entries.stream().map(Entry::event).toList().toString();
    }
  }

  Map<String, History> all() {
    return seen.last();
  }

  /** For how long nothing has happened to anybody. */
  Duration stillness() {
    return Duration.between(changed, Instant.now());
  }

  History of(String reference) {
    return seen.last().getOrDefault(reference, History.NONE);
  }

  /** How often this happened to all of them together. */
  static long total(Map<String, History> all, String event) {
    return all.values().stream().mapToLong(history -> history.count(event)).sum();
  }

  /** Waits for something in one history. */
  void await(String reference, String what, Predicate<History> happened)
      throws InterruptedException, TimeoutException {
    try {
      await(
          "%s of %s".formatted(what, reference),
          all -> happened.test(all.getOrDefault(reference, History.NONE)));
    } catch (TimeoutException never) {
      never.addSuppressed(new IllegalStateException("it has only " + of(reference)));
      throw never;
    }
  }

  /** Waits for something in all of them. */
  void await(String what, Predicate<Map<String, History>> happened)
      throws InterruptedException, TimeoutException {
    seen.await(what, PATIENCE, all -> happened.test(all) ? Optional.of(all) : Optional.empty());
  }

  @Override
  public void close() throws SQLException {
    seen.close();
    database.close();
  }

  private Map<String, History> read() {
    var entries = new HashMap<String, List<Entry>>();
    try (var statement = database.createStatement();
        var rows =
            statement.executeQuery(
                "select application, status, event, reason from status_history"
                    + " order by application, number")) {
      while (rows.next()) {
        entries
            .computeIfAbsent(rows.getString(1), reference -> new ArrayList<>())
            .add(new Entry(rows.getString(2), rows.getString(3), rows.getString(4)));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    note(entries.values().stream().mapToInt(List::size).sum());
    var all = new HashMap<String, History>();
    entries.forEach((reference, list) -> all.put(reference, new History(list)));
    return all;
  }

  private void note(int found) {
    if (found != entries) {
      entries = found;
      changed = Instant.now();
    }
  }
}
