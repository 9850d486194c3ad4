package eu.ttc.grants.payment;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.Unknown;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.data.domain.Limit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Puts payments into batches and, once a second person releases one, writes its bank file. Order of
 * locks: batch, applications by reference, payments, budget line.
 */
@Service
public class PaymentBatches {

  private static final int LONGEST_REASON = 500;
  static final int FIRST_ATTEMPT = 1;

  private final BatchRows batches;
  private final InstructionRows payments;
  private final Grounds grounds;
  private final Applications applications;
  private final Budget budget;
  private final ProgrammeAccount account;
  private final JdbcClient jdbc;
  private final Clock clock;

  PaymentBatches(
      BatchRows batches,
      InstructionRows payments,
      Grounds grounds,
      Applications applications,
      Budget budget,
      ProgrammeAccount account,
      JdbcClient jdbc,
      Clock clock) {
    this.batches = batches;
    this.payments = payments;
    this.grounds = grounds;
    this.applications = applications;
    this.budget = budget;
    this.account = account;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Puts all ordered payments into a new batch, except those of applications that ended since or
   * are on hold.
   *
   * @throws NotNow when no payment waits for a batch
   */
  @Transactional
  public BatchView prepare(String officer) {
    var waiting =
        payments.lockByState(PaymentState.ORDERED).stream()
            .filter(payment -> !applications.get(payment.application()).status().ended())
            .filter(payment -> applications.holdOf(payment.application()).isEmpty())
            .toList();
    if (waiting.isEmpty()) {
      throw new NotNow("No payment waits for a batch; there is nothing to prepare.");
    }
    var now = clock.instant();
    var total = waiting.stream().map(PaymentInstruction::amount).reduce(Cents.ZERO, Cents::plus);
    var id = "PB-%d-%06d".formatted(today(now).getYear(), batches.nextNumber());
    var batch = batches.saveAndFlush(new PaymentBatch(id, waiting.size(), total, officer, now));
    for (int position = 0; position < waiting.size(); position++) {
      var payment = waiting.get(position);
      payment.batch();
      jdbc.sql(
              """
              insert into payment_batch_line (batch, batch_state, position, payment)
              values (:batch, 'PREPARED', :position, :payment)
              """)
          .param("batch", id)
          .param("position", position + 1)
          .param("payment", payment.endToEndId())
          .update();
    }
    payments.flush();
    return view(batch);
  }

  /**
   * Releases a batch: writes its bank file and moves the budget in the same transaction. Repeating
   * it answers the same and does nothing.
   *
   * @throws NotNow when the batch is not prepared, or this person may not release it: who prepared
   *     it, or evaluated, decided or verified one of its applications
   */
  @Transactional
  public BatchView release(String id, String officer) {
    var batch = lock(id);
    if (batch.isReleasedBy(officer)) {
      return view(batch);
    }
    var now = clock.instant();
    var executionOn = TargetDays.after(today(now));
    var lines = lockPayments(id);
    batch.requirePrepared("released");
    hindrances(batch, lines, Set.of(officer)).get(officer).stream()
        .findFirst()
        .ifPresent(
            hindrance -> {
              throw new NotNow(hindrance.told(id));
            });
    batch.release(officer, now, executionOn);
    batches.flush();
    for (var payment : lines) {
      payment.release();
      budget.order(
          payment.application(), payment.instalment(), FIRST_ATTEMPT, payment.amount(), officer);
      applications.note(payment.application(), "PAYMENT_RELEASED", officer, "batch " + id);
    }
    store(
        id,
        CreditTransferFile.write(
            id,
            now,
            executionOn,
            account,
            lines.stream().map(PaymentInstruction::transfer).toList()),
        now);
    payments.flush();
    return view(batch);
  }

  /**
   * Why each of these persons may not release a batch; with nothing for who may, as long as it
   * waits for that.
   *
   * @throws Unknown when there is no such batch
   */
  @Transactional(readOnly = true)
  public Map<String, List<Hindrance>> hindrances(String id, Collection<String> persons) {
    var batch = batches.findById(id).orElseThrow(() -> new Unknown("payment batch", id));
    var lines = payments.findByEndToEndIdInOrderByEndToEndId(lineIds(id));
    return hindrances(batch, lines, persons);
  }

  /**
   * Gives up a batch before its release; its payments wait for another one, except those that were
   * cancelled meanwhile.
   *
   * @param reason at most 500 characters
   */
  @Transactional
  public BatchView reject(String id, String officer, String reason) {
    if (reason.isBlank() || reason.length() > LONGEST_REASON) {
      throw InvalidInput.of(
          "reason", "size", "the reason must have 1 to %d characters".formatted(LONGEST_REASON));
    }
    var batch = lock(id);
    batch.reject(officer, reason, clock.instant());
    lockPayments(id).stream()
        .filter(payment -> payment.state() != PaymentState.CANCELLED)
        .forEach(PaymentInstruction::unbatch);
    batches.flush();
    return view(batch);
  }

  /**
   * One batch.
   *
   * @throws Unknown when there is none
   */
  @Transactional(readOnly = true)
  public BatchView get(String id) {
    return view(batches.findById(id).orElseThrow(() -> new Unknown("payment batch", id)));
  }

  /** The newest batches. */
  @Transactional(readOnly = true)
  public List<BatchSummary> latest(int limit) {
    return batches.findAllByOrderByPreparedAtDesc(Limit.of(limit)).stream()
        .map(PaymentBatch::summary)
        .toList();
  }

  /**
   * The bank file of a released batch.
   *
   * @throws Unknown when there is no such batch
   * @throws NotNow when it was not released
   */
  @Transactional(readOnly = true)
  public BankFile file(String id) {
    var batch = batches.findById(id).orElseThrow(() -> new Unknown("payment batch", id));
    return jdbc.sql("select content, sha256 from payment_file where batch = :batch")
        .param("batch", id)
        .query(
            (row, number) ->
                new BankFile(id + ".xml", row.getBytes("content"), row.getString("sha256")))
        .optional()
        .orElseThrow(
            () ->
                new NotNow(
                    "Batch %s is %s; it has no bank file before its release."
                        .formatted(id, batch.summary().state())));
  }

  private PaymentBatch lock(String id) {
    return batches.lockById(id).orElseThrow(() -> new Unknown("payment batch", id));
  }

  private List<PaymentInstruction> lockPayments(String batch) {
    jdbc.sql(
            """
            select distinct p.application
            from payment_batch_line l join payment_instruction p on p.end_to_end_id = l.payment
            where l.batch = :batch order by 1
            """)
        .param("batch", batch)
        .query(String.class)
        .list()
        .forEach(reference -> applications.lockedDespiteHold(ApplicationRef.of(reference)));
    return payments.lockByEndToEndIds(lineIds(batch));
  }

  private Map<String, List<Hindrance>> hindrances(
      PaymentBatch batch, List<PaymentInstruction> lines, Collection<String> persons) {
    var found = new LinkedHashMap<String, List<Hindrance>>();
    for (var person : persons) {
      found.put(person, new ArrayList<>());
      if (batch.isPreparedBy(person)) {
        found.get(person).add(new Hindrance(Hindrance.Kind.PREPARED_IT, null));
      }
    }
    for (var ref : lines.stream().map(PaymentInstruction::application).distinct().toList()) {
      var involved = grounds.involved(ref);
      var ended = applications.get(ref).status().ended();
      var onHold = applications.holdOf(ref).isPresent();
      found.forEach(
          (person, hindrances) -> {
            if (involved.contains(person)) {
              hindrances.add(new Hindrance(Hindrance.Kind.TOOK_PART, ref));
            }
            if (ended) {
              hindrances.add(new Hindrance(Hindrance.Kind.APPLICATION_ENDED, ref));
            }
            if (onHold) {
              hindrances.add(new Hindrance(Hindrance.Kind.ON_HOLD, ref));
            }
          });
    }
    return found;
  }

  private void store(String batch, byte[] content, Instant now) {
    jdbc.sql(
            """
            insert into payment_file (batch, content, sha256, created_at)
            values (:batch, :content, :sha256, :at)
            """)
        .param("batch", batch)
        .param("content", content)
        .param("sha256", sha256(content))
        .param("at", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  private BatchView view(PaymentBatch batch) {
    var sha256 =
        jdbc.sql("select sha256 from payment_file where batch = :batch")
            .param("batch", batch.id())
            .query(String.class)
            .optional()
            .orElse(null);
    var lines =
        payments.findByEndToEndIdInOrderByEndToEndId(lineIds(batch.id())).stream()
            .map(payment -> payment.view(batch.id()))
            .toList();
    return batch.view(sha256, lines);
  }

  private List<String> lineIds(String batch) {
    return jdbc.sql("select payment from payment_batch_line where batch = :batch order by position")
        .param("batch", batch)
        .query(String.class)
        .list();
  }

  private static LocalDate today(Instant now) {
    return now.atZone(Applications.PROGRAMME_ZONE).toLocalDate();
  }

  static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
