package eu.ttc.grants.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import eu.ttc.grants.engine.CompletedTask;
import eu.ttc.grants.engine.TaskCompletions;
import eu.ttc.grants.evaluation.ConsolidationMethod;
import eu.ttc.grants.evaluation.DeclarationOutcome.Conflicted;
import eu.ttc.grants.evaluation.DeclarationOutcome.DeclarationNotAllowed;
import eu.ttc.grants.evaluation.DeclarationOutcome.Independent;
import eu.ttc.grants.evaluation.DeclareIndependence;
import eu.ttc.grants.evaluation.DrawnExpert;
import eu.ttc.grants.evaluation.EvaluationRounds;
import eu.ttc.grants.evaluation.ExpertDraws;
import eu.ttc.grants.evaluation.OutcomeRecord.NotSettled;
import eu.ttc.grants.evaluation.Score;
import eu.ttc.grants.evaluation.ScoreCheck;
import eu.ttc.grants.evaluation.Scores;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.workers.ApplicationWorkers.CaseInput;
import eu.ttc.grants.workers.FundEvaluationWorkers.DeclarationInput;
import eu.ttc.grants.workers.FundEvaluationWorkers.DeclarationResult;
import eu.ttc.grants.workers.FundEvaluationWorkers.DrawInput;
import eu.ttc.grants.workers.FundEvaluationWorkers.OutcomeInput;
import eu.ttc.grants.workers.FundEvaluationWorkers.ShownParty;
import io.camunda.client.exception.BpmnError;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FundEvaluationWorkersTest {

  private static final ApplicationRef REF = ApplicationRef.of("F-2026-000045");
  private static final UUID ID = UUID.randomUUID();
  private static final OffsetDateTime REMIND = OffsetDateTime.parse("2026-12-30T23:10+01:00");
  private static final OffsetDateTime DUE = OffsetDateTime.parse("2027-01-06T23:10+01:00");

  private final EvaluationRounds rounds = mock();
  private final ExpertDraws draws = mock();
  private final TaskCompletions completions = mock();
  private final FundEvaluationWorkers workers =
      new FundEvaluationWorkers(rounds, draws, completions);

  @BeforeEach
  void completedByEva() {
    when(completions.before(5, "Task_DeclareIndependence", 8))
        .thenReturn(new CompletedTask(3, "eva", OffsetDateTime.parse("2026-11-27T10:00:00Z")));
  }

  @Test
  void tellsWhichSeatsAreOpen() {
    when(rounds.open(REF, StepKey.of("evaluation.open-round", 8)))
        .thenReturn(new ScoreCheck(ScoreCheck.State.MISSING, List.of(1, 3), null, null));

    var result = workers.openRound(new CaseInput(REF.value()), 8);

    assertThat(result.scoresState()).isEqualTo("MISSING");
    assertThat(result.openSeats()).containsExactly(1, 3);
    assertThat(result.excellence()).isNull();
  }

  @Test
  void tellsTheTableOfOutcomesTheSettledScores() {
    var scores = new Scores(new Score(8), new Score(7), new Score(6));
    when(rounds.check(REF, StepKey.of("evaluation.check-scores", 8)))
        .thenReturn(
            new ScoreCheck(ScoreCheck.State.SETTLED, List.of(), ConsolidationMethod.MEAN, scores));

    var result = workers.checkScores(new CaseInput(REF.value()), 8);

    assertThat(result.scoresState()).isEqualTo("SETTLED");
    assertThat(result.impact()).isEqualByComparingTo("3.5");
  }

  @Test
  void showsTitleAndPartiesOfTheDrawnAlone() {
    when(draws.draw(REF, 2, DUE, StepKey.of("evaluation.draw-expert", 8)))
        .thenReturn(
            new DrawnExpert(
                ID,
                "eva",
                DrawnExpert.Awaited.DECLARATION,
                REMIND,
                DUE,
                "Solar foil",
                List.of(
                    new DrawnExpert.Party(DrawnExpert.PartyKind.LEAD, "Foliënwerk", "NL"),
                    new DrawnExpert.Party(DrawnExpert.PartyKind.TIED_TO_LEAD, "Holding", ""))));

    var result = workers.draw(new DrawInput(REF.value(), 2, DUE.toString()), 8);

    assertThat(result.expert()).isEqualTo("eva");
    assertThat(result.awaited()).isEqualTo("DECLARATION");
    assertThat(result.expertDeadline()).isEqualTo(DUE.toString());
    assertThat(result.parties())
        .containsExactly(
            new ShownParty("Lead", "Foliënwerk", "NL"),
            new ShownParty("Tied to the lead", "Holding", ""));
  }

  @Test
  void declarationIsThatOfThePersonTheEngineNames() {
    var command = new DeclareIndependence(REF, ID, true, "", REMIND, DUE, "eva");
    when(draws.declare(command, StepKey.of("evaluation.record-declaration", 8)))
        .thenReturn(new Independent(REMIND, DUE));

    assertThat(workers.recordDeclaration(declared(true, null), 5, 8))
        .isEqualTo(new DeclarationResult(true, REMIND.toString(), DUE.toString()));
  }

  @Test
  void nothingChosenIsNoIndependence() {
    when(draws.declare(any(), any())).thenReturn(new Conflicted());

    assertThat(workers.recordDeclaration(declared(null, " cousin "), 5, 8).independent()).isFalse();

    verify(draws)
        .declare(
            new DeclareIndependence(REF, ID, false, "cousin", REMIND, DUE, "eva"),
            StepKey.of("evaluation.record-declaration", 8));
  }

  @Test
  void whatIsNotAllowedComesBack() {
    when(draws.declare(any(), any())).thenReturn(new DeclarationNotAllowed("Only …"));
    when(rounds.record(any(), anyBoolean(), any())).thenReturn(new NotSettled());

    assertThatExceptionOfType(BpmnError.class)
        .isThrownBy(() -> workers.recordDeclaration(declared(true, null), 5, 8))
        .satisfies(error -> assertThat(error.getErrorCode()).isEqualTo("DECLARATION_NOT_ALLOWED"));
    assertThatExceptionOfType(BpmnError.class)
        .isThrownBy(() -> workers.recordOutcome(new OutcomeInput(REF.value(), true), 8))
        .satisfies(error -> assertThat(error.getErrorCode()).isEqualTo("SCORES_NOT_SETTLED"));
  }

  private static DeclarationInput declared(@Nullable Boolean independent, @Nullable String reason) {
    return new DeclarationInput(
        REF.value(), ID.toString(), independent, reason, REMIND.toString(), DUE.toString());
  }
}
