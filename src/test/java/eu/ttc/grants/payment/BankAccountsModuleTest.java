package eu.ttc.grants.payment;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import eu.ttc.grants.application.DocumentKind;
import eu.ttc.grants.application.Documents;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.Unknown;
import eu.ttc.grants.payment.web.SimulatedFiles;
import eu.ttc.grants.payment.web.SimulatedFiles.Said;
import eu.ttc.grants.testing.AnApplication;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.ModuleTest;
import eu.ttc.grants.testing.PaymentDesk;
import eu.ttc.grants.testing.TestClock;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

@ModuleTest
@DisplayName("New bank details")
class BankAccountsModuleTest {

  private final BankAccounts accounts;
  private final BankMessages messages;
  private final PaymentBatches batches;
  private final Documents documents;
  private final PaymentDesk desk;
  private final ApplicationDesk applications;
  private final TestClock clock;
  private final JdbcClient jdbc;

  BankAccountsModuleTest(
      BankAccounts accounts,
      BankMessages messages,
      PaymentBatches batches,
      Documents documents,
      PaymentDesk desk,
      ApplicationDesk applications,
      TestClock clock,
      JdbcClient jdbc) {
    this.accounts = accounts;
    this.messages = messages;
    this.batches = batches;
    this.documents = documents;
    this.desk = desk;
    this.applications = applications;
    this.clock = clock;
    this.jdbc = jdbc;
  }

  @Test
  void theNextPaymentGoesToTheAccountThatTwoOfficersApprovedAfterTheCoolingPeriod() {
    var told = anApplication();
    var ref = failed(told);
    int number = desk.ask(ref);
    assertThat(desk.ask(ref)).as("one question at a time").isEqualTo(number);
    assertThat(desk.order(ref).outcome()).isEqualTo(PaymentOrder.Outcome.NEEDS_ACCOUNT);
    var account = desk.give(ref, told);
    cool(ref, number, Duration.ofDays(7));
    var fiona = applications.person(Role.FINANCE_OFFICER);
    var felix = applications.person(Role.FINANCE_OFFICER);

    assertThatThrownBy(() -> accounts.approve(ref, number, felix)).isInstanceOf(NotNow.class);
    accounts.check(ref, number, fiona, "Called the office under the number of the application.");
    assertThatThrownBy(() -> accounts.approve(ref, number, felix))
        .as("within the cooling period")
        .isInstanceOf(NotNow.class)
        .hasMessageContaining("cooling");
    assertThat(desk.order(ref).outcome()).isEqualTo(PaymentOrder.Outcome.NEEDS_ACCOUNT);
    clock.advance(Duration.ofDays(8));
    assertThatThrownBy(() -> accounts.approve(ref, number, fiona))
        .as("the officer who checked")
        .isInstanceOf(NotNow.class);
    accounts.approve(ref, number, felix);
    accounts.approve(ref, number, felix);

    var again = desk.order(ref);
    assertThat(again).isEqualTo(new PaymentOrder(PaymentOrder.Outcome.ORDERED, 1, "1-2"));
    assertThat(desk.last(ref).iban()).isEqualTo(account.iban());
    assertThat(applications.events(ref))
        .containsOnlyOnce(
            "BANK_ACCOUNT_ASKED",
            "BANK_ACCOUNT_GIVEN",
            "BANK_ACCOUNT_CHECKED",
            "BANK_ACCOUNT_APPROVED");
    assertThat(outbox(ref, "bank-account-given")).isOne();
    assertThat(outbox(ref, "bank-account-decided")).isOne();
    assertThat(broken()).isZero();
  }

  @Test
  void whatIsImpossibleIsSaidFieldByField() {
    var told = anApplication();
    var ref = failed(told);
    desk.ask(ref);
    var old = desk.last(ref).iban();

    assertThat(
            problems(
                ref, told, new NewAccount("NL00ABNA0417164300", "GEBABEBB", "J. Jansen", null)))
        .containsExactlyInAnyOrder("iban iban", "holder owner", "proof required");
    documents.add(
        ref,
        told.applicant(),
        DocumentKind.BANK_ACCOUNT,
        "statement.txt",
        "text/plain",
        new byte[] {1});
    var name = told.dossier().enterprise().name();
    assertThat(problems(ref, told, new NewAccount("NL20INGB0001234567", "GEBABEBB", name, null)))
        .containsExactly("bic bicCountry");
    assertThat(problems(ref, told, new NewAccount(old, null, name, null)))
        .containsExactly("iban sameAccount");
    assertThat(accounts.of(ref).getLast().state()).isEqualTo(BankAccountState.ASKED);
  }

  @Test
  void onlyWhoIsAskedMayAnswer() {
    var told = anApplication();
    var ref = desk.released(told).application();
    var account =
        new NewAccount("NL20INGB0001234567", null, told.dossier().enterprise().name(), null);

    assertThatThrownBy(() -> accounts.give(ref, told.applicant(), account))
        .isInstanceOf(NotNow.class);
    assertThatThrownBy(
            () ->
                documents.add(
                    ref,
                    told.applicant(),
                    DocumentKind.BANK_ACCOUNT,
                    "statement.txt",
                    "text/plain",
                    new byte[] {1}))
        .isInstanceOf(NotNow.class);
    assertThatThrownBy(() -> accounts.give(ref, "somebody", account)).isInstanceOf(Unknown.class);
  }

  @Test
  void aRefusedAccountIsFollowedByAnotherQuestion() {
    var told = anApplication();
    var ref = failed(told);
    int first = desk.ask(ref);
    desk.give(ref, told);

    accounts.refuse(
        ref, first, applications.person(Role.FINANCE_OFFICER), "The document is of another firm.");
    int second = desk.ask(ref);

    assertThat(second).isEqualTo(first + 1);
    desk.give(ref, told);
    desk.approve(ref, second);
    assertThat(desk.order(ref).outcome()).isEqualTo(PaymentOrder.Outcome.ORDERED);
  }

  @Test
  void theApplicantIsRemindedAsOftenAsTheRulesSayAndTheCaseNeverForgotten() {
    var ref = failed(anApplication());
    int number = desk.ask(ref);

    for (int reminder = 0; reminder < 4; reminder++) {
      accounts.remind(ref, number, passageOf("payment.remind-bank-account"));
    }

    assertThat(applications.events(ref))
        .filteredOn(event -> event.startsWith("BANK_ACCOUNT_"))
        .containsExactly(
            "BANK_ACCOUNT_ASKED",
            "BANK_ACCOUNT_REMINDED",
            "BANK_ACCOUNT_REMINDED",
            "BANK_ACCOUNT_MISSING",
            "BANK_ACCOUNT_MISSING");
    assertThat(accounts.open()).anyMatch(change -> change.application().equals(ref));
  }

  @Test
  void whoHadAPartInTheCaseDoesNotDecide() {
    var told = anApplication();
    var ref = failed(told);
    int number = desk.ask(ref);
    desk.give(ref, told);
    var verifier =
        jdbc.sql("select verified_by from claim where application = :ref")
            .param("ref", ref.value())
            .query(String.class)
            .single();

    assertThatThrownBy(() -> accounts.check(ref, number, verifier, "Called."))
        .isInstanceOf(NotNow.class);
    assertThatThrownBy(() -> accounts.refuse(ref, number, verifier, "No."))
        .isInstanceOf(NotNow.class);
  }

  @Test
  void theDatabaseRefusesOneOfficerForBothAndThePromiseShowsIt() {
    var told = anApplication();
    var ref = failed(told);
    int number = desk.ask(ref);
    desk.give(ref, told);
    accounts.check(ref, number, "fiona", "Called.");
    var decided =
        "update bank_account_change set state = 'APPROVED', decided_by = 'fiona',"
            + " decided_at = now(), cooling_until = now() - interval '1 day'"
            + " where application = '%s'".formatted(ref);

    assertThatThrownBy(() -> jdbc.sql(decided).update())
        .isInstanceOf(DataIntegrityViolationException.class)
        .hasMessageContaining("account_is_approved_by_another_person");
    applications.inRolledBackTransaction(
        () -> {
          jdbc.sql(
                  "alter table bank_account_change drop constraint"
                      + " account_is_approved_by_another_person")
              .update();
          jdbc.sql(decided).update();
          assertThat(broken()).isOne();
        });
  }

  private ApplicationRef failed(AnApplication told) {
    var payment = desk.released(told);
    messages.take(
        SimulatedFiles.report(
            "F" + payment.endToEndId(),
            LocalDate.of(2026, 12, 1),
            batches.get(payment.batch()),
            new Said("RJCT", "AC04"),
            Map.of()),
        "fiona");
    return payment.application();
  }

  private void cool(ApplicationRef ref, int number, Duration time) {
    accounts.beginCooling(
        ref,
        number,
        OffsetDateTime.now((Clock) clock).plus(time),
        passageOf("payment.begin-cooling"));
  }

  private List<String> problems(ApplicationRef ref, AnApplication told, NewAccount account) {
    return catchThrowableOfType(
            InvalidInput.class, () -> accounts.give(ref, told.applicant(), account))
        .problems()
        .stream()
        .map((FieldProblem problem) -> problem.field() + " " + problem.rule())
        .toList();
  }

  private long outbox(ApplicationRef ref, String message) {
    return jdbc.sql(
            "select count(*) from outbox_record where record_key = :ref and payload like :text")
        .param("ref", ref.value())
        .param("text", "%\"" + message + "\"%")
        .query(Long.class)
        .single();
  }

  private long broken() {
    return jdbc.sql("select count(*) from promise_3_new_accounts_are_approved_by_two")
        .query(Long.class)
        .single();
  }
}
