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
import eu.ttc.grants.evaluation.ConsensusMeetings;
import eu.ttc.grants.evaluation.ConsensusOutcome.Closed;
import eu.ttc.grants.evaluation.ConsensusOutcome.ConsensusNotAllowed;
import eu.ttc.grants.evaluation.Criterion;
import eu.ttc.grants.evaluation.Discrepancy;
import eu.ttc.grants.evaluation.MeetingCheck;
import eu.ttc.grants.evaluation.MeetingResult;
import eu.ttc.grants.evaluation.OpenMeeting;
import eu.ttc.grants.evaluation.RecordConsensus;
import eu.ttc.grants.evaluation.RecordConsensus.AgreedChange;
import eu.ttc.grants.evaluation.Score;
import eu.ttc.grants.evaluation.Scores;
import eu.ttc.grants.evaluation.SeatScores;
import eu.ttc.grants.evaluation.Spread;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.workers.ConsensusWorkers.ChangeInput;
import eu.ttc.grants.workers.ConsensusWorkers.ConsensusInput;
import eu.ttc.grants.workers.ConsensusWorkers.MeetingInput;
import eu.ttc.grants.workers.ConsensusWorkers.MeetingState;
import eu.ttc.grants.workers.ConsensusWorkers.OpenInput;
import eu.ttc.grants.workers.ConsensusWorkers.ShownScores;
import eu.ttc.grants.workers.ConsensusWorkers.ShownSpread;
import io.camunda.client.exception.BpmnError;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsensusWorkersTest {

  private static final ApplicationRef REF = ApplicationRef.of("F-2026-000045");
  private static final OffsetDateTime DUE = OffsetDateTime.parse("2027-01-06T23:10+01:00");

  private final ConsensusMeetings meetings = mock();
  private final TaskCompletions completions = mock();
  private final ConsensusWorkers workers = new ConsensusWorkers(meetings, completions);

  @BeforeEach
  void completedByOlga() {
    when(completions.before(5, "Task_ModerateConsensus", 8))
        .thenReturn(new CompletedTask(3, "olga", OffsetDateTime.parse("2026-11-27T10:00:00Z")));
  }

  @Test
  void showsScoresAndSpreadsWithoutNames() {
    var scores = new Scores(new Score(8), new Score(7), new Score(6));
    var none = new Spread(0, false, false);
    var found =
        new Discrepancy(
            Map.of(
                Criterion.EXCELLENCE,
                new Spread(3, true, true),
                Criterion.IMPACT,
                none,
                Criterion.IMPLEMENTATION,
                new Spread(1, false, true)),
            none);
    when(meetings.open(REF, DUE, StepKey.of("evaluation.open-consensus", 8)))
        .thenReturn(
            new OpenMeeting(
                1, DUE, DUE, List.of(new SeatScores(2, UUID.randomUUID(), scores, scores)), found));

    var result = workers.open(new OpenInput(REF.value(), DUE.toString()), 8);

    assertThat(result.consensusScores())
        .containsExactly(new ShownScores("2", "4", "3.5", "3", "10.5"));
    assertThat(result.consensusSpreads())
        .containsExactly(
            new ShownSpread("Excellence", "1.5", "too far apart, on both sides of the threshold"),
            new ShownSpread("Impact", "0", "–"),
            new ShownSpread("Implementation", "0.5", "on both sides of the threshold"),
            new ShownSpread("Total", "0", "–"));
  }

  @Test
  void recordsWhatTheModeratorTyped() {
    when(meetings.record(any(), any())).thenReturn(new Closed(MeetingResult.AGREED));

    assertThat(
            workers
                .record(
                    typed(true, change(3, "EXCELLENCE", new BigDecimal("3.5"), " Overlooked it. ")),
                    5,
                    8)
                .consensusState())
        .isEqualTo("AGREED");

    verify(meetings)
        .record(
            new RecordConsensus(
                REF,
                1,
                true,
                "They met.",
                List.of(new AgreedChange(3, Criterion.EXCELLENCE, new Score(7), "Overlooked it.")),
                "olga"),
            StepKey.of("evaluation.record-consensus", 8));
  }

  @Test
  void changesThatTheFormHidesAreNotSent() {
    when(meetings.record(any(), any())).thenReturn(new Closed(MeetingResult.NOT_AGREED));

    workers.record(typed(false, change(null, null, null, null)), 5, 8);

    verify(meetings)
        .record(
            new RecordConsensus(REF, 1, false, "They met.", List.of(), "olga"),
            StepKey.of("evaluation.record-consensus", 8));
  }

  @ParameterizedTest
  @CsvSource({
    "3, EXCELLENCE, 3.3",
    "3, EXCELLENCE, 6",
    "3, EXCELLENCE,",
    "3, , 3.5",
    ", IMPACT, 3"
  })
  void impossibleChangesAreRefusedBeforeTheDomain(
      @Nullable Integer expert, @Nullable String criterion, @Nullable BigDecimal score) {
    assertThatExceptionOfType(BpmnError.class)
        .isThrownBy(
            () -> workers.record(typed(true, change(expert, criterion, score, "So.")), 5, 8))
        .satisfies(error -> assertThat(error.getErrorCode()).isEqualTo("CONSENSUS_NOT_ALLOWED"));
    verifyNoInteractions(meetings);
  }

  @Test
  void whatIsNotAllowedComesBack() {
    when(meetings.record(any(), any())).thenReturn(new ConsensusNotAllowed("They differ."));

    assertThatExceptionOfType(BpmnError.class)
        .isThrownBy(() -> workers.record(typed(true), 5, 8))
        .satisfies(error -> assertThat(error.getErrorCode()).isEqualTo("CONSENSUS_NOT_ALLOWED"));
  }

  @Test
  void tellsWhetherAMeetingIsAwaitedStill() {
    when(meetings.lapse(REF, 1, StepKey.of("evaluation.lapse-consensus", 8)))
        .thenReturn(new MeetingCheck(null, DUE), new MeetingCheck(MeetingResult.NOT_AGREED, DUE));
    var meeting = new MeetingInput(REF.value(), 1);

    assertThat(workers.lapse(meeting, 8)).isEqualTo(new MeetingState("OPEN", DUE.toString()));
    assertThat(workers.lapse(meeting, 8).consensusState()).isEqualTo("NOT_AGREED");
  }

  private static ConsensusInput typed(boolean agreed, ChangeInput... changes) {
    return new ConsensusInput(REF.value(), 1, agreed, List.of(changes), " They met. ");
  }

  private static ChangeInput change(
      @Nullable Integer expert,
      @Nullable String criterion,
      @Nullable BigDecimal score,
      @Nullable String reason) {
    return new ChangeInput(expert, criterion, score, reason);
  }
}
