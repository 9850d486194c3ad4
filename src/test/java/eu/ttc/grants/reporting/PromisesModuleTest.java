package eu.ttc.grants.reporting;

import static eu.ttc.grants.kernel.Cents.euros;
import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.CaseDesk;
import eu.ttc.grants.testing.CoFundingDesk;
import eu.ttc.grants.testing.ModuleTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@ModuleTest
class PromisesModuleTest {

  private final Promises promises;
  private final Budget budget;
  private final ApplicationDesk desk;
  private final CaseDesk cases;
  private final CoFundingDesk money;
  private final JdbcClient jdbc;
  private final List<ApplicationRef> reserved = new ArrayList<>();

  PromisesModuleTest(
      Promises promises,
      Budget budget,
      ApplicationDesk desk,
      CaseDesk cases,
      CoFundingDesk money,
      JdbcClient jdbc) {
    this.budget = budget;
    this.promises = promises;
    this.desk = desk;
    this.cases = cases;
    this.money = money;
    this.jdbc = jdbc;
  }

  @AfterEach
  void vouchersAreGivenBack() {
    reserved.forEach(
        ref ->
            desk.inTransaction(
                () -> {
                  budget.release(ref, "released by test", "tester");
                  return ref;
                }));
  }

  @Test
  void promise1ShowsASubmissionThatNobodyHandles() {
    var ref = desk.submit(anApplication());

    desk.inTransaction(
        () -> {
          assertThat(broken("promise_1_one_instance_per_application", ref.value())).isZero();
          jdbc.sql("delete from outbox_record where record_key = :ref")
              .param("ref", ref.value())
              .update();
          jdbc.sql(
                  "update application set dossier_frozen_at = now() - interval '1 hour'"
                      + " where reference = :ref")
              .param("ref", ref.value())
              .update();
          assertThat(broken("promise_1_one_instance_per_application", ref.value())).isOne();
          jdbc.sql("update application set process_instance = 42 where reference = :ref")
              .param("ref", ref.value())
              .update();
          return true;
        });
  }

  @Test
  void promise4ShowsAnAgreementThatWasOfferedWhileAConditionWasOpen() {
    var ref = cases.awardedOn(anApplication(), "Send the letter of intent.");
    assertThat(broken("promise_4_no_payment_without_grounds", ref.value())).isZero();

    desk.inRolledBackTransaction(
        () -> {
          jdbc.sql(
                  "insert into agreement (application, state, amount_cents, offered_at, accept_by,"
                      + " version) values (:ref, 'OPEN', 500000, now(), now(), 0)")
              .param("ref", ref.value())
              .update();
          assertThat(broken("promise_4_no_payment_without_grounds", ref.value())).isOne();
          jdbc.sql(
                  "insert into confirmed_condition values (:ref, 1, 1, 'Late.', 'olga',"
                      + " now() + interval '1 day')")
              .param("ref", ref.value())
              .update();
          assertThat(broken("promise_4_no_payment_without_grounds", ref.value()))
              .as("confirmed only after the offer")
              .isOne();
        });
  }

  @Test
  void promise2ShowsASourceThatItsPostingsDoNotAddUpTo() {
    desk.inRolledBackTransaction(
        () -> {
          assertThat(ledger()).isEmpty();
          jdbc.sql(
                  "update budget_line set erdf_available_cents = erdf_available_cents - 1,"
                      + " erdf_allocated_cents = erdf_allocated_cents - 1 where code = 'VOUCHER'")
              .update();
          assertThat(ledger())
              .contains(
                  "the postings do not add up to the balances of ERDF",
                  "the postings do not add up to the balances of NATIONAL");
        });
  }

  @Test
  void promise4ShowsAnAgreementOfTheFundWithoutVerifiedCoFunding() {
    var view = "promise_4_no_agreement_without_verified_co_funding";
    var told = anApplication().forTheFund(euros(200_000));
    var unverified = money.planned(told, euros(400_000), euros(200_000));
    var toldToo = anApplication().forTheFund(euros(200_000));
    var verified = money.planned(toldToo, euros(400_000), euros(200_000));
    money.bank(verified, toldToo, "account of " + verified, euros(200_000));
    money.verify(verified);

    desk.inRolledBackTransaction(
        () -> {
          for (var ref : List.of(unverified, verified)) {
            jdbc.sql(
                    """
                    insert into agreement (application, state, amount_cents, offered_at, accept_by,
                                           version)
                    values (:ref, 'OPEN', 20000000, now(), now() + interval '14 days', 0)
                    """)
                .param("ref", ref.value())
                .update();
          }
          assertThat(broken(view, unverified.value())).isOne();
          assertThat(broken(view, verified.value())).isZero();
        });
  }

  @Test
  void promise2ShowsAPostingThatMovesMoneyFromOneSourceToTheOther() {
    var posting = reserved();

    desk.inRolledBackTransaction(
        () -> {
          jdbc.sql("set local session_replication_role = replica").update();
          jdbc.sql(
                  "update budget_entry set cents = cents + case source when 'ERDF' then 1 else -1"
                      + " end where posting = :posting and bucket = 'RESERVED'")
              .param("posting", posting)
              .update();
          assertThat(ledger())
              .contains("posting " + posting + " moves money from one source to another")
              .doesNotContain("posting " + posting + " does not move its amount");
          jdbc.sql("delete from budget_entry where posting = :posting and bucket = 'RESERVED'")
              .param("posting", posting)
              .update();
          assertThat(ledger()).contains("posting " + posting + " does not move its amount");
        });
  }

  @Test
  void promise2ShowsAnApplicationThatHoldsOtherThanItsPostings() {
    var posting = reserved();

    desk.inRolledBackTransaction(
        () -> {
          jdbc.sql(
                  "update budget_reservation set amount_cents = amount_cents - 1 where application"
                      + " = (select application from budget_posting where id = :id)")
              .param("id", posting)
              .update();
          assertThat(ledger()).hasSize(1).first().asString().contains("than its postings say");
        });
  }

  @Test
  void promise2ShowsAVoucherWithAnotherHolderThanItsHistory() {
    desk.submit(anApplication());
    desk.inRolledBackTransaction(
        () -> {
          jdbc.sql(
                  "insert into voucher_event (voucher, application, event, happened_by,"
                      + " happened_at) select number, (select min(reference) from application),"
                      + " 'TAKEN', 'nobody', now() from voucher_slot where application is null"
                      + " limit 1")
              .update();
          assertThat(ledger()).hasSize(1).first().asString().contains("than its history says");
        });
  }

  @Test
  void promise7ShowsAStatusWithoutHistory() {
    var ref = desk.submit(anApplication());

    desk.inTransaction(
        () -> {
          jdbc.sql("update application set status = 'CLOSED' where reference = :ref")
              .param("ref", ref.value())
              .update();
          assertThat(broken("promise_7_history_is_complete", ref.value())).isOne();
          jdbc.sql("update application set status = 'SUBMITTED' where reference = :ref")
              .param("ref", ref.value())
              .update();
          return true;
        });
  }

  @Test
  void promise8ShowsAChangeOfStatusThatNobodyWasTold() {
    var ref = desk.submitAndMove(anApplication(), ApplicationStatus.COMPLETE);
    assertThat(broken("promise_8_each_status_change_is_told_once", ref.value())).isZero();

    desk.inRolledBackTransaction(
        () -> {
          jdbc.sql(
                  "insert into status_history (application, number, status, event, actor, at)"
                      + " select application, max(number) + 1, 'ELIGIBLE', 'ELIGIBLE', 'nobody',"
                      + " now() from status_history where application = :ref group by application")
              .param("ref", ref.value())
              .update();
          assertThat(broken("promise_8_each_status_change_is_told_once", ref.value())).isOne();
          jdbc.sql("insert into history_before_notifications values (:ref, 99)")
              .param("ref", ref.value())
              .update();
          assertThat(broken("promise_8_each_status_change_is_told_once", ref.value())).isZero();
        });
  }

  @Test
  void promise8ShowsAMailThatWaitsForMoreThanADay() {
    var ref = desk.submit(anApplication().by(desk.person(Role.APPLICANT)));
    assertThat(broken("promise_8_each_status_change_is_told_once", ref.value())).isZero();

    desk.inRolledBackTransaction(
        () -> {
          jdbc.sql(
                  "update notification set waiting_since = now() - interval '25 hours'"
                      + " where application = :ref")
              .param("ref", ref.value())
              .update();
          assertThat(broken("promise_8_each_status_change_is_told_once", ref.value())).isOne();
        });
  }

  @Test
  void countsEveryPromise() {
    assertThat(promises.broken())
        .containsKeys(
            "promise_1_one_instance_per_application",
            "promise_2_budget_is_never_exceeded",
            "promise_7_history_is_complete",
            "promise_8_each_status_change_is_told_once",
            "promise_10_nothing_changes_a_case_on_hold",
            "promise_11_recoveries_add_up",
            "promise_12_ledger_payments_and_bank_agree");
  }

  /** The posting of a new reservation. */
  private long reserved() {
    var ref = desk.submit(anApplication());
    reserved.add(ref);
    budget.reserve(ref, Cents.euros(5_000), passageOf("budget.reserve"));
    return jdbc.sql("select id from budget_posting where application = :ref")
        .param("ref", ref.value())
        .query(Long.class)
        .single();
  }

  private List<String> ledger() {
    return jdbc.sql("select broken from promise_2_budget_is_never_exceeded")
        .query(String.class)
        .list();
  }

  private long broken(String view, String ref) {
    return jdbc.sql("select count(*) from " + view + " where application = :ref")
        .param("ref", ref)
        .query(Long.class)
        .single();
  }
}
