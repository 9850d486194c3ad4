package eu.ttc.grants.local;

import eu.ttc.grants.kernel.Scheme;
import eu.ttc.grants.portal.Http;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Looks at a budget line all the time, through the API and in the database. */
final class BudgetWatch implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Watched watched;
  private final Http auditor;
  private final Connection database;
  private final AtomicInteger looks = new AtomicInteger();
  private final AtomicLong mostTaken = new AtomicLong();
  private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
  private final Seen<String> looking;

  BudgetWatch(Watched watched, Http portal, Connection database) {
    this.watched = watched;
    this.auditor = portal.as("aude", "aude");
    this.database = database;
    this.looking = new Seen<>(this::look, PAUSE);
  }

  /**
   * What must hold of a line at every moment besides that its parts add up.
   *
   * @param shown how much of it is taken, as the API tells it
   * @param stored the same as the database tells it
   * @param most never more than this is taken
   * @param promises views that stay empty
   * @param told what the diary tells of it
   */
  record Watched(
      Scheme scheme,
      ToLongFunction<JsonNode> shown,
      String stored,
      long most,
      List<String> promises,
      List<Count> told) {}

  /** A number with what it counts. */
  record Count(String query, String what) {}

  int looks() {
    return looks.get();
  }

  long mostTaken() {
    return mostTaken.get();
  }

  /** How the line stands, in words. */
  String now() {
    return looking.last();
  }

  /** What was seen and must never be. */
  List<String> wrong() {
    return List.copyOf(wrong);
  }

  @Override
  public void close() throws SQLException {
    looking.close();
    database.close();
  }

  private String look() {
    var line =
        auditor
            .get("/api/budget")
            .json()
            .valueStream()
            .filter(one -> one.path("scheme").asString().equals(watched.scheme().name()))
            .findFirst()
            .orElseThrow();
    requireThatPartsAddUp(line);
    line.path("sources").forEach(this::requireThatPartsAddUp);
    requireNotMore("as everybody sees", watched.shown().applyAsLong(line));
    requireNotMore("by the ledger", count(watched.stored()));
    for (var promise : watched.promises()) {
      require(count("select count(*) from " + promise) == 0, promise + " is broken");
    }
    looks.incrementAndGet();
    return watched.told().stream()
        .map(count -> "%d %s".formatted(count(count.query()), count.what()))
        .collect(Collectors.joining(", "));
  }

  private void requireNotMore(String where, long taken) {
    mostTaken.accumulateAndGet(taken, Math::max);
    require(
        taken <= watched.most(),
        "%d taken, %s, and there are %d".formatted(taken, where, watched.most()));
  }

  private void requireThatPartsAddUp(JsonNode balances) {
    long parts =
        balances.path("availableCents").asLong()
            + balances.path("reservedCents").asLong()
            + balances.path("committedCents").asLong()
            + balances.path("inPaymentCents").asLong()
            + balances.path("paidCents").asLong();
    require(parts == balances.path("allocatedCents").asLong(), "parts do not add up: " + balances);
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      wrong.add(otherwise);
    }
  }

  private long count(String query) {
    try (var statement = database.createStatement();
        var rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
