package eu.ttc.grants.local;

import eu.ttc.grants.local.Histories.History;
import java.sql.SQLException;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a run says at its end: what was expected of each fate, and what came. */
final class Result {

  /** The most vouchers that were held at any moment, as the ledger tells it. */
  static final String MOST_HELD_AT_ONCE =
      """
      select coalesce(max(held), 0) from (
        select sum(case event when 'TAKEN' then 1 else -1 end) over (order by id) held
        from voucher_event) moments
      """;

  private static final String HEAD = "%-34s %8s  %-12s %8s";
  private static final String ROW = "%-34s %8d  %-12s %8d  %s";

  private final TwoHundredVouchers run;
  private final Database database;
  private final StringJoiner lines = new StringJoiner(System.lineSeparator());

  private Result(TwoHundredVouchers run, Database database) {
    this.run = run;
    this.database = database;
  }

  /** Answers a question with a number. */
  @FunctionalInterface
  interface Database {
    long number(String query) throws SQLException;
  }

  /** Of a run that came to its end, or as far as it came. */
  static Result of(TwoHundredVouchers run, Database database) {
    return new Result(run, database);
  }

  String text() throws SQLException {
    lines.add(HEAD.formatted("fate", "expected", "status", "actual"));
    for (var fate : Fate.values()) {
      row(fate.name(), fate.story().status(), run.cast().of(fate), statuses(v -> v.fate() == fate));
    }
    lines.add("");
    var all = statuses(v -> true);
    var known = new TreeSet<>(all.keySet());
    for (var fate : Fate.values()) {
      known.add(fate.story().status());
    }
    for (var status : known) {
      row("all together", status, run.cast().expected(s -> s.status().equals(status)), all);
    }
    lines.add("");
    figures();
    return lines + System.lineSeparator();
  }

  /** What does not differ is not told. */
  private void row(String what, String status, int expected, Map<String, Long> actual) {
    long found = actual.getOrDefault(status, 0L);
    var remark = found == expected ? "" : "<- " + actual;
    lines.add(ROW.formatted(what, expected, status, found, remark).stripTrailing());
  }

  private Map<String, Long> statuses(Predicate<OneVoucher> which) {
    return run.vouchers().stream()
        .filter(which)
        .map(OneVoucher::history)
        .map(History::status)
        .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
  }

  private void figures() throws SQLException {
    run.diary().times().forEach((what, time) -> figure(time.toSeconds(), "s until " + what));
    run.running()
        .ifPresent(
            time -> {
              figure(time.toSeconds(), "s from the first submission to the last end");
              lines.add(
                  "%8.1f vouchers a minute"
                      .formatted(run.cast().size() * 60.0 / Math.max(1, time.toSeconds())));
            });
    figure(run.diary().mostMegabytes(), "MB at most, all programs of the platform together");
    figure(run.engine().jobs(), "jobs of workers");
    figure(run.staff().completed(), "tasks of staff");
    figure(database.number("select count(*) from status_history"), "entries of histories");
    figure(
        database.number(
            "select count(*) from outbox_record where record_type like '%EngineMessage'"),
        "messages to the engine");
    figure(database.number("select count(*) from notification"), "mails");
    figure(KeyedClient.repeated(), "requests sent twice");
    figure(database.number("select count(*) from waiting_list_entry"), "times on the waiting list");
    figure(database.number(MOST_HELD_AT_ONCE), "of 35 vouchers held at most, by the ledger");
    figure(run.budget().mostTaken(), "of 35 vouchers held at most, as seen");
    figure(run.budget().looks(), "looks at the budget");
    figure(run.finance().batches(), "bank files");
    figure(database.number("select count(*) from payment_instruction"), "payments");
    figure(run.engine().incidentsEver(), "incidents");
    figure(run.engine().activeProcesses(), "processes under way at the end");
  }

  private void figure(long number, String what) {
    lines.add("%8d %s".formatted(number, what));
  }
}
