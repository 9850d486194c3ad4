package eu.ttc.grants.budget;

import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.Scheme;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Budget lines and their balances. */
@Repository
class BudgetLines {

  private final JdbcClient jdbc;

  BudgetLines(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Code of the line of a scheme.
   *
   * @throws IllegalStateException when no line pays this scheme yet
   */
  String of(Scheme scheme) {
    return find(scheme, "");
  }

  /** The scheme that a line pays for, if there is the line. */
  Optional<Scheme> scheme(String line) {
    return jdbc.sql("select scheme from budget_line where code = :line")
        .param("line", line)
        .query(String.class)
        .optional()
        .map(Scheme::valueOf);
  }

  /**
   * Opens a line without money, unless there is one with this code or for this scheme. It keeps the
   * shares of its sources that are in force on this day.
   */
  void open(String line, Scheme scheme, LocalDate day) {
    jdbc.sql(
            """
            insert into budget_line (code, scheme, ruleset, erdf_share)
            select :line, :scheme, r.id, r.erdf_share from budget_ruleset r
            where r.valid_from <= :day and (r.valid_to is null or r.valid_to >= :day)
            on conflict do nothing
            """)
        .param("line", line)
        .param("scheme", scheme.name())
        .param("day", day)
        .update();
  }

  /**
   * Holds the line of a scheme until the end of the transaction; returns its code.
   *
   * @throws IllegalStateException when no line pays this scheme yet
   */
  String lock(Scheme scheme) {
    return find(scheme, " for update");
  }

  /** As {@link #lock(Scheme)}, where there is a line. */
  void lockIfAny(Scheme scheme) {
    jdbc.sql("select code from budget_line where scheme = :scheme for update")
        .param("scheme", scheme.name())
        .query(String.class)
        .optional();
  }

  private String find(Scheme scheme, String lock) {
    return jdbc.sql("select code from budget_line where scheme = :scheme" + lock)
        .param("scheme", scheme.name())
        .query(String.class)
        .optional()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "No budget line pays %s. An administrator opens one by allocating money to it."
                        .formatted(scheme)));
  }

  /** Holds a line until the end of the transaction. */
  void lock(String line) {
    jdbc.sql("select 1 from budget_line where code = :line for update")
        .param("line", line)
        .query(Integer.class)
        .single();
  }

  /** What nobody holds; certain while the line is locked. */
  Room room(String line) {
    return jdbc.sql(
            """
            select l.available_cents,
                   (select count(*) from voucher_slot s where s.line = l.code
                      and s.application is null) vouchers
            from budget_line l where l.code = :line
            """)
        .param("line", line)
        .query(
            (row, number) ->
                new Room(row.getInt("vouchers"), Cents.of(row.getLong("available_cents"))))
        .single();
  }

  /** All lines with their balances now. */
  List<LineTotals> totals() {
    return jdbc.sql(
            """
            select l.*,
                   (select count(*) from voucher_slot s where s.line = l.code) vouchers,
                   (select count(*) from voucher_slot s where s.line = l.code
                      and s.application is not null) taken
            from budget_line l order by l.scheme desc
            """)
        .query(
            (row, number) -> {
              var balances = balances(row);
              return LineTotals.of(
                  row.getString("code"),
                  Scheme.valueOf(row.getString("scheme")),
                  balances,
                  row.getInt("vouchers"),
                  row.getInt("taken"));
            })
        .list();
  }

  /** Balances now; certain while the line is locked. */
  SplitBalances balances(String line) {
    return jdbc.sql("select * from budget_line where code = :line")
        .param("line", line)
        .query((row, number) -> balances(row))
        .single();
  }

  /** The balances in a row of {@code budget_line}. */
  static SplitBalances balances(ResultSet row) throws SQLException {
    return new SplitBalances(
        balances(row, ""), balances(row, "erdf_"), new ErdfShare(row.getBigDecimal("erdf_share")));
  }

  private static Balances balances(ResultSet row, String prefix) throws SQLException {
    return new Balances(
        Cents.of(row.getLong(prefix + "allocated_cents")),
        Cents.of(row.getLong(prefix + Bucket.AVAILABLE.column())),
        Cents.of(row.getLong(prefix + Bucket.RESERVED.column())),
        Cents.of(row.getLong(prefix + Bucket.COMMITTED.column())),
        Cents.of(row.getLong(prefix + Bucket.IN_PAYMENT.column())),
        Cents.of(row.getLong(prefix + Bucket.PAID.column())));
  }

  /**
   * When the next posting of a locked line is made: now, but never before the last one, so that the
   * postings up to a moment are those that came first, whichever clock each had.
   */
  Instant moment(String line, Instant now) {
    return jdbc.sql(
            "select greatest(:now, max(posted_at)) moment from budget_posting where line = :line")
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("line", line)
        .query((row, number) -> row.getTimestamp("moment").toInstant())
        .single();
  }

  /** Writes the balances of a locked line. */
  void become(String line, SplitBalances balances) {
    var columns = new StringBuilder("allocated_cents = :allocated, erdf_allocated_cents = :erdf");
    for (var bucket : Bucket.values()) {
      columns.append(", %1$s = :%1$s, erdf_%1$s = :erdf_%1$s".formatted(bucket.column()));
    }
    var update =
        jdbc.sql("update budget_line set " + columns + " where code = :line")
            .param("line", line)
            .param("allocated", balances.all().allocated().value())
            .param("erdf", balances.erdf().allocated().value());
    for (var bucket : Bucket.values()) {
      update =
          update
              .param(bucket.column(), balances.all().in(bucket).value())
              .param("erdf_" + bucket.column(), balances.erdf().in(bucket).value());
    }
    update.update();
  }
}
