package eu.ttc.grants.amendment;

import eu.ttc.grants.agreement.Agreements;
import eu.ttc.grants.agreement.GrantPlan;
import eu.ttc.grants.agreement.GrantPlans;
import eu.ttc.grants.agreement.Letter;
import eu.ttc.grants.agreement.PlanShare;
import eu.ttc.grants.agreement.PlanVersion;
import eu.ttc.grants.amendment.ChangeDecision.ChangeNotAllowed;
import eu.ttc.grants.amendment.ChangeDecision.Recorded;
import eu.ttc.grants.amendment.Effect.Hindrance;
import eu.ttc.grants.amendment.Effect.Kind;
import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.DocumentInfo;
import eu.ttc.grants.application.DocumentKind;
import eu.ttc.grants.application.Documents;
import eu.ttc.grants.application.HistoryRecorded;
import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.cofunding.CoFunding;
import eu.ttc.grants.cofunding.CoFundingParty;
import eu.ttc.grants.cofunding.FinancingPlan;
import eu.ttc.grants.cofunding.PartyLine;
import eu.ttc.grants.cofunding.PartyShare;
import eu.ttc.grants.engine.EngineMessages;
import eu.ttc.grants.engine.Steps;
import eu.ttc.grants.evaluation.Evaluations;
import eu.ttc.grants.identity.Accounts;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.Scheme;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.kernel.Unknown;
import eu.ttc.grants.stateaid.AidComputations;
import eu.ttc.grants.stateaid.AidSheet;
import eu.ttc.grants.stateaid.DeMinimisOfGrants;
import eu.ttc.grants.stateaid.HeadroomCheck.CeilingExceeded;
import eu.ttc.grants.stateaid.HeadroomFigures;
import eu.ttc.grants.support.Advisers;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Changes of a grant after its agreement. The lead asks and is told at once what is impossible; a
 * person decides; what is granted is in force with the decision: plan, aid, de minimis accounts,
 * co-funding and what is committed, in one transaction. A grant never rises by a change. Order of
 * locks: application, then what belongs to it.
 */
@Service
public class Changes {

  private static final int LEAD = 1;
  private static final int LONGEST_TEXT = 4000;
  private static final int MOST_DOCUMENTS = 20;

  private static final Set<ApplicationStatus> CHANGEABLE =
      EnumSet.of(ApplicationStatus.CONTRACTED, ApplicationStatus.RUNNING);

  private final ChangeRows rows;
  private final ConsentRows consents;
  private final ChangeLetters letters;
  private final Applications applications;
  private final Documents documents;
  private final Agreements agreements;
  private final GrantPlans plans;
  private final AidComputations computations;
  private final CoFunding coFunding;
  private final Budget budget;
  private final DeMinimisOfGrants deMinimis;
  private final Evaluations evaluations;
  private final Advisers advisers;
  private final Accounts accounts;
  private final List<VerifiedCosts> verified;
  private final EngineMessages engine;
  private final Steps steps;
  private final Clock clock;

  Changes(
      ChangeRows rows,
      ConsentRows consents,
      ChangeLetters letters,
      Applications applications,
      Documents documents,
      Agreements agreements,
      GrantPlans plans,
      AidComputations computations,
      CoFunding coFunding,
      Budget budget,
      DeMinimisOfGrants deMinimis,
      Evaluations evaluations,
      Advisers advisers,
      Accounts accounts,
      List<VerifiedCosts> verified,
      EngineMessages engine,
      Steps steps,
      Clock clock) {
    this.rows = rows;
    this.consents = consents;
    this.letters = letters;
    this.applications = applications;
    this.documents = documents;
    this.agreements = agreements;
    this.plans = plans;
    this.computations = computations;
    this.coFunding = coFunding;
    this.budget = budget;
    this.deMinimis = deMinimis;
    this.evaluations = evaluations;
    this.advisers = advisers;
    this.accounts = accounts;
    this.verified = verified;
    this.engine = engine;
    this.steps = steps;
    this.clock = clock;
  }

  /**
   * The lead asks for a change, and its process begins. The same request again, while it is open,
   * changes nothing.
   *
   * @throws Unknown when there is no such application of this applicant
   * @throws InvalidInput naming each field that makes the change impossible; nothing is kept then
   * @throws NotNow when no plan is in force, the case ended, or another request of its kind is open
   */
  @Transactional
  public ChangeView request(RequestChange asked) {
    var ref = asked.application();
    applications.get(ref, asked.applicant());
    var status = applications.lockedStatus(ref);
    requireChangeable(ref, status);
    var open = rows.of(ref).stream().filter(ChangeView::open).toList();
    var same = open.stream().filter(one -> isTheSame(one, asked)).findFirst();
    if (same.isPresent()) {
      return same.get();
    }
    requireNoOther(ref, asked.kind(), open);
    var possible = possible(ref);
    var problems = new ArrayList<>(possible.problems(asked));
    problems.addAll(problemsOfDocuments(ref, asked));
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    var proposed =
        asked.kind().changesCosts()
            ? computations.propose(ref, possible.changed(asked.costs()))
            : null;
    int number = rows.add(asked, plans.all(ref).getLast().number(), proposed, now());
    applications.note(ref, "CHANGE_REQUESTED", asked.applicant(), told(number, asked.kind()));
    engine.publish(
        "change-requested",
        ref,
        key(ref, number),
        Map.of(
            "applicationRef", ref.value(), "scheme", ref.scheme().name(), "changeNumber", number));
    return get(ref, number);
  }

  /**
   * The applicant takes back a request that is not decided. Doing so again changes nothing.
   *
   * @throws Unknown when there is no such request of this applicant
   * @throws NotNow when it was decided
   */
  @Transactional
  public ChangeView withdraw(ApplicationRef ref, int number, String applicant) {
    applications.get(ref, applicant);
    applications.lockedStatus(ref);
    var change = get(ref, number);
    if (change.state() == ChangeState.WITHDRAWN) {
      return change;
    }
    if (!change.open()) {
      throw new NotNow(
          "Change %d of %s is %s and cannot be withdrawn.".formatted(number, ref, change.state()));
    }
    rows.settle(ref, number, ChangeState.WITHDRAWN, null, null, applicant, now());
    applications.note(ref, "CHANGE_WITHDRAWN", applicant, told(number, change.kind()));
    close(ref, number);
    return get(ref, number);
  }

  /**
   * First step of the process of a change.
   *
   * @throws NotNow when the application is not open any more
   */
  @Transactional
  public Preparation prepare(ApplicationRef ref, int number, StepKey step) {
    return steps.once(
        step,
        Preparation.class,
        () -> {
          applications.requireOpen(ref);
          var change = get(ref, number);
          return new Preparation(change.kind(), change.aidProject());
        });
  }

  /**
   * Keeps the aid that was computed for the changed project, and tells what it would do.
   *
   * @throws NotNow when the application is not open any more
   */
  @Transactional
  public Effect weigh(ApplicationRef ref, int number, int aidSheet, StepKey step) {
    steps.once(
        step,
        Integer.class,
        () -> {
          applications.requireOpen(ref);
          rows.computed(ref, number, aidSheet);
          return aidSheet;
        });
    return effect(get(ref, number));
  }

  /**
   * Records what an officer says about a change of costs, for who decides to read.
   *
   * @param officer who completed the task, as the engine recorded it
   */
  @Transactional
  public ChangeDecision assess(
      ApplicationRef ref, int number, String assessment, String officer, StepKey step) {
    return steps.once(
        step,
        ChangeDecision.class,
        () -> {
          applications.requireOpen(ref);
          var change = get(ref, number);
          if (!change.open() || change.assessment() != null) {
            return new Recorded(change.state());
          }
          var problem =
              problemOf(ref, officer, Role.PROGRAMME_OFFICER)
                  .or(() -> problemOf("assessment", assessment));
          if (problem.isPresent()) {
            return new ChangeNotAllowed(problem.get());
          }
          rows.assess(ref, number, assessment.strip(), officer, now());
          applications.note(ref, "CHANGE_ASSESSED", officer, told(number, change.kind()));
          return new Recorded(ChangeState.OPEN);
        });
  }

  /**
   * Records the decision, once. What is granted is in force from then on.
   *
   * @param reasons why, for the applicant to read
   * @param decider who completed the task, as the engine recorded it
   */
  @Transactional
  public ChangeDecision decide(
      ApplicationRef ref,
      int number,
      boolean granted,
      String reasons,
      String decider,
      StepKey step) {
    return steps.once(
        step,
        ChangeDecision.class,
        () -> {
          var status = applications.requireOpen(ref);
          var change = get(ref, number);
          if (!change.open()) {
            return new Recorded(change.state());
          }
          var problem =
              problemOf(ref, decider, change.kind().decider())
                  .or(() -> problemOf("reasons", reasons))
                  .or(() -> problemOfAssessment(change, decider))
                  .or(() -> granted ? problemOfGranting(change, status) : Optional.empty());
          if (problem.isPresent()) {
            return new ChangeNotAllowed(problem.get());
          }
          return granted
              ? grant(change, reasons.strip(), decider)
              : refuse(change, reasons.strip(), decider);
        });
  }

  /** All requests of an application, oldest first. */
  @Transactional(readOnly = true)
  public List<ChangeView> of(ApplicationRef ref) {
    return rows.of(ref);
  }

  /**
   * One request.
   *
   * @throws Unknown when there is none
   */
  @Transactional(readOnly = true)
  public ChangeView get(ApplicationRef ref, int number) {
    return rows.find(ref, number).orElseThrow(() -> new Unknown("change of " + ref, number));
  }

  /** Open requests, oldest first; or those that were settled, newest first. */
  @Transactional(readOnly = true)
  public List<ChangeView> list(boolean open, int limit) {
    return rows.list(open, limit);
  }

  /** The letter about a granted change. */
  @Transactional(readOnly = true)
  public Optional<Letter> letter(ApplicationRef ref, int number) {
    return letters.of(ref, number);
  }

  /** Whether changes can be asked for now. */
  @Transactional(readOnly = true)
  public boolean possibleNow(ApplicationRef ref) {
    return rows.possible(ref);
  }

  /**
   * The kinds that can be asked for now: none of them has an open request, and the end of the work
   * can still be moved.
   */
  @Transactional(readOnly = true)
  public Set<ChangeKind> kindsNow(ApplicationRef ref) {
    if (!rows.possible(ref)) {
      return Set.of();
    }
    var open = rows.of(ref).stream().filter(ChangeView::open).toList();
    var kinds = EnumSet.allOf(ChangeKind.class);
    kinds.removeIf(kind -> open.stream().anyMatch(one -> excludes(one.kind(), kind)));
    return kinds;
  }

  /** The latest day to which the end of the work can be moved. */
  @Transactional(readOnly = true)
  public LocalDate latestEnd(ApplicationRef ref) {
    return possible(ref).latestEnd();
  }

  /** What a change would do as things stand. */
  @Transactional(readOnly = true)
  public Effect effect(ChangeView change) {
    var ref = change.application();
    var present = present(ref);
    return switch (change.kind()) {
      case SCOPE -> new Effect(present, present, List.of());
      case EXTENSION ->
          new Effect(
              present,
              new GrantPlan(
                  present.startsOn(), Objects.requireNonNull(change.endsOn()), present.shares()),
              List.of());
      case PARTNER_LEAVES, BUDGET_SHIFT -> effectOfCosts(change, present);
    };
  }

  /**
   * Numbers of the partners, other than the lead, whose costs or part of the grant a change would
   * touch as things stand; empty while its aid is not computed, and when there is none.
   */
  @Transactional(readOnly = true)
  public List<Integer> touched(ChangeView change) {
    var effect = effect(change);
    var changed = effect.changed();
    return changed == null
        ? List.of()
        : PlanRow.compare(effect.present(), changed).stream()
            .filter(PlanRow::changed)
            .map(PlanRow::partner)
            .filter(partner -> partner != LEAD)
            .distinct()
            .toList();
  }

  /** A request that is open when the case ends is closed with it. */
  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  public void closeWithTheCase(HistoryRecorded recorded) {
    if (!recorded.status().ended()) {
      return;
    }
    var ref = recorded.application();
    var open = rows.of(ref).stream().filter(ChangeView::open).toList();
    for (var change : open) {
      rows.settle(ref, change.number(), ChangeState.CLOSED, null, null, Applications.SYSTEM, now());
    }
    for (var change : open) {
      applications.note(
          ref, "CHANGE_CLOSED", Applications.SYSTEM, told(change.number(), change.kind()));
      close(ref, change.number());
    }
  }

  private ChangeDecision grant(ChangeView change, String reasons, String decider) {
    var ref = change.application();
    var effect = effect(change);
    var changed = Objects.requireNonNull(effect.changed());
    var told = told(change.number(), change.kind());
    if (change.kind().changesCosts()) {
      if (deMinimis.follow(sheet(change).orElseThrow()) instanceof CeilingExceeded(var figures)) {
        return new ChangeNotAllowed(
            "The changed grant would break the de minimis ceiling: %s. Refuse the change."
                .formatted(HeadroomFigures.whoExceeds(figures)));
      }
      computations.adopt(ref, Objects.requireNonNull(change.aidSheet()));
      coFunding.amend(ref, financing(ref, changed, sheet(change).orElseThrow()), decider);
      if (effect.less().exceeds(Cents.ZERO)) {
        budget.giveBack(ref, "change/" + change.number(), effect.less(), told, decider);
      }
    }
    int plan = plans.putInForce(ref, changed, told, decider);
    rows.settle(ref, change.number(), ChangeState.GRANTED, reasons, plan, decider, now());
    letters.write(get(ref, change.number()), effect.present(), changed);
    applications.note(ref, "CHANGE_GRANTED", decider, reasons);
    return new Recorded(ChangeState.GRANTED);
  }

  private ChangeDecision refuse(ChangeView change, String reasons, String decider) {
    var ref = change.application();
    rows.settle(ref, change.number(), ChangeState.REFUSED, reasons, null, decider, now());
    applications.note(ref, "CHANGE_REFUSED", decider, reasons);
    return new Recorded(ChangeState.REFUSED);
  }

  private Effect effectOfCosts(ChangeView change, GrantPlan present) {
    var ref = change.application();
    var sheet = sheet(change);
    if (sheet.isEmpty()) {
      return new Effect(present, null, List.of());
    }
    var hindrances = new ArrayList<Hindrance>();
    if (!asOf(ref, change.plan()).shares().equals(present.shares())) {
      hindrances.add(new Hindrance(Kind.PLAN_CHANGED, ""));
    }
    if (!sheet.get().allowed()) {
      hindrances.add(
          new Hindrance(
              Kind.AID_REFUSED,
              sheet.get().reasonCodes().stream()
                  .map(Enum::name)
                  .collect(Collectors.joining(", "))));
      return new Effect(present, null, hindrances);
    }
    var changed = plan(ref, present, sheet.get());
    var less = present.grant().less(changed.grant());
    if (less.exceeds(budget.committed(ref))) {
      hindrances.add(new Hindrance(Kind.BELOW_PAID, less.minus(budget.committed(ref)).toString()));
    }
    possible(ref)
        .belowVerified(change.costs())
        .forEach(problem -> hindrances.add(new Hindrance(Kind.BELOW_VERIFIED, problem.message())));
    var match = coFunding.under(ref, financing(ref, changed, sheet.get()));
    if (match.fallsShort()) {
      hindrances.add(new Hindrance(Kind.MATCH_MISSING, missing(match.parties())));
    }
    return new Effect(present, changed, hindrances);
  }

  private static String missing(List<PartyLine> parties) {
    return parties.stream()
        .filter(line -> !line.passes())
        .map(line -> "%s: %s".formatted(line.name(), line.missing()))
        .collect(Collectors.joining(", "));
  }

  private Optional<String> problemOfGranting(ChangeView change, ApplicationStatus status) {
    if (!CHANGEABLE.contains(status)) {
      return Optional.of(
          "%s is %s; a change can only be granted while the work goes on. Refuse it with reasons."
              .formatted(change.application(), status));
    }
    var effect = effect(change);
    if (effect.changed() == null && effect.hindrances().isEmpty()) {
      return Optional.of("The aid of the changed project was not computed yet.");
    }
    return effect.hindrances().stream()
        .findFirst()
        .map(Changes::sentence)
        .or(() -> problemOfConsent(change));
  }

  private Optional<String> problemOfConsent(ChangeView change) {
    var ref = change.application();
    var given =
        consents.of(ref, change.number(), now()).stream()
            .filter(one -> one.state() == ConsentState.GIVEN)
            .map(ConsentView::partner)
            .toList();
    var names = plans.partners(ref);
    var missing =
        touched(change).stream()
            .filter(partner -> !given.contains(partner))
            .map(partner -> names.getOrDefault(partner, "partner " + partner))
            .collect(Collectors.joining(", "));
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "The change touches the part of %s, who did not consent to it. Without that it can only be refused."
                .formatted(missing));
  }

  private static String sentence(Hindrance hindrance) {
    return switch (hindrance.kind()) {
      case AID_REFUSED ->
          "The rules of State aid do not allow the changed project: %s. Refuse the change."
              .formatted(hindrance.detail());
      case BELOW_PAID ->
          "%s more than the changed grant are paid or on their way. Refuse the change."
              .formatted(hindrance.detail());
      case MATCH_MISSING ->
          "The verified co-funding does not match the changed project; there is missing %s. Refuse the change."
              .formatted(hindrance.detail());
      case PLAN_CHANGED ->
          "Another change has come into force since. Refuse this one; the lead can ask anew.";
      case BELOW_VERIFIED -> "It cannot be granted: %s.".formatted(hindrance.detail());
    };
  }

  private Optional<String> problemOf(ApplicationRef ref, String person, Role role) {
    if (!accounts.hasRole(person, role)) {
      return Optional.of(
          role == Role.PROGRAMME_MANAGER
              ? "Only a programme manager decides on a change of costs."
              : "Only a programme officer does this.");
    }
    return applications.get(ref).applicant().equals(person)
            || evaluations.hasEvaluated(ref, person)
            || advisers.ofFirm(ref).contains(person)
        ? Optional.of(
            "Somebody who applies, advised the firm or evaluated the application cannot do this.")
        : Optional.empty();
  }

  private static Optional<String> problemOf(String what, String text) {
    return text.isBlank() || text.length() > LONGEST_TEXT
        ? Optional.of("The %s must have 1 to %d characters.".formatted(what, LONGEST_TEXT))
        : Optional.empty();
  }

  private static Optional<String> problemOfAssessment(ChangeView change, String decider) {
    return decider.equals(change.assessedBy())
        ? Optional.of("You assessed this change; another person decides on it.")
        : Optional.empty();
  }

  /** The plan that a sheet leads to; partners keep their numbers, whoever left before them. */
  private GrantPlan plan(ApplicationRef ref, GrantPlan present, AidSheet sheet) {
    var numbers =
        plans.all(ref).getFirst().plan().shares().stream()
            .collect(Collectors.toMap(PlanShare::name, PlanShare::partner, (one, same) -> one));
    return new GrantPlan(
        present.startsOn(),
        present.endsOn(),
        sheet.shares().stream()
            .map(
                share ->
                    new PlanShare(
                        Objects.requireNonNull(numbers.get(share.name())),
                        share.name(),
                        share.category(),
                        share.rate(),
                        share.costs(),
                        share.granted()))
            .toList());
  }

  private FinancingPlan financing(ApplicationRef ref, GrantPlan plan, AidSheet sheet) {
    var parties = coFunding.parties(ref);
    return new FinancingPlan(
        parties.stream()
            .filter(party -> plan.shares().stream().anyMatch(s -> s.name().equals(party.name())))
            .map(party -> share(party, sheet))
            .toList());
  }

  private static PartyShare share(CoFundingParty party, AidSheet sheet) {
    var costs = Cents.ZERO;
    var grant = Cents.ZERO;
    var most = Cents.ZERO;
    for (var share : sheet.shares()) {
      if (share.name().equals(party.name())) {
        costs = costs.plus(share.costs());
        grant = grant.plus(share.granted());
        most = most.plus(share.room());
      }
    }
    return new PartyShare(party.key(), party.name(), costs, grant, most);
  }

  private Possible possible(ApplicationRef ref) {
    var sheet =
        computations
            .latest(ref)
            .orElseThrow(() -> new NotNow("The aid of %s was never computed.".formatted(ref)));
    return new Possible(
        rows.rulesOn(today()),
        plans.all(ref).getFirst().plan(),
        present(ref),
        computations.projectOf(sheet),
        (int)
            rows.of(ref).stream()
                .filter(one -> one.kind() == ChangeKind.EXTENSION)
                .filter(one -> one.state() == ChangeState.GRANTED)
                .count(),
        verified.stream().flatMap(one -> one.of(ref).stream()).toList(),
        today());
  }

  private GrantPlan present(ApplicationRef ref) {
    return plans
        .inForce(ref)
        .orElseThrow(() -> new NotNow("%s has no plan in force.".formatted(ref)));
  }

  private GrantPlan asOf(ApplicationRef ref, int version) {
    return plans.all(ref).stream()
        .filter(one -> one.number() == version)
        .findFirst()
        .map(PlanVersion::plan)
        .orElseThrow();
  }

  private Optional<AidSheet> sheet(ChangeView change) {
    return Optional.ofNullable(change.aidSheet())
        .flatMap(number -> computations.sheet(change.application(), number));
  }

  private void requireChangeable(ApplicationRef ref, ApplicationStatus status) {
    if (ref.scheme() != Scheme.INNOVATION_FUND) {
      throw new NotNow("%s asks for a voucher, which has no plan to change.".formatted(ref));
    }
    if (!CHANGEABLE.contains(status)
        || plans.inForce(ref).isEmpty()
        || agreements.of(ref).filter(one -> one.acceptedAt() != null).isEmpty()) {
      throw new NotNow(
          "%s is %s; changes are asked for from the accepted agreement on, until the work is done."
              .formatted(ref, status));
    }
  }

  private static void requireNoOther(ApplicationRef ref, ChangeKind kind, List<ChangeView> open) {
    open.stream()
        .filter(one -> excludes(one.kind(), kind))
        .findFirst()
        .ifPresent(
            other -> {
              throw new NotNow(
                  "Change %d of %s (%s) is open; it must be decided or withdrawn before you ask for this one."
                      .formatted(other.number(), ref, other.kind()));
            });
  }

  /** One of a kind at a time; and costs are moved by one request at a time. */
  private static boolean excludes(ChangeKind open, ChangeKind wanted) {
    return open == wanted || open.changesCosts() && wanted.changesCosts();
  }

  private static boolean isTheSame(ChangeView open, RequestChange asked) {
    return open.kind() == asked.kind()
        && open.reasons().equals(asked.reasons().strip())
        && Objects.equals(open.endsOn(), asked.endsOn())
        && Objects.equals(open.partner(), asked.partner())
        && Objects.equals(open.scope(), asked.scope() == null ? null : asked.scope().strip())
        && Set.copyOf(open.costs()).equals(Set.copyOf(asked.costs()))
        && Set.copyOf(open.documents()).equals(Set.copyOf(asked.documents()));
  }

  private List<FieldProblem> problemsOfDocuments(ApplicationRef ref, RequestChange asked) {
    var known =
        documents.of(ref).stream()
            .filter(document -> document.kind() == DocumentKind.CHANGE)
            .map(DocumentInfo::id)
            .collect(Collectors.toSet());
    if (asked.documents().isEmpty() && asked.kind() != ChangeKind.SCOPE) {
      return List.of(new FieldProblem("documents", "required", "is required"));
    }
    if (asked.documents().size() > MOST_DOCUMENTS) {
      return List.of(
          new FieldProblem(
              "documents", "size", "at most %d documents are taken".formatted(MOST_DOCUMENTS)));
    }
    return known.containsAll(asked.documents())
        ? List.of()
        : List.of(
            new FieldProblem(
                "documents", "unknown", "must be documents of kind CHANGE of this application"));
  }

  private void close(ApplicationRef ref, int number) {
    engine.publish("change-closed", ref, key(ref, number) + "/closing", Map.of());
  }

  private static String told(int number, ChangeKind kind) {
    return "%d %s".formatted(number, kind);
  }

  private static String key(ApplicationRef ref, int number) {
    return "%s/change/%d".formatted(ref, number);
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), Applications.PROGRAMME_ZONE);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
