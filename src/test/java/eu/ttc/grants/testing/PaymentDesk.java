package eu.ttc.grants.testing;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.DocumentKind;
import eu.ttc.grants.application.Documents;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.payment.BankAccounts;
import eu.ttc.grants.payment.BankMessages;
import eu.ttc.grants.payment.BatchView;
import eu.ttc.grants.payment.NewAccount;
import eu.ttc.grants.payment.PaymentBatches;
import eu.ttc.grants.payment.PaymentFile;
import eu.ttc.grants.payment.PaymentOrder;
import eu.ttc.grants.payment.PaymentState;
import eu.ttc.grants.payment.PaymentView;
import eu.ttc.grants.payment.Payments;
import eu.ttc.grants.payment.web.SimulatedFiles;
import eu.ttc.grants.payment.web.SimulatedFiles.Said;
import fr.marcwrobel.jbanking.IsoCountry;
import fr.marcwrobel.jbanking.iban.RandomIban;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/** Pays vouchers, as the lifecycle, applicants and finance officers do. */
public final class PaymentDesk {

  private final ApplicationDesk desk;
  private final VoucherDesk vouchers;
  private final Documents documents;
  private final Payments payments;
  private final PaymentBatches batches;
  private final BankAccounts accounts;
  private final BankMessages messages;
  private final Applications applications;
  private final Clock clock;
  private final RandomIban ibans = new RandomIban(new Random(42));

  PaymentDesk(
      ApplicationDesk desk,
      VoucherDesk vouchers,
      Documents documents,
      Payments payments,
      PaymentBatches batches,
      BankAccounts accounts,
      BankMessages messages,
      Applications applications,
      Clock clock) {
    this.desk = desk;
    this.vouchers = vouchers;
    this.documents = documents;
    this.payments = payments;
    this.batches = batches;
    this.accounts = accounts;
    this.messages = messages;
    this.applications = applications;
    this.clock = clock;
  }

  /** A voucher whose claim is verified; nothing is ordered yet. */
  public ApplicationRef payable(AnApplication told) {
    var ref = vouchers.eligible(told);
    vouchers.evaluate(ref, vouchers.assign(ref, desk.person(Role.EVALUATOR)));
    vouchers.agree(ref, told, desk.person(Role.PROGRAMME_MANAGER));
    vouchers.claim(ref, told, desk.person(Role.PROGRAMME_OFFICER));
    return ref;
  }

  /** Such a voucher, its payment ordered and alone in a batch that was sent to the bank. */
  public PaymentView released() {
    return released(anApplication());
  }

  /** As {@link #released()}, of this application. */
  public PaymentView released(AnApplication told) {
    endWhatIsUnpaid();
    var ref = payable(told);
    order(ref);
    release();
    return last(ref);
  }

  /**
   * Ends the cases of other tests whose payments are not paid, so that there are vouchers left:
   * what is at the bank is rejected first.
   */
  private void endWhatIsUnpaid() {
    vouchers.endWaitingPayments();
    for (var payment :
        payments.list(Set.of(PaymentState.RELEASED, PaymentState.ACCEPTED), Integer.MAX_VALUE)) {
      messages.take(
          SimulatedFiles.report(
              "END" + payment.endToEndId(),
              LocalDate.now(clock),
              batches.get(Objects.requireNonNull(payment.batch())),
              null,
              Map.of(payment.endToEndId(), new Said("RJCT", "AM04"))),
          Applications.SYSTEM);
    }
    payments.list(Set.of(PaymentState.REJECTED, PaymentState.RETURNED), Integer.MAX_VALUE).stream()
        .map(PaymentView::application)
        .distinct()
        .filter(ref -> payments.of(ref).getLast().state().failed())
        .filter(ref -> !applications.get(ref).status().ended())
        .forEach(vouchers::end);
  }

  /** Orders the payment of the first claim, or says what it needs before. */
  public PaymentOrder order(ApplicationRef ref) {
    return payments.order(ref, 1, passageOf("payment.order"));
  }

  /** Everything that waits goes to the bank; two officers release where that is needed. */
  public BatchView release() {
    var batch = batches.prepare(desk.person(Role.FINANCE_OFFICER));
    for (int needed = 0; needed < batch.releasesNeeded(); needed++) {
      batch = batches.release(batch.id(), desk.person(Role.FINANCE_OFFICER), "Called the payee.");
    }
    return batch;
  }

  /** The last payment of an application. */
  public PaymentView last(ApplicationRef ref) {
    return payments.of(ref).getLast();
  }

  /** That payment with its history. */
  public PaymentFile file(ApplicationRef ref) {
    return payments.get(last(ref).endToEndId());
  }

  /** The applicant is asked for another account after the last payment failed. */
  public int ask(ApplicationRef ref) {
    return accounts.ask(ref, order(ref).number(), passageOf("payment.ask-bank-account"));
  }

  /** The applicant names another account, with a document. */
  public NewAccount give(ApplicationRef ref, AnApplication told) {
    documents.add(
        ref,
        told.applicant(),
        DocumentKind.BANK_ACCOUNT,
        "statement.txt",
        "text/plain",
        ("account of " + ref).getBytes(StandardCharsets.UTF_8));
    var account =
        new NewAccount(
            ibans.next(IsoCountry.NL).toString(), null, told.dossier().enterprise().name(), null);
    accounts.give(ref, told.applicant(), account);
    return account;
  }

  /** The cooling period begins, and is over now. */
  public void coolDown(ApplicationRef ref, int number) {
    var over = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).minusSeconds(1);
    accounts.beginCooling(ref, number, over, passageOf("payment.begin-cooling"));
  }

  /** The cooling period is over now, and two officers approve. */
  public void approve(ApplicationRef ref, int number) {
    coolDown(ref, number);
    accounts.check(ref, number, desk.person(Role.FINANCE_OFFICER), "Called the office.");
    accounts.approve(ref, number, desk.person(Role.FINANCE_OFFICER));
  }
}
