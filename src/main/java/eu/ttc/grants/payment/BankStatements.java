package eu.ttc.grants.payment;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.engine.EngineMessages;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.Unknown;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes the bank's statements. A booked entry with the reference, amount and account of a released
 * payment settles it; every other entry waits in the queue with its reason.
 */
@Service
public class BankStatements {

  private final InstructionRows payments;
  private final Applications applications;
  private final Budget budget;
  private final EngineMessages engine;
  private final ProgrammeAccount account;
  private final JdbcClient jdbc;
  private final Clock clock;

  BankStatements(
      InstructionRows payments,
      Applications applications,
      Budget budget,
      EngineMessages engine,
      ProgrammeAccount account,
      JdbcClient jdbc,
      Clock clock) {
    this.payments = payments;
    this.applications = applications;
    this.budget = budget;
    this.engine = engine;
    this.account = account;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Takes one statement file: all of it or nothing. The same file again has no effect and the same
   * answer.
   *
   * @throws InvalidInput when it is no whole camt.053.001.08 of the programme's account, naming the
   *     rule; also when its message id was used before with another content
   */
  @Transactional
  public StatementResult take(byte[] content, String officer) {
    var file = StatementFile.read(content, account.iban());
    var sha256 = PaymentBatches.sha256(content);
    var inserted = insert(file, content, sha256, officer);
    if (inserted.isPresent()) {
      settle(inserted.get(), file.items(), officer);
      return get(inserted.get());
    }
    return jdbc.sql("select id from bank_statement where sha256 = :sha256")
        .param("sha256", sha256)
        .query(Long.class)
        .optional()
        .map(this::get)
        .orElseThrow(
            () ->
                InvalidInput.of(
                    "file",
                    "messageId",
                    "has the message id %s of another file that was taken before; ask the bank which one holds"
                        .formatted(file.messageId())));
  }

  /**
   * What a statement did.
   *
   * @throws Unknown when there is none
   */
  @Transactional(readOnly = true)
  public StatementResult get(long id) {
    var entries =
        jdbc.sql("select * from bank_entry where statement = :id order by position")
            .param("id", id)
            .query(BankStatements::entry)
            .list();
    return jdbc.sql("select * from bank_statement where id = :id")
        .param("id", id)
        .query(
            (row, number) ->
                new StatementResult(
                    id,
                    row.getString("message_id"),
                    row.getString("sha256"),
                    row.getString("received_by"),
                    row.getTimestamp("received_at").toInstant(),
                    entries.stream().filter(entry -> entry.problem() == null).toList(),
                    entries.stream().filter(entry -> entry.problem() != null).toList()))
        .optional()
        .orElseThrow(() -> new Unknown("bank statement", id));
  }

  /** The statements that were taken last. */
  @Transactional(readOnly = true)
  public List<StatementSummary> latest(int limit) {
    return jdbc.sql(
            """
            select s.id, s.message_id, s.received_by, s.received_at,
                   count(*) filter (where e.outcome = 'BOOKED') booked,
                   count(*) filter (where e.outcome = 'QUEUED') queued
            from (select * from bank_statement order by id desc limit :limit) s
            left join bank_entry e on e.statement = s.id
            group by s.id, s.message_id, s.received_by, s.received_at order by s.id desc
            """)
        .param("limit", limit)
        .query(
            (row, number) ->
                new StatementSummary(
                    row.getLong("id"),
                    row.getString("message_id"),
                    row.getString("received_by"),
                    row.getTimestamp("received_at").toInstant(),
                    row.getInt("booked"),
                    row.getInt("queued")))
        .list();
  }

  /** The entries that wait for a finance officer, newest first. */
  @Transactional(readOnly = true)
  public List<BankEntryView> queue(int limit) {
    return jdbc.sql(
            """
            select * from bank_entry where outcome = 'QUEUED'
            order by statement desc, position limit :limit
            """)
        .param("limit", limit)
        .query(BankStatements::entry)
        .list();
  }

  private Optional<Long> insert(StatementFile file, byte[] content, String sha256, String officer) {
    return jdbc.sql(
            """
            insert into bank_statement (message_id, created_at, sha256, content, received_by, received_at)
            values (:message, :created, :sha256, :content, :officer, :now)
            on conflict do nothing returning id
            """)
        .param("message", file.messageId())
        .param("created", at(file.createdAt()))
        .param("sha256", sha256)
        .param("content", content)
        .param("officer", officer)
        .param("now", at(clock.instant()))
        .query(Long.class)
        .optional();
  }

  private void settle(long statement, List<StatementFile.Item> items, String officer) {
    var known = lock(items);
    for (int index = 0; index < items.size(); index++) {
      var item = items.get(index);
      var payment = item.endToEndId() == null ? null : known.get(item.endToEndId());
      var problem = problemOf(item, payment);
      if (problem == null && payment != null) {
        book(payment, item, officer);
      }
      record(statement, index + 1, item, payment, problem);
    }
    payments.flush();
  }

  private Map<String, PaymentInstruction> lock(List<StatementFile.Item> items) {
    var references =
        items.stream()
            .map(StatementFile.Item::endToEndId)
            .filter(Objects::nonNull)
            .distinct()
            .toList();
    if (references.isEmpty()) {
      return Map.of();
    }
    jdbc.sql(
            "select distinct application from payment_instruction"
                + " where end_to_end_id in (:references) order by 1")
        .param("references", references)
        .query(String.class)
        .list()
        .forEach(reference -> applications.lockedDespiteHold(ApplicationRef.of(reference)));
    return payments.lockByEndToEndIds(references).stream()
        .collect(Collectors.toMap(PaymentInstruction::endToEndId, Function.identity()));
  }

  private static @Nullable EntryProblem problemOf(
      StatementFile.Item item, @Nullable PaymentInstruction payment) {
    if (!item.debit()) {
      return EntryProblem.MONEY_IN;
    }
    if (!item.booked()) {
      return EntryProblem.NOT_BOOKED;
    }
    if (item.endToEndId() == null) {
      return EntryProblem.NO_REFERENCE;
    }
    if (payment == null) {
      return EntryProblem.UNKNOWN_REFERENCE;
    }
    if (item.unclear()) {
      return EntryProblem.AMOUNTS_UNCLEAR;
    }
    if (!item.inEuro()) {
      return EntryProblem.OTHER_CURRENCY;
    }
    if (item.amount().compareTo(payment.amount().inEuros()) != 0) {
      return EntryProblem.AMOUNT_DIFFERS;
    }
    if (!payment.iban().equals(item.counterpartyIban())) {
      return EntryProblem.ACCOUNT_DIFFERS;
    }
    return switch (payment.state()) {
      case ORDERED, BATCHED, CANCELLED -> EntryProblem.NOT_RELEASED;
      case BOOKED -> EntryProblem.BOOKED_BEFORE;
      case RELEASED -> null;
    };
  }

  private void book(PaymentInstruction payment, StatementFile.Item item, String officer) {
    var ref = payment.application();
    payment.book(item.bookedOn());
    budget.pay(ref, payment.instalment(), PaymentBatches.FIRST_ATTEMPT, payment.amount(), officer);
    applications.note(
        ref, "PAYMENT_BOOKED", officer, "%s on %s".formatted(payment.amount(), item.bookedOn()));
    engine.publish(
        "payment-booked", ref, ref.value() + "/payment/" + payment.instalment(), Map.of());
  }

  private void record(
      long statement,
      int position,
      StatementFile.Item item,
      @Nullable PaymentInstruction payment,
      @Nullable EntryProblem problem) {
    jdbc.sql(
            """
            insert into bank_entry (statement, position, end_to_end_id, direction, amount, currency,
              counterparty_iban, bank_status, booked_on, outcome, reason, payment)
            values (:statement, :position, :reference, :direction, :amount, :currency,
              :iban, :status, :bookedOn, :outcome, :reason, :payment)
            """)
        .param("statement", statement)
        .param("position", position)
        .param("reference", item.endToEndId())
        .param("direction", item.debit() ? "DEBIT" : "CREDIT")
        .param("amount", item.amount())
        .param("currency", item.currency())
        .param("iban", item.counterpartyIban())
        .param("status", item.bankStatus())
        .param("bookedOn", item.bookedOn())
        .param("outcome", problem == null ? "BOOKED" : "QUEUED")
        .param("reason", problem == null ? null : problem.name())
        .param("payment", payment == null ? null : payment.endToEndId())
        .update();
  }

  private static BankEntryView entry(ResultSet row, int number) throws SQLException {
    var reason = row.getString("reason");
    return new BankEntryView(
        row.getLong("statement"),
        row.getInt("position"),
        row.getString("end_to_end_id"),
        row.getString("direction"),
        row.getBigDecimal("amount"),
        row.getString("currency"),
        row.getString("bank_status"),
        row.getDate("booked_on").toLocalDate(),
        reason == null ? null : EntryProblem.valueOf(reason),
        row.getString("payment"));
  }

  private static Object at(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC);
  }
}
