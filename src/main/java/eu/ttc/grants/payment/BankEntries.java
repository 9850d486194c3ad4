package eu.ttc.grants.payment;

import eu.ttc.grants.payment.Movement.Known;
import eu.ttc.grants.payment.Movement.Verdict;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Entries of bank messages, each with what became of it. */
@Component
class BankEntries {

  private static final String SELECT =
      """
      select e.*, m.kind, s.state solution, s.payment solved_payment, s.expected, s.reason solution_reason,
             s.proposed_by, s.proposed_at, s.decided_by, s.decided_at
      from bank_entry e join bank_message m on m.id = e.message
      left join lateral (
        select * from bank_entry_solution s
        where s.message = e.message and s.position = e.position
        order by s.number desc limit 1) s on true
      """;

  private final JdbcClient jdbc;

  BankEntries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void record(
      long message,
      int position,
      StatementFile.Item item,
      @Nullable PaymentInstruction payment,
      Verdict verdict) {
    jdbc.sql(
            """
            insert into bank_entry (message, position, end_to_end_id, direction, amount, currency,
              counterparty_iban, told, bank_status, bank_reason, entry_reference, booked_on, outcome,
              reason, payment)
            values (:message, :position, :reference, :direction, :amount, :currency,
              :iban, :told, :status, :bankReason, :entryReference, :bookedOn, :outcome, :problem,
              :payment)
            """)
        .param("message", message)
        .param("position", position)
        .param("reference", item.endToEndId())
        .param("direction", item.debit() ? "DEBIT" : "CREDIT")
        .param("amount", item.amount())
        .param("currency", item.currency())
        .param("iban", item.counterpartyIban())
        .param("told", item.told().isBlank() ? null : item.told())
        .param("status", item.bankStatus())
        .param("bankReason", item.returnReason())
        .param("entryReference", item.entryReference())
        .param("bookedOn", item.bookedOn())
        .param("outcome", verdict.outcome().name())
        .param("problem", name(verdict.problem()))
        .param("payment", payment == null ? null : payment.endToEndId())
        .update();
  }

  void record(
      long message,
      int position,
      StatusReportFile.Line line,
      @Nullable PaymentInstruction payment,
      Verdict verdict) {
    jdbc.sql(
            """
            insert into bank_entry (message, position, level, batch, end_to_end_id, amount, currency,
              counterparty_iban, bank_status, bank_reason, explanation, outcome, reason, payment)
            values (:message, :position, :level, :batch, :reference, :amount, :currency,
              :iban, :status, :bankReason, :explanation, :outcome, :problem, :payment)
            """)
        .param("message", message)
        .param("position", position)
        .param("level", line.level().name())
        .param("batch", line.batch())
        .param("reference", line.endToEndId())
        .param("amount", line.amount())
        .param("currency", line.currency())
        .param("iban", line.iban())
        .param("status", line.status())
        .param("bankReason", line.reason())
        .param("explanation", line.explanation())
        .param("outcome", verdict.outcome().name())
        .param("problem", name(verdict.problem()))
        .param("payment", payment == null ? null : payment.endToEndId())
        .update();
  }

  /** The booked movements that were taken for a payment, by themselves or by two persons. */
  List<Known> known(String payment) {
    return jdbc.sql(
            """
            select m.kind, e.direction, e.entry_reference,
                   e.outcome in ('BOOKED', 'RETURNED', 'REJECTED') or s.state = 'MATCHED' settling
            from bank_entry e join bank_message m on m.id = e.message
            left join bank_entry_solution s
              on s.message = e.message and s.position = e.position and s.state = 'MATCHED'
            where e.level is null and e.bank_status = 'BOOK'
              and (e.payment = :payment and e.outcome <> 'QUEUED' or s.payment = :payment)
            """)
        .param("payment", payment)
        .query(
            (row, number) ->
                new Known(
                    BankMessageKind.valueOf(row.getString("kind")),
                    row.getString("direction").equals("DEBIT"),
                    row.getString("entry_reference"),
                    row.getBoolean("settling")))
        .list();
  }

  List<BankEntryView> ofMessage(long message) {
    return jdbc.sql(SELECT + " where e.message = :message order by e.position")
        .param("message", message)
        .query(BankEntries::entry)
        .list();
  }

  Optional<BankEntryView> find(long message, int position) {
    return jdbc.sql(SELECT + " where e.message = :message and e.position = :position")
        .param("message", message)
        .param("position", position)
        .query(BankEntries::entry)
        .optional();
  }

  /** Newest first. */
  List<BankEntryView> queue(int limit) {
    return jdbc.sql(
            SELECT
                + """
                 where e.outcome = 'QUEUED' and (s.state is null or s.state in ('PROPOSED', 'DISMISSED'))
                order by e.message desc, e.position limit :limit
                """)
        .param("limit", limit)
        .query(BankEntries::entry)
        .list();
  }

  private static @Nullable String name(@Nullable EntryProblem problem) {
    return problem == null ? null : problem.name();
  }

  private static BankEntryView entry(ResultSet row, int number) throws SQLException {
    var problem = row.getString("reason");
    Date day = row.getDate("booked_on");
    return new BankEntryView(
        row.getLong("message"),
        row.getInt("position"),
        BankMessageKind.valueOf(row.getString("kind")),
        row.getString("level"),
        row.getString("batch"),
        row.getString("end_to_end_id"),
        row.getString("direction"),
        row.getBigDecimal("amount"),
        row.getString("currency"),
        row.getString("bank_status"),
        row.getString("bank_reason"),
        row.getString("explanation"),
        row.getString("counterparty_iban"),
        row.getString("told"),
        day == null ? null : day.toLocalDate(),
        EntryOutcome.valueOf(row.getString("outcome")),
        problem == null ? null : EntryProblem.valueOf(problem),
        row.getString("payment"),
        solution(row));
  }

  private static @Nullable EntrySolution solution(ResultSet row) throws SQLException {
    var state = row.getString("solution");
    Timestamp decided = row.getTimestamp("decided_at");
    return state == null
        ? null
        : new EntrySolution(
            EntrySolution.State.valueOf(state),
            row.getString("solved_payment"),
            row.getString("expected"),
            row.getString("solution_reason"),
            row.getString("proposed_by"),
            row.getTimestamp("proposed_at").toInstant(),
            row.getString("decided_by"),
            decided == null ? null : decided.toInstant());
  }
}
