package eu.ttc.grants.workers;

import eu.ttc.grants.deadline.Deadlines;
import eu.ttc.grants.deadline.Term;
import eu.ttc.grants.deadline.Term.DayOff;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.StepKey;
import io.camunda.client.annotation.ElementInstanceKey;
import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.VariablesAsType;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Dates by which something is due. */
@Component
public class DeadlineWorkers {

  private final Deadlines deadlines;

  DeadlineWorkers(Deadlines deadlines) {
    this.deadlines = deadlines;
  }

  /** A row of the table of deadlines. */
  public record Period(@Nullable String duration, @Nullable Integer workingDays) {}

  /**
   * For which application, how long, and after which moment it is counted unless that is now.
   *
   * @param dayOff where it ends instead of on a day off; the next working day when nothing is said
   */
  public record ComputeInput(
      String applicationRef, Period period, @Nullable String countFrom, @Nullable DayOff dayOff) {}

  /** The moment as ISO 8601 date-time with offset. */
  public record ComputeResult(String deadline) {}

  @JobWorker(type = JobTypes.DEADLINE_COMPUTE)
  public ComputeResult compute(
      @VariablesAsType ComputeInput in, @ElementInstanceKey long elementInstance) {
    var ref = ApplicationRef.of(in.applicationRef());
    var term =
        new Term(
            in.period().duration(),
            in.period().workingDays(),
            in.dayOff() == null ? DayOff.AFTER : in.dayOff());
    var step = StepKey.of(JobTypes.DEADLINE_COMPUTE, elementInstance);
    var deadline =
        in.countFrom() == null
            ? deadlines.compute(ref, term, step)
            : deadlines.compute(ref, term, OffsetDateTime.parse(in.countFrom()).toInstant(), step);
    return new ComputeResult(deadline.toString());
  }
}
