package eu.ttc.grants.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import eu.ttc.grants.application.Region;
import eu.ttc.grants.application.Sector;
import eu.ttc.grants.consortium.BonusClaim;
import eu.ttc.grants.consortium.BonusGrounds;
import eu.ttc.grants.consortium.BonusOutcome;
import eu.ttc.grants.consortium.BonusVerdict;
import eu.ttc.grants.consortium.Consortia;
import eu.ttc.grants.consortium.ConsortiumCheck;
import eu.ttc.grants.consortium.ConsortiumState;
import eu.ttc.grants.consortium.FundProjects;
import eu.ttc.grants.consortium.RecordBonusFindings;
import eu.ttc.grants.engine.CompletedTask;
import eu.ttc.grants.engine.TaskCompletions;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.screening.ConsortiumFacts;
import eu.ttc.grants.screening.PartyFacts;
import eu.ttc.grants.screening.Screenings;
import eu.ttc.grants.screening.SmeCategory;
import eu.ttc.grants.workers.ApplicationWorkers.CaseInput;
import eu.ttc.grants.workers.ConsortiumWorkers.AskInput;
import eu.ttc.grants.workers.ConsortiumWorkers.Claim;
import eu.ttc.grants.workers.ConsortiumWorkers.FindingsInput;
import eu.ttc.grants.workers.ConsortiumWorkers.RoundInput;
import eu.ttc.grants.workers.ConsortiumWorkers.RoundResult;
import io.camunda.client.exception.BpmnError;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsortiumWorkersTest {

  private static final ApplicationRef REF = ApplicationRef.of("F-2026-000045");
  private static final OffsetDateTime DUE = OffsetDateTime.parse("2026-12-17T23:05:00+01:00");

  private final Consortia consortia = mock();
  private final FundProjects projects = mock();
  private final BonusGrounds grounds = mock();
  private final TaskCompletions completions = mock();
  private final ConsortiumWorkers workers =
      new ConsortiumWorkers(consortia, projects, grounds, completions);

  @Test
  void statementsThatMayRaiseTheAidHoldNoNames() {
    when(grounds.claims(REF))
        .thenReturn(List.of(new BonusClaim(1, BonusClaim.Kind.ASSISTED_AREA, 2, "B", "C")));

    assertThat(workers.listBonusClaims(new CaseInput(REF.value())).bonusClaims())
        .containsExactly(new Claim(1, BonusClaim.Kind.ASSISTED_AREA, 2, "C", null, null));
  }

  @Test
  void whatAnOfficerFoundIsRecordedOrComesBack() {
    when(completions.before(1, "Task_VerifyBonusGrounds", 7))
        .thenReturn(new CompletedTask(1, "olga", DUE));
    var found =
        new Claim(1, BonusClaim.Kind.ASSISTED_AREA, 2, "C", BonusVerdict.REFUSED, " No area. ");
    var step = StepKey.of(JobTypes.CONSORTIUM_RECORD_BONUS_FINDINGS, 7);
    var command =
        new RecordBonusFindings(
            REF,
            List.of(new RecordBonusFindings.Finding(1, BonusVerdict.REFUSED, "No area.")),
            "olga");
    when(grounds.record(command, step))
        .thenReturn(
            new BonusOutcome.FindingsRecorded(1), new BonusOutcome.FindingsNotAllowed("Say why."));
    var in = new FindingsInput(REF.value(), List.of(found));

    workers.recordBonusFindings(in, 1, 7);

    assertThatThrownBy(() -> workers.recordBonusFindings(in, 1, 7))
        .isInstanceOf(BpmnError.class)
        .hasMessageContaining("Say why.");
  }

  @Test
  void askingTellsTheRoundAndItsDeadline() {
    when(consortia.ask(REF, DUE, StepKey.of(JobTypes.CONSORTIUM_ASK, 7)))
        .thenReturn(new ConsortiumCheck(2, ConsortiumState.OPEN, DUE));

    assertThat(workers.ask(new AskInput(REF.value(), DUE.toString()), 7))
        .isEqualTo(new RoundResult(2, ConsortiumState.OPEN, DUE.toString()));
  }

  @Test
  void checkingTellsWhatBecameOfIt() {
    when(consortia.check(REF, 2, StepKey.of(JobTypes.CONSORTIUM_CHECK, 7)))
        .thenReturn(new ConsortiumCheck(2, ConsortiumState.LAPSED, DUE));

    assertThat(workers.check(new RoundInput(REF.value(), 2), 7))
        .isEqualTo(new RoundResult(2, ConsortiumState.LAPSED, DUE.toString()));
  }

  @Test
  void remindingAndTakingOverAreOneCallEach() {
    workers.remind(new RoundInput(REF.value(), 2), 7);
    workers.takeProject(new CaseInput(REF.value()), 8);

    verify(consortia).remind(REF, 2, StepKey.of(JobTypes.CONSORTIUM_REMIND, 7));
    verify(projects).take(REF, StepKey.of(JobTypes.CONSORTIUM_TAKE_PROJECT, 8));
  }

  @Test
  void factsOfPartnersHoldNoNames() {
    Screenings screenings = mock();
    TaskCompletions completions = mock();
    var party =
        new PartyFacts(1, 1, "NL", Region.EINDHOVEN, SmeCategory.SMALL, true, false, false, true);
    when(screenings.gatherConsortium(REF, StepKey.of(JobTypes.SCREENING_GATHER_CONSORTIUM, 7)))
        .thenReturn(
            new ConsortiumFacts(
                List.of(party), Sector.ICT, true, false, "RULES", LocalDate.of(2026, 11, 26)));

    var told =
        new ScreeningWorkers(screenings, completions)
            .gatherConsortium(new CaseInput(REF.value()), 7)
            .consortium();

    assertThat(told.parties()).containsExactly(party);
    assertThat(told.sector()).isEqualTo(Sector.ICT);
    assertThat(told.workStarted()).isTrue();
    assertThat(told.naturalPerson()).isTrue();
    assertThat(told.inDifficulty()).isFalse();
  }
}
