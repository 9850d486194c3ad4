package eu.ttc.grants.payment;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.payment.web.SimulatedFiles;
import eu.ttc.grants.payment.web.SimulatedFiles.Movement;
import eu.ttc.grants.payment.web.SimulatedFiles.Said;
import eu.ttc.grants.payment.web.SimulatedStatement;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.ModuleTest;
import eu.ttc.grants.testing.PaymentDesk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@ModuleTest
@DisplayName("What the bank answers")
class BankMessagesModuleTest {

  private static final LocalDate DAY = LocalDate.of(2026, 12, 1);

  private final BankMessages messages;
  private final EntrySolutions solutions;
  private final PaymentBatches batches;
  private final Payments payments;
  private final ProgrammeAccount account;
  private final PaymentDesk desk;
  private final ApplicationDesk applications;
  private final JdbcClient jdbc;
  private final Clock clock;

  BankMessagesModuleTest(
      BankMessages messages,
      EntrySolutions solutions,
      PaymentBatches batches,
      Payments payments,
      ProgrammeAccount account,
      PaymentDesk desk,
      ApplicationDesk applications,
      JdbcClient jdbc,
      Clock clock) {
    this.messages = messages;
    this.solutions = solutions;
    this.batches = batches;
    this.payments = payments;
    this.account = account;
    this.desk = desk;
    this.applications = applications;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @ParameterizedTest
  @CsvSource({
    "RCVD, RELEASED, NOTED",
    "PDNG, RELEASED, NOTED",
    "ACTC, ACCEPTED, ACCEPTED",
    "ACCP, ACCEPTED, ACCEPTED",
    "ACSP, ACCEPTED, ACCEPTED",
    "ACWC, ACCEPTED, ACCEPTED",
    "ACSC, ACCEPTED, ACCEPTED",
    "RCVC, RELEASED, NOTED",
    "RVNC, RELEASED, NOTED",
    "RVCM, RELEASED, NOTED",
    "ZZZZ, RELEASED, QUEUED"
  })
  void noStatusIsProofOfAPayment(String status, PaymentState state, EntryOutcome outcome) {
    var payment = desk.released();
    var paid = ledger(payment, "PAY");

    var taken = report(payment, new Said(status, null), Map.of());

    assertThat(all(taken)).extracting(BankEntryView::outcome).containsExactly(outcome);
    assertThat(now(payment).state()).isEqualTo(state);
    assertThat(now(payment).bankStatus()).isEqualTo(outcome == EntryOutcome.QUEUED ? null : status);
    assertThat(ledger(payment, "PAY")).isEqualTo(paid);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRejectionOfTheFileOrOfThePaymentPutsTheMoneyBack(boolean wholeFile) {
    var payment = desk.released();
    var rejected = new Said("RJCT", "AC04");

    var taken =
        wholeFile
            ? report(payment, rejected, Map.of())
            : report(payment, new Said("PART", null), Map.of(payment.endToEndId(), rejected));

    assertThat(taken.changed()).hasSize(1);
    assertThat(now(payment).state()).isEqualTo(PaymentState.REJECTED);
    assertThat(now(payment).bankReason()).isEqualTo("AC04");
    assertThat(ledger(payment, "REJECT")).isOne();
    assertThat(outbox(payment, "payment-failed")).isOne();
    assertThat(desk.order(payment.application()).outcome())
        .isEqualTo(PaymentOrder.Outcome.NEEDS_ACCOUNT);
    assertPromises();
  }

  @Test
  void partlyAcceptedIsLookedAtPaymentByPayment() {
    desk.payable(anApplication());
    var first = desk.payable(anApplication());
    var second = desk.payable(anApplication());
    desk.order(first);
    desk.order(second);
    desk.release();
    var rejected = desk.last(first);
    var accepted = desk.last(second);

    report(
        rejected,
        new Said("PART", null),
        Map.of(
            rejected.endToEndId(), new Said("RJCT", "AC01"),
            accepted.endToEndId(), new Said("ACSP", null)));

    assertThat(now(rejected).state()).isEqualTo(PaymentState.REJECTED);
    assertThat(now(accepted).state()).isEqualTo(PaymentState.ACCEPTED);
  }

  @Test
  void whatThePayeesBankFindsIsKept() {
    var payment = desk.released();

    report(payment, new Said("RVCM", null), Map.of(payment.endToEndId(), new Said("RVNM", null)));

    assertThat(now(payment).payeeCheck()).isEqualTo(PayeeCheck.NO_MATCH);
    assertThat(now(payment).state()).isEqualTo(PaymentState.RELEASED);
  }

  @Test
  void aTechnicalRejectionIsOrderedAgainWhenAnOfficerSaysSo() {
    var payment = desk.released();
    var ref = payment.application();
    report(payment, new Said("RJCT", "AM04"), Map.of());
    assertThat(desk.order(ref).outcome()).isEqualTo(PaymentOrder.Outcome.UNDECIDED);
    assertThat(payments.undecided())
        .extracting(PaymentView::endToEndId)
        .contains(payment.endToEndId());
    var officer = applications.person(Role.FINANCE_OFFICER);

    payments.decideRemedy(payment.endToEndId(), Remedy.SAME_ACCOUNT, "Funds are there.", officer);
    payments.decideRemedy(payment.endToEndId(), Remedy.SAME_ACCOUNT, "Once more.", officer);
    assertThatThrownBy(
            () -> payments.decideRemedy(payment.endToEndId(), Remedy.NEW_ACCOUNT, "No.", officer))
        .isInstanceOf(NotNow.class);
    var again = desk.order(ref);

    assertThat(again).isEqualTo(new PaymentOrder(PaymentOrder.Outcome.ORDERED, 1, "1-2"));
    assertThat(desk.order(ref)).isEqualTo(again);
    assertThat(desk.last(ref).endToEndId()).isEqualTo(ref + "-P1-2");
    assertThat(desk.last(ref).iban()).isEqualTo(payment.iban());
    assertThat(outbox(payment, "payment-remedy-decided")).isOne();
    desk.release();
    statement("STM-" + again.number() + ref, Movement.out(desk.last(ref)));
    assertThat(desk.last(ref).state()).isEqualTo(PaymentState.BOOKED);
    assertThat(outbox(payment, ref + "/payment/1-2")).isOne();
    assertPromises();
  }

  @Test
  void bookedMoneyThatComesBackIsCommittedAgainAndAdviceAndStatementCountOnce() {
    var payment = desk.released();
    statement("S1" + payment.endToEndId(), Movement.out(payment));
    assertThat(now(payment).state()).isEqualTo(PaymentState.BOOKED);

    advice("A1" + payment.endToEndId(), Movement.out(payment), Movement.back(payment, "AC04"));
    var again = statement("S2" + payment.endToEndId(), Movement.back(payment, "AC04"));

    assertThat(now(payment).state()).isEqualTo(PaymentState.RETURNED);
    assertThat(now(payment).returnedOn()).isEqualTo(DAY);
    assertThat(again.queued()).isEmpty();
    assertThat(again.noted()).hasSize(1);
    assertThat(ledger(payment, "RETURN")).isOne();
    assertThat(outbox(payment, "payment-returned")).isOne();
    assertThat(outbox(payment, payment.application() + "/payment/returned")).isOne();
    assertThat(desk.order(payment.application()).outcome())
        .isEqualTo(PaymentOrder.Outcome.NEEDS_ACCOUNT);
    assertPromises();
  }

  @Test
  void whatComesBackAfterTheCaseWasClosedIsReleasedAndPaidAgain() {
    var payment = desk.released();
    var ref = payment.application();
    statement("C1" + payment.endToEndId(), Movement.out(payment));
    jdbc.sql("update application set status = 'CLOSED' where reference = :ref")
        .param("ref", ref.value())
        .update();
    statement("C2" + payment.endToEndId(), Movement.back(payment, "AM04"));
    var officer = applications.person(Role.FINANCE_OFFICER);
    payments.decideRemedy(payment.endToEndId(), Remedy.SAME_ACCOUNT, "Try once more.", officer);
    assertThat(desk.order(ref).outcome()).isEqualTo(PaymentOrder.Outcome.ORDERED);

    desk.release();
    statement("C3" + payment.endToEndId(), Movement.out(desk.last(ref)));

    assertThat(desk.last(ref).endToEndId()).isEqualTo(ref + "-P1-2");
    assertThat(desk.last(ref).state()).isEqualTo(PaymentState.BOOKED);
    assertPromises();
  }

  @Test
  void moneyThatComesBackBeforeItWasBookedIsARejection() {
    var payment = desk.released();

    advice("A2" + payment.endToEndId(), Movement.back(payment, "AC06"));
    var statement =
        statement(
            "S3" + payment.endToEndId(), Movement.back(payment, "AC06"), Movement.out(payment));

    assertThat(now(payment).state()).isEqualTo(PaymentState.REJECTED);
    assertThat(statement.queued()).isEmpty();
    assertThat(ledger(payment, "PAY")).isZero();
    assertThat(ledger(payment, "REJECT")).isOne();
    assertPromises();
  }

  @Test
  void oneStatementMayBookAndSendBackInAnyOrder() {
    var payment = desk.released();

    statement("S4" + payment.endToEndId(), Movement.back(payment, "AC04"), Movement.out(payment));

    assertThat(now(payment).state()).isEqualTo(PaymentState.RETURNED);
    assertThat(ledger(payment, "PAY")).isOne();
    assertThat(ledger(payment, "RETURN")).isOne();
  }

  @Test
  void anAdviceOfADebitBooksNothing() {
    var payment = desk.released();

    var taken = advice("A3" + payment.endToEndId(), Movement.out(payment));

    assertThat(taken.noted()).hasSize(1);
    assertThat(now(payment).state()).isEqualTo(PaymentState.RELEASED);
  }

  @Test
  void contradictionsWaitForAPersonAndChangeNothing() {
    var payment = desk.released();
    statement("S5" + payment.endToEndId(), Movement.out(payment));

    var late = report(payment, new Said("RJCT", "AC04"), Map.of());
    var twice = statement("S6" + payment.endToEndId(), Movement.out(payment));

    assertThat(late.queued())
        .extracting(BankEntryView::problem)
        .containsExactly(EntryProblem.BOOKED_BEFORE);
    assertThat(twice.queued())
        .extracting(BankEntryView::problem)
        .containsExactly(EntryProblem.BOOKED_BEFORE);
    assertThat(now(payment).state()).isEqualTo(PaymentState.BOOKED);
    assertThat(ledger(payment, "PAY")).isOne();
  }

  @Test
  void aReportAboutUnknownOrOtherThingsWaitsWithItsReason() {
    var payment = desk.released();
    var xml =
        new String(
            SimulatedFiles.report(
                "X" + payment.endToEndId(),
                DAY,
                batches.get(payment.batch()),
                new Said("RJCT", "AC04"),
                Map.of()),
            StandardCharsets.UTF_8);

    assertThat(problems(xml.replace(payment.batch(), "PB-1999-000001"), "U1"))
        .containsExactly(EntryProblem.UNKNOWN_REFERENCE);
    assertThat(problems(xml.replace("pain.001.001.09", "pain.008.001.08"), "U2"))
        .containsExactly(EntryProblem.OTHER_FILE);
    assertThat(problems(xml.replace("<OrgnlNbOfTxs>1<", "<OrgnlNbOfTxs>7<"), "U3"))
        .containsExactly(EntryProblem.AMOUNT_DIFFERS);
    assertThat(problems(xml.replace("5000.00", "5000.01"), "U4"))
        .containsExactly(EntryProblem.AMOUNT_DIFFERS);
    assertThat(now(payment).state()).isEqualTo(PaymentState.RELEASED);
    assertThat(ledger(payment, "REJECT")).isZero();
  }

  @Test
  void eachFileCountsOnceAlsoWhenTwoCopiesPickItUp(@TempDir Path folder) throws Exception {
    var payment = desk.released();
    var statement = SimulatedStatement.about(batches.get(payment.batch()), account);
    var file = Files.write(folder.resolve("statement.xml"), statement);
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
    var settings = new InboxSettings(folder, Duration.ofMinutes(1), Duration.ofSeconds(10));
    var go = new CountDownLatch(1);

    try (var copies = Executors.newVirtualThreadPerTaskExecutor()) {
      var running =
          List.of(1, 2).stream()
              .map(
                  copy ->
                      copies.submit(
                          () -> {
                            go.await();
                            new BankInbox(settings, messages, clock).pickUp();
                            return copy;
                          }))
              .toList();
      go.countDown();
      for (var one : running) {
        one.get();
      }
    }

    assertThat(folder.resolve("done/statement.xml")).exists();
    assertThat(file).doesNotExist();
    assertThat(ledger(payment, "PAY")).isOne();
    assertThat(outbox(payment, "payment-booked")).isOne();
    assertThat(payments.get(payment.endToEndId()).events())
        .filteredOn(event -> event.event().equals("BOOKED"))
        .singleElement()
        .satisfies(event -> assertThat(event.actor()).isEqualTo("system"));
  }

  @Test
  void refusedFilesLeaveNothingBehind(@TempDir Path folder) throws IOException {
    var payment = desk.released();
    var statement = SimulatedStatement.about(batches.get(payment.batch()), account);
    messages.take(
        SimulatedFiles.statement(
            "SIM-" + payment.batch(), DAY, List.of(Movement.out(payment)), account),
        "fiona");
    var before = jdbc.sql("select count(*) from bank_message").query(Long.class).single();

    assertThatThrownBy(() -> messages.take(statement, "fiona"))
        .as("another content under the same message id")
        .isInstanceOf(InvalidInput.class);
    assertThatThrownBy(() -> messages.take(new byte[] {1, 2, 3}, "fiona"))
        .isInstanceOf(InvalidInput.class);

    assertThat(jdbc.sql("select count(*) from bank_message").query(Long.class).single())
        .isEqualTo(before);
  }

  @Test
  void anEntryWithAGarbledReferenceIsMatchedByOneAndConfirmedByAnother() {
    var payment = desk.released();
    var garbled = strange("G1" + payment.endToEndId(), payment);
    var fiona = applications.person(Role.FINANCE_OFFICER);
    var felix = applications.person(Role.FINANCE_OFFICER);

    solutions.match(garbled.message(), 1, payment.endToEndId(), "Account and day fit.", fiona);
    assertThat(now(payment).state()).isEqualTo(PaymentState.RELEASED);
    assertThatThrownBy(() -> solutions.confirm(garbled.message(), 1, fiona))
        .isInstanceOf(NotNow.class)
        .hasMessageContaining("another finance officer");
    assertThatThrownBy(
            () -> solutions.match(garbled.message(), 1, payment.endToEndId(), "Again.", felix))
        .isInstanceOf(NotNow.class);
    solutions.confirm(garbled.message(), 1, felix);
    solutions.confirm(garbled.message(), 1, felix);

    assertThat(now(payment).state()).isEqualTo(PaymentState.BOOKED);
    assertThat(ledger(payment, "PAY")).isOne();
    assertThat(messages.queue(500)).noneMatch(entry -> entry.message() == garbled.message());
    assertPromises();
  }

  @Test
  void aMatchCanBeDismissedAndTheEntryClosedWithAReason() {
    var payment = desk.released();
    var garbled = strange("G2" + payment.endToEndId(), payment);
    var fiona = applications.person(Role.FINANCE_OFFICER);
    var felix = applications.person(Role.FINANCE_OFFICER);
    solutions.match(garbled.message(), 1, payment.endToEndId(), "Perhaps.", fiona);

    solutions.dismiss(garbled.message(), 1, felix);
    assertThat(messages.queue(500)).anyMatch(entry -> entry.message() == garbled.message());
    assertThatThrownBy(() -> solutions.close(garbled.message(), 1, " ", felix))
        .isInstanceOf(InvalidInput.class);
    solutions.close(garbled.message(), 1, "A standing order of the bank; cleared up.", felix);

    assertThat(messages.queue(500)).noneMatch(entry -> entry.message() == garbled.message());
    assertThatThrownBy(
            () -> solutions.match(garbled.message(), 1, payment.endToEndId(), "Late.", fiona))
        .isInstanceOf(NotNow.class);
    assertThat(now(payment).state()).isEqualTo(PaymentState.RELEASED);
  }

  @Test
  void whatDoesNotFitIsNeverMatchedByHand() {
    var payment = desk.released();
    var officer = applications.person(Role.FINANCE_OFFICER);
    var xml =
        text("G3" + payment.endToEndId(), Movement.out(payment))
            .replace("<EndToEndId>" + payment.endToEndId(), "<EndToEndId>X")
            .replace(">5000.00<", ">4000.00<")
            .replace("4995000.00", "4996000.00");
    var other = messages.take(xml.getBytes(StandardCharsets.UTF_8), "fiona").queued().getFirst();
    var differs =
        messages
            .take(
                xml.replace("<EndToEndId>X<", "<EndToEndId>" + payment.endToEndId() + "<")
                    .replace("G3", "G4")
                    .getBytes(StandardCharsets.UTF_8),
                "fiona")
            .queued()
            .getFirst();

    assertThatThrownBy(
            () -> solutions.match(other.message(), 1, payment.endToEndId(), "Same payee.", officer))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("amount");
    assertThat(differs.problem()).isEqualTo(EntryProblem.AMOUNT_DIFFERS);
    assertThatThrownBy(
            () ->
                solutions.match(differs.message(), 1, payment.endToEndId(), "Same payee.", officer))
        .isInstanceOf(NotNow.class);
    assertThatThrownBy(
            () -> solutions.match(other.message(), 1, "V-1999-000001-P1", "Same.", officer))
        .isInstanceOf(InvalidInput.class);
    assertThat(now(payment).state()).isEqualTo(PaymentState.RELEASED);
  }

  private BankEntryView strange(String id, PaymentView payment) {
    var xml =
        text(id, Movement.out(payment))
            .replace("<EndToEndId>" + payment.endToEndId(), "<EndToEndId>GARBLED");
    return messages.take(xml.getBytes(StandardCharsets.UTF_8), "fiona").queued().getFirst();
  }

  private String text(String id, Movement movement) {
    return new String(
        SimulatedFiles.statement(id, DAY, List.of(movement), account), StandardCharsets.UTF_8);
  }

  private List<EntryProblem> problems(String xml, String id) {
    var content = xml.replaceFirst("<MsgId>[^<]+", "<MsgId>" + id + System.nanoTime());
    return messages.take(content.getBytes(StandardCharsets.UTF_8), "fiona").queued().stream()
        .map(BankEntryView::problem)
        .toList();
  }

  private BankMessageResult report(PaymentView payment, Said file, Map<String, Said> single) {
    return twice(
        SimulatedFiles.report(
            "R" + Long.toString(System.nanoTime(), 36),
            DAY,
            batches.get(payment.batch()),
            file,
            single));
  }

  private BankMessageResult statement(String id, Movement... movements) {
    return twice(SimulatedFiles.statement(id, DAY, List.of(movements), account));
  }

  private BankMessageResult advice(String id, Movement... movements) {
    return twice(SimulatedFiles.advice(id, DAY, List.of(movements), account));
  }

  /** Every file comes twice. */
  private BankMessageResult twice(byte[] file) {
    var first = messages.take(file, "fiona");
    assertThat(messages.take(file, "felix")).isEqualTo(first);
    return first;
  }

  private static List<BankEntryView> all(BankMessageResult taken) {
    return Stream.of(taken.booked(), taken.changed(), taken.noted(), taken.queued())
        .flatMap(List::stream)
        .toList();
  }

  private PaymentView now(PaymentView payment) {
    return payments.get(payment.endToEndId()).payment();
  }

  private long ledger(PaymentView payment, String kind) {
    return jdbc.sql(
            "select count(distinct (instalment, attempt)) from budget_posting"
                + " where application = :ref and kind = :kind")
        .param("ref", payment.application().value())
        .param("kind", kind)
        .query(Long.class)
        .single();
  }

  private long outbox(PaymentView payment, String text) {
    return jdbc.sql(
            "select count(*) from outbox_record where record_key = :ref and payload like :text")
        .param("ref", payment.application().value())
        .param("text", "%\"" + text + "\"%")
        .query(Long.class)
        .single();
  }

  private void assertPromises() {
    assertThat(
            jdbc.sql(
                    "select (select count(*) from promise_2_budget_is_never_exceeded)"
                        + " + (select count(*) from"
                        + " promise_3_each_instalment_is_paid_once_and_released_by_another)"
                        + " + (select count(*) from promise_3_new_accounts_are_approved_by_two)"
                        + " + (select count(*) from promise_4_no_payment_without_grounds)")
                .query(Long.class)
                .single())
        .isZero();
  }
}
