package eu.ttc.grants.deadline;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.engine.Steps;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.StepKey;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Turns the lengths of the table of deadlines into dates. */
@Service
public class Deadlines {

  private static final LocalTime END_OF_DAY = LocalTime.of(23, 0);
  private static final int SPREAD_MINUTES = 59;

  private final WorkingDays workingDays = new WorkingDays();
  private final Applications applications;
  private final Steps steps;
  private final Clock clock;

  Deadlines(Applications applications, Steps steps, Clock clock) {
    this.applications = applications;
    this.steps = steps;
    this.clock = clock;
  }

  /**
   * The moment by which something is due: in the last hour of a working day, programme time, a few
   * minutes apart for different applications so that the engine is not flooded at one instant. A
   * term of hours, minutes and seconds is over when they have passed, on a day off too.
   *
   * @throws eu.ttc.grants.application.OnHold while the application is on hold: no time is lost to
   *     it
   */
  @Transactional
  public OffsetDateTime compute(ApplicationRef ref, Term term, StepKey step) {
    return compute(ref, term, clock.instant(), step);
  }

  /**
   * As {@link #compute(ApplicationRef, Term, StepKey)}, for a term that begins another day than
   * today.
   *
   * @param from a moment of the day after which the term is counted; a term of hours is counted
   *     from the moment itself
   */
  @Transactional
  public OffsetDateTime compute(ApplicationRef ref, Term term, Instant from, StepKey step) {
    return steps.once(
        step,
        OffsetDateTime.class,
        () -> {
          applications.requireNotOnHold(ref);
          return term.hours()
              .map(hours -> from.plus(hours).truncatedTo(ChronoUnit.SECONDS))
              .map(end -> end.atZone(Applications.PROGRAMME_ZONE))
              .orElseGet(() -> endOfDay(ref, term, from))
              .toOffsetDateTime();
        });
  }

  private ZonedDateTime endOfDay(ApplicationRef ref, Term term, Instant from) {
    return workingDays
        .after(from.atZone(Applications.PROGRAMME_ZONE).toLocalDate(), term)
        .atTime(END_OF_DAY)
        .plusMinutes(Math.floorMod(ref.value().hashCode(), SPREAD_MINUTES))
        .atZone(Applications.PROGRAMME_ZONE);
  }
}
