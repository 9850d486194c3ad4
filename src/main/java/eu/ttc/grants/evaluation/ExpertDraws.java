package eu.ttc.grants.evaluation;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.HistoryEntry;
import eu.ttc.grants.application.Region;
import eu.ttc.grants.application.Sector;
import eu.ttc.grants.call.Calls;
import eu.ttc.grants.engine.Steps;
import eu.ttc.grants.evaluation.DeclarationOutcome.Conflicted;
import eu.ttc.grants.evaluation.DeclarationOutcome.DeclarationNotAllowed;
import eu.ttc.grants.evaluation.DeclarationOutcome.Independent;
import eu.ttc.grants.evaluation.Draw.Drawn;
import eu.ttc.grants.evaluation.DrawnExpert.Awaited;
import eu.ttc.grants.evaluation.EvaluationNews.Kind;
import eu.ttc.grants.identity.Accounts;
import eu.ttc.grants.identity.Language;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.kernel.Unknown;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Draws the experts who evaluate an application of the fund, one for each seat, takes their
 * declarations of independence, and replaces who is conflicted or silent. Order of locks:
 * application, firms, draws.
 */
@Service
public class ExpertDraws {

  private static final Duration AT_ONCE = Duration.ofSeconds(1);
  private static final int LONGEST_REASON = 1000;

  private final EvaluationRows rows;
  private final RoundRows rounds;
  private final ExpertRows experts;
  private final EvaluationRulesets rulesets;
  private final ConflictFinder conflicts;
  private final Applications applications;
  private final Calls calls;
  private final Accounts accounts;
  private final EvaluationNewsDesk news;
  private final Steps steps;
  private final Clock clock;

  ExpertDraws(
      EvaluationRows rows,
      RoundRows rounds,
      ExpertRows experts,
      EvaluationRulesets rulesets,
      ConflictFinder conflicts,
      Applications applications,
      Calls calls,
      Accounts accounts,
      EvaluationNewsDesk news,
      Steps steps,
      Clock clock) {
    this.rows = rows;
    this.rounds = rounds;
    this.experts = experts;
    this.rulesets = rulesets;
    this.conflicts = conflicts;
    this.applications = applications;
    this.calls = calls;
    this.accounts = accounts;
    this.news = news;
    this.steps = steps;
    this.clock = clock;
  }

  /**
   * Draws an expert for a seat, as {@link Draw} says. Who has the seat keeps it, unless a conflict
   * of interest of theirs has become known. Why this one was drawn and others were not is kept.
   *
   * @param seat from 1
   * @param dueAt until when the declaration is awaited; if the engine comes only after it, it is
   *     due at once
   * @throws IllegalStateException when nobody can be drawn; an operator can add somebody
   */
  @Transactional
  public DrawnExpert draw(ApplicationRef ref, int seat, OffsetDateTime dueAt, StepKey step) {
    return steps.once(
        step,
        DrawnExpert.class,
        () -> {
          applications.requireOpen(ref);
          var round = rounds.require(ref);
          var known = conflicts.of(ref);
          var current = rows.current(ref, seat);
          if (current.isPresent() && keeps(current.get(), known, ref, round)) {
            return drawn(current.get());
          }
          experts.lockDraws();
          var all = among(ref, round, seat, known);
          var now = clock.instant();
          var due = later(dueAt.toInstant(), now.plus(AT_ONCE));
          var evaluation = UUID.randomUUID();
          var expert =
              all.stream()
                  .filter(one -> one.rank() == 1)
                  .findFirst()
                  .orElseThrow(() -> nobodyLeft(ref, seat, all))
                  .candidate()
                  .username();
          var halfTime = now.plus(Duration.between(now, due).dividedBy(2));
          rows.insert(evaluation, ref, expert, round.number(), seat, now, halfTime, due);
          rows.insertDraw(evaluation, all);
          news.tell(ref, "EVALUATION_ASSIGNED", Kind.EXPERT_INVITED, List.of(expert));
          return drawn(rows.find(ref, evaluation).orElseThrow());
        });
  }

  /** Takes an expert's declaration; with a conflict they never see this application again. */
  @Transactional
  public DeclarationOutcome declare(DeclareIndependence command, StepKey step) {
    return steps.once(
        step,
        DeclarationOutcome.class,
        () -> {
          var ref = command.application();
          applications.requireOpen(ref);
          var found = rows.find(ref, command.evaluation()).filter(Work::isOpen);
          if (found.isEmpty()) {
            return new DeclarationNotAllowed("This evaluation is not open any more.");
          }
          var work = found.get();
          if (!work.expert().equals(command.expert())) {
            return new DeclarationNotAllowed(
                "Only the expert to whom the evaluation was given can declare independence.");
          }
          return work.isDeclared() ? independent(work) : take(command, work);
        });
  }

  /**
   * Asked when it is time to remind an expert: does so once, if something is awaited still.
   *
   * @return whether this call did so
   */
  @Transactional
  public boolean remind(ApplicationRef ref, UUID evaluation, StepKey step) {
    return steps.once(
        step,
        Boolean.class,
        () -> {
          if (applications.lockedStatus(ref).ended() || !rows.remind(evaluation, clock.instant())) {
            return false;
          }
          var work = rows.find(ref, evaluation).orElseThrow();
          news.tell(
              ref,
              "EXPERT_REMINDED",
              work.isAwaitedToDeclare() ? Kind.DECLARATION_REMINDED : Kind.SCORES_REMINDED,
              List.of(work.expert()));
          return true;
        });
  }

  /**
   * Asked when a deadline of an expert fires: takes the seat away from them if it is really
   * overdue; never while the application is on hold.
   *
   * @return whether this call did so
   */
  @Transactional
  public boolean replaceSilent(ApplicationRef ref, UUID evaluation, StepKey step) {
    return steps.once(
        step,
        Boolean.class,
        () -> {
          var status = applications.lockedDespiteHold(ref);
          var work = rows.find(ref, evaluation).filter(Work::isOpen);
          if (!status.open()
              || applications.holdOf(ref).isPresent()
              || work.isEmpty()
              || !isOverdue(work.get())) {
            return false;
          }
          rows.replace(evaluation);
          news.tell(ref, "EXPERT_REPLACED", Kind.EXPERT_RELIEVED, List.of(work.get().expert()));
          return true;
        });
  }

  /**
   * A programme officer voids what an expert scored, or takes the application away from them,
   * because of a conflict of interest that came to light late. The lifecycle draws a replacement:
   * when the scores of all experts are looked at, or when the expert's task ends.
   *
   * @throws Unknown when this expert has no part in the round that counts
   * @throws InvalidInput when the reason is missing or too long
   * @throws NotNow when this person may not do so, or the outcome is known already: then only an
   *     appeal changes it
   */
  @Transactional
  public void voidScores(VoidScores command) {
    var ref = command.application();
    applications.requireOpen(ref);
    if (!accounts.hasRole(command.officer(), Role.PROGRAMME_OFFICER)
        || applications.get(ref).applicant().equals(command.officer())) {
      throw new NotNow("Only a programme officer who does not apply for it voids scores.");
    }
    var reason = command.reason().strip();
    if (reason.isEmpty()) {
      throw InvalidInput.of("reason", "required", "is required");
    }
    if (reason.length() > LONGEST_REASON) {
      throw InvalidInput.of(
          "reason", "size", "must have at most %d characters".formatted(LONGEST_REASON));
    }
    var round = requireVoidable(ref);
    var work =
        rows.find(ref, command.evaluation())
            .filter(found -> found.round() == round.number())
            .filter(found -> found.isOpen() || found.state() == WorkState.EVALUATED)
            .orElseThrow(() -> new Unknown("evaluation", command.evaluation().toString()));
    if (work.isOpen()) {
      rows.conflict(ref, work.id(), work.expert(), reason, clock.instant());
      applications.note(ref, "CONFLICT_FOUND", command.officer(), reason);
    } else {
      rows.voidOne(work.id(), reason, clock.instant());
      applications.note(ref, "SCORES_VOIDED", command.officer(), reason);
    }
  }

  /** Why the expert of this evaluation was drawn and others were not; empty for vouchers. */
  @Transactional(readOnly = true)
  public List<DrawnCandidate> explain(UUID evaluation) {
    return rows.draw(evaluation);
  }

  private Round requireVoidable(ApplicationRef ref) {
    var round =
        rounds
            .current(ref)
            .orElseThrow(
                () -> new NotNow("%s is not evaluated by several experts.".formatted(ref)));
    if (round.outcome().isPresent()) {
      throw new NotNow(
          "The evaluation of %s is done; only an appeal changes its outcome.".formatted(ref));
    }
    return round;
  }

  private boolean keeps(Work current, KnownConflicts known, ApplicationRef ref, Round round) {
    if (!current.isOpen()) {
      return true;
    }
    var conflict =
        experts.candidate(ref, current.expert(), employedSince(round)).flatMap(known::of);
    conflict.ifPresent(
        found -> {
          rows.conflict(ref, current.id(), current.expert(), found.words(), clock.instant());
          applications.note(ref, "CONFLICT_FOUND", Applications.SYSTEM, null);
        });
    return conflict.isEmpty();
  }

  private List<Drawn> among(ApplicationRef ref, Round round, int seat, KnownConflicts known) {
    var dossier = known.dossier();
    var since = employedSince(round);
    var languages =
        calls.answered(ref).languages().stream().map(Language::code).collect(Collectors.toSet());
    var others =
        rows.all(ref).stream()
            .filter(work -> work.round() == round.number() && work.seat() != seat)
            .filter(work -> work.isOpen() || work.state() == WorkState.EVALUATED)
            .map(work -> experts.candidate(ref, work.expert(), since))
            .flatMap(Optional::stream)
            .map(Candidate::country)
            .toList();
    var sector = dossier.sector().map(Sector::name).orElse("");
    var candidates =
        experts.candidates(ref, sector, since).stream()
            .filter(candidate -> accounts.hasRole(candidate.username(), Role.EVALUATOR))
            .toList();
    return new Draw(
            known,
            applications.history(ref).stream().map(HistoryEntry::actor).collect(Collectors.toSet()),
            languages,
            Optional.ofNullable(dossier.enterprise().region())
                .flatMap(Region::language)
                .filter(languages::contains),
            Math.max(rulesets.of(round.ruleset()).experts(), seat),
            others)
        .among(candidates);
  }

  private static IllegalStateException nobodyLeft(ApplicationRef ref, int seat, List<Drawn> all) {
    var why =
        all.stream()
            .collect(
                Collectors.groupingBy(
                    Drawn::verdict,
                    TreeMap::new,
                    Collectors.mapping(
                        one -> one.candidate().username(), Collectors.joining(", "))));
    var told =
        why.isEmpty()
            ? "there is none for its sector"
            : why.entrySet().stream()
                .map(one -> "%s %s".formatted(one.getValue(), one.getKey().words()))
                .collect(Collectors.joining("; "));
    return new IllegalStateException(
        "No expert can be drawn for seat %d of %s: %s. Add an expert of its sector from another Member State on the page Experts, then retry."
            .formatted(seat, ref, told));
  }

  private DeclarationOutcome take(DeclareIndependence command, Work work) {
    var ref = command.application();
    var now = clock.instant();
    if (!command.independent()) {
      var words = command.reason().isBlank() ? "not stated" : command.reason();
      rows.conflict(ref, work.id(), work.expert(), words, now);
      applications.note(ref, "CONFLICT_DECLARED", work.expert(), null);
      return new Conflicted();
    }
    if (!keeps(work, conflicts.of(ref), ref, rounds.require(ref))) {
      return new Conflicted();
    }
    var due = later(command.dueAt().toInstant(), now.plus(AT_ONCE));
    rows.declare(work.id(), now, command.remindAt().toInstant(), due);
    applications.note(ref, "INDEPENDENCE_DECLARED", work.expert(), null);
    return independent(rows.find(ref, work.id()).orElseThrow());
  }

  private DrawnExpert drawn(Work work) {
    var dossier = applications.get(work.application()).dossier();
    var awaited =
        !work.isOpen() ? Awaited.NOTHING : work.isDeclared() ? Awaited.SCORES : Awaited.DECLARATION;
    return new DrawnExpert(
        work.id(),
        work.expert(),
        awaited,
        moment(work.remindAt()),
        moment(work.dueAt()),
        dossier.project().title(),
        DrawnExpert.parties(dossier));
  }

  private static Independent independent(Work work) {
    return new Independent(moment(work.remindAt()), moment(work.dueAt()));
  }

  private static OffsetDateTime moment(@Nullable Instant kept) {
    if (kept == null) {
      throw new IllegalStateException("an evaluation for the fund has no deadline");
    }
    return Applications.inProgramme(kept);
  }

  private boolean isOverdue(Work work) {
    return work.dueAt() != null && !clock.instant().isBefore(work.dueAt());
  }

  private LocalDate employedSince(Round round) {
    return LocalDate.ofInstant(clock.instant(), Applications.PROGRAMME_ZONE)
        .minusYears(rulesets.of(round.ruleset()).formerEmploymentYears());
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
