package eu.ttc.grants.ranking;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.call.CallState;
import eu.ttc.grants.call.CallView;
import eu.ttc.grants.call.Calls;
import eu.ttc.grants.engine.Steps;
import eu.ttc.grants.evaluation.Evaluations;
import eu.ttc.grants.identity.Accounts;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.kernel.Unknown;
import eu.ttc.grants.ranking.CallRanking.DecidedPlace;
import eu.ttc.grants.ranking.CallRanking.Decision;
import eu.ttc.grants.ranking.PanelOutcome.Ranked;
import eu.ttc.grants.ranking.PanelOutcome.RankingNotAllowed;
import eu.ttc.grants.support.Advisers;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The ranking of a call as a whole: when it can begin, what the panel ranks, and what it decided.
 * Order of locks: applications in order of reference, ranking of the call, budget line.
 */
@Service
public class CallRankings {

  private static final int SHORTEST_FINDINGS = 10;
  private static final int LONGEST_FINDINGS = 8000;

  private final RankingRows rows;
  private final PanelRows panels;
  private final RankedFigures figures;
  private final SettledApplications settled;
  private final Calls calls;
  private final Applications applications;
  private final Evaluations evaluations;
  private final Advisers advisers;
  private final Accounts accounts;
  private final Budget budget;
  private final RankNews news;
  private final Steps steps;
  private final Clock clock;

  CallRankings(
      RankingRows rows,
      PanelRows panels,
      RankedFigures figures,
      SettledApplications settled,
      Calls calls,
      Applications applications,
      Evaluations evaluations,
      Advisers advisers,
      Accounts accounts,
      Budget budget,
      RankNews news,
      Steps steps,
      Clock clock) {
    this.rows = rows;
    this.panels = panels;
    this.figures = figures;
    this.settled = settled;
    this.calls = calls;
    this.applications = applications;
    this.evaluations = evaluations;
    this.advisers = advisers;
    this.accounts = accounts;
    this.budget = budget;
    this.news = news;
    this.steps = steps;
    this.clock = clock;
  }

  /**
   * Whether every application of a closed call has ended, is entered for ranking, or is on hold.
   * When not, the transaction in which the last one settles tells the lifecycle of the call.
   *
   * @throws IllegalStateException when the call is not closed
   */
  @Transactional
  public boolean awaitEvaluations(String call, StepKey step) {
    return steps.once(
        step,
        Boolean.class,
        () -> {
          var view = calls.afterSubmissions(call);
          if (view.state() != CallState.CLOSED) {
            throw new IllegalStateException(
                "%s is %s; it is ranked when it is closed.".formatted(call, view.state()));
          }
          if (rows.lock(call).decidedAt() != null) {
            return true;
          }
          var now = clock.instant();
          rows.await(call, now);
          var done = settled.unsettled(call) == 0;
          if (done) {
            rows.settle(call, now);
          }
          return done;
        });
  }

  /**
   * What the panel of a call has to rank, with the figures of now, without what is on hold. A call
   * that has nothing to rank is decided with it, so that who comes late is ranked at once.
   */
  @Transactional
  public RankingList prepare(String call) {
    var progress = rows.lock(call);
    var list = list(calls.get(call));
    if (list.isEmpty() && progress.decidedAt() == null) {
      rows.decide(
          call,
          clock.instant(),
          Applications.SYSTEM,
          panels.members(call).size(),
          "Nothing to rank.");
      leaveToTheirHolds(call);
    }
    return list;
  }

  /**
   * Records what the panel decided, and does it in the same transaction: sets the grants aside in
   * order of rank until the first that does not fit, puts that one and all behind it on the reserve
   * list, and tells each lifecycle. Who is on hold comes late, when the hold is over. Once per
   * call.
   */
  @Transactional
  public PanelOutcome record(RecordPanelDecision command, StepKey step) {
    return steps.once(
        step,
        PanelOutcome.class,
        () -> {
          var call = command.call();
          var shown = rows.entered(call).stream().map(RankingEntry::application).toList();
          shown.forEach(applications::lockedDespiteHold);
          var progress = rows.lock(call);
          if (progress.decidedAt() != null) {
            return outcome(panels.places(call));
          }
          var view = calls.get(call);
          if (!shown.equals(rows.entered(call).stream().map(RankingEntry::application).toList())) {
            return changed();
          }
          var list = list(view);
          var problem = problem(command, list);
          return problem.isPresent()
              ? new RankingNotAllowed(problem.get())
              : decide(command, list, view.budgetLine());
        });
  }

  /**
   * The ranking of a call for staff; of an application that was entered again, the newest entry.
   *
   * @throws Unknown when there is no such call
   */
  @Transactional(readOnly = true)
  public CallRanking of(String call) {
    calls.get(call);
    return new CallRanking(
        call,
        settled.unsettled(call),
        settled.onHold(call),
        rows.progress(call).flatMap(this::decision).orElse(null),
        newestOf(rows.all(call)));
  }

  /** One entry per application, in order of place; those without one behind, the best first. */
  static List<RankingEntry> newestOf(List<RankingEntry> all) {
    var newest = new HashMap<ApplicationRef, RankingEntry>();
    all.forEach(
        entry ->
            newest.merge(
                entry.application(),
                entry,
                (one, other) -> one.number() > other.number() ? one : other));
    return newest.values().stream()
        .sorted(
            Comparator.comparing(
                    RankingEntry::place, Comparator.nullsLast(Comparator.<Integer>naturalOrder()))
                .thenComparing(RankingEntry.BEST_FIRST))
        .toList();
  }

  /** What is entered in a locked call, with its figures of now. */
  private RankingList list(CallView call) {
    notOnHold(call.reference())
        .forEach(entry -> rows.refresh(entry, figures.of(entry.application())));
    var entries = notOnHold(call.reference());
    var ordered = Places.byFigures(entries);
    var below =
        entries.stream()
            .filter(entry -> !entry.figures().passed())
            .sorted(RankingEntry.BEST_FIRST)
            .toList();
    var available = budget.lockLine(call.budgetLine());
    var grants = ordered.stream().map(entry -> entry.figures().grant()).toList();
    return new RankingList(ordered, below, CutOff.of(grants, available), available);
  }

  private List<RankingEntry> notOnHold(String call) {
    return rows.entered(call).stream()
        .filter(entry -> applications.holdOf(entry.application()).isEmpty())
        .toList();
  }

  /** Their lifecycles go on to a step that waits for the end of the hold, and ranks them late. */
  private void leaveToTheirHolds(String call) {
    rows.entered(call).forEach(news::goOn);
  }

  private static RankingNotAllowed changed() {
    return new RankingNotAllowed(
        "The list has changed since it was shown: an application came or left, or its figures are"
            + " others. Look at it once more.");
  }

  private Optional<String> problem(RecordPanelDecision command, RankingList list) {
    if (!command.listShown().equals(list.fingerprint())) {
      return Optional.of(changed().problem());
    }
    var ranked = new ArrayList<ApplicationRef>();
    list.ordered().forEach(entry -> ranked.add(entry.application()));
    list.below().forEach(entry -> ranked.add(entry.application()));
    var members = panels.members(command.call());
    return managerProblem(command.manager(), ranked)
        .or(() -> presenceProblem(command, members, ranked))
        .or(() -> new Quorum(members, command.present()).problem(ranked, command.departures()))
        .or(() -> Places.problem(list.ordered(), command.places()))
        .or(() -> findingsProblem(command.findings()));
  }

  private Optional<String> managerProblem(String manager, List<ApplicationRef> ranked) {
    if (!accounts.hasRole(manager, Role.PROGRAMME_MANAGER)) {
      return Optional.of("Only a programme manager records what a panel decided.");
    }
    return ranked.stream()
        .filter(
            ref ->
                evaluations.hasEvaluated(ref, manager)
                    || applications.get(ref).applicant().equals(manager))
        .findFirst()
        .map(
            ref ->
                "Somebody who evaluated or applies cannot record the decision; you have to do with %s."
                    .formatted(ref));
  }

  /** Who is there must have a seat, and who has to do with an application must leave for it. */
  private Optional<String> presenceProblem(
      RecordPanelDecision command, List<PanelMember> members, List<ApplicationRef> ranked) {
    var seats = members.stream().map(PanelMember::username).toList();
    for (var present : command.present()) {
      if (!seats.contains(present)) {
        return Optional.of("%s has no seat on this panel.".formatted(present));
      }
    }
    var told = new HashSet<String>();
    for (var left : command.departures()) {
      if (!command.present().contains(left.member())) {
        return Optional.of(
            "%s is not present, so cannot leave for %s."
                .formatted(left.member(), left.application()));
      }
      if (!ranked.contains(left.application())) {
        return Optional.of("%s is not in this ranking.".formatted(left.application()));
      }
      if (!told.add(left.member() + " " + left.application())) {
        return Optional.of(
            "%s is said to leave for %s twice.".formatted(left.member(), left.application()));
      }
    }
    return ranked.stream().flatMap(ref -> stays(command, ref).stream()).findFirst();
  }

  private Optional<String> stays(RecordPanelDecision command, ApplicationRef ref) {
    Set<String> partial = new HashSet<>(advisers.ofFirm(ref));
    partial.add(applications.get(ref).applicant());
    command.departures().stream()
        .filter(left -> left.application().equals(ref))
        .forEach(left -> partial.remove(left.member()));
    return command.present().stream()
        .filter(partial::contains)
        .sorted()
        .findFirst()
        .map(member -> "%s advised or applies in %s and must leave for it.".formatted(member, ref));
  }

  private static Optional<String> findingsProblem(String findings) {
    return findings.length() < SHORTEST_FINDINGS || findings.length() > LONGEST_FINDINGS
        ? Optional.of(
            "The findings must have %d to %d characters."
                .formatted(SHORTEST_FINDINGS, LONGEST_FINDINGS))
        : Optional.empty();
  }

  private PanelOutcome decide(RecordPanelDecision command, RankingList list, String line) {
    var now = clock.instant();
    var members = panels.members(command.call());
    rows.decide(command.call(), now, command.manager(), members.size(), command.findings());
    members.stream()
        .filter(member -> command.present().contains(member.username()))
        .forEach(member -> panels.addPresence(command.call(), member));
    command.departures().forEach(left -> panels.addDeparture(command.call(), left));
    var ordered = Places.changed(list.ordered(), command.places());
    var fitting =
        CutOff.of(
            ordered.stream().map(entry -> entry.figures().grant()).toList(), budget.lockLine(line));
    for (int index = 0; index < ordered.size(); index++) {
      var entry = ordered.get(index);
      var state = index < fitting ? RankingState.FUNDED : RankingState.RESERVE;
      var computed = list.ordered().indexOf(entry) + 1;
      rank(command, entry, state, computed, index + 1, now);
    }
    for (var entry : list.below()) {
      rank(command, entry, RankingState.REJECTED, null, null, now);
    }
    leaveToTheirHolds(command.call());
    return new Ranked(fitting, ordered.size() - fitting, list.below().size());
  }

  private void rank(
      RecordPanelDecision command,
      RankingEntry entry,
      RankingState state,
      @Nullable Integer computed,
      @Nullable Integer place,
      Instant now) {
    var ref = entry.application();
    rows.rank(entry, state, place, false, now);
    panels.addPlace(
        command.call(),
        new DecidedPlace(
            ref, entry.number(), computed, place, state, Places.reason(ref, command.places())));
    if (state == RankingState.FUNDED && !budget.setAside(ref, entry.figures().grant())) {
      throw new IllegalStateException(
          "%s of %s no longer fits its line, which is locked."
              .formatted(entry.figures().grant(), ref));
    }
    news.tell(entry, state, place, command.manager());
    news.goOn(entry);
  }

  private static Ranked outcome(List<DecidedPlace> places) {
    return new Ranked(
        count(places, RankingState.FUNDED),
        count(places, RankingState.RESERVE),
        count(places, RankingState.REJECTED));
  }

  private static int count(List<DecidedPlace> places, RankingState outcome) {
    return (int) places.stream().filter(place -> place.outcome() == outcome).count();
  }

  private Optional<Decision> decision(RankingRows.Progress progress) {
    var at = progress.decidedAt();
    var by = progress.decidedBy();
    var findings = progress.findings();
    return at == null || by == null || findings == null
        ? Optional.empty()
        : Optional.of(
            new Decision(
                at,
                by,
                progress.panelSize(),
                findings,
                panels.presence(progress.call()),
                panels.departures(progress.call()),
                panels.places(progress.call())));
  }
}
