package eu.ttc.grants.accounting;

import eu.ttc.grants.budget.Bucket;
import eu.ttc.grants.budget.PostingKind;
import eu.ttc.grants.kernel.MaskedIban;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Postings, repayments and payments of a period as CSV. The columns are described in {@code
 * src/docs/accounting-export.md}: add at the end, never rename, others read them by name.
 */
@Service
public class AccountingExport {

  static final List<String> POSTING_COLUMNS =
      List.of(
          "posting",
          "posted_at",
          "line",
          "application",
          "kind",
          "from_account",
          "to_account",
          "amount_eur",
          "instalment",
          "attempt",
          "payment",
          "key",
          "reason",
          "posted_by",
          "erdf_eur",
          "national_eur");

  static final List<String> PAYMENT_COLUMNS =
      List.of(
          "payment",
          "application",
          "instalment",
          "amount_eur",
          "beneficiary",
          "iban",
          "state",
          "ordered_at",
          "batch",
          "prepared_by",
          "released_at",
          "released_by",
          "booked_on",
          "bank_statement",
          "bank_entry");

  static final List<String> REPAYMENT_COLUMNS =
      List.of(
          "posting",
          "posted_at",
          "value_on",
          "application",
          "repayment",
          "kind",
          "amount_eur",
          "key",
          "reason",
          "posted_by");

  /** Rows that the database sends at a time. */
  private static final int ROWS_AT_A_TIME = 1_000;

  private final JdbcClient jdbc;

  AccountingExport(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Writes every posting of the ledger in a period, oldest first.
   *
   * @param marked with a byte order mark, for Excel
   */
  @Transactional(readOnly = true)
  public void postings(Period period, boolean marked, OutputStream out) {
    var table = new CsvTable(out, marked, POSTING_COLUMNS);
    jdbc.sql(
            """
            select p.*, i.end_to_end_id from budget_posting p
            left join payment_instruction i
              on i.application = p.application and i.instalment = p.instalment and i.attempt = p.attempt
            where p.posted_at >= :start and p.posted_at < :end
            order by p.id
            """)
        .withFetchSize(ROWS_AT_A_TIME)
        .param("start", period.start())
        .param("end", period.end())
        .query(
            row -> {
              var kind = PostingKind.valueOf(row.getString("kind"));
              table.row(
                  row.getLong("id"),
                  moment(row, "posted_at"),
                  row.getString("line"),
                  row.getString("application"),
                  kind.name(),
                  account(kind.from()),
                  account(kind.to()),
                  euros(row, "amount_cents"),
                  number(row, "instalment"),
                  number(row, "attempt"),
                  row.getString("end_to_end_id"),
                  row.getString("key"),
                  row.getString("reason"),
                  row.getString("posted_by"),
                  euros(row, "erdf_cents"),
                  euros(row, "national_cents"));
            });
    table.end();
  }

  /**
   * Writes every posting about what is to come back in a period, interest and what was paid too
   * much included, oldest first.
   *
   * @param marked with a byte order mark, for Excel
   */
  @Transactional(readOnly = true)
  public void repayments(Period period, boolean marked, OutputStream out) {
    var table = new CsvTable(out, marked, REPAYMENT_COLUMNS);
    jdbc.sql(
            """
            select p.*, r.reference from repayment_posting p
            join repayment r on r.application = p.application and r.number = p.number
            where p.posted_at >= :start and p.posted_at < :end
            order by p.id
            """)
        .withFetchSize(ROWS_AT_A_TIME)
        .param("start", period.start())
        .param("end", period.end())
        .query(
            row -> {
              table.row(
                  row.getLong("id"),
                  moment(row, "posted_at"),
                  row.getObject("value_on", LocalDate.class),
                  row.getString("application"),
                  row.getString("reference"),
                  row.getString("kind"),
                  euros(row, "amount_cents"),
                  row.getString("key"),
                  row.getString("reason"),
                  row.getString("posted_by"));
            });
    table.end();
  }

  /**
   * Writes every payment that was ordered, released or booked in a period, as it stands now.
   *
   * @param marked with a byte order mark, for Excel
   * @param masked with the ends of account numbers only
   */
  @Transactional(readOnly = true)
  public void payments(Period period, boolean marked, boolean masked, OutputStream out) {
    var table = new CsvTable(out, marked, PAYMENT_COLUMNS);
    jdbc.sql(
            """
            select p.*, b.id batch, b.prepared_by, b.released_by, b.released_at,
                   s.message_id, e.position
            from payment_instruction p
            left join payment_batch_line l on l.payment = p.end_to_end_id and l.batch_state <> 'REJECTED'
            left join payment_batch b on b.id = l.batch
            left join bank_entry e on e.payment = p.end_to_end_id and e.outcome = 'BOOKED'
            left join bank_message s on s.id = e.message
            where (p.ordered_at >= :start and p.ordered_at < :end)
               or (b.released_at >= :start and b.released_at < :end)
               or p.booked_on between :from and :to
            order by p.ordered_at, p.end_to_end_id
            """)
        .withFetchSize(ROWS_AT_A_TIME)
        .param("start", period.start())
        .param("end", period.end())
        .param("from", period.from())
        .param("to", period.to())
        .query(
            row -> {
              var iban = row.getString("beneficiary_iban");
              table.row(
                  row.getString("end_to_end_id"),
                  row.getString("application"),
                  row.getInt("instalment"),
                  euros(row, "amount_cents"),
                  row.getString("beneficiary_name"),
                  masked ? MaskedIban.of(iban) : iban,
                  row.getString("state"),
                  moment(row, "ordered_at"),
                  row.getString("batch"),
                  row.getString("prepared_by"),
                  moment(row, "released_at"),
                  row.getString("released_by"),
                  row.getObject("booked_on", LocalDate.class),
                  row.getString("message_id"),
                  number(row, "position"));
            });
    table.end();
  }

  /** Empty where money enters or leaves the line. */
  private static String account(Optional<Bucket> bucket) {
    return bucket.map(known -> known.name().toLowerCase(Locale.ROOT)).orElse("");
  }

  private static BigDecimal euros(ResultSet row, String column) throws SQLException {
    return BigDecimal.valueOf(row.getLong(column), 2);
  }

  private static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
    var at = row.getTimestamp(column);
    return at == null ? null : at.toInstant();
  }

  /** Counts begin with 1; what has none is left empty. */
  private static @Nullable Integer number(ResultSet row, String column) throws SQLException {
    int number = row.getInt(column);
    return number == 0 ? null : number;
  }
}
