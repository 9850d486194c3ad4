package eu.ttc.grants.outcome;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.engine.EngineMessages;
import eu.ttc.grants.engine.Steps;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.StepKey;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Asks enterprises for their results and keeps what they report. */
@Service
public class OutcomeReports {

  private static final BigDecimal MOST_JOBS = BigDecimal.valueOf(10_000);
  private static final long MOST_CENTS = 100_000_000_000_00L;
  private static final int LONGEST_COMMENT = 4000;

  private final Applications applications;
  private final EngineMessages engine;
  private final Steps steps;
  private final JdbcClient jdbc;
  private final Clock clock;

  OutcomeReports(
      Applications applications, EngineMessages engine, Steps steps, JdbcClient jdbc, Clock clock) {
    this.applications = applications;
    this.engine = engine;
    this.steps = steps;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Asks for the report with this number, once.
   *
   * @param dueAt until when it is awaited
   */
  @Transactional
  public void ask(ApplicationRef ref, int number, OffsetDateTime dueAt, StepKey step) {
    steps.once(
        step,
        OutcomeState.class,
        () -> {
          applications.lockedStatus(ref);
          var asked = find(ref, number);
          if (asked.isPresent()) {
            return asked.get().state();
          }
          jdbc.sql(
                  """
                  insert into outcome_report (application, number, state, asked_at, due_at)
                  values (:ref, :number, 'OPEN', :now, :due)
                  """)
              .param("ref", ref.value())
              .param("number", number)
              .param("due", dueAt)
              .param("now", clock.instant().atOffset(ZoneOffset.UTC))
              .update();
          applications.note(ref, "RESULTS_ASKED", Applications.SYSTEM, String.valueOf(number));
          return OutcomeState.OPEN;
        });
  }

  /**
   * The enterprise reports; repeating it for a report that was given changes nothing.
   *
   * @throws eu.ttc.grants.kernel.Unknown when there is no such application of this applicant
   * @throws InvalidInput naming each indicator that is missing or impossible
   * @throws NotNow when no report is awaited
   */
  @Transactional
  public OutcomeReport report(ApplicationRef ref, String applicant, ReportOutcome told) {
    applications.get(ref, applicant);
    var problems = problems(told);
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    applications.lockedStatus(ref);
    var last =
        of(ref).stream()
            .reduce((earlier, later) -> later)
            .orElseThrow(() -> new NotNow("No results of %s are awaited yet.".formatted(ref)));
    switch (last.state()) {
      case OPEN -> {
        write(ref, last.number(), applicant, told);
        applications.note(ref, "RESULTS_REPORTED", applicant, String.valueOf(last.number()));
        engine.publish(
            "results-reported", ref, ref.value() + "/results/" + last.number(), Map.of());
      }
      case REPORTED -> {}
      case MISSING ->
          throw new NotNow(
              "The results of %s were awaited until their deadline, which has passed."
                  .formatted(ref));
    }
    return find(ref, last.number()).orElseThrow();
  }

  /**
   * Asked when the lifecycle's timer fires: a report that is really overdue is missing; never while
   * the application is on hold.
   */
  @Transactional
  public OutcomeCheck close(ApplicationRef ref, int number, StepKey step) {
    return steps.once(
        step,
        OutcomeCheck.class,
        () -> {
          applications.lockedDespiteHold(ref);
          var awaited = awaitedUntil(ref, number);
          var hold = applications.holdOf(ref);
          var again = hold.map(standing -> standing.notBefore(awaited.orElse(standing.until())));
          var until = again.or(() -> awaited).filter(due -> clock.instant().isBefore(due));
          if (until.isPresent() && isOpen(ref, number)) {
            return new OutcomeCheck(
                OutcomeState.OPEN, Applications.inProgramme(until.orElseThrow()));
          }
          var closed =
              jdbc.sql(
                      "update outcome_report set state = 'MISSING'"
                          + " where application = :ref and number = :number and state = 'OPEN'")
                  .param("ref", ref.value())
                  .param("number", number)
                  .update();
          if (closed == 1) {
            applications.note(ref, "RESULTS_MISSING", Applications.SYSTEM, String.valueOf(number));
          }
          return new OutcomeCheck(
              find(ref, number).map(OutcomeReport::state).orElse(OutcomeState.MISSING), null);
        });
  }

  /**
   * Moves the deadline of a report that is awaited beyond this moment, because the application is
   * or was on hold; within the running transaction.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void postpone(ApplicationRef ref, Instant after, Duration by) {
    jdbc.sql(
            """
            update outcome_report set due_at = due_at + make_interval(secs => :seconds)
            where application = :ref and state = 'OPEN' and due_at > :after
            """)
        .param("seconds", by.toMillis() / 1000.0)
        .param("ref", ref.value())
        .param("after", after.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Until when a report is awaited now; empty when none is, or no date was kept for it. */
  @Transactional(readOnly = true)
  public Optional<Instant> awaitedUntil(ApplicationRef ref) {
    return of(ref).stream()
        .filter(report -> report.state() == OutcomeState.OPEN)
        .findFirst()
        .flatMap(report -> awaitedUntil(ref, report.number()));
  }

  /** All reports of an application, oldest first. */
  @Transactional(readOnly = true)
  public List<OutcomeReport> of(ApplicationRef ref) {
    return jdbc.sql("select * from outcome_report where application = :ref order by number")
        .param("ref", ref.value())
        .query(
            (row, index) -> {
              var state = OutcomeState.valueOf(row.getString("state"));
              var reported = row.getTimestamp("reported_at");
              return new OutcomeReport(
                  row.getInt("number"),
                  state,
                  row.getTimestamp("asked_at").toInstant(),
                  reported == null ? null : reported.toInstant(),
                  state != OutcomeState.REPORTED
                      ? null
                      : new ReportOutcome(
                          row.getBigDecimal("jobs_created"),
                          row.getLong("follow_on_investment_cents"),
                          row.getBoolean("product_launched"),
                          row.getString("comment")));
            })
        .list();
  }

  private boolean isOpen(ApplicationRef ref, int number) {
    return find(ref, number).filter(report -> report.state() == OutcomeState.OPEN).isPresent();
  }

  /** Empty for reports asked for before their dates were kept. */
  private Optional<Instant> awaitedUntil(ApplicationRef ref, int number) {
    return jdbc.sql(
            "select due_at from outcome_report where application = :ref and number = :number"
                + " and due_at is not null")
        .param("ref", ref.value())
        .param("number", number)
        .query((row, index) -> row.getTimestamp("due_at").toInstant())
        .optional();
  }

  private Optional<OutcomeReport> find(ApplicationRef ref, int number) {
    return of(ref).stream().filter(report -> report.number() == number).findFirst();
  }

  private void write(ApplicationRef ref, int number, String applicant, ReportOutcome told) {
    Instant now = clock.instant();
    jdbc.sql(
            """
            update outcome_report
            set state = 'REPORTED', jobs_created = :jobs, follow_on_investment_cents = :investment,
                product_launched = :product, comment = :comment, reported_by = :by,
                reported_at = :now
            where application = :ref and number = :number
            """)
        .param("jobs", told.jobsCreated())
        .param("investment", told.followOnInvestmentCents())
        .param("product", told.productLaunched())
        .param("comment", Objects.requireNonNullElse(told.comment(), "").strip())
        .param("by", applicant)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("ref", ref.value())
        .param("number", number)
        .update();
  }

  private static List<FieldProblem> problems(ReportOutcome told) {
    var problems = new ArrayList<FieldProblem>();
    var jobs = told.jobsCreated();
    if (jobs == null) {
      problems.add(new FieldProblem("jobsCreated", "required", "is required; 0 for none"));
    } else if (jobs.signum() < 0 || jobs.compareTo(MOST_JOBS) > 0) {
      problems.add(
          new FieldProblem(
              "jobsCreated", "range", "must be between 0 and %s".formatted(MOST_JOBS)));
    } else if (jobs.stripTrailingZeros().scale() > 2) {
      problems.add(new FieldProblem("jobsCreated", "scale", "must have at most two decimals"));
    }
    var investment = told.followOnInvestmentCents();
    if (investment == null) {
      problems.add(
          new FieldProblem("followOnInvestmentCents", "required", "is required; 0 for none"));
    } else if (investment < 0 || investment > MOST_CENTS) {
      problems.add(
          new FieldProblem(
              "followOnInvestmentCents",
              "range",
              "must be between 0 and %d cents".formatted(MOST_CENTS)));
    }
    if (told.productLaunched() == null) {
      problems.add(new FieldProblem("productLaunched", "required", "is required"));
    }
    if (told.comment() != null && told.comment().length() > LONGEST_COMMENT) {
      problems.add(
          new FieldProblem(
              "comment", "size", "must have at most %d characters".formatted(LONGEST_COMMENT)));
    }
    return problems;
  }
}
