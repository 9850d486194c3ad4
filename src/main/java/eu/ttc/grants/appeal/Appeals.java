package eu.ttc.grants.appeal;

import eu.ttc.grants.appeal.AppealOutcome.AppealDecisionNotAllowed;
import eu.ttc.grants.appeal.AppealOutcome.Dismissed;
import eu.ttc.grants.appeal.AppealOutcome.Extended;
import eu.ttc.grants.appeal.AppealOutcome.Upheld;
import eu.ttc.grants.appeal.Lodging.Lodged;
import eu.ttc.grants.appeal.Lodging.NotOpen;
import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.DocumentInfo;
import eu.ttc.grants.application.DocumentKind;
import eu.ttc.grants.application.Documents;
import eu.ttc.grants.application.HistoryEntry;
import eu.ttc.grants.award.AwardDecision;
import eu.ttc.grants.award.Awards;
import eu.ttc.grants.cofunding.Verifications;
import eu.ttc.grants.engine.EngineMessages;
import eu.ttc.grants.engine.Steps;
import eu.ttc.grants.evaluation.Evaluations;
import eu.ttc.grants.identity.Accounts;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.screening.Screenings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes objections against rejections within their period, and records the decision of a programme
 * manager who had no part in the case before.
 */
@Service
public class Appeals {

  /** Against the decision on an objection there is the court (Awb 8:1). */
  static final String REMEDY = "remedy.court-within-six-weeks";

  private static final String LODGED = "APPEAL_LODGED";
  private static final int LONGEST_TEXT = 8000;

  private final AppealRows rows;
  private final Applications applications;
  private final Documents documents;
  private final Screenings screenings;
  private final Evaluations evaluations;
  private final Awards awards;
  private final Verifications verifications;
  private final Accounts accounts;
  private final EngineMessages engine;
  private final Steps steps;
  private final Clock clock;

  Appeals(
      AppealRows rows,
      Applications applications,
      Documents documents,
      Screenings screenings,
      Evaluations evaluations,
      Awards awards,
      Verifications verifications,
      Accounts accounts,
      EngineMessages engine,
      Steps steps,
      Clock clock) {
    this.rows = rows;
    this.applications = applications;
    this.documents = documents;
    this.screenings = screenings;
    this.evaluations = evaluations;
    this.awards = awards;
    this.verifications = verifications;
    this.accounts = accounts;
    this.engine = engine;
    this.steps = steps;
    this.clock = clock;
  }

  /**
   * Opens the window for an objection against a rejection; once per rejection, whoever asks.
   *
   * @param lodgeBy until when the applicant may object
   * @throws NotNow when the application is not rejected
   */
  @Transactional
  public Window openWindow(ApplicationRef ref, OffsetDateTime lodgeBy, StepKey step) {
    return steps.once(
        step,
        Window.class,
        () -> {
          var status = applications.lockedStatus(ref);
          var last = last(ref);
          if (last.isPresent() && last.get().state() != AppealState.UPHELD) {
            return window(last.get());
          }
          if (status != ApplicationStatus.REJECTED) {
            throw new NotNow(
                "%s is %s; only a rejection can be objected to.".formatted(ref, status));
          }
          int number = last.map(Appeal::number).orElse(0) + 1;
          var appeal = rows.save(new Appeal(ref, number, clock.instant(), lodgeBy.toInstant()));
          applications.note(ref, "APPEAL_WINDOW_OPENED", Applications.SYSTEM, null);
          return window(appeal);
        });
  }

  /**
   * The applicant objects: appeal, status and message to the lifecycle in one transaction.
   *
   * @param grounds what is wrong with the rejection, in the applicant's words
   * @param documentIds uploaded before, of kind APPEAL
   * @throws eu.ttc.grants.kernel.Unknown when there is no such application of this applicant
   * @throws InvalidInput when grounds or documents do not do, while the window is open
   */
  @Transactional
  public Lodging lodge(
      ApplicationRef ref, String applicant, String grounds, List<UUID> documentIds) {
    applications.get(ref, applicant);
    var status = applications.lockedStatus(ref);
    var now = clock.instant();
    var last = last(ref);
    if (last.isEmpty()) {
      return new NotOpen(
          status == ApplicationStatus.REJECTED
              ? "The objection period of %s has not begun yet. Try again in a moment."
                  .formatted(ref)
              : "%s is %s; only a rejection can be objected to.".formatted(ref, status));
    }
    var appeal = last.get();
    if (appeal.awaitsObjection(now)) {
      require(ref, grounds, documentIds);
    }
    var lodging = appeal.lodge(applicant, grounds.strip(), now);
    if (lodging instanceof Lodged(int number, var at)) {
      applications.move(ref, ApplicationStatus.UNDER_APPEAL, LODGED, applicant, null);
      engine.publish("appeal-lodged", ref, ref.value() + "/appeal/" + number, Map.of());
    }
    return lodging;
  }

  /**
   * Asked when the lifecycle's timer fires: closes the window if its time is really over. Objection
   * and closing at the same instant have one outcome, the one that locked the application first.
   */
  @Transactional
  public Window closeWindow(ApplicationRef ref, int number, StepKey step) {
    return steps.once(
        step,
        Window.class,
        () -> {
          applications.lockedStatus(ref);
          var appeal = require(ref, number);
          var before = appeal.state();
          if (appeal.closeIfDue(clock.instant()) != before) {
            applications.note(ref, "APPEAL_WINDOW_CLOSED", Applications.SYSTEM, null);
          }
          return window(appeal);
        });
  }

  /**
   * Sets the date by which a lodged appeal is to be decided, and tells what the decider needs.
   *
   * @throws NotNow when the appeal is not to be decided on
   */
  @Transactional
  public Review beginReview(ApplicationRef ref, int number, OffsetDateTime decideBy, StepKey step) {
    return steps.once(
        step,
        Review.class,
        () -> {
          var appeal = requireLodged(ref, number);
          appeal.decideBy(decideBy.toInstant());
          var rejection = rejection(ref);
          return new Review(
              Applications.inProgramme(appeal.decideBy()),
              appeal.extensible(),
              List.copyOf(ResumeStep.after(ref.scheme(), rejection)),
              rejection.reasonCodes());
        });
  }

  /**
   * Asked when a timer fires before or at the date of the decision: notes, once each, that the
   * managers are reminded or that the decision is late.
   */
  @Transactional
  public Reminder remind(ApplicationRef ref, int number, StepKey step) {
    return steps.once(
        step,
        Reminder.class,
        () -> {
          if (applications.lockedStatus(ref) != ApplicationStatus.UNDER_APPEAL) {
            return Reminder.NOTHING;
          }
          var reminder = require(ref, number).remind(clock.instant());
          switch (reminder) {
            case DUE_SOON ->
                applications.note(ref, "APPEAL_DECISION_REMINDED", Applications.SYSTEM, null);
            case OVERDUE ->
                applications.note(ref, "APPEAL_DECISION_DELAYED", Applications.SYSTEM, null);
            case NOTHING -> {}
          }
          return reminder;
        });
  }

  /**
   * Records a programme manager's decision on an appeal, once. Dismissed, the rejection is final;
   * upheld, it counts no more, neither does what it rested on, and the application goes back to
   * where the case resumes.
   *
   * @throws NotNow when the application is not under appeal any more
   */
  @Transactional
  public AppealOutcome decide(DecideAppeal command, StepKey step) {
    return steps.once(
        step,
        AppealOutcome.class,
        () -> {
          var ref = command.application();
          applications.lockedStatus(ref);
          var settled = require(ref, command.number());
          if (settled.state() == AppealState.DISMISSED) {
            return new Dismissed();
          }
          if (settled.state() == AppealState.UPHELD) {
            return new Upheld(Optional.ofNullable(settled.resumeAt()).orElseThrow());
          }
          var appeal = requireLodged(ref, command.number());
          var problem = problem(command, appeal);
          return problem.isPresent()
              ? new AppealDecisionNotAllowed(problem.get())
              : record(command, appeal);
        });
  }

  /**
   * Moves the date of a decision that is awaited beyond this moment, because the application is or
   * was on hold; within the running transaction.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void postpone(ApplicationRef ref, Instant after, Duration by) {
    last(ref).ifPresent(appeal -> appeal.postpone(after, by));
  }

  /** The appeal against the last rejection, from the opening of its window on. */
  @Transactional(readOnly = true)
  public Optional<AppealView> of(ApplicationRef ref) {
    return last(ref).map(Appeal::view);
  }

  /** All appeals of an application, oldest first. */
  @Transactional(readOnly = true)
  public List<AppealView> all(ApplicationRef ref) {
    return rows.findByApplicationOrderByNumber(ref.value()).stream().map(Appeal::view).toList();
  }

  private AppealOutcome record(DecideAppeal command, Appeal appeal) {
    var ref = command.application();
    var decider = command.decider();
    var now = clock.instant();
    return switch (command.verdict()) {
      case DISMISSED -> {
        appeal.dismiss(decider, command.reasons(), REMEDY, now);
        applications.move(
            ref, ApplicationStatus.REJECTED, "APPEAL_DISMISSED", decider, command.reasons());
        yield new Dismissed();
      }
      case EXTENDED -> {
        appeal.extend(decider, command.reasons(), now);
        applications.note(ref, "APPEAL_EXTENDED", decider, command.reasons());
        yield new Extended();
      }
      case UPHELD -> {
        var step = Optional.ofNullable(command.resumeAt()).orElseThrow();
        appeal.uphold(decider, command.reasons(), step, now);
        applications.move(ref, step.status(), "APPEAL_UPHELD", decider, command.reasons());
        awards.overturn(ref);
        switch (step) {
          case SCREENING, STATE_AID -> screenings.overturnVerdict(ref);
          case EVALUATION ->
              evaluations.voidRecorded(ref, "appeal %d was upheld".formatted(appeal.number()));
          case CO_FUNDING -> verifications.reopen(ref);
          case RANKING, AWARD -> {}
        }
        yield new Upheld(step);
      }
    };
  }

  private Optional<String> problem(DecideAppeal command, Appeal appeal) {
    var ref = command.application();
    if (!accounts.hasRole(command.decider(), Role.PROGRAMME_MANAGER)) {
      return Optional.of("Only a programme manager decides on an appeal.");
    }
    if (involvedBefore(ref).contains(command.decider())) {
      return Optional.of(
          "You had a part in this case before; somebody who had none decides on the appeal.");
    }
    if (command.reasons().isBlank() || command.reasons().length() > LONGEST_TEXT) {
      return Optional.of("The reasons must have 1 to %d characters.".formatted(LONGEST_TEXT));
    }
    return switch (command.verdict()) {
      case DISMISSED -> Optional.empty();
      case EXTENDED ->
          appeal.extensible()
              ? Optional.empty()
              : Optional.of("The time for this decision was extended before.");
      case UPHELD -> problemOfResuming(command);
    };
  }

  private Optional<String> problemOfResuming(DecideAppeal command) {
    var ref = command.application();
    var possible = ResumeStep.after(ref.scheme(), rejection(ref));
    if (command.resumeAt() == null || !possible.contains(command.resumeAt())) {
      return Optional.of(
          "An upheld appeal against this rejection resumes at %s."
              .formatted(
                  possible.stream().map(ResumeStep::name).collect(Collectors.joining(" or "))));
    }
    var lacking =
        applications.missing(ref).stream()
            .map(FieldProblem::field)
            .filter(field -> !field.startsWith("documents."))
            .toList();
    return lacking.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "The dossier still lacks %s, without which no later step is possible."
                .formatted(String.join(", ", lacking)));
  }

  /**
   * Everybody who acted on the application until the appeal was lodged, the applicant included and
   * whoever drafted a decision.
   */
  private Set<String> involvedBefore(ApplicationRef ref) {
    var involved = new HashSet<String>();
    awards.drafts(ref).forEach(draft -> involved.add(draft.author()));
    var sinceAppeal = new HashSet<String>();
    for (HistoryEntry entry : applications.history(ref)) {
      sinceAppeal.add(entry.actor());
      if (entry.event().equals(LODGED)) {
        involved.addAll(sinceAppeal);
      }
    }
    return involved;
  }

  private void require(ApplicationRef ref, String grounds, List<UUID> documentIds) {
    var problems = new ArrayList<FieldProblem>();
    if (grounds.isBlank()) {
      problems.add(new FieldProblem("grounds", "required", "is required"));
    } else if (grounds.length() > LONGEST_TEXT) {
      problems.add(
          new FieldProblem(
              "grounds", "size", "must have at most %d characters".formatted(LONGEST_TEXT)));
    }
    var known =
        documents.of(ref).stream()
            .filter(document -> document.kind() == DocumentKind.APPEAL)
            .map(DocumentInfo::id)
            .collect(Collectors.toSet());
    documentIds.stream()
        .filter(id -> !known.contains(id))
        .map(
            id ->
                new FieldProblem(
                    "documentIds",
                    "unknown",
                    "%s is no document of kind APPEAL of this application".formatted(id)))
        .forEach(problems::add);
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
  }

  private Appeal requireLodged(ApplicationRef ref, int number) {
    var status = applications.lockedStatus(ref);
    var appeal = require(ref, number);
    if (status != ApplicationStatus.UNDER_APPEAL || appeal.state() != AppealState.LODGED) {
      throw new NotNow(
          "%s is %s and its appeal %d is %s; there is nothing to decide on."
              .formatted(ref, status, number, appeal.state()));
    }
    return appeal;
  }

  private Appeal require(ApplicationRef ref, int number) {
    return rows.findByApplicationAndNumber(ref.value(), number)
        .orElseThrow(() -> new IllegalStateException("%s has no appeal %d".formatted(ref, number)));
  }

  private AwardDecision rejection(ApplicationRef ref) {
    return awards
        .of(ref)
        .orElseThrow(
            () -> new IllegalStateException("No decision on %s is in force".formatted(ref)));
  }

  private Optional<Appeal> last(ApplicationRef ref) {
    return rows.findFirstByApplicationOrderByNumberDesc(ref.value());
  }

  private static Window window(Appeal appeal) {
    return new Window(appeal.number(), appeal.state(), Applications.inProgramme(appeal.lodgeBy()));
  }
}
