package eu.ttc.grants.support;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.Region;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.support.VisitOutcome.VisitNotAllowed;
import eu.ttc.grants.support.VisitOutcome.VisitRecorded;
import eu.ttc.grants.support.VisitReport.Held;
import eu.ttc.grants.support.VisitReport.NotHeld;
import eu.ttc.grants.testing.AnApplication;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.ModuleTest;
import eu.ttc.grants.testing.TestClock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@ModuleTest
class VisitsModuleTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);
  private static final OffsetDateTime DUE = OffsetDateTime.parse("2026-12-25T23:10+01:00");
  private static final Held REPORT =
      new Held(TODAY, "Test the chamber first.", "An institute in Aachen.", "");

  private final Visits visits;
  private final Applications applications;
  private final ApplicationDesk desk;
  private final JdbcClient jdbc;
  private final TestClock clock;
  private String first = "";
  private String second = "";

  VisitsModuleTest(
      Visits visits,
      Applications applications,
      ApplicationDesk desk,
      JdbcClient jdbc,
      TestClock clock) {
    this.visits = visits;
    this.applications = applications;
    this.desk = desk;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Two managers who alone can visit: those of other tests lose their role. */
  @BeforeEach
  void twoManagers() {
    clock.stopAt(TODAY);
    jdbc.sql("delete from account_role where role = 'BUSINESS_SUPPORT_MANAGER'").update();
    first = manager("Bureau One");
    second = manager("Bureau Two");
  }

  @Test
  void managerVisitsAndTheApplicantReadsTheAdvice() {
    var ref = eligible(anApplication());

    var plan = assign(ref);

    assertThat(plan.state()).isEqualTo(VisitState.PLANNED);
    assertThat(plan.dueAt()).isEqualTo(DUE);
    assertThat(plan.remindAt()).isEqualTo("2026-12-10T17:35:00+01:00");
    assertThat(visits.isAssigned(ref, plan.manager())).isTrue();
    assertThat(visits.isAssigned(ref, plan.manager().equals(first) ? second : first)).isFalse();

    assertThat(record(ref, REPORT, plan.manager())).isEqualTo(new VisitRecorded(VisitState.HELD));

    assertThat(visits.of(ref))
        .contains(
            new VisitView(
                ref,
                VisitState.HELD,
                plan.manager(),
                clock.instant(),
                DUE.toInstant(),
                TODAY,
                "Test the chamber first.",
                "An institute in Aachen.",
                null,
                null));
    assertThat(desk.events(ref)).containsSubsequence("VISIT_PLANNED", "VISIT_HELD");
  }

  @Test
  void managerMaySayThatThereIsNoVisit() {
    var ref = eligible(anApplication());
    var manager = assign(ref).manager();

    assertThat(record(ref, new NotHeld("The firm does without."), manager))
        .isEqualTo(new VisitRecorded(VisitState.NOT_HELD));

    assertThat(visits.of(ref).orElseThrow().reasonNotHeld()).isEqualTo("The firm does without.");
    assertThat(desk.events(ref)).contains("VISIT_NOT_HELD").doesNotContain("VISIT_HELD");
  }

  @Test
  void repeatedDeliveryAndRepeatedStepPlanOnce() {
    var ref = eligible(anApplication());
    var step = passageOf("support.assign-manager");

    var plan = visits.assign(ref, DUE, step);

    assertThat(visits.assign(ref, DUE, step)).isEqualTo(plan);
    assertThat(visits.assign(ref, DUE.plusDays(9), passageOf("support.assign-manager")))
        .isEqualTo(plan);
    assertThat(desk.events(ref)).containsOnlyOnce("VISIT_PLANNED");
  }

  @Test
  @DisplayName("a visit that was held stays held when the case passes here again after an appeal")
  void heldVisitIsNotPlannedAnew() {
    var ref = eligible(anApplication());
    record(ref, REPORT, assign(ref).manager());

    assertThat(assign(ref).state()).isEqualTo(VisitState.HELD);
  }

  @Test
  void plannedAtTheSameTimeItIsOneVisit() throws Exception {
    var ref = eligible(anApplication());

    var plans = together(List.of(() -> assign(ref), () -> assign(ref), () -> assign(ref)));

    assertThat(new HashSet<>(plans)).hasSize(1);
    assertThat(desk.events(ref)).containsOnlyOnce("VISIT_PLANNED");
  }

  @Test
  void workIsSpread() {
    var managers =
        List.of(
            assign(eligible(anApplication())).manager(),
            assign(eligible(anApplication())).manager());

    assertThat(managers).containsExactlyInAnyOrder(first, second);
  }

  @Test
  @DisplayName("a visit that is recorded, or over because its case ended, is no work any more")
  void onlyVisitsStillToBeHeldAreWork() {
    var one = assign(eligible(anApplication()));
    var ref = eligible(anApplication());
    var other = assign(ref);
    record(ref, REPORT, other.manager());

    assertThat(assign(eligible(anApplication())).manager()).isEqualTo(other.manager());

    clock.stopAt(DUE.plusDays(1).toLocalDate());
    var later = DUE.plusDays(30);
    assertThat(
            List.of(
                visits.assign(eligible(anApplication()), later, passageOf("x")).manager(),
                visits.assign(eligible(anApplication()), later, passageOf("x")).manager()))
        .containsExactlyInAnyOrder(one.manager(), other.manager());
  }

  @Test
  void applicantAndEmployeesOfPartiesDoNotVisit() {
    var own = eligible(anApplication().by(first));
    var employers = eligible(anApplication().ofEnterprise("BUREAU  ONE"));
    var partners = eligible(anApplication().withPartner("Bureau-One", "DE", Region.AACHEN));

    assertThat(List.of(own, employers, partners))
        .allSatisfy(ref -> assertThat(assign(ref).manager()).isEqualTo(second));
  }

  @Test
  void whoLostTheRoleGetsNoVisit() {
    jdbc.sql("delete from account_role where username = :first").param("first", first).update();

    assertThat(assign(eligible(anApplication())).manager()).isEqualTo(second);
    assertThat(assign(eligible(anApplication())).manager()).isEqualTo(second);
  }

  @Test
  void withoutAnybodyAnOperatorLearnsWhatToAdd() {
    jdbc.sql("delete from account_role where role = 'BUSINESS_SUPPORT_MANAGER'").update();
    var ref = eligible(anApplication());

    assertThatThrownBy(() -> assign(ref))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(ref.value())
        .hasMessageContaining("Add one to table business_support_manager")
        .hasMessageContaining("then retry");
    assertThat(visits.of(ref)).isEmpty();

    var third = manager("");
    assertThat(assign(ref).manager()).isEqualTo(third);
  }

  @Test
  void nobodyVisitsForAnApplicationThatEnded() {
    var ref = eligible(anApplication());
    withdraw(ref);

    assertThatThrownBy(() -> assign(ref)).hasMessageContaining("WITHDRAWN");
  }

  @Test
  void onlyItsManagerRecordsAVisitAndOnlyOnce() {
    var ref = eligible(anApplication());
    var manager = assign(ref).manager();
    var other = manager.equals(first) ? second : first;

    assertThat(record(ref, REPORT, other))
        .isInstanceOfSatisfying(
            VisitNotAllowed.class,
            refused -> assertThat(refused.problem()).contains("to whom the visit was given"));
    assertThat(record(ref, REPORT, manager)).isInstanceOf(VisitRecorded.class);
    assertThat(record(ref, new NotHeld("Changed my mind."), manager))
        .isInstanceOfSatisfying(
            VisitNotAllowed.class,
            refused -> assertThat(refused.problem()).contains("not open any more"));
    assertThat(visits.of(ref).orElseThrow().state()).isEqualTo(VisitState.HELD);
  }

  @Test
  void impossibleReportIsNotRecorded() {
    var ref = eligible(anApplication());
    var manager = assign(ref).manager();

    assertThat(record(ref, new Held(TODAY.plusDays(1), "x", "", ""), manager))
        .isInstanceOf(VisitNotAllowed.class);
    assertThat(record(ref, new NotHeld(" "), manager)).isInstanceOf(VisitNotAllowed.class);
    assertThat(visits.of(ref).orElseThrow().state()).isEqualTo(VisitState.PLANNED);
  }

  @Test
  void nothingIsRecordedOnceTheApplicationEnded() {
    var ref = eligible(anApplication());
    var manager = assign(ref).manager();
    withdraw(ref);

    assertThat(record(ref, REPORT, manager)).isInstanceOf(VisitNotAllowed.class);
    assertThat(visits.remind(ref, passageOf("support.remind-manager"))).isFalse();
    assertThat(desk.events(ref)).doesNotContain("VISIT_HELD", "VISIT_REMINDED");
  }

  @Test
  void managerIsRemindedOnceWhileTheVisitIsAwaited() {
    var ref = eligible(anApplication());
    assign(ref);

    assertThat(visits.remind(ref, passageOf("support.remind-manager"))).isTrue();
    assertThat(visits.remind(ref, passageOf("support.remind-manager"))).isFalse();
    assertThat(desk.events(ref)).containsOnlyOnce("VISIT_REMINDED");

    var held = eligible(anApplication());
    record(held, REPORT, assign(held).manager());
    assertThat(visits.remind(held, passageOf("support.remind-manager"))).isFalse();
  }

  @Test
  void visitIsMissingFromItsDeadlineOn() {
    var ref = eligible(anApplication());
    assign(ref);

    clock.stopAt(DUE.toInstant().minusSeconds(1));
    assertThat(missing(ref).state()).isEqualTo(VisitState.PLANNED);
    assertThat(desk.events(ref)).doesNotContain("VISIT_MISSED");

    clock.stopAt(DUE.toInstant());
    assertThat(missing(ref).state()).isEqualTo(VisitState.NOT_HELD);
    assertThat(missing(ref).state()).isEqualTo(VisitState.NOT_HELD);
    assertThat(desk.events(ref)).containsOnlyOnce("VISIT_MISSED");
    assertThat(visits.of(ref).orElseThrow().reasonNotHeld()).isNull();
  }

  @Test
  @DisplayName(
      "whose period is over before the engine comes: planned all the same, and due at once")
  void visitPlannedTooLateIsDueAtOnce() {
    var ref = eligible(anApplication());
    clock.stopAt(DUE.toInstant().plusSeconds(60));

    var plan = assign(ref);

    assertThat(plan.state()).isEqualTo(VisitState.PLANNED);
    assertThat(plan.dueAt()).isBetween(DUE, DUE.plusSeconds(61));
    clock.stopAt(plan.dueAt().toInstant());
    assertThat(missing(ref).state()).isEqualTo(VisitState.NOT_HELD);
    assertThat(desk.events(ref)).containsOnlyOnce("VISIT_MISSED");
  }

  @Test
  void movedDeadlineIsTold() {
    var ref = eligible(anApplication());
    assign(ref);
    var moved = DUE.plusDays(7);
    jdbc.sql("update company_visit set due_at = :moved where application = :ref")
        .param("moved", moved)
        .param("ref", ref.value())
        .update();
    clock.stopAt(DUE.toInstant());

    assertThat(missing(ref).dueAt()).isEqualTo(moved);
    assertThat(missing(ref).state()).isEqualTo(VisitState.PLANNED);
  }

  @Test
  void heldVisitIsNotMissing() {
    var ref = eligible(anApplication());
    record(ref, REPORT, assign(ref).manager());
    clock.stopAt(DUE.toInstant());

    assertThat(missing(ref).state()).isEqualTo(VisitState.HELD);
    assertThat(desk.events(ref)).doesNotContain("VISIT_MISSED");
  }

  @Test
  @DisplayName("recorded at the instant of the deadline: one outcome, the same everywhere")
  void recordAndDeadlineAtTheSameInstant() throws Exception {
    for (int time = 0; time < 10; time++) {
      clock.stopAt(TODAY);
      var ref = eligible(anApplication());
      var manager = assign(ref).manager();
      clock.stopAt(DUE.toInstant());

      together(
          List.of(
              () -> record(ref, REPORT, manager) instanceof VisitRecorded,
              () -> missing(ref).state() == VisitState.NOT_HELD));

      var held = visits.of(ref).orElseThrow().state() == VisitState.HELD;
      assertThat(desk.events(ref))
          .containsOnlyOnce(held ? "VISIT_HELD" : "VISIT_MISSED")
          .doesNotContain(held ? "VISIT_MISSED" : "VISIT_HELD");
    }
  }

  @Test
  void databaseKeepsReportsAndWhoMayWriteThem() {
    var ref = eligible(anApplication());
    var manager = assign(ref).manager();
    var other = manager.equals(first) ? second : first;
    var report =
        "insert into visit_report (application, manager, held, visited_on, advice, recorded_at)"
            + " values (:ref, :manager, true, :day, 'x', timestamptz '2026-11-25 12:00+01')";

    assertThatThrownBy(() -> write(report, ref, other, TODAY))
        .hasMessageContaining("a_visit_is_recorded_by_its_manager");
    assertThatThrownBy(() -> write(report, ref, manager, TODAY.plusDays(1)))
        .hasMessageContaining("a_visit_is_recorded_afterwards");
    assertThatThrownBy(() -> write(report.replace("'x'", "null"), ref, manager, TODAY))
        .hasMessageContaining("a_held_visit_has_a_manager_a_day_and_advice");
    write(report, ref, manager, TODAY);
    assertThatThrownBy(
            () ->
                jdbc.sql("update visit_report set advice = 'y' where application = :ref")
                    .param("ref", ref.value())
                    .update())
        .hasMessageContaining("append-only");
  }

  private void write(String report, ApplicationRef ref, String manager, LocalDate day) {
    jdbc.sql(report).param("ref", ref.value()).param("manager", manager).param("day", day).update();
  }

  private String manager(String employer) {
    var username = desk.person(Role.BUSINESS_SUPPORT_MANAGER);
    jdbc.sql(
            """
            insert into business_support_manager (username, regions, languages, sectors, employer)
            values (:username, array['EINDHOVEN'], array['nl'], array['HIGH_TECH_MATERIALS'],
                    :employer)
            """)
        .param("username", username)
        .param("employer", employer)
        .update();
    return username;
  }

  private ApplicationRef eligible(AnApplication told) {
    return desk.submitAndMove(told, ApplicationStatus.COMPLETE, ApplicationStatus.ELIGIBLE);
  }

  private void withdraw(ApplicationRef ref) {
    desk.inTransaction(
        () -> {
          applications.move(ref, ApplicationStatus.WITHDRAWN, "WITHDRAWN", "applicant", null);
          return true;
        });
  }

  private VisitPlan assign(ApplicationRef ref) {
    return visits.assign(ref, DUE, passageOf("support.assign-manager"));
  }

  private VisitOutcome record(ApplicationRef ref, VisitReport report, String manager) {
    return visits.record(new RecordVisit(ref, report, manager), passageOf("support.record-visit"));
  }

  private VisitPlan missing(ApplicationRef ref) {
    return visits.missing(ref, passageOf("support.note-missing-visit"));
  }

  private static <T> List<T> together(List<Callable<T>> work) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = new ArrayList<Future<T>>();
      for (var one : work) {
        running.add(threads.submit(one));
      }
      var results = new ArrayList<T>();
      for (var one : running) {
        results.add(one.get());
      }
      return results;
    }
  }
}
