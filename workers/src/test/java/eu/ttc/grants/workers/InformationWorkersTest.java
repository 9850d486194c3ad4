package eu.ttc.grants.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import eu.ttc.grants.information.Asking.Asked;
import eu.ttc.grants.information.Asking.RoundsExhausted;
import eu.ttc.grants.information.Information;
import eu.ttc.grants.information.InformationCheck;
import eu.ttc.grants.information.InformationState;
import eu.ttc.grants.information.InformationTopic;
import eu.ttc.grants.information.Reminder;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.workers.InformationWorkers.AskInput;
import eu.ttc.grants.workers.InformationWorkers.AskResult;
import eu.ttc.grants.workers.InformationWorkers.LapseResult;
import eu.ttc.grants.workers.InformationWorkers.Outcome;
import eu.ttc.grants.workers.InformationWorkers.RemindResult;
import eu.ttc.grants.workers.InformationWorkers.RequestInput;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;

class InformationWorkersTest {

  private static final ApplicationRef REF = ApplicationRef.of("V-2026-000123");
  private static final OffsetDateTime HALF = OffsetDateTime.parse("2026-12-01T23:05:00+01:00");
  private static final OffsetDateTime DUE = OffsetDateTime.parse("2026-12-08T23:05:00+01:00");
  private static final AskInput ASK =
      new AskInput(REF.value(), InformationTopic.COMPLETENESS, HALF.toString(), DUE.toString());

  private final Information information = mock();
  private final InformationWorkers workers = new InformationWorkers(information);

  @Test
  void tellsWhichRequestIsOpenAndHowManyRoundsAreLeft() {
    when(information.ask(
            REF, InformationTopic.COMPLETENESS, HALF, DUE, StepKey.of("information.ask", 7)))
        .thenReturn(new Asked(3, 1));

    assertThat(workers.ask(ASK, 7)).isEqualTo(new AskResult(Outcome.ASKED, 3, 1));
  }

  @Test
  void exhaustedRoundsAreAnOutcome() {
    when(information.ask(
            REF, InformationTopic.COMPLETENESS, HALF, DUE, StepKey.of("information.ask", 7)))
        .thenReturn(new RoundsExhausted());

    assertThat(workers.ask(ASK, 7)).isEqualTo(new AskResult(Outcome.EXHAUSTED, 0, 0));
  }

  @Test
  void tellsWhenToLookForAReminderAgain() {
    when(information.remind(REF, 3, StepKey.of("information.remind", 7)))
        .thenReturn(new Reminder(true, DUE));

    assertThat(workers.remind(new RequestInput(REF.value(), 3), 7))
        .isEqualTo(new RemindResult(DUE.toString()));
  }

  @Test
  void tellsWhetherItLapsedAndTheRealDeadline() {
    when(information.lapse(REF, 3, StepKey.of("information.lapse", 7)))
        .thenReturn(new InformationCheck(InformationState.OPEN, DUE));

    assertThat(workers.lapse(new RequestInput(REF.value(), 3), 7))
        .isEqualTo(new LapseResult(InformationState.OPEN, DUE.toString()));
  }
}
