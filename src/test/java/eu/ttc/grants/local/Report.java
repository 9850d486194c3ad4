package eu.ttc.grants.local;

import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a run says at its end: what was expected and what came, and what it took. */
final class Report {

  private static final String HEAD = "%-34s %8s  %-12s %8s";
  private static final String ROW = "%-34s %8d  %-12s %8d  %s";

  private final StringJoiner lines = new StringJoiner(System.lineSeparator());

  /** Heads the rows of fates. */
  void fates() {
    line(HEAD, "fate", "expected", "status", "actual");
  }

  /** How many cases of this fate have the status that it ends with. */
  void fate(String fate, String status, int expected, Collection<? extends Lived> cases) {
    row(fate, status, expected, statuses(cases));
  }

  /**
   * How many of all cases have each status.
   *
   * @param expected how many should have it
   */
  void together(Map<String, Integer> expected, Collection<? extends Lived> cases) {
    line("");
    var actual = statuses(cases);
    var known = new TreeSet<>(actual.keySet());
    known.addAll(expected.keySet());
    known.forEach(status -> row("all together", status, expected.getOrDefault(status, 0), actual));
    line("");
  }

  void line(String text, Object... values) {
    lines.add(text.formatted(values).stripTrailing());
  }

  void figure(long number, String what) {
    line("%8d %s", number, what);
  }

  void euros(long cents, String what) {
    line("%12d.%02d EUR %s", cents / 100, cents % 100, what);
  }

  /** Milestones with the time since the begin. */
  void times(Diary diary) {
    diary.times().forEach((what, time) -> figure(time.toSeconds(), "s until " + what));
  }

  /** What the platform did for it. */
  void work(Diary diary, Engine engine, Staff staff, Questions ask) throws SQLException {
    figure(diary.mostMegabytes(), "MB at most, all programs of the platform together");
    figure(engine.jobs(), "jobs of workers");
    figure(staff.completed(), "tasks of staff");
    figure(ask.number("select count(*) from status_history"), "entries of histories");
    figure(
        ask.number("select count(*) from outbox_record where record_type like '%EngineMessage'"),
        "messages to the engine");
    figure(ask.number("select count(*) from notification"), "mails");
    figure(KeyedClient.repeated(), "requests sent twice");
  }

  /** How money was paid, and what was left at the end. */
  void end(BudgetWatch budget, Finance finance, Engine engine, Questions ask) throws SQLException {
    figure(budget.looks(), "looks at the budget");
    figure(finance.batches(), "bank files");
    figure(ask.number("select count(*) from payment_instruction"), "payments");
    figure(engine.incidentsEver(), "incidents");
    figure(engine.activeProcesses(), "processes under way at the end");
  }

  String text() {
    return lines + System.lineSeparator();
  }

  /** What does not differ is not told. */
  private void row(String what, String status, int expected, Map<String, Long> actual) {
    long found = actual.getOrDefault(status, 0L);
    var remark = found == expected ? "" : "<- " + actual;
    line(ROW, what, expected, status, found, remark);
  }

  private static Map<String, Long> statuses(Collection<? extends Lived> cases) {
    return cases.stream()
        .map(one -> one.history().status())
        .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
  }
}
