package eu.ttc.grants.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import eu.ttc.grants.engine.CompletedTask;
import eu.ttc.grants.engine.TaskCompletions;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.support.RecordVisit;
import eu.ttc.grants.support.VisitOutcome.VisitNotAllowed;
import eu.ttc.grants.support.VisitOutcome.VisitRecorded;
import eu.ttc.grants.support.VisitPlan;
import eu.ttc.grants.support.VisitReport.Held;
import eu.ttc.grants.support.VisitReport.NotHeld;
import eu.ttc.grants.support.VisitState;
import eu.ttc.grants.support.Visits;
import eu.ttc.grants.workers.ApplicationWorkers.CaseInput;
import eu.ttc.grants.workers.SupportWorkers.AssignInput;
import eu.ttc.grants.workers.SupportWorkers.AssignResult;
import eu.ttc.grants.workers.SupportWorkers.MissingResult;
import eu.ttc.grants.workers.SupportWorkers.VisitInput;
import eu.ttc.grants.workers.SupportWorkers.VisitResult;
import io.camunda.client.exception.BpmnError;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SupportWorkersTest {

  private static final ApplicationRef REF = ApplicationRef.of("V-2026-000123");
  private static final OffsetDateTime DUE = OffsetDateTime.parse("2026-12-25T23:10+01:00");
  private static final VisitPlan PLAN =
      new VisitPlan(
          "bram", VisitState.PLANNED, OffsetDateTime.parse("2026-11-25T23:10+01:00"), DUE);

  private final Visits visits = mock();
  private final TaskCompletions completions = mock();
  private final SupportWorkers workers = new SupportWorkers(visits, completions);

  @BeforeEach
  void completedByBram() {
    when(completions.before(5, "Task_RecordCompanyVisit", 8))
        .thenReturn(new CompletedTask(3, "bram", OffsetDateTime.parse("2026-11-25T10:00:00Z")));
  }

  @Test
  void tellsTheModelWhoVisitsAndWhenToRemind() {
    when(visits.assign(REF, DUE, StepKey.of("support.assign-manager", 8))).thenReturn(PLAN);

    assertThat(workers.assign(new AssignInput(REF.value(), DUE.toString()), 8))
        .isEqualTo(
            new AssignResult(
                "bram", "PLANNED", "2026-12-10T23:10+01:00", "2026-12-25T23:10+01:00"));
  }

  @Test
  void reminds() {
    workers.remind(new CaseInput(REF.value()), 8);

    verify(visits).remind(REF, StepKey.of("support.remind-manager", 8));
  }

  @Test
  void reportIsThatOfThePersonTheEngineNames() {
    var report = new Held(LocalDate.of(2026, 11, 25), "Test it.", "", "A fund.");
    when(visits.record(new RecordVisit(REF, report, "bram"), StepKey.of("support.record-visit", 8)))
        .thenReturn(new VisitRecorded(VisitState.HELD));

    var result =
        workers.record(
            new VisitInput(REF.value(), true, "2026-11-25", " Test it. ", null, "A fund.", null),
            5,
            8);

    assertThat(result).isEqualTo(new VisitResult("HELD"));
  }

  @Test
  void whatWasTypedBeforeTheVisitWasDeniedDoesNotCount() {
    when(visits.record(any(), any())).thenReturn(new VisitRecorded(VisitState.NOT_HELD));

    workers.record(
        new VisitInput(REF.value(), false, "no day", "Test it.", "x", "y", "No time."), 5, 8);

    verify(visits)
        .record(
            new RecordVisit(REF, new NotHeld("No time."), "bram"),
            StepKey.of("support.record-visit", 8));
  }

  @Test
  void whatIsNotAllowedComesBack() {
    when(visits.record(any(), any())).thenReturn(new VisitNotAllowed("Only …"));

    assertRefused("2026-11-25", "Only …");
  }

  @Test
  void missingDayIsForTheDomain() {
    when(visits.record(any(), any())).thenReturn(new VisitNotAllowed("Please …"));

    assertRefused(null, "Please …");
  }

  @Test
  void unreadableDayIsRefusedBeforeTheDomain() {
    assertRefused("25/11/2026", "'25/11/2026' is no day; one looks like 2026-11-25.");
    verifyNoInteractions(visits);
  }

  @Test
  void tellsTheModelWhatBecameOfAnOverdueVisit() {
    when(visits.missing(REF, StepKey.of("support.note-missing-visit", 8))).thenReturn(PLAN);

    assertThat(workers.noteMissing(new CaseInput(REF.value()), 8))
        .isEqualTo(new MissingResult("PLANNED", "2026-12-25T23:10+01:00"));
  }

  private void assertRefused(@Nullable String day, String problem) {
    assertThatExceptionOfType(BpmnError.class)
        .isThrownBy(
            () ->
                workers.record(
                    new VisitInput(REF.value(), true, day, "Test it.", "", "", ""), 5, 8))
        .satisfies(
            error -> {
              assertThat(error.getErrorCode()).isEqualTo("VISIT_NOT_ALLOWED");
              assertThat(error.getMessage()).contains(problem);
            });
  }
}
