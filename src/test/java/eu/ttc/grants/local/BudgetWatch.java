package eu.ttc.grants.local;

import eu.ttc.grants.portal.Http;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/** Looks at the budget all the time, through the API and in the database. */
final class BudgetWatch implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Http auditor;
  private final Connection database;
  private final AtomicInteger looks = new AtomicInteger();
  private final AtomicLong mostTaken = new AtomicLong();
  private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
  private final Seen<Now> looking;

  BudgetWatch(Http portal, Connection database) {
    this.auditor = portal.as("aude", "aude");
    this.database = database;
    this.looking = new Seen<>(this::look, PAUSE);
  }

  int looks() {
    return looks.get();
  }

  long mostTaken() {
    return mostTaken.get();
  }

  /** How many are held, how many wait for one, and how many are paid. */
  record Now(long held, long waiting, long paid) {}

  Now now() {
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

  private Now look() {
    var line = auditor.get("/api/budget").json().path(0);
    requireThatPartsAddUp(line);
    line.path("sources").forEach(this::requireThatPartsAddUp);
    long taken = line.path("vouchersTaken").asLong();
    mostTaken.accumulateAndGet(taken, Math::max);
    require(taken <= 35, "more vouchers taken than there are: " + line);
    long held = count("select count(*) from budget_reservation where state <> 'RELEASED'");
    mostTaken.accumulateAndGet(held, Math::max);
    require(held <= 35, "more reservations than vouchers: " + held);
    for (var promise :
        List.of(
            "promise_2_budget_is_never_exceeded", "promise_9_vouchers_go_in_order_of_arrival")) {
      require(count("select count(*) from " + promise) == 0, promise + " is broken");
    }
    looks.incrementAndGet();
    return new Now(
        held,
        count("select count(*) from waiting_list_entry where left_at is null"),
        count("select count(*) from budget_posting where kind = 'PAY'"));
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
