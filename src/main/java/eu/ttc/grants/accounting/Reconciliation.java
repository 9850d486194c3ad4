package eu.ttc.grants.accounting;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.InvalidInput;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Compares ledger, payments, bank and engine at the end of any day, from tables that are only
 * appended to: asked again later, a day that is over has the same answer.
 */
@Service
public class Reconciliation {

  /** What is written within one transaction is not of one instant; midnight may fall between. */
  private static final Duration OVER_MIDNIGHT = Duration.ofMinutes(1);

  private final JdbcClient jdbc;
  private final Clock clock;

  Reconciliation(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** The day that it is now for the programme. */
  public LocalDate today() {
    return clock.instant().atZone(Applications.PROGRAMME_ZONE).toLocalDate();
  }

  /**
   * The report of a day.
   *
   * @throws InvalidInput when the day has not begun
   */
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  public DayReport of(LocalDate day) {
    if (day.isAfter(today())) {
      throw InvalidInput.of(
          "date", "past", "%s has not begun; ask for %s or earlier".formatted(day, today()));
    }
    var end = Period.startOf(day.plusDays(1));
    return new DayReport(
        day, !clock.instant().isBefore(end.toInstant()), lines(end), differences(end));
  }

  private List<Difference> differences(OffsetDateTime end) {
    var found = asOf(end);
    if (found.isEmpty()) {
      return found;
    }
    var stillThere = new HashSet<>(asOf(end.plus(OVER_MIDNIGHT)));
    return found.stream().filter(stillThere::contains).toList();
  }

  private List<Difference> asOf(OffsetDateTime moment) {
    return jdbc.sql(
            "select * from differences_as_of(:moment) order by application nulls last, instalment,"
                + " kind, entry")
        .param("moment", moment)
        .query(
            (row, number) ->
                new Difference(
                    DifferenceKind.valueOf(row.getString("kind")),
                    row.getString("line"),
                    Optional.ofNullable(row.getString("application"))
                        .map(ApplicationRef::of)
                        .orElse(null),
                    row.getInt("instalment"),
                    row.getString("entry"),
                    row.getLong("one_cents"),
                    row.getLong("other_cents")))
        .list();
  }

  private List<LineFigures> lines(OffsetDateTime end) {
    return jdbc.sql(
            """
            select l.code line,
                   coalesce(sum(p.ledger_in_payment_cents), 0) ledger_in_payment_cents,
                   coalesce(sum(p.in_payment_cents), 0) in_payment_cents,
                   coalesce(sum(p.ledger_paid_cents), 0) ledger_paid_cents,
                   coalesce(sum(p.paid_cents), 0) paid_cents,
                   coalesce(sum(p.bank_paid_cents), 0) bank_paid_cents,
                   (select coalesce(sum(b.amount_cents), 0) from budget_posting b
                    where b.line = l.code and b.kind = 'RECOVER' and b.posted_at < :end) recovered_cents,
                   count(*) filter (where p.awaited) awaited,
                   count(*) filter (where p.waiting) waiting
            from budget_line l left join payments_as_of(:end) p on p.line = l.code
            group by l.code order by l.code
            """)
        .param("end", end)
        .query(
            (row, number) ->
                new LineFigures(
                    row.getString("line"),
                    row.getLong("ledger_in_payment_cents"),
                    row.getLong("in_payment_cents"),
                    row.getLong("ledger_paid_cents"),
                    row.getLong("paid_cents"),
                    row.getLong("bank_paid_cents"),
                    row.getLong("recovered_cents"),
                    row.getInt("awaited"),
                    row.getInt("waiting")))
        .list();
  }
}
