package eu.ttc.grants.workers;

import eu.ttc.grants.information.Asking.Asked;
import eu.ttc.grants.information.Asking.RoundsExhausted;
import eu.ttc.grants.information.Information;
import eu.ttc.grants.information.InformationState;
import eu.ttc.grants.information.InformationTopic;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.StepKey;
import io.camunda.client.annotation.ElementInstanceKey;
import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.VariablesAsType;
import java.time.OffsetDateTime;
import org.springframework.stereotype.Component;

/** Questions to applicants: asked, reminded of, lapsed. */
@Component
public class InformationWorkers {

  private final Information information;

  InformationWorkers(Information information) {
    this.information = information;
  }

  /** About what to ask, and until when it can be answered. */
  public record AskInput(
      String applicationRef,
      InformationTopic informationTopic,
      String informationReminder,
      String informationDeadline) {}

  /** Whether a round was left. */
  public enum Outcome {
    ASKED,
    EXHAUSTED
  }

  /** Whether the applicant was asked; the number is 0 when no round was left. */
  public record AskResult(
      Outcome informationOutcome, int informationNumber, int informationRoundsLeft) {}

  /** Which request. */
  public record RequestInput(String applicationRef, int informationNumber) {}

  /** When to look for a reminder again. */
  public record RemindResult(String informationReminder) {}

  /** Where the request stands, and until when it can really be answered. */
  public record LapseResult(InformationState informationOutcome, String informationDeadline) {}

  @JobWorker(type = JobTypes.INFORMATION_ASK)
  public AskResult ask(@VariablesAsType AskInput in, @ElementInstanceKey long elementInstance) {
    return switch (information.ask(
        ApplicationRef.of(in.applicationRef()),
        in.informationTopic(),
        OffsetDateTime.parse(in.informationReminder()),
        OffsetDateTime.parse(in.informationDeadline()),
        StepKey.of(JobTypes.INFORMATION_ASK, elementInstance))) {
      case Asked(var number, var roundsLeft) -> new AskResult(Outcome.ASKED, number, roundsLeft);
      case RoundsExhausted() -> new AskResult(Outcome.EXHAUSTED, 0, 0);
    };
  }

  @JobWorker(type = JobTypes.INFORMATION_REMIND)
  public RemindResult remind(
      @VariablesAsType RequestInput in, @ElementInstanceKey long elementInstance) {
    var reminder =
        information.remind(
            ApplicationRef.of(in.applicationRef()),
            in.informationNumber(),
            StepKey.of(JobTypes.INFORMATION_REMIND, elementInstance));
    return new RemindResult(reminder.next().toString());
  }

  @JobWorker(type = JobTypes.INFORMATION_LAPSE)
  public LapseResult lapse(
      @VariablesAsType RequestInput in, @ElementInstanceKey long elementInstance) {
    var check =
        information.lapse(
            ApplicationRef.of(in.applicationRef()),
            in.informationNumber(),
            StepKey.of(JobTypes.INFORMATION_LAPSE, elementInstance));
    return new LapseResult(check.state(), check.dueAt().toString());
  }
}
