package eu.ttc.grants.local;

import eu.ttc.grants.local.CallStory.Band;
import java.sql.SQLException;
import java.util.TreeMap;

/** What the run of a call says at its end. */
final class CallResult {

  /** Balances of the fund's line that differ from what its postings come to; none should. */
  static final String BALANCES_THAT_ARE_NOT_THEIR_POSTINGS =
      """
      with kind (kind, left_bucket, came_to) as (values
          ('ALLOCATE', null, 'available'), ('DEALLOCATE', 'available', null),
          ('RESERVE', 'available', 'reserved'), ('COMMIT', 'reserved', 'committed'),
          ('ORDER', 'committed', 'in payment'), ('PAY', 'in payment', 'paid'),
          ('REJECT', 'in payment', 'committed'), ('RETURN', 'paid', 'committed'),
          ('RECOVER', 'paid', 'available'), ('RELEASE_RESERVED', 'reserved', 'available'),
          ('RELEASE_COMMITTED', 'committed', 'available')),
        line as (select * from budget_line where scheme = 'INNOVATION_FUND'),
        balance (code, bucket, cents) as (
          select code, 'available', available_cents from line
          union all select code, 'reserved', reserved_cents from line
          union all select code, 'committed', committed_cents from line
          union all select code, 'in payment', in_payment_cents from line
          union all select code, 'paid', paid_cents from line),
        posted as (
          select b.code, b.bucket, b.cents,
            coalesce((select sum(p.amount_cents) from budget_posting p join kind k using (kind)
                      where p.line = b.code and k.came_to = b.bucket), 0)
            - coalesce((select sum(p.amount_cents) from budget_posting p join kind k using (kind)
                        where p.line = b.code and k.left_bucket = b.bucket), 0) sum
          from balance b)
      select bucket || ': ' || cents || ' and not ' || sum from posted where cents <> sum
      """;

  private CallResult() {}

  /** Of a run that came to its end, or as far as it came. */
  static String of(SimulatedCall run, Questions ask) throws SQLException {
    var report = new Report();
    var together = new TreeMap<String, Integer>();
    report.fates();
    for (var fate : CallFate.values()) {
      int expected = run.cast().count(fate);
      if (expected > 0) {
        var cases = run.consortia().stream().filter(one -> one.fate() == fate).toList();
        report.fate(fate.name(), fate.story().status(), expected, cases);
        together.merge(fate.story().status(), expected, Integer::sum);
      }
    }
    report.together(together, run.consortia());
    ranking(report, run);
    report.times(run.diary());
    report.work(run.diary(), run.engine(), run.staff(), ask);
    report.figure(ask.number("select count(*) from expert"), "experts");
    report.figure(
        ask.number("select count(*) from evaluation where state = 'EVALUATED'"),
        "scores that count");
    report.figure(ask.number("select count(*) from claim where state = 'ACCEPTED'"), "claims paid");
    report.euros(run.cast().budgetCents(), "budget of the call");
    report.euros(run.budget().mostTaken(), "held at most, as seen");
    report.euros(run.finance().filedCents(), "in all bank files");
    report.euros(
        ask.number("select paid_cents from budget_line where scheme = 'INNOVATION_FUND'"),
        "paid in the end, without what came back");
    report.end(run.budget(), run.finance(), run.engine(), ask);
    return report.text();
  }

  private static void ranking(Report report, SimulatedCall run) {
    var ranked = run.ranking();
    report.line("%-6s %-10s %-22s %-12s %s", "place", "consortium", "scores", "grant", "fate");
    for (var place : run.cast().ranking().places()) {
      int at = run.cast().ranking().places().indexOf(place);
      var part = run.cast().parts().get(place.number() - 1);
      var found = at < ranked.size() ? ranked.get(at) : null;
      report.line(
          "%-6d %-10d %-22s %-12s %s%s",
          at + 1,
          place.number(),
          place.outcome(),
          "%,.2f".formatted(place.grantCents() / 100.0),
          part.fate(),
          Integer.valueOf(place.number()).equals(found) ? "" : " <- " + found);
      if (at + 1 == run.cast().funded()
          || part.fate().story().band() == Band.NEXT && isLast(run, at)) {
        report.line("%s", "------");
      }
    }
    report.line("");
  }

  /** Whether those behind it wait in vain. */
  private static boolean isLast(SimulatedCall run, int at) {
    int movedUp = run.cast().count(story -> story.band() == Band.NEXT);
    return at + 1 == run.cast().funded() + movedUp;
  }
}
