package eu.ttc.grants.recovery;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.payment.BankFile;
import eu.ttc.grants.payment.SingleTransfers.Payee;
import eu.ttc.grants.payment.SingleTransfers.Written;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Refunds as they are kept; whoever writes has locked the application. */
@Repository
class RefundRows {

  /** Without the bank file, which is read by itself. */
  private static final String REFUNDS =
      """
      select application, number, attempt, reference, state, amount_cents, beneficiary_name, iban, bic,
             not_before, reason, ordered_by, ordered_at, released_by, released_at, execution_on, sha256,
             booked_on, failure
      from repayment_refund
      """;

  private final JdbcClient jdbc;

  RefundRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Adds one that waits for its release. */
  void add(
      RepaymentAccounts.Account account,
      int attempt,
      Cents amount,
      Payee payee,
      String reason,
      String officer,
      Instant now) {
    jdbc.sql(
            """
            insert into repayment_refund (reference, application, number, attempt, state, amount_cents,
              beneficiary_name, iban, bic, town, country, not_before, reason, ordered_by, ordered_at)
            values (:reference, :ref, :number, :attempt, 'ORDERED', :amount,
              :name, :iban, :bic, :town, :country, :notBefore, :reason, :officer, :now)
            """)
        .param("reference", "%s-B%d".formatted(account.reference(), attempt))
        .param("ref", account.application().value())
        .param("number", account.number())
        .param("attempt", attempt)
        .param("amount", amount.value())
        .param("name", payee.name())
        .param("iban", payee.iban())
        .param("bic", payee.bic())
        .param("town", payee.town())
        .param("country", payee.country())
        .param("notBefore", at(payee.notBefore()))
        .param("reason", reason)
        .param("officer", officer)
        .param("now", at(now))
        .update();
  }

  /** Those of a repayment, oldest first. */
  List<RefundView> of(ApplicationRef ref, int number) {
    return jdbc.sql(REFUNDS + "where application = :ref and number = :number order by attempt")
        .param("ref", ref.value())
        .param("number", number)
        .query(RefundRows::view)
        .list();
  }

  Optional<RefundView> find(String reference) {
    return jdbc.sql(REFUNDS + "where reference = :reference")
        .param("reference", reference)
        .query(RefundRows::view)
        .optional();
  }

  /** To whom it goes. */
  Payee payee(String reference) {
    return jdbc.sql(
            "select beneficiary_name, iban, bic, town, country, not_before from repayment_refund"
                + " where reference = :reference")
        .param("reference", reference)
        .query(
            (row, number) ->
                new Payee(
                    row.getString("beneficiary_name"),
                    row.getString("iban"),
                    row.getString("bic"),
                    row.getString("town"),
                    row.getString("country"),
                    row.getTimestamp("not_before").toInstant()))
        .single();
  }

  Optional<BankFile> file(String reference) {
    return jdbc.sql(
            "select content, sha256 from repayment_refund"
                + " where reference = :reference and content is not null")
        .param("reference", reference)
        .query(
            (row, number) ->
                new BankFile(reference + ".xml", row.getBytes("content"), row.getString("sha256")))
        .optional();
  }

  void release(String reference, String officer, Instant now, Written written) {
    jdbc.sql(
            """
            update repayment_refund set state = 'RELEASED', released_by = :officer, released_at = :now,
              execution_on = :day, content = :content, sha256 = :sha256
            where reference = :reference
            """)
        .param("officer", officer)
        .param("now", at(now))
        .param("day", written.executionOn())
        .param("content", written.file().content())
        .param("sha256", written.file().sha256())
        .param("reference", reference)
        .update();
  }

  /**
   * It was paid, or never will be.
   *
   * @param bookedOn only when it was paid
   * @param failure only when it was not
   */
  void end(
      String reference,
      RefundState state,
      @Nullable LocalDate bookedOn,
      @Nullable String failure,
      String actor,
      Instant now) {
    jdbc.sql(
            """
            update repayment_refund set state = :state, booked_on = :day, failure = :failure,
              ended_by = :actor, ended_at = :now
            where reference = :reference
            """)
        .param("state", state.name())
        .param("day", bookedOn)
        .param("failure", failure)
        .param("actor", actor)
        .param("now", at(now))
        .param("reference", reference)
        .update();
  }

  private static OffsetDateTime at(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC);
  }

  private static RefundView view(ResultSet row, int index) throws SQLException {
    var released = row.getTimestamp("released_at");
    return new RefundView(
        ApplicationRef.of(row.getString("application")),
        row.getInt("number"),
        row.getInt("attempt"),
        row.getString("reference"),
        RefundState.valueOf(row.getString("state")),
        Cents.of(row.getLong("amount_cents")),
        row.getString("beneficiary_name"),
        row.getString("iban"),
        row.getString("bic"),
        row.getTimestamp("not_before").toInstant(),
        row.getString("reason"),
        row.getString("ordered_by"),
        row.getTimestamp("ordered_at").toInstant(),
        row.getString("released_by"),
        released == null ? null : released.toInstant(),
        row.getObject("execution_on", LocalDate.class),
        row.getString("sha256"),
        row.getObject("booked_on", LocalDate.class),
        row.getString("failure"));
  }
}
