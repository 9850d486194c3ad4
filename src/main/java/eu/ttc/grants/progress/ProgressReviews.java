package eu.ttc.grants.progress;

import eu.ttc.grants.agreement.GrantPlans;
import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.engine.EngineMessages;
import eu.ttc.grants.engine.Steps;
import eu.ttc.grants.identity.Accounts;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.kernel.Unknown;
import eu.ttc.grants.progress.ReviewOutcome.ReviewNotAllowed;
import eu.ttc.grants.progress.ReviewOutcome.Reviewed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Asks for progress reports at each milestone, takes them, and records what officers find. A report
 * that is late is awaited on; what it keeps from happening others ask here.
 */
@Service
public class ProgressReviews {

  /** Longest report and longest remarks. */
  public static final int LONGEST_TEXT = 8000;

  /** Milestones are so many months apart ({@code domain.md} § 6, step 11). */
  private static final int MONTHS_BETWEEN_MILESTONES = 6;

  private final Applications applications;
  private final GrantPlans plans;
  private final Accounts accounts;
  private final EngineMessages engine;
  private final Steps steps;
  private final JdbcClient jdbc;
  private final Clock clock;

  ProgressReviews(
      Applications applications,
      GrantPlans plans,
      Accounts accounts,
      EngineMessages engine,
      Steps steps,
      JdbcClient jdbc,
      Clock clock) {
    this.applications = applications;
    this.plans = plans;
    this.accounts = accounts;
    this.engine = engine;
    this.steps = steps;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * The next milestone of a project that still runs: every six months from the beginning of the
   * plan in force, as long as that is before its end. Empty when no further report is asked for.
   */
  @Transactional(readOnly = true)
  public Optional<Milestone> next(ApplicationRef ref) {
    var status = applications.get(ref).status();
    var runs = status == ApplicationStatus.CONTRACTED || status == ApplicationStatus.RUNNING;
    var all = of(ref);
    int number = all.size() + 1;
    return plans
        .inForce(ref)
        .filter(plan -> runs)
        .flatMap(
            plan -> {
              var before = all.isEmpty() ? plan.startsOn() : all.getLast().milestoneOn();
              var day = plan.startsOn().plusMonths((long) MONTHS_BETWEEN_MILESTONES * number);
              for (int more = 1; !day.isAfter(before); more++) {
                day =
                    plan.startsOn().plusMonths((long) MONTHS_BETWEEN_MILESTONES * (number + more));
              }
              return day.isBefore(plan.endsOn())
                  ? Optional.of(
                      new Milestone(
                          number, day.atStartOfDay(Applications.PROGRAMME_ZONE).toOffsetDateTime()))
                  : Optional.empty();
            });
  }

  /**
   * Asks the lead for the report of a milestone; asking again changes nothing.
   *
   * @throws NotNow when the application ended
   */
  @Transactional
  public void ask(
      ApplicationRef ref,
      int number,
      OffsetDateTime milestone,
      OffsetDateTime dueAt,
      StepKey step) {
    steps.once(
        step,
        Boolean.class,
        () -> {
          applications.requireOpen(ref);
          if (find(ref, number).isPresent()) {
            return false;
          }
          jdbc.sql(
                  """
                  insert into progress_review (application, number, milestone_on, state, asked_at, due_at)
                  values (:ref, :number, :day, 'OPEN', :now, :due)
                  """)
              .param("ref", ref.value())
              .param("number", number)
              .param("day", milestone.atZoneSameInstant(Applications.PROGRAMME_ZONE).toLocalDate())
              .param("now", now())
              .param("due", dueAt)
              .update();
          applications.note(
              ref, "PROGRESS_ASKED", Applications.SYSTEM, dueAt.toLocalDate().toString());
          return true;
        });
  }

  /**
   * Takes the lead's report, also a late one; the same report again changes nothing.
   *
   * @throws Unknown when there is no such application of this applicant, or no such review
   * @throws InvalidInput when the report is empty or too long
   * @throws NotNow when the report is there already, or the grant is settled
   */
  @Transactional
  public ProgressReview report(ApplicationRef ref, int number, String applicant, String report) {
    applications.get(ref, applicant);
    var status = applications.lockedStatus(ref);
    var review = get(ref, number);
    if (report.isBlank() || report.length() > LONGEST_TEXT) {
      throw InvalidInput.of(
          "report", "size", "must have 1 to %d characters".formatted(LONGEST_TEXT));
    }
    if (report.strip().equals(review.report())) {
      return review;
    }
    if (review.state() != ProgressState.OPEN || status.ended()) {
      throw new NotNow(
          "Progress report %d of %s is %s; no report is awaited."
              .formatted(number, ref, review.state()));
    }
    jdbc.sql(
            """
            update progress_review
            set state = 'REPORTED', report = :report, reported_by = :by, reported_at = :now
            where application = :ref and number = :number
            """)
        .param("report", report.strip())
        .param("by", applicant)
        .param("now", now())
        .param("ref", ref.value())
        .param("number", number)
        .update();
    applications.note(ref, "PROGRESS_REPORTED", applicant, null);
    engine.publish("progress-reported", ref, "%s/progress/%d".formatted(ref, number), Map.of());
    return get(ref, number);
  }

  /**
   * Asked when a timer fires: reminds of a report that is not there, or finds it overdue; never
   * while the application is on hold.
   */
  @Transactional
  public ReportCheck remind(ApplicationRef ref, int number, StepKey step) {
    return steps.once(
        step,
        ReportCheck.class,
        () -> {
          var status = applications.lockedDespiteHold(ref);
          var review = get(ref, number);
          var hold = applications.holdOf(ref);
          if (hold.isPresent()) {
            return check(review, false, hold.get().notBefore(review.dueAt()));
          }
          var overdue = !clock.instant().isBefore(review.dueAt());
          if (review.state() == ProgressState.OPEN && !status.ended()) {
            if (overdue && review.overdueAt() == null) {
              jdbc.sql(
                      """
                      update progress_review set overdue_at = :now
                      where application = :ref and number = :number
                      """)
                  .param("now", now())
                  .param("ref", ref.value())
                  .param("number", number)
                  .update();
            }
            applications.note(
                ref,
                overdue ? "PROGRESS_OVERDUE" : "PROGRESS_REMINDED",
                Applications.SYSTEM,
                Applications.inProgramme(review.dueAt()).toLocalDate().toString());
          }
          return check(review, overdue, review.dueAt());
        });
  }

  /**
   * Records an officer's review.
   *
   * @throws NotNow when the application ended
   */
  @Transactional
  public ReviewOutcome record(RecordReview command, StepKey step) {
    return steps.once(
        step,
        ReviewOutcome.class,
        () -> {
          var ref = command.application();
          applications.requireOpen(ref);
          var review = get(ref, command.number());
          var known = review.verdict();
          if (known != null) {
            return new Reviewed(known);
          }
          var verdict = command.verdict();
          var problem = problem(command, review);
          if (problem.isPresent() || verdict == null) {
            return new ReviewNotAllowed(problem.orElse("Say whether the project is on track."));
          }
          jdbc.sql(
                  """
                  update progress_review
                  set state = 'REVIEWED', verdict = :verdict, remarks = :remarks,
                      reviewed_by = :by, reviewed_at = :now
                  where application = :ref and number = :number
                  """)
              .param("verdict", verdict.name())
              .param("remarks", command.remarks().isBlank() ? null : command.remarks().strip())
              .param("by", command.officer())
              .param("now", now())
              .param("ref", ref.value())
              .param("number", command.number())
              .update();
          applications.note(
              ref,
              "PROGRESS_" + verdict,
              command.officer(),
              command.remarks().isBlank() ? null : command.remarks().strip());
          return new Reviewed(verdict);
        });
  }

  /** Awaits no report any more, because the grant is settled; within the running transaction. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void drop(ApplicationRef ref) {
    applications.lockedStatus(ref);
    jdbc.sql(
            "update progress_review set state = 'DROPPED' where application = :ref and state ="
                + " 'OPEN'")
        .param("ref", ref.value())
        .update();
  }

  /**
   * Moves the date of a report that is awaited beyond this moment, because the application is or
   * was on hold; within the running transaction.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void postpone(ApplicationRef ref, Instant after, Duration by) {
    of(ref).stream()
        .filter(one -> one.state() == ProgressState.OPEN && one.dueAt().isAfter(after))
        .forEach(
            one ->
                jdbc.sql(
                        """
                        update progress_review set due_at = :due
                        where application = :ref and number = :number
                        """)
                    .param("due", one.dueAt().plus(by).atOffset(ZoneOffset.UTC))
                    .param("ref", ref.value())
                    .param("number", one.number())
                    .update());
  }

  /** All reviews of an application, oldest first. */
  @Transactional(readOnly = true)
  public List<ProgressReview> of(ApplicationRef ref) {
    return jdbc.sql("select * from progress_review where application = :ref order by number")
        .param("ref", ref.value())
        .query((row, index) -> review(ref, row))
        .list();
  }

  /** Numbers of the reports that are overdue now. */
  @Transactional(readOnly = true)
  public List<Integer> overdue(ApplicationRef ref) {
    return of(ref).stream()
        .filter(one -> one.overdue(clock.instant()))
        .map(ProgressReview::number)
        .toList();
  }

  private Optional<String> problem(RecordReview command, ProgressReview review) {
    if (review.state() != ProgressState.REPORTED) {
      return Optional.of(
          "Report %d is %s; there is nothing to review."
              .formatted(review.number(), review.state()));
    }
    if (!accounts.hasRole(command.officer(), Role.PROGRAMME_OFFICER)
        || applications.get(command.application()).applicant().equals(command.officer())) {
      return Optional.of("Only a programme officer other than the applicant reviews progress.");
    }
    if (command.remarks().length() > LONGEST_TEXT) {
      return Optional.of("The remarks must have at most %d characters.".formatted(LONGEST_TEXT));
    }
    return command.verdict() != ProgressVerdict.ON_TRACK && command.remarks().isBlank()
        ? Optional.of("What is not simply on track needs remarks, which the applicant reads.")
        : Optional.empty();
  }

  private static ReportCheck check(ProgressReview review, boolean overdue, Instant dueAt) {
    return new ReportCheck(review.state(), overdue, Applications.inProgramme(dueAt));
  }

  private ProgressReview get(ApplicationRef ref, int number) {
    return find(ref, number).orElseThrow(() -> new Unknown("progress report of " + ref, number));
  }

  private Optional<ProgressReview> find(ApplicationRef ref, int number) {
    return of(ref).stream().filter(one -> one.number() == number).findFirst();
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }

  private static ProgressReview review(ApplicationRef ref, ResultSet row) throws SQLException {
    return new ProgressReview(
        ref,
        row.getInt("number"),
        row.getObject("milestone_on", LocalDate.class),
        ProgressState.valueOf(row.getString("state")),
        row.getTimestamp("due_at").toInstant(),
        moment(row, "overdue_at"),
        row.getString("report"),
        moment(row, "reported_at"),
        Optional.ofNullable(row.getString("verdict")).map(ProgressVerdict::valueOf).orElse(null),
        row.getString("remarks"),
        moment(row, "reviewed_at"));
  }

  private static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant).orElse(null);
  }
}
