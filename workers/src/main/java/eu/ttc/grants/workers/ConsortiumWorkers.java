package eu.ttc.grants.workers;

import eu.ttc.grants.consortium.Consortia;
import eu.ttc.grants.consortium.ConsortiumCheck;
import eu.ttc.grants.consortium.ConsortiumState;
import eu.ttc.grants.consortium.FundProjects;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.workers.ApplicationWorkers.CaseInput;
import io.camunda.client.annotation.ElementInstanceKey;
import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.VariablesAsType;
import java.time.OffsetDateTime;
import org.springframework.stereotype.Component;

/** Partners of a fund project: asked, reminded, and what they take part with. */
@Component
public class ConsortiumWorkers {

  private final Consortia consortia;
  private final FundProjects projects;

  ConsortiumWorkers(Consortia consortia, FundProjects projects) {
    this.consortia = consortia;
    this.projects = projects;
  }

  /** Until when the partners can answer. */
  public record AskInput(String applicationRef, String consortiumDeadline) {}

  /** Which round of asking. */
  public record RoundInput(String applicationRef, int consortiumNumber) {}

  /** Where the round stands, and until when it can really be answered. */
  public record RoundResult(
      int consortiumNumber, ConsortiumState consortiumState, String consortiumDeadline) {

    static RoundResult of(ConsortiumCheck check) {
      return new RoundResult(check.number(), check.state(), check.dueAt().toString());
    }
  }

  @JobWorker(type = JobTypes.CONSORTIUM_ASK)
  public RoundResult ask(@VariablesAsType AskInput in, @ElementInstanceKey long elementInstance) {
    return RoundResult.of(
        consortia.ask(
            ApplicationRef.of(in.applicationRef()),
            OffsetDateTime.parse(in.consortiumDeadline()),
            StepKey.of(JobTypes.CONSORTIUM_ASK, elementInstance)));
  }

  @JobWorker(type = JobTypes.CONSORTIUM_REMIND)
  public void remind(@VariablesAsType RoundInput in, @ElementInstanceKey long elementInstance) {
    consortia.remind(
        ApplicationRef.of(in.applicationRef()),
        in.consortiumNumber(),
        StepKey.of(JobTypes.CONSORTIUM_REMIND, elementInstance));
  }

  @JobWorker(type = JobTypes.CONSORTIUM_CHECK)
  public RoundResult check(
      @VariablesAsType RoundInput in, @ElementInstanceKey long elementInstance) {
    return RoundResult.of(
        consortia.check(
            ApplicationRef.of(in.applicationRef()),
            in.consortiumNumber(),
            StepKey.of(JobTypes.CONSORTIUM_CHECK, elementInstance)));
  }

  @JobWorker(type = JobTypes.CONSORTIUM_TAKE_PROJECT)
  public void takeProject(@VariablesAsType CaseInput in, @ElementInstanceKey long elementInstance) {
    projects.take(
        ApplicationRef.of(in.applicationRef()),
        StepKey.of(JobTypes.CONSORTIUM_TAKE_PROJECT, elementInstance));
  }
}
