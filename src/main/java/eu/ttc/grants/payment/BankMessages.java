package eu.ttc.grants.payment;

import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.Unknown;
import eu.ttc.grants.payment.Movement.Verdict;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes what the bank sends: statements (camt.053), advices of single movements (camt.054) and
 * reports about our files (pain.002). What fits a payment by reference, amount and account settles
 * it, and money that is expected is taken by whoever expects it; everything else waits in the queue
 * with its reason.
 */
@Service
public class BankMessages {

  private final InstructionRows payments;
  private final LockedPayments locked;
  private final BatchRows batches;
  private final BankEntries entries;
  private final Settlement settlement;
  private final IncomingMoney incoming;
  private final ProgrammeAccount account;
  private final JdbcClient jdbc;
  private final Clock clock;

  BankMessages(
      InstructionRows payments,
      LockedPayments locked,
      BatchRows batches,
      BankEntries entries,
      Settlement settlement,
      IncomingMoney incoming,
      ProgrammeAccount account,
      JdbcClient jdbc,
      Clock clock) {
    this.payments = payments;
    this.locked = locked;
    this.batches = batches;
    this.entries = entries;
    this.settlement = settlement;
    this.incoming = incoming;
    this.account = account;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Takes one file of the bank, whichever kind it is: all of it or nothing. The same file again has
   * no effect and the same answer, also when two take it at once.
   *
   * @param by username of who took it, or {@link eu.ttc.grants.application.Applications#SYSTEM}
   * @throws InvalidInput when it is no whole file of a known kind about the programme's account,
   *     naming the rule; also when its message id was used before with another content
   */
  @Transactional
  public BankMessageResult take(byte[] content, String by) {
    var file = BankXml.read(content);
    return switch (file.kind()) {
      case STATEMENT, NOTIFICATION -> {
        var told = StatementFile.read(file, account.iban());
        yield once(
            file.kind(),
            told.messageId(),
            told.createdAt(),
            content,
            by,
            message -> settle(message, file.kind(), told, by));
      }
      case STATUS_REPORT -> {
        var told = StatusReportFile.read(file, account.iban());
        yield once(
            file.kind(),
            told.messageId(),
            told.createdAt(),
            content,
            by,
            message -> settle(message, told, by));
      }
    };
  }

  /**
   * What a file did.
   *
   * @throws Unknown when there is none
   */
  @Transactional(readOnly = true)
  public BankMessageResult get(long id) {
    var all = entries.ofMessage(id);
    return jdbc.sql("select * from bank_message where id = :id")
        .param("id", id)
        .query(
            (row, number) ->
                new BankMessageResult(
                    id,
                    BankMessageKind.valueOf(row.getString("kind")),
                    row.getString("message_id"),
                    row.getString("sha256"),
                    row.getString("received_by"),
                    row.getTimestamp("received_at").toInstant(),
                    with(all, EntryOutcome.BOOKED, EntryOutcome.RECEIVED, EntryOutcome.SENT_BACK),
                    with(all, EntryOutcome.RETURNED, EntryOutcome.REJECTED, EntryOutcome.ACCEPTED),
                    with(all, EntryOutcome.NOTED),
                    with(all, EntryOutcome.QUEUED)))
        .optional()
        .orElseThrow(() -> new Unknown("bank message", id));
  }

  /** The files that were taken last. */
  @Transactional(readOnly = true)
  public List<BankMessageSummary> latest(int limit) {
    return jdbc.sql(
            """
            select m.id, m.kind, m.message_id, m.received_by, m.received_at,
                   count(*) filter (where e.outcome in ('BOOKED', 'RECEIVED', 'SENT_BACK')) booked,
                   count(*) filter (where e.outcome in ('ACCEPTED', 'REJECTED', 'RETURNED')) changed,
                   count(*) filter (where e.outcome = 'QUEUED' and not exists (
                     select 1 from bank_entry_solution s
                     where s.message = e.message and s.position = e.position
                       and s.state in ('MATCHED', 'CLOSED'))) queued
            from (select * from bank_message order by id desc limit :limit) m
            left join bank_entry e on e.message = m.id
            group by m.id, m.kind, m.message_id, m.received_by, m.received_at order by m.id desc
            """)
        .param("limit", limit)
        .query(
            (row, number) ->
                new BankMessageSummary(
                    row.getLong("id"),
                    BankMessageKind.valueOf(row.getString("kind")),
                    row.getString("message_id"),
                    row.getString("received_by"),
                    row.getTimestamp("received_at").toInstant(),
                    row.getInt("booked"),
                    row.getInt("changed"),
                    row.getInt("queued")))
        .list();
  }

  /** The entries that wait for a finance officer, newest first. */
  @Transactional(readOnly = true)
  public List<BankEntryView> queue(int limit) {
    return entries.queue(limit);
  }

  private BankMessageResult once(
      BankMessageKind kind,
      String messageId,
      Instant createdAt,
      byte[] content,
      String by,
      LongConsumer work) {
    var sha256 = PaymentBatches.sha256(content);
    var inserted = insert(kind, messageId, createdAt, content, sha256, by);
    if (inserted.isPresent()) {
      work.accept(inserted.get());
      payments.flush();
      return get(inserted.get());
    }
    return jdbc.sql("select id from bank_message where sha256 = :sha256")
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
                        .formatted(messageId)));
  }

  private Optional<Long> insert(
      BankMessageKind kind,
      String messageId,
      Instant createdAt,
      byte[] content,
      String sha256,
      String by) {
    return jdbc.sql(
            """
            insert into bank_message (kind, message_id, created_at, sha256, content, received_by,
              received_at)
            values (:kind, :message, :created, :sha256, :content, :by, :now)
            on conflict do nothing returning id
            """)
        .param("kind", kind.name())
        .param("message", messageId)
        .param("created", createdAt.atOffset(ZoneOffset.UTC))
        .param("sha256", sha256)
        .param("content", content)
        .param("by", by)
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .query(Long.class)
        .optional();
  }

  /** Money that went before money that came back, whatever the order in the file. */
  private void settle(long message, BankMessageKind kind, StatementFile file, String by) {
    var items = file.items();
    var known =
        locked
            .withReferences(
                items.stream()
                    .map(StatementFile.Item::endToEndId)
                    .filter(Objects::nonNull)
                    .distinct()
                    .toList())
            .stream()
            .collect(Collectors.toMap(PaymentInstruction::endToEndId, Function.identity()));
    IntStream.range(0, items.size())
        .boxed()
        .sorted(Comparator.comparing(index -> items.get(index).debit() ? 0 : 1))
        .forEach(
            index -> {
              var item = items.get(index);
              if (isForeign(item, known)) {
                var verdict =
                    incoming.take(kind, message, index + 1, item, alike(items, index), by);
                entries.record(message, index + 1, item, null, verdict);
              } else if (item.debit()
                  && !known.containsKey(item.endToEndId())
                  && incoming.sent(item.endToEndId())) {
                entries.record(message, index + 1, item, null, incoming.spend(kind, item, by));
              } else {
                settle(message, index + 1, kind, file.messageId(), item, known, by);
              }
            });
  }

  /** Whether money came in that is no payment of ours. */
  private static boolean isForeign(
      StatementFile.Item item, Map<String, PaymentInstruction> payments) {
    return !item.debit() && (item.endToEndId() == null || !payments.containsKey(item.endToEndId()));
  }

  private static long alike(List<StatementFile.Item> items, int index) {
    var item = items.get(index);
    return items.subList(0, index).stream()
        .filter(before -> Objects.equals(before.entryReference(), item.entryReference()))
        .filter(before -> before.amount().equals(item.amount()) && !before.debit())
        .count();
  }

  private void settle(
      long message,
      int position,
      BankMessageKind kind,
      String source,
      StatementFile.Item item,
      Map<String, PaymentInstruction> payments,
      String by) {
    var payment = item.endToEndId() == null ? null : payments.get(item.endToEndId());
    var before = payment == null ? List.<Movement.Known>of() : entries.known(payment.endToEndId());
    var verdict = unlessRecovered(Movement.decide(kind, item, payment, before), kind, payment);
    entries.record(message, position, item, payment, verdict);
    if (payment == null) {
      return;
    }
    switch (verdict.outcome()) {
      case BOOKED -> settlement.book(payment, item.bookedOn(), source, by);
      case RETURNED ->
          settlement.giveBack(payment, item.bookedOn(), item.returnReason(), source, by);
      case REJECTED -> settlement.reject(payment, item.returnReason(), source, by);
      case NOTED, QUEUED, ACCEPTED, RECEIVED, SENT_BACK -> {}
    }
  }

  /**
   * What comes back of a payment after part of it was recovered is more than is paid; whose the
   * rest is, two persons say about the movement on the statement.
   */
  private Verdict unlessRecovered(
      Verdict verdict, BankMessageKind kind, @Nullable PaymentInstruction payment) {
    if (verdict.outcome() != EntryOutcome.RETURNED
        || payment == null
        || !settlement.recoveredBefore(payment)) {
      return verdict;
    }
    return kind == BankMessageKind.STATEMENT
        ? Verdict.queued(EntryProblem.RECOVERED_BEFORE)
        : Verdict.of(EntryOutcome.NOTED);
  }

  private void settle(long message, StatusReportFile report, String by) {
    if (report.originalMessageName().startsWith("pain.001")
        && incoming.sent(report.originalMessageId())) {
      settleSingle(message, report, by);
      return;
    }
    var ofBatch = locked.ofBatch(report.originalMessageId());
    var reported =
        report.lines().stream()
            .map(StatusReportFile.Line::endToEndId)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    for (int index = 0; index < report.lines().size(); index++) {
      var line = report.lines().get(index);
      var about = about(line, ofBatch, reported, report);
      var problem = problemOf(line, report, ofBatch, about);
      var verdict =
          problem == null ? StatusLine.decide(line.status(), about) : Verdict.queued(problem);
      var single = line.level() == StatusReportFile.Level.PAYMENT && about.size() == 1;
      entries.record(message, index + 1, line, single ? about.getFirst() : null, verdict);
      if (verdict.outcome() != EntryOutcome.QUEUED) {
        about.forEach(payment -> apply(line, payment, report.messageId(), by));
      }
    }
  }

  /** A report about a file that holds one transfer, which is no payment. */
  private void settleSingle(long message, StatusReportFile report, String by) {
    for (int index = 0; index < report.lines().size(); index++) {
      var line = report.lines().get(index);
      entries.record(
          message, index + 1, line, null, incoming.report(line, report.originalMessageId(), by));
    }
  }

  /**
   * The payments that a line is about: a single one, or those of the batch for which the report has
   * no line of a finer level.
   */
  private static List<PaymentInstruction> about(
      StatusReportFile.Line line,
      List<PaymentInstruction> ofBatch,
      Set<String> reported,
      StatusReportFile report) {
    return switch (line.level()) {
      case PAYMENT ->
          ofBatch.stream().filter(one -> one.endToEndId().equals(line.endToEndId())).toList();
      case BATCH -> ofBatch.stream().filter(one -> !reported.contains(one.endToEndId())).toList();
      case FILE ->
          report.lines().stream().anyMatch(other -> other.level() == StatusReportFile.Level.BATCH)
              ? List.of()
              : ofBatch.stream().filter(one -> !reported.contains(one.endToEndId())).toList();
    };
  }

  private void apply(
      StatusReportFile.Line line, PaymentInstruction payment, String source, String by) {
    if (!line.status().equals(StatusLine.REJECTED)) {
      var accepted = StatusLine.accepts(line.status());
      settlement.note(payment, line.status(), accepted, source, by);
    } else if (payment.state().atTheBank()) {
      settlement.note(payment, line.status(), false, source, by);
      settlement.reject(payment, line.reason(), source, by);
    }
  }

  private @Nullable EntryProblem problemOf(
      StatusReportFile.Line line,
      StatusReportFile report,
      List<PaymentInstruction> ofBatch,
      List<PaymentInstruction> about) {
    if (!report.originalMessageName().startsWith("pain.001")) {
      return EntryProblem.OTHER_FILE;
    }
    if (ofBatch.isEmpty()) {
      return EntryProblem.UNKNOWN_REFERENCE;
    }
    if (!isReleased(report.originalMessageId())) {
      return EntryProblem.NOT_RELEASED;
    }
    if (line.batch() != null && !line.batch().equals(report.originalMessageId())) {
      return EntryProblem.UNKNOWN_REFERENCE;
    }
    return line.level() == StatusReportFile.Level.PAYMENT
        ? problemOf(line, about)
        : problemOfSums(line, ofBatch);
  }

  private static @Nullable EntryProblem problemOf(
      StatusReportFile.Line line, List<PaymentInstruction> about) {
    if (line.endToEndId() == null) {
      return EntryProblem.NO_REFERENCE;
    }
    if (about.isEmpty()) {
      return EntryProblem.UNKNOWN_REFERENCE;
    }
    var payment = about.getFirst();
    if (line.currency() != null && !line.currency().equals("EUR")) {
      return EntryProblem.OTHER_CURRENCY;
    }
    if (line.amount() != null && line.amount().compareTo(payment.amount().inEuros()) != 0) {
      return EntryProblem.AMOUNT_DIFFERS;
    }
    return line.iban() != null && !line.iban().equals(payment.iban())
        ? EntryProblem.ACCOUNT_DIFFERS
        : null;
  }

  private static @Nullable EntryProblem problemOfSums(
      StatusReportFile.Line line, List<PaymentInstruction> ofBatch) {
    var sum =
        ofBatch.stream()
            .map(payment -> payment.amount().inEuros())
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    var fits =
        (line.payments() == null || line.payments() == ofBatch.size())
            && (line.amount() == null || line.amount().compareTo(sum) == 0);
    return fits ? null : EntryProblem.AMOUNT_DIFFERS;
  }

  private boolean isReleased(String batch) {
    return batches
        .findById(batch)
        .filter(found -> found.summary().state() == BatchState.RELEASED)
        .isPresent();
  }

  private static List<BankEntryView> with(List<BankEntryView> all, EntryOutcome... outcomes) {
    var wanted = Set.of(outcomes);
    return all.stream().filter(entry -> wanted.contains(entry.outcome())).toList();
  }
}
