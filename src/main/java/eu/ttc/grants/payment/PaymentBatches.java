package eu.ttc.grants.payment;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.budget.Budget;
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
 * Puts payments into batches and, once as many others release one as the rules ask, writes its bank
 * file. A batch may hold payments of several schemes; the strictest rule among them counts for all.
 * Order of locks: batch, applications by reference, payments, budget line.
 */
@Service
public class PaymentBatches {

  private static final int LONGEST_REASON = 500;
  private final BatchRows batches;
  private final InstructionRows payments;
  private final LockedPayments locked;
  private final Grounds grounds;
  private final Withholdings withholdings;
  private final Applications applications;
  private final Budget budget;
  private final ReleaseRules rules;
  private final PaymentEvents events;
  private final ProgrammeAccount account;
  private final JdbcClient jdbc;
  private final Clock clock;

  PaymentBatches(
      BatchRows batches,
      InstructionRows payments,
      LockedPayments locked,
      Grounds grounds,
      Withholdings withholdings,
      Applications applications,
      Budget budget,
      ReleaseRules rules,
      PaymentEvents events,
      ProgrammeAccount account,
      JdbcClient jdbc,
      Clock clock) {
    this.batches = batches;
    this.payments = payments;
    this.locked = locked;
    this.grounds = grounds;
    this.withholdings = withholdings;
    this.applications = applications;
    this.budget = budget;
    this.rules = rules;
    this.events = events;
    this.account = account;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Puts all ordered payments into a new batch, except those of applications that ended since or
   * are on hold, or whose payments are suspended.
   *
   * @throws NotNow when no payment waits for a batch
   */
  @Transactional
  public BatchView prepare(String officer) {
    var waiting =
        payments.lockByState(PaymentState.ORDERED).stream()
            .filter(payment -> !grounds.over(payment.application(), payment.claimNumber()))
            .filter(payment -> !withholdings.suspend(payment.application()))
            .filter(payment -> applications.holdOf(payment.application()).isEmpty())
            .toList();
    if (waiting.isEmpty()) {
      throw new NotNow("No payment waits for a batch; there is nothing to prepare.");
    }
    var now = clock.instant();
    var total = waiting.stream().map(PaymentInstruction::amount).reduce(Cents.ZERO, Cents::plus);
    var id = "PB-%d-%06d".formatted(today(now).getYear(), batches.nextNumber());
    var rule = rules.of(waiting, today(now));
    var batch =
        batches.saveAndFlush(
            new PaymentBatch(
                id, waiting.size(), total, rule.releases(), rule.withReasons(), officer, now));
    for (int position = 0; position < waiting.size(); position++) {
      var payment = waiting.get(position);
      payment.batch();
      events.record(payment, "BATCHED", null, id, officer);
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

  /** As {@link #release(String, String, String)}, for a batch that needs no reasons. */
  @Transactional
  public BatchView release(String id, String officer) {
    return release(id, officer, "");
  }

  /**
   * Releases a batch. The last release that it needs writes its bank file and moves the budget in
   * the same transaction; the ones before are noted. Repeating it answers the same and does
   * nothing.
   *
   * @param reason why a payee who did not match is right all the same, where the batch needs that
   * @throws NotNow when the batch waits for no release, or this person may not release it: who
   *     prepared it, or evaluated, decided or verified one of its applications
   * @throws InvalidInput when a reason is needed and missing, or too long
   */
  @Transactional
  public BatchView release(String id, String officer, String reason) {
    var batch = lock(id);
    var given = approvals(id);
    if (given.stream().anyMatch(approval -> approval.officer().equals(officer))) {
      return view(batch);
    }
    var lines = locked.ofBatch(id);
    batch.requireWaiting("released");
    hindrances(batch, lines, Set.of(officer)).get(officer).stream()
        .findFirst()
        .ifPresent(
            hindrance -> {
              throw new NotNow(hindrance.told(id));
            });
    if (batch.reasonsNeeded() && reason.isBlank() || reason.length() > LONGEST_REASON) {
      throw InvalidInput.of(
          "reason",
          reason.isBlank() ? "required" : "size",
          "say in 1 to %d characters why the payee is right although name and account do not match"
              .formatted(LONGEST_REASON));
    }
    var now = clock.instant();
    approve(batch, given.size() + 1, officer, reason.strip(), now);
    if (given.size() + 1 < batch.releasesNeeded()) {
      batch.approve();
      batches.flush();
    } else {
      send(batch, lines, officer, now);
    }
    return view(batch);
  }

  private void approve(PaymentBatch batch, int number, String officer, String reason, Instant now) {
    jdbc.sql(
            """
            insert into payment_batch_approval (batch, number, officer, reason, approved_at)
            values (:batch, :number, :officer, :reason, :now)
            """)
        .param("batch", batch.id())
        .param("number", number)
        .param("officer", officer)
        .param("reason", reason.isEmpty() ? null : reason)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  private void send(
      PaymentBatch batch, List<PaymentInstruction> lines, String officer, Instant now) {
    var executionOn = TargetDays.after(today(now));
    batch.release(officer, now, executionOn);
    batches.flush();
    for (var payment : lines) {
      payment.release();
      budget.order(
          payment.application(),
          payment.instalment(),
          payment.attempt(),
          payment.amount(),
          officer);
      applications.note(payment.application(), "PAYMENT_RELEASED", officer, "batch " + batch.id());
      events.record(payment, "RELEASED", null, batch.id(), officer);
    }
    store(
        batch.id(),
        CreditTransferFile.write(
            batch.id(),
            now,
            executionOn,
            account,
            lines.stream().map(PaymentInstruction::transfer).toList()),
        now);
    payments.flush();
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
    locked.ofBatch(id).stream()
        .filter(payment -> payment.state() != PaymentState.CANCELLED)
        .forEach(
            payment -> {
              payment.unbatch();
              events.record(payment, "UNBATCHED", null, id, officer);
            });
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

  private Map<String, List<Hindrance>> hindrances(
      PaymentBatch batch, List<PaymentInstruction> lines, Collection<String> persons) {
    var found = new LinkedHashMap<String, List<Hindrance>>();
    var approvals = approvals(batch.id());
    for (var person : persons) {
      found.put(person, new ArrayList<>());
      if (approvals.stream().anyMatch(approval -> approval.officer().equals(person))) {
        found.get(person).add(new Hindrance(Hindrance.Kind.APPROVED_IT, null));
      }
      if (batch.isPreparedBy(person)) {
        found.get(person).add(new Hindrance(Hindrance.Kind.PREPARED_IT, null));
      }
    }
    for (var ref : lines.stream().map(PaymentInstruction::application).distinct().toList()) {
      var involved = grounds.involved(ref);
      var ended =
          lines.stream()
              .filter(line -> line.application().equals(ref))
              .anyMatch(line -> grounds.over(ref, line.claimNumber()));
      var suspended = withholdings.suspend(ref);
      var onHold = applications.holdOf(ref).isPresent();
      found.forEach(
          (person, hindrances) -> {
            if (involved.contains(person)) {
              hindrances.add(new Hindrance(Hindrance.Kind.TOOK_PART, ref));
            }
            if (ended) {
              hindrances.add(new Hindrance(Hindrance.Kind.APPLICATION_ENDED, ref));
            }
            if (suspended) {
              hindrances.add(new Hindrance(Hindrance.Kind.PAYMENTS_SUSPENDED, ref));
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
    return batch.view(approvals(batch.id()), sha256, lines);
  }

  private List<Approval> approvals(String batch) {
    return jdbc.sql("select * from payment_batch_approval where batch = :batch order by number")
        .param("batch", batch)
        .query(
            (row, number) ->
                new Approval(
                    row.getString("officer"),
                    row.getTimestamp("approved_at").toInstant(),
                    row.getString("reason")))
        .list();
  }

  private List<String> lineIds(String batch) {
    return jdbc.sql("select payment from payment_batch_line where batch = :batch order by position")
        .param("batch", batch)
        .query(String.class)
        .list();
  }

  static LocalDate today(Instant now) {
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
