package eu.ttc.grants.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import eu.ttc.grants.application.Region;
import eu.ttc.grants.application.Sector;
import eu.ttc.grants.consortium.Consortia;
import eu.ttc.grants.consortium.ConsortiumCheck;
import eu.ttc.grants.consortium.ConsortiumState;
import eu.ttc.grants.consortium.FundProjects;
import eu.ttc.grants.engine.TaskCompletions;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.screening.ConsortiumFacts;
import eu.ttc.grants.screening.PartyFacts;
import eu.ttc.grants.screening.Screenings;
import eu.ttc.grants.screening.SmeCategory;
import eu.ttc.grants.workers.ApplicationWorkers.CaseInput;
import eu.ttc.grants.workers.ConsortiumWorkers.AskInput;
import eu.ttc.grants.workers.ConsortiumWorkers.RoundInput;
import eu.ttc.grants.workers.ConsortiumWorkers.RoundResult;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsortiumWorkersTest {

  private static final ApplicationRef REF = ApplicationRef.of("F-2026-000045");
  private static final OffsetDateTime DUE = OffsetDateTime.parse("2026-12-17T23:05:00+01:00");

  private final Consortia consortia = mock();
  private final FundProjects projects = mock();
  private final ConsortiumWorkers workers = new ConsortiumWorkers(consortia, projects);

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
