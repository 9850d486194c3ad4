package eu.ttc.grants.local;

import java.sql.SQLException;
import java.util.TreeMap;

/** What the run of the vouchers says at its end. */
final class Result {

  /** The most vouchers that were held at any moment, as the ledger tells it. */
  static final String MOST_HELD_AT_ONCE =
      """
      select coalesce(max(held), 0) from (
        select sum(case event when 'TAKEN' then 1 else -1 end) over (order by id) held
        from voucher_event) moments
      """;

  private Result() {}

  /** Of a run that came to its end, or as far as it came. */
  static String of(TwoHundredVouchers run, Questions ask) throws SQLException {
    var report = new Report();
    var together = new TreeMap<String, Integer>();
    report.fates();
    for (var fate : Fate.values()) {
      var cases = run.vouchers().stream().filter(v -> v.fate() == fate).toList();
      int expected = run.cast().of(fate);
      report.fate(fate.name(), fate.story().status(), expected, cases);
      together.merge(fate.story().status(), expected, Integer::sum);
    }
    report.together(together, run.vouchers());
    report.times(run.diary());
    run.running()
        .ifPresent(
            time -> {
              report.figure(time.toSeconds(), "s from the first submission to the last end");
              report.line(
                  "%8.1f vouchers a minute",
                  run.cast().size() * 60.0 / Math.max(1, time.toSeconds()));
            });
    report.work(run.diary(), run.engine(), run.staff(), ask);
    report.figure(
        ask.number("select count(*) from waiting_list_entry"), "times on the waiting list");
    report.figure(ask.number(MOST_HELD_AT_ONCE), "of 35 vouchers held at most, by the ledger");
    report.figure(run.budget().mostTaken(), "of 35 vouchers held at most, as seen");
    report.end(run.budget(), run.finance(), run.engine(), ask);
    return report.text();
  }
}
