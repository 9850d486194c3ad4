package eu.ttc.grants.hold;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import eu.ttc.grants.agreement.Acceptance.Accepted;
import eu.ttc.grants.agreement.AgreementState;
import eu.ttc.grants.agreement.Agreements;
import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.Hold;
import eu.ttc.grants.application.OnHold;
import eu.ttc.grants.claim.ClaimState;
import eu.ttc.grants.claim.Claims;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.information.Information;
import eu.ttc.grants.information.InformationState;
import eu.ttc.grants.information.InformationTopic;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.outcome.OutcomeReports;
import eu.ttc.grants.outcome.OutcomeState;
import eu.ttc.grants.payment.Hindrance;
import eu.ttc.grants.payment.PaymentBatches;
import eu.ttc.grants.payment.Payments;
import eu.ttc.grants.support.VisitState;
import eu.ttc.grants.support.Visits;
import eu.ttc.grants.testing.AnApplication;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.ModuleTest;
import eu.ttc.grants.testing.TestClock;
import eu.ttc.grants.testing.VoucherDesk;
import eu.ttc.grants.withdrawal.Withdrawals;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@ModuleTest
@DisplayName("A case on hold")
class HoldsModuleTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 2);
  private static final LocalDate LAST_DAY = LocalDate.of(2026, 11, 11);
  private static final Instant END = Instant.parse("2026-11-11T23:00:00Z");

  private final Holds holds;
  private final Applications applications;
  private final Agreements agreements;
  private final Claims claims;
  private final Information information;
  private final Visits visits;
  private final OutcomeReports outcomes;
  private final Payments payments;
  private final PaymentBatches batches;
  private final Withdrawals withdrawals;
  private final ApplicationDesk desk;
  private final VoucherDesk vouchers;
  private final JdbcClient jdbc;
  private final TestClock clock;
  private final String officer;

  HoldsModuleTest(
      Holds holds,
      Applications applications,
      Agreements agreements,
      Claims claims,
      Information information,
      Visits visits,
      OutcomeReports outcomes,
      Payments payments,
      PaymentBatches batches,
      Withdrawals withdrawals,
      ApplicationDesk desk,
      VoucherDesk vouchers,
      JdbcClient jdbc,
      TestClock clock) {
    this.holds = holds;
    this.applications = applications;
    this.agreements = agreements;
    this.claims = claims;
    this.information = information;
    this.visits = visits;
    this.outcomes = outcomes;
    this.payments = payments;
    this.batches = batches;
    this.withdrawals = withdrawals;
    this.desk = desk;
    this.vouchers = vouchers;
    this.jdbc = jdbc;
    this.clock = clock;
    this.officer = desk.person(Role.PROGRAMME_OFFICER);
  }

  @BeforeEach
  void today() {
    clock.stopAt(TODAY);
  }

  @Test
  void isPutOnHoldOnceWithWhoWhyAndUntilWhen() {
    var ref = desk.submit(anApplication());

    var hold = place(ref);

    assertThat(place(ref)).isEqualTo(hold);
    assertThat(hold.lastDay()).isEqualTo(LAST_DAY);
    assertThat(hold.endsAt()).isEqualTo(END);
    assertThat(applications.holdsOf(ref)).containsExactly(hold);
    var entry = applications.history(ref).getLast();
    assertThat(entry.event()).isEqualTo("PUT_ON_HOLD");
    assertThat(entry.actor()).isEqualTo(officer);
    assertThat(entry.reason()).isEqualTo("2026-11-11 The owner changes.");
    assertThat(entry.status()).isEqualTo(ApplicationStatus.SUBMITTED);
    assertThatThrownBy(() -> holds.place(new PutOnHold(ref, "Another reason.", LAST_DAY, officer)))
        .isInstanceOfSatisfying(OnHold.class, on -> assertThat(on.until()).isEqualTo(END))
        .hasMessageContaining("until the end of 2026-11-11");
  }

  @Test
  void isOverByItselfAndCanBePutOnHoldAgain() {
    var ref = desk.submit(anApplication());
    place(ref);

    clock.stopAt(END.minusMillis(1));
    assertThatThrownBy(() -> move(ref, ApplicationStatus.COMPLETE)).isInstanceOf(OnHold.class);
    clock.stopAt(END);
    move(ref, ApplicationStatus.COMPLETE);

    assertThat(applications.holdOf(ref)).isEmpty();
    assertThatThrownBy(() -> holds.end(ref, "Cleared up.", officer)).isInstanceOf(NotNow.class);
    holds.place(new PutOnHold(ref, "Again.", LAST_DAY.plusDays(1), officer));
    assertThat(applications.holdsOf(ref))
        .extracting(hold -> hold.number(), hold -> hold.endedBy().orElse("nobody"))
        .containsExactly(tuple(1, Applications.SYSTEM), tuple(2, "nobody"));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "'  ',     2026-11-11, reason, required",
        "why,      -,          until,  required",
        "why,      2026-11-01, until,  futureOrPresent",
        "why,      2027-05-05, until,  latest"
      })
  void needsAReasonAndAPossibleEnd(
      String reason, @Nullable LocalDate lastDay, String field, String rule) {
    var ref = desk.submit(anApplication());

    assertThatThrownBy(() -> holds.place(new PutOnHold(ref, reason, lastDay, officer)))
        .isInstanceOfSatisfying(
            InvalidInput.class,
            wrong ->
                assertThat(wrong.problems())
                    .extracting(FieldProblem::field, FieldProblem::rule)
                    .containsExactly(tuple(field, rule)));
    assertThat(applications.holdsOf(ref)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"2026-11-02", "2027-05-04"})
  void mayEndTodayAndHalfAYearFromNow(LocalDate lastDay) {
    var ref = desk.submit(anApplication());

    assertThat(holds.place(new PutOnHold(ref, "Why.", lastDay, officer)).lastDay())
        .isEqualTo(lastDay);
  }

  @ParameterizedTest
  @EnumSource(
      value = Role.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"PROGRAMME_OFFICER", "PROGRAMME_MANAGER"})
  void isForOfficersAndManagersOnly(Role role) {
    var ref = desk.submit(anApplication());

    assertThatThrownBy(() -> holds.place(new PutOnHold(ref, "Why.", LAST_DAY, desk.person(role))))
        .isInstanceOf(NotNow.class);
  }

  @Test
  void isNeitherADraftNorEndedNorOnesOwn() {
    var draft = desk.draft(anApplication());
    var ended = desk.submitAndMove(anApplication(), ApplicationStatus.REJECTED);
    var own = desk.submit(anApplication().by(officer));

    for (var ref : List.of(draft, ended, own)) {
      assertThatThrownBy(() -> place(ref)).isInstanceOf(NotNow.class);
      assertThat(applications.holdsOf(ref)).isEmpty();
    }
  }

  @Test
  void keepsItsOfferOpenForAsLongAsItWasWhenItBegan() {
    var told = anApplication();
    var ref = offered(told, Duration.ofDays(3));
    var due = agreements.of(ref).orElseThrow().acceptBy();
    place(ref);
    var moved = due.plus(Duration.between(clock.instant(), END));
    assertThat(agreements.of(ref).orElseThrow().acceptBy()).isEqualTo(moved);

    clock.stopAt(due.plusSeconds(1));
    assertThatThrownBy(() -> agreements.accept(ref, told.applicant(), "I accept."))
        .isInstanceOf(OnHold.class);
    var asked = agreements.lapse(ref, passageOf("agreement.lapse"));
    assertThat(asked.state()).isEqualTo(AgreementState.OPEN);
    assertThat(asked.acceptBy().toInstant()).isEqualTo(moved);

    clock.stopAt(END.plus(Duration.ofDays(2)));
    assertThat(agreements.accept(ref, told.applicant(), "I accept.")).isInstanceOf(Accepted.class);
  }

  @Test
  void lapsesWhenTheTimeAfterTheHoldIsOver() {
    var ref = offered(anApplication(), Duration.ofDays(3));
    place(ref);

    clock.stopAt(END.plus(Duration.ofDays(3)).minusSeconds(1));
    assertThat(agreements.lapse(ref, passageOf("agreement.lapse")).state())
        .isEqualTo(AgreementState.OPEN);
    clock.stopAt(END.plus(Duration.ofDays(3)));
    assertThat(agreements.lapse(ref, passageOf("agreement.lapse")).state())
        .isEqualTo(AgreementState.LAPSED);
    assertThat(applications.get(ref).status()).isEqualTo(ApplicationStatus.LAPSED);
  }

  @Test
  void whatWasOverdueBeforeLapsesAfterwardsOnly() {
    var ref = offered(anApplication(), Duration.ofDays(3));
    var due = agreements.of(ref).orElseThrow().acceptBy();
    clock.stopAt(due.plusSeconds(30));
    place(ref);

    var asked = agreements.lapse(ref, passageOf("agreement.lapse"));
    assertThat(asked.state()).isEqualTo(AgreementState.OPEN);
    assertThat(asked.acceptBy().toInstant()).isEqualTo(END);
    assertThat(agreements.of(ref).orElseThrow().acceptBy()).isEqualTo(due);
    clock.stopAt(END);
    assertThat(agreements.lapse(ref, passageOf("agreement.lapse")).state())
        .isEqualTo(AgreementState.LAPSED);
  }

  @Test
  void givesBackWhatIsLeftWhenItEndsEarly() {
    var ref = offered(anApplication(), Duration.ofDays(3));
    var due = agreements.of(ref).orElseThrow().acceptBy();
    place(ref);
    clock.advance(Duration.ofDays(4));

    holds.end(ref, "The owner is known.", officer);

    assertThat(agreements.of(ref).orElseThrow().acceptBy()).isEqualTo(due.plus(Duration.ofDays(4)));
    assertThat(applications.holdOf(ref)).isEmpty();
    var entry = applications.history(ref).getLast();
    assertThat(entry.event()).isEqualTo("HOLD_ENDED");
    assertThat(entry.reason()).isEqualTo("The owner is known.");
    move(ref, ApplicationStatus.LAPSED);
  }

  @Test
  void keepsItsClaimOpen() {
    var told = anApplication();
    var ref = offered(told, Duration.ofDays(3));
    agreements.accept(ref, told.applicant(), "I accept.");
    claims.open(ref, inDays(5), passageOf("claim.open"));
    var due = claims.of(ref).getLast().dueAt();
    place(ref);
    var moved = due.plus(Duration.between(clock.instant(), END));

    clock.stopAt(due.plusSeconds(1));
    var asked = claims.lapse(ref, 1, passageOf("claim.lapse"));
    assertThat(asked.state()).isEqualTo(ClaimState.OPEN);
    assertThat(asked.dueAt().toInstant()).isEqualTo(moved);
    clock.stopAt(moved);
    assertThat(claims.lapse(ref, 1, passageOf("claim.lapse")).state()).isEqualTo(ClaimState.LAPSED);
  }

  @Test
  void keepsItsQuestionOpenAndTheDecisionClockStandsStill() {
    var ref = desk.submit(anApplication().registeredAs(null));
    information.ask(
        ref, InformationTopic.COMPLETENESS, inDays(2), inDays(4), passageOf("information.ask"));
    var due = information.of(ref).getFirst().dueAt();
    clock.advance(Duration.ofDays(1));
    place(ref);
    var later = Duration.between(clock.instant(), END);

    clock.stopAt(due.plusSeconds(1));
    var reminder = information.remind(ref, 1, passageOf("information.remind"));
    assertThat(reminder.noted()).isFalse();
    assertThat(reminder.next().toInstant()).isEqualTo(due.minus(Duration.ofDays(2)).plus(later));
    var asked = information.lapse(ref, 1, passageOf("information.lapse"));
    assertThat(asked.state()).isEqualTo(InformationState.OPEN);
    assertThat(asked.dueAt().toInstant()).isEqualTo(due.plus(later));

    clock.stopAt(due.plus(later));
    assertThat(information.lapse(ref, 1, passageOf("information.lapse")).state())
        .isEqualTo(InformationState.LAPSED);
    var stopped = Duration.between(due.minus(Duration.ofDays(4)), clock.instant());
    assertThat(information.stoppedTime(ref)).isEqualTo(stopped);
    holds.place(new PutOnHold(ref, "Again.", LAST_DAY.plusDays(30), officer));
    clock.advance(Duration.ofDays(2));
    assertThat(information.stoppedTime(ref)).isEqualTo(stopped.plusDays(2));
  }

  @Test
  void keepsItsVisitAndItsReportOfResultsAwaited() {
    var ref = desk.submit(anApplication());
    addManager();
    visits.assign(ref, inDays(3), passageOf("support.assign-manager"));
    outcomes.ask(ref, 1, inDays(3), passageOf("outcome.ask"));
    var due = clock.instant().plus(Duration.ofDays(3));
    place(ref);
    var moved = due.plus(Duration.between(clock.instant(), END));

    clock.stopAt(due.plusSeconds(1));
    var visit = visits.missing(ref, passageOf("support.note-missing-visit"));
    assertThat(visit.state()).isEqualTo(VisitState.PLANNED);
    assertThat(visit.dueAt().toInstant()).isEqualTo(moved);
    var report = outcomes.close(ref, 1, passageOf("outcome.close"));
    assertThat(report.state()).isEqualTo(OutcomeState.OPEN);
    assertThat(report.dueAt().toInstant()).isEqualTo(moved);

    clock.stopAt(moved);
    assertThat(visits.missing(ref, passageOf("support.note-missing-visit")).state())
        .isEqualTo(VisitState.NOT_HELD);
    assertThat(outcomes.close(ref, 1, passageOf("outcome.close")).state())
        .isEqualTo(OutcomeState.MISSING);
  }

  @Test
  void isWithdrawnByItsApplicantWhichEndsTheHold() {
    var told = anApplication();
    var ref = vouchers.eligible(told);
    place(ref);
    clock.advance(Duration.ofDays(1));

    assertThat(withdrawals.withdraw(ref, told.applicant(), "We give up."))
        .isEqualTo(ApplicationStatus.WITHDRAWN);

    assertThat(desk.events(ref)).contains("WITHDRAWN", "BUDGET_RELEASED");
    assertThat(applications.holdOf(ref)).isEmpty();
    assertThat(applications.holdsOf(ref).getLast().endedBy()).contains(told.applicant());
    assertThat(broken(ref)).isZero();
  }

  @Test
  void isNotPaid() {
    var told = anApplication();
    var ref = vouchers.eligible(told);
    vouchers.evaluate(ref, vouchers.assign(ref, desk.person(Role.EVALUATOR)));
    vouchers.agree(ref, told, desk.person(Role.PROGRAMME_MANAGER));
    vouchers.claim(ref, told, desk.person(Role.PROGRAMME_OFFICER));
    vouchers.endWaitingPayments();
    vouchers.order(ref);
    place(ref);

    var fiona = desk.person(Role.FINANCE_OFFICER);
    var felix = desk.person(Role.FINANCE_OFFICER);
    assertThatThrownBy(() -> batches.prepare(fiona)).isInstanceOf(NotNow.class);
    assertThat(payments.waiting(100))
        .filteredOn(one -> one.payment().application().equals(ref))
        .singleElement()
        .satisfies(one -> assertThat(one.payable()).isFalse());

    holds.end(ref, "Cleared up.", officer);
    var batch = batches.prepare(fiona);
    holds.place(new PutOnHold(ref, "A doubt.", LAST_DAY, officer));
    assertThatThrownBy(() -> batches.release(batch.id(), felix))
        .isInstanceOf(NotNow.class)
        .hasMessageContaining("is on hold");
    assertThat(batches.hindrances(batch.id(), List.of(felix)).get(felix))
        .containsExactly(new Hindrance(Hindrance.Kind.ON_HOLD, ref));
    batches.reject(batch.id(), felix, "One is on hold.");
    clock.stopAt(END);
    assertThat(batches.release(batches.prepare(fiona).id(), felix).releasedBy()).isEqualTo(felix);
    assertThat(broken(ref)).isZero();
  }

  @Test
  void whatHappensAllTheSameBreaksAPromise() {
    var ref = desk.submit(anApplication());
    place(ref);
    clock.advance(Duration.ofDays(1));
    assertThat(broken(ref)).isZero();

    desk.inRolledBackTransaction(
        () -> {
          applications.lockedDespiteHold(ref);
          applications.note(ref, "BUDGET_RESERVED", Applications.SYSTEM, null);
          assertThat(broken(ref)).isOne();
        });
  }

  @Test
  void isNotForgottenByTheDatabase() {
    var ref = desk.submit(anApplication());
    place(ref);

    assertThatThrownBy(
            () ->
                jdbc.sql("update application_hold set ends_at = now() where application = :ref")
                    .param("ref", ref.value())
                    .update())
        .hasMessageContaining("is not changed but ended");
    assertThatThrownBy(
            () ->
                jdbc.sql(
                        "insert into application_hold (application, number, reason, placed_at,"
                            + " placed_by, ends_at) values (:ref, 2, 'why', now(), 'x', now() +"
                            + " interval '1 day')")
                    .param("ref", ref.value())
                    .update())
        .hasMessageContaining("one_hold_at_a_time");
  }

  private Hold place(ApplicationRef ref) {
    return holds.place(new PutOnHold(ref, "The owner changes.", LAST_DAY, officer));
  }

  private ApplicationRef offered(AnApplication told, Duration open) {
    var ref =
        desk.submitAndMove(
            told,
            ApplicationStatus.COMPLETE,
            ApplicationStatus.ELIGIBLE,
            ApplicationStatus.EVALUATED,
            ApplicationStatus.APPROVED);
    agreements.offer(ref, OffsetDateTime.now(clock).plus(open), passageOf("agreement.offer"));
    return ref;
  }

  private void addManager() {
    jdbc.sql(
            """
            insert into business_support_manager (username, regions, languages, sectors)
            values (:name, array['AACHEN', 'HASSELT', 'LIEGE', 'LEUVEN', 'OSTBELGIEN', 'MAASTRICHT',
                                 'EINDHOVEN'],
                    array['nl', 'de', 'fr', 'en'],
                    array['LIFE_SCIENCES', 'ICT', 'ENERGY', 'HIGH_TECH_MATERIALS', 'OTHER'])
            """)
        .param("name", desk.person(Role.BUSINESS_SUPPORT_MANAGER))
        .update();
  }

  private void move(ApplicationRef ref, ApplicationStatus next) {
    desk.inTransaction(
        () -> {
          applications.move(ref, next, "MOVED_BY_TEST", Applications.SYSTEM, null);
          return next;
        });
  }

  private OffsetDateTime inDays(int days) {
    return OffsetDateTime.now(clock).plusDays(days);
  }

  private long broken(ApplicationRef ref) {
    return jdbc.sql(
            "select count(*) from promise_10_nothing_changes_a_case_on_hold"
                + " where application = :ref")
        .param("ref", ref.value())
        .query(Long.class)
        .single();
  }
}
