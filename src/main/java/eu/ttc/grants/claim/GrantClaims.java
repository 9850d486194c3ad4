package eu.ttc.grants.claim;

import eu.ttc.grants.agreement.AgreementState;
import eu.ttc.grants.agreement.Agreements;
import eu.ttc.grants.agreement.GrantPlan;
import eu.ttc.grants.agreement.GrantPlans;
import eu.ttc.grants.agreement.PaymentPlan;
import eu.ttc.grants.agreement.PaymentPlans;
import eu.ttc.grants.agreement.PlanShare;
import eu.ttc.grants.agreement.PlanVersion;
import eu.ttc.grants.application.AidCategory;
import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.DocumentInfo;
import eu.ttc.grants.application.DocumentKind;
import eu.ttc.grants.application.Documents;
import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.claim.GrantVerification.VerificationNotAllowed;
import eu.ttc.grants.claim.GrantVerification.Verified;
import eu.ttc.grants.claim.Submission.Incomplete;
import eu.ttc.grants.claim.Submission.NotOpen;
import eu.ttc.grants.claim.Submission.Submitted;
import eu.ttc.grants.engine.EngineMessages;
import eu.ttc.grants.engine.Steps;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.progress.ProgressReviews;
import eu.ttc.grants.stateaid.DeMinimisOfGrants;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Claims of grants of the innovation fund: an advance, costs as often as wanted, and the final
 * claim, with which the grant is settled. One claim at a time is handed in and verified; payments
 * of earlier ones hold up nobody.
 */
@Service
public class GrantClaims {

  /** How many costs one claim may have. */
  public static final int MOST_COSTS = 500;

  private static final int LONGEST_TEXT = 8000;
  private static final Duration BANK_ANSWERS = Duration.ofDays(1);
  private static final int LONGEST_DESCRIPTION = 200;
  private static final int LONGEST_NUMBER = 60;

  private final ClaimRows rows;
  private final GrantCosts costs;
  private final Settlements settlements;
  private final GrantPayments payments;
  private final GrantRecoveries recoveries;
  private final Verifiers verifiers;
  private final Applications applications;
  private final Documents documents;
  private final Agreements agreements;
  private final GrantPlans plans;
  private final PaymentPlans paymentPlans;
  private final ProgressReviews progress;
  private final Budget budget;
  private final DeMinimisOfGrants deMinimis;
  private final EngineMessages engine;
  private final Steps steps;
  private final Clock clock;

  GrantClaims(
      ClaimRows rows,
      GrantCosts costs,
      Settlements settlements,
      GrantPayments payments,
      GrantRecoveries recoveries,
      Verifiers verifiers,
      Applications applications,
      Documents documents,
      Agreements agreements,
      GrantPlans plans,
      PaymentPlans paymentPlans,
      ProgressReviews progress,
      Budget budget,
      DeMinimisOfGrants deMinimis,
      EngineMessages engine,
      Steps steps,
      Clock clock) {
    this.rows = rows;
    this.costs = costs;
    this.settlements = settlements;
    this.payments = payments;
    this.recoveries = recoveries;
    this.verifiers = verifiers;
    this.applications = applications;
    this.documents = documents;
    this.agreements = agreements;
    this.plans = plans;
    this.paymentPlans = paymentPlans;
    this.progress = progress;
    this.budget = budget;
    this.deMinimis = deMinimis;
    this.engine = engine;
    this.steps = steps;
    this.clock = clock;
  }

  /**
   * The moment at which the work of a grant ends by the plan in force.
   *
   * @throws IllegalStateException when there is no plan
   */
  @Transactional(readOnly = true)
  public OffsetDateTime workEnds(ApplicationRef ref) {
    return requirePlan(ref)
        .endsOn()
        .atTime(LocalTime.of(23, 59))
        .atZone(Applications.PROGRAMME_ZONE)
        .toOffsetDateTime();
  }

  /**
   * Awaits the next claim; the one that is awaited already is due later if this date is.
   *
   * @param dueAt until when the final claim is to be handed in
   * @return its number
   * @throws IllegalStateException when there is no accepted agreement or no plan, or the grant is
   *     settled
   * @throws eu.ttc.grants.kernel.NotNow when the application ended
   */
  @Transactional
  public int open(ApplicationRef ref, OffsetDateTime dueAt, StepKey step) {
    return steps.once(
        step,
        Integer.class,
        () -> {
          var status = applications.requireOpen(ref);
          if (agreements.of(ref).filter(a -> a.state() == AgreementState.ACCEPTED).isEmpty()) {
            throw new IllegalStateException(
                "%s has no accepted agreement, so nothing can be claimed.".formatted(ref));
          }
          var plan = requirePlan(ref);
          var claims = rows.findByApplicationOrderByNumber(ref.value());
          if (!claims.isEmpty()) {
            var last = claims.getLast();
            if (last.kind() == ClaimKind.FINAL && last.state() == ClaimState.ACCEPTED) {
              throw new IllegalStateException(
                  "The grant of %s is settled; no further claim is awaited.".formatted(ref));
            }
            if (last.state() == ClaimState.OPEN) {
              last.extendTo(dueAt.toInstant());
            }
            if (last.state() == ClaimState.OPEN || last.state() == ClaimState.SUBMITTED) {
              return last.number();
            }
          }
          int number = claims.size() + 1;
          var left = paymentPlan(ref).grant().less(settlements.paid(ref));
          rows.save(new Claim(ref, number, left, dueAt.toInstant(), plan.endsOn()));
          var event = claims.isEmpty() ? "GRANT_CLAIM_INVITED" : "GRANT_CLAIM_AWAITED";
          if (status == ApplicationStatus.CONTRACTED) {
            applications.move(ref, ApplicationStatus.RUNNING, event, Applications.SYSTEM, null);
          } else {
            applications.note(ref, event, Applications.SYSTEM, null);
          }
          return number;
        });
  }

  /**
   * Takes the lead's claim; claim, costs, status and message to the lifecycle in one transaction.
   * The very same claim again is answered as the first one, another one is not taken while a claim
   * is verified.
   *
   * @throws eu.ttc.grants.kernel.Unknown when there is no such application of this applicant
   */
  @Transactional
  public Submission submit(SubmitGrantClaim command) {
    var ref = command.application();
    applications.get(ref, command.applicantUsername());
    var status = applications.lockedStatus(ref);
    var claims = rows.findByApplicationOrderByNumber(ref.value());
    if (claims.isEmpty()) {
      return new NotOpen(
          "Nothing can be claimed yet: the agreement of %s must be accepted first.".formatted(ref));
    }
    var claim = claims.getLast();
    if (claim.state() == ClaimState.SUBMITTED) {
      return repeats(command, claim)
          ? new Submitted(claim.number())
          : new NotOpen(
              "Claim %d of %s is being verified; hand in the next one afterwards."
                  .formatted(claim.number(), ref));
    }
    if (claim.state() != ClaimState.OPEN || status.ended()) {
      return new NotOpen("%s is %s; nothing can be claimed any more.".formatted(ref, status));
    }
    claim.follow(requirePlan(ref).endsOn());
    var now = clock.instant();
    if (claim.isOverdue(now)) {
      return new NotOpen("The final claim of %s was due on %s.".formatted(ref, claim.dueAt()));
    }
    var problems = problems(command);
    var kind = command.kind();
    if (!problems.isEmpty() || kind == null) {
      return new Incomplete(problems);
    }
    claim.submit(
        command.applicantUsername(),
        kind,
        command.report().strip(),
        kind == ClaimKind.FINAL ? command.results().strip() : null,
        now);
    rows.flush();
    costs.add(ref, claim.number(), command.costs());
    var by = command.applicantUsername();
    if (kind == ClaimKind.FINAL) {
      applications.move(
          ref, ApplicationStatus.FINAL_REPORTED, "FINAL_CLAIM_SUBMITTED", by, kind.name());
    } else {
      applications.note(ref, "CLAIM_SUBMITTED", by, kind.name());
    }
    engine.publish("claim-submitted", ref, ref.value() + "/claim/" + claim.number(), Map.of());
    return new Submitted(claim.number());
  }

  /** What is missing or wrong in a claim, without handing it in; empty when nothing is. */
  @Transactional(readOnly = true)
  public List<FieldProblem> problems(SubmitGrantClaim command) {
    var problems = new ArrayList<FieldProblem>();
    var ref = command.application();
    var kind = command.kind();
    if (kind == null || kind == ClaimKind.LUMP_SUM) {
      problems.add(new FieldProblem("kind", "choice", "must be one of ADVANCE, INTERIM, FINAL"));
    }
    text(problems, "report", command.report());
    if (kind == ClaimKind.FINAL) {
      text(problems, "results", command.results());
    }
    if (kind == ClaimKind.ADVANCE) {
      if (!mayAskForAdvance(ref)) {
        problems.add(
            new FieldProblem(
                "kind", "advance", "an advance is paid once, before any cost is verified"));
      }
      if (!command.costs().isEmpty()) {
        problems.add(new FieldProblem("costs", "none", "an advance is claimed without costs"));
      }
    }
    if (kind == ClaimKind.INTERIM && command.costs().isEmpty() && parked(ref).isEmpty()) {
      problems.add(new FieldProblem("costs", "required", "at least one cost is required"));
    }
    problems.addAll(problemsOf(ref, command.costs()));
    return List.copyOf(problems);
  }

  /** Whether an advance can be asked for: once, and before any cost is verified. */
  @Transactional(readOnly = true)
  public boolean mayAskForAdvance(ApplicationRef ref) {
    return rows.findByApplicationOrderByNumber(ref.value()).stream()
        .noneMatch(claim -> claim.state() == ClaimState.ACCEPTED);
  }

  /**
   * What an officer is to look at, with what a machine noticed.
   *
   * @param payBy until when the claim is to be paid; the first date stays
   */
  @Transactional
  public ClaimToVerify prepare(ApplicationRef ref, int number, OffsetDateTime payBy) {
    applications.lockedStatus(ref);
    var claim = require(ref, number);
    claim.payBy(payBy.toInstant());
    rows.flush();
    return toVerify(ref, number);
  }

  /** What an officer looks at, without changing anything. */
  @Transactional(readOnly = true)
  public ClaimToVerify toVerify(ApplicationRef ref, int number) {
    var claim = require(ref, number);
    var plan = requirePlan(ref);
    var all = valid(ref);
    var judged = toJudge(all, number);
    var documentsOf =
        judged.stream().flatMap(one -> one.cost().evidence().stream()).collect(Collectors.toSet());
    var claims = judged.stream().map(one -> one.id().claim()).collect(Collectors.toSet());
    claims.add(number);
    var checks =
        new CostChecks(
            plan,
            LocalDate.ofInstant(
                Optional.ofNullable(claim.submittedAt()).orElseGet(clock::instant),
                Applications.PROGRAMME_ZONE),
            all.stream().filter(one -> !judged.contains(one)).toList(),
            all.stream().filter(one -> !judged.contains(one) && one.id().claim() < number).toList(),
            costs.usedBefore(ref, documentsOf, claims));
    var names = partners(ref);
    return new ClaimToVerify(
        claim.view(),
        judged.stream()
            .map(
                one ->
                    new ClaimToVerify.Line(
                        one, names.getOrDefault(one.cost().partner(), "?"), checks.of(one.cost())))
            .toList(),
        claim.kind() == ClaimKind.INTERIM ? progress.overdue(ref) : List.of(),
        Optional.ofNullable(claim.view().payBy()).orElse(claim.dueAt()));
  }

  /**
   * Records an officer's verification and settles the claim: what its rates come to, with all that
   * was accepted before, less what was paid. With the final claim the rest of the commitment is
   * released at once.
   *
   * @throws eu.ttc.grants.kernel.NotNow when the application ended
   */
  @Transactional
  public GrantVerification record(RecordGrantVerification command, StepKey step) {
    return steps.once(
        step,
        GrantVerification.class,
        () -> {
          var ref = command.application();
          var status = applications.requireOpen(ref);
          var claim = require(ref, command.claimNumber());
          var problem = problem(command, claim);
          if (problem.isPresent()) {
            return new VerificationNotAllowed(problem.get());
          }
          var now = clock.instant();
          if (!command.accepted()) {
            claim.refuse(command.findings(), command.officer(), now);
            told(ref, status, "CLAIM_REFUSED", command.officer(), command.findings());
            return new Verified(ClaimOutcome.REFUSED);
          }
          judge(command, now);
          var settled = settle(ref, claim);
          claim.accept(settled.payable(), command.findings(), command.officer(), now);
          rows.flush();
          var event = settled.payable().value() > 0 ? "CLAIM_VERIFIED" : "CLAIM_SETTLED";
          applications.note(ref, event, command.officer(), settled.payable().toString());
          if (settled.kind() != GrantSettlement.Kind.FINAL) {
            settlements.add(ref, claim.number(), settled, Cents.ZERO, Cents.ZERO, now);
            return new Verified(
                settled.payable().value() > 0 ? ClaimOutcome.TO_PAY : ClaimOutcome.NOTHING_DUE);
          }
          end(ref, claim, settled, Cents.ZERO, command.officer());
          return new Verified(left(settled));
        });
  }

  /**
   * Asked when the lifecycle's timer fires: ends the grant if the final claim is really missing.
   * What was verified before is still owed; what was ordered beyond that is given up, what was paid
   * beyond that is found, and the rest is released. Never while the application is on hold or the
   * bank has not answered.
   *
   * @throws eu.ttc.grants.kernel.NotNow when the application ended before
   */
  @Transactional
  public GrantLapse lapse(ApplicationRef ref, int number, StepKey step) {
    return steps.once(
        step,
        GrantLapse.class,
        () -> {
          applications.lockedDespiteHold(ref);
          var claim = require(ref, number);
          var hold = applications.holdOf(ref);
          if (hold.isPresent()) {
            return lapse(claim, hold.get().notBefore(claim.dueAt()), ClaimOutcome.NOTHING_DUE);
          }
          if (claim.state() != ClaimState.OPEN) {
            return lapse(claim, claim.dueAt(), ClaimOutcome.NOTHING_DUE);
          }
          applications.requireOpen(ref);
          claim.follow(requirePlan(ref).endsOn());
          if (payments.awaitBank(ref)) {
            return lapse(claim, clock.instant().plus(BANK_ANSWERS), ClaimOutcome.NOTHING_DUE);
          }
          if (claim.lapseIfDue(clock.instant()) == ClaimState.OPEN) {
            return lapse(claim, claim.dueAt(), ClaimOutcome.NOTHING_DUE);
          }
          var settled = endEarly(ref, claim, GrantSettlement.Kind.LAPSED, Applications.SYSTEM);
          applications.move(
              ref, ApplicationStatus.TERMINATED, "FINAL_CLAIM_LAPSED", Applications.SYSTEM, null);
          return lapse(claim, claim.dueAt(), left(settled));
        });
  }

  /**
   * Settles a grant whose agreement ends before its final claim was accepted, within the running
   * transaction: as {@link #lapse} does, whatever was claimed and not verified.
   *
   * @param by username of the person who ends it
   * @return whether there was anything to settle: the work had begun
   * @throws eu.ttc.grants.kernel.NotNow when it is settled already, or the bank has not answered
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public boolean terminate(ApplicationRef ref, String by) {
    applications.lockedStatus(ref);
    requireNotSettled(ref);
    var all = rows.findByApplicationOrderByNumber(ref.value());
    if (all.isEmpty()) {
      return false;
    }
    var last = all.getLast();
    var ending =
        last.state() == ClaimState.OPEN || last.state() == ClaimState.SUBMITTED
            ? last
            : rows.save(
                new Claim(
                    ref,
                    last.number() + 1,
                    Cents.ZERO,
                    clock.instant(),
                    requirePlan(ref).endsOn()));
    endEarly(ref, ending, GrantSettlement.Kind.TERMINATED, by);
    return true;
  }

  /** How the grant was settled for good; empty while it is not. */
  @Transactional(readOnly = true)
  public Optional<GrantSettlement.Kind> settledAs(ApplicationRef ref) {
    return settlements
        .end(ref)
        .flatMap(claim -> settlements.of(ref, claim))
        .map(GrantSettlement::kind);
  }

  /** Whether the grant is settled for good, so that nothing of it can be ended any more. */
  @Transactional(readOnly = true)
  public boolean isSettled(ApplicationRef ref) {
    return settlements.end(ref).isPresent();
  }

  /**
   * What is left to be done for a grant that ended early; nothing when there was none to settle.
   */
  @Transactional(readOnly = true)
  public GrantEnd end(ApplicationRef ref) {
    return settlements
        .end(ref)
        .map(claim -> new GrantEnd(claim, left(settlements.of(ref, claim).orElseThrow())))
        .orElseGet(() -> new GrantEnd(0, ClaimOutcome.SETTLED));
  }

  /** All costs of an application with what was found about them, in the order of their claims. */
  @Transactional(readOnly = true)
  public List<GrantCostView> costsOf(ApplicationRef ref) {
    return costs.of(ref);
  }

  /** Costs that wait for a later claim. */
  @Transactional(readOnly = true)
  public List<GrantCostView> parked(ApplicationRef ref) {
    return valid(ref).stream().filter(GrantCostView::parked).toList();
  }

  /** How the payment for a claim came about; empty while it is not accepted. */
  @Transactional(readOnly = true)
  public Optional<GrantSettlement> settlementOf(ApplicationRef ref, int number) {
    return settlements.of(ref, number);
  }

  /** What was paid and not earned, once the grant is settled; nothing before. */
  @Transactional(readOnly = true)
  public Cents overpaid(ApplicationRef ref) {
    return settlements.overpaid(ref);
  }

  /** Names of the partners by their numbers, as the plans have them. */
  @Transactional(readOnly = true)
  public Map<Integer, String> partners(ApplicationRef ref) {
    return plans.partners(ref);
  }

  private void judge(RecordGrantVerification command, Instant now) {
    var amounts =
        toJudge(valid(command.application()), command.claimNumber()).stream()
            .collect(Collectors.toMap(GrantCostView::id, one -> one.cost().amount()));
    for (var verdict : command.verdicts()) {
      costs.judge(
          command.application(),
          command.claimNumber(),
          verdict,
          verdict.acceptedOf(Objects.requireNonNull(amounts.get(verdict.cost()))),
          command.officer(),
          now);
    }
  }

  private GrantSettlement settle(ApplicationRef ref, Claim claim) {
    var plan = paymentPlan(ref);
    return switch (Objects.requireNonNull(claim.kind())) {
      case ADVANCE -> GrantSettlement.advance(plan);
      case INTERIM ->
          GrantSettlement.of(
              GrantSettlement.Kind.INTERIM, shares(ref), plan, settlements.paid(ref));
      case FINAL ->
          GrantSettlement.of(GrantSettlement.Kind.FINAL, shares(ref), plan, settlements.paid(ref));
      case LUMP_SUM ->
          throw new IllegalStateException("%s has a claim of a voucher".formatted(ref));
    };
  }

  private void requireNotSettled(ApplicationRef ref) {
    if (isSettled(ref)) {
      throw new NotNow(
          "The grant of %s is settled; there is no agreement left to end.".formatted(ref));
    }
  }

  private GrantSettlement endEarly(
      ApplicationRef ref, Claim claim, GrantSettlement.Kind kind, String by) {
    var givenUp = payments.giveUp(ref, by);
    var found =
        GrantSettlement.of(kind, shares(ref), paymentPlan(ref), settlements.paid(ref).less(givenUp))
            .withOverpaidAtMost(recoveries.canComeBack(ref));
    var settled = payments.possible(ref) ? found : found.withoutPayment();
    claim.close(settled.payable());
    rows.flush();
    end(ref, claim, settled, givenUp, by);
    return settled;
  }

  private static ClaimOutcome left(GrantSettlement settled) {
    if (settled.payable().value() > 0) {
      return ClaimOutcome.LAST_PAYMENT;
    }
    return settled.overpaid().value() > 0 ? ClaimOutcome.OVERPAID : ClaimOutcome.SETTLED;
  }

  /** Keeps the settlement, releases what is not needed any more and tells the lifecycle. */
  private void end(
      ApplicationRef ref, Claim claim, GrantSettlement settled, Cents givenUp, String by) {
    var held = budget.held(ref).orElse(Cents.ZERO);
    var unused = paymentPlan(ref).grant().less(settled.paidThen()).min(held);
    settlements.add(ref, claim.number(), settled, givenUp, unused, clock.instant());
    deMinimis.settle(ref, (name, category) -> earned(settled, name, category));
    if (settled.kind().early() && settled.paidThen().value() == 0) {
      budget.releaseUnpaid(ref, "grant ended before anything was earned", by);
    } else if (unused.value() > 0) {
      budget.reduce(ref, held.minus(unused), claim.number(), "grant settled for less", by);
    }
    if (settled.overpaid().value() > 0) {
      applications.note(
          ref, "OVERPAYMENT_SETTLED", Applications.SYSTEM, settled.overpaid().toString());
    }
    progress.drop(ref);
    engine.publish("grant-settled", ref, ref.value() + "/settlement", Map.of());
  }

  private static Cents earned(GrantSettlement settled, String name, AidCategory category) {
    return settled.shares().stream()
        .filter(share -> share.name().equals(name) && share.category() == category)
        .map(GrantSettlement.Share::earned)
        .reduce(Cents.ZERO, Cents::plus);
  }

  /** What all costs that were accepted so far earn, by partner and category. */
  private List<GrantSettlement.Share> shares(ApplicationRef ref) {
    var verified = new HashMap<Line, Cents>();
    for (var one : costs.of(ref)) {
      if (one.accepted().value() > 0) {
        verified.merge(
            new Line(one.cost().partner(), one.cost().category()), one.accepted(), Cents::plus);
      }
    }
    var versions = plans.all(ref);
    return verified.entrySet().stream()
        .map(
            entry -> {
              var share = shareOf(ref, versions, entry.getKey());
              return new GrantSettlement.Share(
                  share.partner(),
                  share.name(),
                  share.category(),
                  share.rate(),
                  share.grant(),
                  entry.getValue());
            })
        .sorted(
            Comparator.comparingInt(GrantSettlement.Share::partner)
                .thenComparing(GrantSettlement.Share::category))
        .toList();
  }

  private record Line(int partner, AidCategory category) {}

  /** Of the newest plan that has it: who left the project earned at the rate of then. */
  private static PlanShare shareOf(ApplicationRef ref, List<PlanVersion> versions, Line line) {
    return planned(versions, line)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "Nothing was ever planned in %s for partner %d and %s, so it has no rate."
                        .formatted(ref, line.partner(), line.category())));
  }

  private static Optional<PlanShare> planned(List<PlanVersion> versions, Line line) {
    return versions.reversed().stream()
        .flatMap(version -> version.plan().shares().stream())
        .filter(share -> share.partner() == line.partner() && share.category() == line.category())
        .findFirst();
  }

  private Optional<String> problem(RecordGrantVerification command, Claim claim) {
    var ref = command.application();
    if (claim.state() != ClaimState.SUBMITTED) {
      return Optional.of("Claim %d is %s.".formatted(claim.number(), claim.state()));
    }
    return verifiers
        .problem(ref, command.officer(), command.findings())
        .or(() -> command.accepted() ? problemOfAcceptance(command, claim) : Optional.empty());
  }

  private Optional<String> problemOfAcceptance(RecordGrantVerification command, Claim claim) {
    var ref = command.application();
    if (claim.kind() == ClaimKind.ADVANCE && !mayAskForAdvance(ref)) {
      return Optional.of("An advance is paid once, before any cost is verified. Refuse the claim.");
    }
    var overdue = claim.kind() == ClaimKind.INTERIM ? progress.overdue(ref) : List.<Integer>of();
    if (!overdue.isEmpty()) {
      return Optional.of(
          "Progress report %s is overdue. An interim claim is accepted when it is there."
              .formatted(overdue.stream().map(String::valueOf).collect(Collectors.joining(", "))));
    }
    var judged = toJudge(valid(ref), command.claimNumber());
    var ids = judged.stream().map(GrantCostView::id).toList();
    var given = command.verdicts().stream().map(CostVerdict::cost).toList();
    if (!ids.equals(given)) {
      return Optional.of(
          "Each of the lines %s needs one verdict, but there are verdicts for %s."
              .formatted(ids, given));
    }
    var versions = plans.all(ref);
    for (int index = 0; index < judged.size(); index++) {
      var verdict = command.verdicts().get(index);
      var cost = judged.get(index).cost();
      var problem =
          verdict
              .problem(cost.amount(), claim.kind() == ClaimKind.FINAL)
              .or(() -> withoutRate(versions, verdict, cost));
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> withoutRate(
      List<PlanVersion> versions, CostVerdict verdict, GrantCost cost) {
    var counts = verdict.acceptedOf(cost.amount()).value() > 0;
    return counts && planned(versions, new Line(cost.partner(), cost.category())).isEmpty()
        ? Optional.of(
            "Line %s: nothing was ever planned for this partner and category, so it cannot be accepted."
                .formatted(verdict.cost()))
        : Optional.empty();
  }

  /** Costs that wait for a verdict in this claim: its own, and what earlier claims parked. */
  private static List<GrantCostView> toJudge(List<GrantCostView> valid, int number) {
    return valid.stream()
        .filter(
            one ->
                one.id().claim() == number
                    || one.foundIn(number).isPresent()
                    || one.id().claim() < number && one.parked())
        .toList();
  }

  private List<GrantCostView> valid(ApplicationRef ref) {
    return costs.valid(ref, rows.findByApplicationOrderByNumber(ref.value()));
  }

  private boolean repeats(SubmitGrantClaim command, Claim claim) {
    var same =
        costs.of(command.application()).stream()
            .filter(one -> one.id().claim() == claim.number())
            .map(GrantCostView::cost)
            .toList();
    return command.kind() == claim.kind()
        && command.report().strip().equals(claim.report())
        && same.equals(command.costs().stream().map(GrantClaims::stored).toList());
  }

  private static GrantCost stored(GrantCost sent) {
    return new GrantCost(
        sent.partner(),
        sent.category(),
        sent.description().strip(),
        sent.invoiceNumber().strip(),
        sent.invoiceOn(),
        sent.paidOn(),
        sent.amount(),
        sent.evidence());
  }

  private void told(
      ApplicationRef ref, ApplicationStatus status, String event, String by, String reason) {
    if (status == ApplicationStatus.FINAL_REPORTED) {
      applications.move(ref, ApplicationStatus.RUNNING, event, by, reason);
    } else {
      applications.note(ref, event, by, reason);
    }
  }

  private static GrantLapse lapse(Claim claim, Instant dueAt, ClaimOutcome outcome) {
    return new GrantLapse(claim.state(), Applications.inProgramme(dueAt), outcome);
  }

  private GrantPlan requirePlan(ApplicationRef ref) {
    return plans
        .inForce(ref)
        .orElseThrow(() -> new IllegalStateException("%s has no plan in force.".formatted(ref)));
  }

  private PaymentPlan paymentPlan(ApplicationRef ref) {
    return paymentPlans
        .of(ref)
        .orElseThrow(() -> new IllegalStateException("%s has no payment plan.".formatted(ref)));
  }

  private Claim require(ApplicationRef ref, int number) {
    return rows.findByApplicationAndNumber(ref.value(), number)
        .orElseThrow(() -> new IllegalStateException("%s has no claim %d".formatted(ref, number)));
  }

  private static void text(List<FieldProblem> problems, String field, String text) {
    if (text.isBlank()) {
      problems.add(new FieldProblem(field, "required", "is required"));
    } else if (text.length() > LONGEST_TEXT) {
      problems.add(
          new FieldProblem(
              field, "size", "must have at most %d characters".formatted(LONGEST_TEXT)));
    }
  }

  private List<FieldProblem> problemsOf(ApplicationRef ref, List<GrantCost> sent) {
    var problems = new ArrayList<FieldProblem>();
    if (sent.size() > MOST_COSTS) {
      problems.add(
          new FieldProblem("costs", "size", "must have at most %d lines".formatted(MOST_COSTS)));
      return problems;
    }
    var known = partners(ref).keySet();
    var evidence =
        documents.of(ref).stream()
            .filter(document -> document.kind() == DocumentKind.EVIDENCE)
            .map(DocumentInfo::id)
            .collect(Collectors.toSet());
    for (int index = 0; index < sent.size(); index++) {
      problemsOf(problems, "costs[%d].".formatted(index), sent.get(index), known, evidence);
    }
    return problems;
  }

  private static void problemsOf(
      List<FieldProblem> problems,
      String field,
      GrantCost cost,
      Set<Integer> partners,
      Set<UUID> evidence) {
    if (!partners.contains(cost.partner())) {
      problems.add(new FieldProblem(field + "partner", "choice", "is no partner of the project"));
    }
    length(problems, field + "description", cost.description(), LONGEST_DESCRIPTION);
    length(problems, field + "invoiceNumber", cost.invoiceNumber(), LONGEST_NUMBER);
    if (cost.amount().equals(Cents.ZERO)) {
      problems.add(new FieldProblem(field + "amountCents", "min", "must be more than nothing"));
    } else if (cost.amount().exceeds(Claims.LARGEST_LINE)) {
      problems.add(
          new FieldProblem(
              field + "amountCents", "max", "must be at most %s".formatted(Claims.LARGEST_LINE)));
    }
    if (cost.evidence().filter(id -> !evidence.contains(id)).isPresent()) {
      problems.add(
          new FieldProblem(field + "documentId", "unknown", "is no evidence of this application"));
    }
  }

  private static void length(List<FieldProblem> problems, String field, String text, int most) {
    if (text.isBlank() || text.length() > most) {
      problems.add(new FieldProblem(field, "size", "must have 1 to %d characters".formatted(most)));
    }
  }
}
