package eu.ttc.grants.payment;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.budget.LineTotals;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.Scheme;
import eu.ttc.grants.testing.AnApplication;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.DatabaseOfItsOwn;
import eu.ttc.grants.testing.ModuleTest;
import eu.ttc.grants.testing.PaymentDesk;
import eu.ttc.grants.testing.TestClock;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;

/**
 * A month of a bank that answers by chance with everything it can say, makes every mistake it can
 * make, and sends each file twice. Once the last payment of the month is paid, ledger, payments and
 * bank agree to the cent. In a database of its own, for it pays most of the vouchers there are.
 */
@ModuleTest
@ContextConfiguration(initializers = BankTrafficModuleTest.OwnDatabase.class)
@DisplayName("A month of bank traffic")
class BankTrafficModuleTest {

  private static final int VOUCHERS = 12;
  private static final int MONTH = 31;
  private static final int LONGEST_DAYS = 400;

  private final PaymentDesk desk;
  private final ApplicationDesk applications;
  private final BankMessages messages;
  private final EntrySolutions solutions;
  private final Payments payments;
  private final PaymentBatches batches;
  private final BankAccounts accounts;
  private final ProgrammeAccount account;
  private final Budget budget;
  private final TestClock clock;
  private final JdbcClient jdbc;
  private final Map<ApplicationRef, AnApplication> cases = new LinkedHashMap<>();
  private final Map<ApplicationRef, LocalDate> cooling = new HashMap<>();
  private final OddFiles odd;

  BankTrafficModuleTest(
      PaymentDesk desk,
      ApplicationDesk applications,
      BankMessages messages,
      EntrySolutions solutions,
      Payments payments,
      PaymentBatches batches,
      BankAccounts accounts,
      ProgrammeAccount account,
      Budget budget,
      TestClock clock,
      JdbcClient jdbc) {
    this.desk = desk;
    this.applications = applications;
    this.messages = messages;
    this.solutions = solutions;
    this.payments = payments;
    this.batches = batches;
    this.accounts = accounts;
    this.account = account;
    this.budget = budget;
    this.clock = clock;
    this.jdbc = jdbc;
    this.odd = new OddFiles(account);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 20261126})
  void reconcilesToZeroDifference(long seed) {
    var bank = new SeededBank(seed, account);
    var mistakes = new ArrayDeque<>(List.of(OddFiles.Mistake.values()));
    var before = line();
    var bookedBefore = bookedByBank();
    var erdfBefore = paidBy("ERDF");
    for (int number = 0; number < VOUCHERS; number++) {
      var told = anApplication();
      cases.put(desk.payable(told), told);
    }
    var waiting = new ArrayDeque<>(cases.keySet());
    var day = LocalDate.now((Clock) clock);

    for (int passed = 0;
        passed < MONTH || !(waiting.isEmpty() && allArePaid() && bank.isDone());
        passed++) {
      assertThat(passed).as("days until all are paid, seed %d", seed).isLessThan(LONGEST_DAYS);
      clock.stopAt(day.plusDays(passed));
      for (int orders = 0; orders < 2 && !waiting.isEmpty(); orders++) {
        desk.order(waiting.poll());
      }
      repair(day.plusDays(passed));
      send(bank, day.plusDays(passed));
      bank.endOfDay(day.plusDays(passed)).forEach(this::deliver);
      mistake(mistakes, day.plusDays(passed));
      assertThat(broken()).as("broken promises on day %d, seed %d", passed, seed).isZero();
    }

    var paid = line().paid().minus(before.paid());
    assertThat(paid).as("ledger, seed %d", seed).isEqualTo(Cents.euros(5_000L * VOUCHERS));
    assertThat(bank.paidCents()).as("bank, seed %d", seed).isEqualTo(paid.value());
    assertThat(bookedCents()).as("payments, seed %d", seed).isEqualTo(paid.value());
    assertThat(bookedByBank() - bookedBefore)
        .as("what the statements show, without what was cleared up, seed %d", seed)
        .isEqualTo(paid.value());
    assertThat(paidBy("ERDF") - erdfBefore)
        .as("half of it is the ERDF's, seed %d", seed)
        .isEqualTo(paid.value() / 2);
    assertThat(line().inPayment()).isEqualTo(before.inPayment());
    assertThat(mistakes).as("mistakes that were not made, seed %d", seed).isEmpty();
    assertThat(messages.queue(1)).as("nothing is left to look at, seed %d", seed).isEmpty();
    assertThat(bank.codes())
        .as("all answer codes, seed %d", seed)
        .contains("RCVD", "PDNG", "PART", "RJCT", "ACTC", "ACCP", "ACSP", "ACSC", "ACWC")
        .contains("RCVC", "RVCM", "RVNC");
    assertThat(kindsOfPostings()).contains("ORDER", "REJECT", "PAY", "RETURN");
  }

  /** Officers and applicants mend what failed, as the lifecycle has them do. */
  private void repair(LocalDate today) {
    for (var undecided : payments.undecided()) {
      payments.decideRemedy(
          undecided.endToEndId(),
          Remedy.SAME_ACCOUNT,
          "Cleared up with the bank.",
          applications.person(Role.FINANCE_OFFICER));
    }
    for (var ref : cases.keySet()) {
      var all = payments.of(ref);
      if (all.isEmpty() || !all.getLast().state().failed()) {
        continue;
      }
      var order = desk.order(ref);
      if (order.outcome() == PaymentOrder.Outcome.NEEDS_ACCOUNT) {
        obtainAccount(ref, today);
      }
    }
  }

  private void obtainAccount(ApplicationRef ref, LocalDate today) {
    var until = cooling.get(ref);
    int number = desk.ask(ref);
    if (until == null) {
      desk.give(ref, cases.get(ref));
      accounts.beginCooling(
          ref,
          number,
          OffsetDateTime.now((Clock) clock).plus(Duration.ofDays(7)),
          passageOf("payment.begin-cooling"));
      accounts.check(ref, number, applications.person(Role.FINANCE_OFFICER), "Called.");
      cooling.put(ref, today.plusDays(7));
    } else if (!today.isBefore(until)) {
      accounts.approve(ref, number, applications.person(Role.FINANCE_OFFICER));
      cooling.remove(ref);
      desk.order(ref);
    }
  }

  private void send(SeededBank bank, LocalDate today) {
    if (!payments.waiting(1).isEmpty()) {
      bank.take(desk.release(), today).forEach(this::deliver);
    }
  }

  /** Every file comes twice, and the second time changes nothing. */
  private void deliver(byte[] file) {
    var first = messages.take(file, "system");
    var postings = postings();
    assertThat(messages.take(file, "fiona")).isEqualTo(first);
    assertThat(postings()).isEqualTo(postings);
  }

  /**
   * The next mistake, as soon as a payment is booked; it changes nothing, however often it comes.
   */
  private void mistake(Queue<OddFiles.Mistake> mistakes, LocalDate today) {
    var booked =
        cases.keySet().stream()
            .flatMap(ref -> payments.of(ref).stream())
            .filter(payment -> payment.state() == PaymentState.BOOKED)
            .findFirst();
    if (booked.isEmpty() || mistakes.isEmpty()) {
      return;
    }
    var mistake = mistakes.remove();
    var batch = batches.get(Objects.requireNonNull(booked.get().batch()));
    if (mistake == OddFiles.Mistake.USED_MESSAGE_ID) {
      messages.take(odd.firstUse(batch, today), "system");
    }
    var file = odd.with(mistake, booked.get(), batch, today);
    var before = List.of(postings(), bookedCents(), taken());
    if (mistake.refusal() == null) {
      var waits = messages.take(file, "system").queued();
      assertThat(messages.take(file, "fiona").queued()).isEqualTo(waits);
      assertThat(waits)
          .as(mistake.name())
          .extracting(BankEntryView::problem)
          .containsExactly(mistake.problem());
      var entry = waits.getFirst();
      solutions.close(
          entry.message(),
          entry.position(),
          "Cleared up with the bank.",
          applications.person(Role.FINANCE_OFFICER));
      assertThat(List.of(postings(), bookedCents())).isEqualTo(before.subList(0, 2));
    } else {
      for (int delivery = 0; delivery < 2; delivery++) {
        var refused = catchThrowableOfType(InvalidInput.class, () -> messages.take(file, "fiona"));
        assertThat(refused).as(mistake.name()).isNotNull();
        assertThat(refused.problems().getFirst().rule()).isEqualTo(mistake.refusal());
      }
      assertThat(List.of(postings(), bookedCents(), taken())).isEqualTo(before);
    }
  }

  private boolean allArePaid() {
    return cases.keySet().stream()
        .map(payments::of)
        .allMatch(all -> !all.isEmpty() && all.getLast().state() == PaymentState.BOOKED);
  }

  private long bookedCents() {
    return cases.keySet().stream()
        .flatMap(ref -> payments.of(ref).stream())
        .filter(payment -> payment.state() == PaymentState.BOOKED)
        .mapToLong(PaymentView::amountCents)
        .sum();
  }

  /** What left the account by the statements, without what officers cleared up with the bank. */
  private long bookedByBank() {
    return jdbc.sql(
            """
            select coalesce(sum(case e.direction when 'DEBIT' then e.amount else -e.amount end), 0) * 100
            from bank_entry e join bank_message m on m.id = e.message and m.kind = 'STATEMENT'
            where e.bank_status = 'BOOK' and not exists (
              select 1 from bank_entry_solution s
              where s.message = e.message and s.position = e.position and s.state = 'CLOSED')
            """)
        .query(Long.class)
        .single();
  }

  private long paidBy(String source) {
    return jdbc.sql(
            "select paid_cents from budget_balance where line = 'VOUCHER' and source = :source")
        .param("source", source)
        .query(Long.class)
        .single();
  }

  private List<String> kindsOfPostings() {
    return jdbc.sql("select distinct kind from budget_posting where application in (:refs)")
        .param("refs", cases.keySet().stream().map(ApplicationRef::value).toList())
        .query(String.class)
        .list();
  }

  private long taken() {
    return jdbc.sql("select count(*) from bank_message").query(Long.class).single();
  }

  private LineTotals line() {
    return budget.totals().stream()
        .filter(line -> line.scheme() == Scheme.VOUCHER)
        .findFirst()
        .orElseThrow();
  }

  private long postings() {
    return jdbc.sql("select count(*) from budget_posting").query(Long.class).single();
  }

  private long broken() {
    return jdbc.sql(
            "select (select count(*) from promise_2_budget_is_never_exceeded)"
                + " + (select count(*) from"
                + " promise_3_each_instalment_is_paid_once_and_released_by_another)"
                + " + (select count(*) from promise_3_new_accounts_are_approved_by_two)"
                + " + (select count(*) from promise_4_no_payment_without_grounds)")
        .query(Long.class)
        .single();
  }

  /** On the PostgreSQL server of the test run. */
  static final class OwnDatabase extends DatabaseOfItsOwn {

    OwnDatabase() {
      super("bank_traffic");
    }
  }
}
