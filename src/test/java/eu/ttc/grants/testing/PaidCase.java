package eu.ttc.grants.testing;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.payment.BankMessages;
import eu.ttc.grants.payment.BatchView;
import eu.ttc.grants.payment.PaymentBatches;
import eu.ttc.grants.payment.ProgrammeAccount;
import eu.ttc.grants.payment.web.SimulatedStatement;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Takes vouchers to the bank and back, alone in their batch, as if an engine were there. */
public final class PaidCase {

  private final ApplicationDesk desk;
  private final CaseDesk cases;
  private final VoucherDesk vouchers;
  private final Applications applications;
  private final PaymentBatches batches;
  private final BankMessages statements;
  private final ProgrammeAccount account;
  private final TestClock clock;
  private final JdbcClient jdbc;

  PaidCase(
      ApplicationDesk desk,
      CaseDesk cases,
      VoucherDesk vouchers,
      Applications applications,
      PaymentBatches batches,
      BankMessages statements,
      ProgrammeAccount account,
      TestClock clock,
      JdbcClient jdbc) {
    this.desk = desk;
    this.cases = cases;
    this.vouchers = vouchers;
    this.applications = applications;
    this.batches = batches;
    this.statements = statements;
    this.account = account;
    this.clock = clock;
    this.jdbc = jdbc;
  }

  /**
   * Sets the clock to the last posting, if a test before was ahead of time: postings are never
   * earlier than the one before.
   */
  public void catchUp() {
    var last =
        jdbc.sql("select max(posted_at) from budget_posting")
            .query(OffsetDateTime.class)
            .optional()
            .map(OffsetDateTime::toInstant);
    last.filter(clock.instant()::isBefore).ifPresent(clock::stopAt);
  }

  /** Its payment is in a released bank file. */
  public ApplicationRef released(AnApplication told) {
    return toTheBank(told).ref();
  }

  /** Its payment is booked, and the engine was told. */
  public ApplicationRef booked(AnApplication told) {
    var sent = toTheBank(told);
    statements.take(
        SimulatedStatement.about(sent.batch(), account), desk.person(Role.FINANCE_OFFICER));
    tellEngine(sent.ref());
    return sent.ref();
  }

  public ApplicationRef booked() {
    return booked(anApplication());
  }

  private record Sent(ApplicationRef ref, BatchView batch) {}

  private Sent toTheBank(AnApplication told) {
    vouchers.endWaitingPayments();
    var ref = cases.ordered(told);
    applications.openCase(
        ref,
        ThreadLocalRandom.current().nextLong(Long.MAX_VALUE),
        passageOf("application.open-case"));
    var batch = batches.prepare(desk.person(Role.FINANCE_OFFICER));
    return new Sent(ref, batches.release(batch.id(), desk.person(Role.FINANCE_OFFICER)));
  }

  private void tellEngine(ApplicationRef ref) {
    jdbc.sql(
            "update outbox_record set status = 'COMPLETED', completed_at = :now"
                + " where record_key = :ref")
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .param("ref", ref.value())
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }
}
