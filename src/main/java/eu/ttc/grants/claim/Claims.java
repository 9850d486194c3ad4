package eu.ttc.grants.claim;

import eu.ttc.grants.agreement.AgreementState;
import eu.ttc.grants.agreement.Agreements;
import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.DocumentInfo;
import eu.ttc.grants.application.DocumentKind;
import eu.ttc.grants.application.Documents;
import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.claim.LineVerdict.Refused;
import eu.ttc.grants.claim.Submission.Incomplete;
import eu.ttc.grants.claim.Submission.NotOpen;
import eu.ttc.grants.claim.Submission.Submitted;
import eu.ttc.grants.claim.Verification.NotAllowed;
import eu.ttc.grants.claim.Verification.Recorded;
import eu.ttc.grants.engine.EngineMessages;
import eu.ttc.grants.engine.Steps;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.kernel.Scheme;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.stateaid.DeMinimis;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Invites claims, takes them from the applicant and records what the officer found. */
@Service
public class Claims {

  /** How many cost lines one claim may have. */
  public static final int MOST_LINES = 50;

  /** The most that one cost line may claim, so that all of them can be added up. */
  public static final Cents LARGEST_LINE = Cents.euros(100_000_000_000L);

  private static final int LONGEST_TEXT = 8000;
  private static final int LONGEST_DESCRIPTION = 200;

  private final ClaimRows rows;
  private final CostLines lines;
  private final Applications applications;
  private final Documents documents;
  private final Agreements agreements;
  private final Budget budget;
  private final DeMinimis deMinimis;
  private final Verifiers verifiers;
  private final Settlements settlements;
  private final EngineMessages engine;
  private final Steps steps;
  private final Clock clock;

  Claims(
      ClaimRows rows,
      CostLines lines,
      Applications applications,
      Documents documents,
      Agreements agreements,
      Budget budget,
      DeMinimis deMinimis,
      Verifiers verifiers,
      Settlements settlements,
      EngineMessages engine,
      Steps steps,
      Clock clock) {
    this.rows = rows;
    this.lines = lines;
    this.applications = applications;
    this.documents = documents;
    this.agreements = agreements;
    this.budget = budget;
    this.deMinimis = deMinimis;
    this.verifiers = verifiers;
    this.settlements = settlements;
    this.engine = engine;
    this.steps = steps;
    this.clock = clock;
  }

  /**
   * Invites the next claim of a contracted application: the first one, or the one after a refusal.
   *
   * @return its number, the same one while it is open
   * @throws IllegalStateException when there is no accepted agreement
   * @throws eu.ttc.grants.kernel.NotNow when the application ended
   */
  @Transactional
  public int open(ApplicationRef ref, OffsetDateTime dueAt, StepKey step) {
    return steps.once(
        step,
        Integer.class,
        () -> {
          var status = applications.requireOpen(ref);
          var agreement =
              agreements
                  .of(ref)
                  .filter(agreed -> agreed.state() == AgreementState.ACCEPTED)
                  .orElseThrow(
                      () ->
                          new IllegalStateException(
                              "%s has no accepted agreement, so nothing can be claimed."
                                  .formatted(ref)));
          var claims = rows.findByApplicationOrderByNumber(ref.value());
          if (!claims.isEmpty() && claims.getLast().state() != ClaimState.REFUSED) {
            return claims.getLast().number();
          }
          int number = claims.size() + 1;
          rows.save(new Claim(ref, number, agreement.amount(), dueAt.toInstant()));
          if (status == ApplicationStatus.CONTRACTED) {
            applications.move(
                ref, ApplicationStatus.RUNNING, "CLAIM_INVITED", Applications.SYSTEM, null);
          } else {
            applications.note(ref, "CLAIM_INVITED", Applications.SYSTEM, null);
          }
          return number;
        });
  }

  /**
   * Takes the applicant's claim; claim, status and message to the lifecycle in one transaction.
   *
   * @throws eu.ttc.grants.kernel.Unknown when there is no such application of this applicant
   */
  @Transactional
  public Submission submit(SubmitClaim command) {
    var ref = command.application();
    applications.get(ref, command.applicantUsername());
    var status = applications.lockedStatus(ref);
    if (ref.scheme() == Scheme.INNOVATION_FUND) {
      return new NotOpen(
          "%s is a grant of the innovation fund, whose claims are for costs of its partners."
              .formatted(ref));
    }
    var claims = rows.findByApplicationOrderByNumber(ref.value());
    if (claims.isEmpty()) {
      return new NotOpen(
          "Nothing can be claimed yet: the agreement of %s must be accepted first.".formatted(ref));
    }
    var claim = claims.getLast();
    var now = clock.instant();
    if (claim.state() == ClaimState.SUBMITTED) {
      return new Submitted(claim.number());
    }
    if (claim.state() != ClaimState.OPEN) {
      return new NotOpen(
          "The claim of %s is %s; no further claim is open.".formatted(ref, claim.state()));
    }
    if (status.ended()) {
      return new NotOpen("%s is %s; nothing can be claimed any more.".formatted(ref, status));
    }
    if (claim.isOverdue(now)) {
      return new NotOpen("The claim of %s was due on %s.".formatted(ref, claim.dueAt()));
    }
    var problems = problems(command);
    if (!problems.isEmpty()) {
      return new Incomplete(problems);
    }
    claim.submit(command.applicantUsername(), command.report(), now);
    rows.flush();
    lines.add(
        ref,
        claim.number(),
        command.lines().isEmpty() ? List.of(CostLine.lumpSum(claim.amount())) : command.lines());
    applications.move(
        ref,
        ApplicationStatus.FINAL_REPORTED,
        "CLAIM_SUBMITTED",
        command.applicantUsername(),
        null);
    engine.publish("claim-submitted", ref, ref.value() + "/claim/" + claim.number(), Map.of());
    return new Submitted(claim.number());
  }

  /**
   * Asked when the lifecycle's timer fires: lets the claim lapse if it is really due, ends the
   * application and gives back the money then; never while the application is on hold.
   *
   * @throws eu.ttc.grants.kernel.NotNow when the application ended before
   */
  @Transactional
  public LapseCheck lapse(ApplicationRef ref, int number, StepKey step) {
    return steps.once(
        step,
        LapseCheck.class,
        () -> {
          applications.lockedDespiteHold(ref);
          var claim = require(ref, number);
          var before = claim.state();
          var hold = applications.holdOf(ref);
          if (hold.isPresent()) {
            return check(before, hold.get().notBefore(claim.dueAt()));
          }
          if (before == ClaimState.OPEN) {
            applications.requireOpen(ref);
          }
          var after = claim.lapseIfDue(clock.instant());
          if (after == ClaimState.LAPSED && before == ClaimState.OPEN) {
            applications.move(
                ref, ApplicationStatus.TERMINATED, "CLAIM_LAPSED", Applications.SYSTEM, null);
            budget.release(ref, "no claim in time", Applications.SYSTEM);
            deMinimis.release(ref);
          }
          return check(after, claim.dueAt());
        });
  }

  /**
   * Moves the deadline of a claim that is awaited beyond this moment, because the application is or
   * was on hold; within the running transaction.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void postpone(ApplicationRef ref, Instant after, Duration by) {
    rows.findByApplicationOrderByNumber(ref.value()).forEach(claim -> claim.postpone(after, by));
  }

  /**
   * Records an officer's verification. An accepted claim is worth what its lines are accepted for,
   * up to the agreed sum; what it is worth less is given back to the budget line at once.
   *
   * @throws eu.ttc.grants.kernel.NotNow when the application ended
   */
  @Transactional
  public Verification recordVerification(RecordVerification command, StepKey step) {
    return steps.once(
        step,
        Verification.class,
        () -> {
          var ref = command.application();
          applications.requireOpen(ref);
          var claim = require(ref, command.claimNumber());
          var problem = problem(command);
          if (problem.isPresent()) {
            return new NotAllowed(problem.get());
          }
          var now = clock.instant();
          if (!command.accepted()) {
            claim.refuse(command.findings(), command.officer(), now);
            applications.move(
                ref,
                ApplicationStatus.RUNNING,
                "CLAIM_REFUSED",
                command.officer(),
                command.findings());
            return new Recorded(false);
          }
          var verdicts =
              command.verdicts().stream()
                  .collect(Collectors.toMap(LineVerdict::line, Function.identity()));
          lines.verify(ref, claim.number(), verdicts);
          var agreed = claim.amount();
          var worth = agreed.min(lines.accepted(ref, claim.number()));
          claim.accept(worth, command.findings(), command.officer(), now);
          applications.note(ref, "CLAIM_VERIFIED", command.officer(), worth.toString());
          if (agreed.exceeds(worth)) {
            budget.reduce(ref, worth, claim.number(), "claim verified for less", command.officer());
          }
          return new Recorded(true);
        });
  }

  /**
   * What is to be paid for an accepted claim.
   *
   * @throws IllegalStateException when the claim was not accepted
   */
  @Transactional(readOnly = true)
  public Cents payable(ApplicationRef ref, int number) {
    var claim = require(ref, number);
    if (claim.state() != ClaimState.ACCEPTED && !owedAfterTheEnd(ref, number)) {
      throw new IllegalStateException(
          "Nothing is payable for claim %d of %s: it is %s, not verified and accepted."
              .formatted(number, ref, claim.state()));
    }
    return claim.amount();
  }

  /**
   * Whether with this claim a grant of the fund is settled that ended early, and something of what
   * was verified before is still to be paid.
   */
  @Transactional(readOnly = true)
  public boolean owedAfterTheEnd(ApplicationRef ref, int number) {
    return settlements
        .of(ref, number)
        .filter(settled -> settled.kind().early() && settled.payable().value() > 0)
        .isPresent();
  }

  /** Whether a grant ended early and something of what was verified before is still to be paid. */
  @Transactional(readOnly = true)
  public boolean owedAfterTheEnd(ApplicationRef ref) {
    return settlements.end(ref).filter(claim -> owedAfterTheEnd(ref, claim)).isPresent();
  }

  /** What is missing or wrong in a claim, without submitting it; empty when nothing is. */
  @Transactional(readOnly = true)
  public List<FieldProblem> problems(SubmitClaim command) {
    var problems = new ArrayList<FieldProblem>();
    if (command.report().isBlank()) {
      problems.add(new FieldProblem("report", "required", "is required"));
    } else if (command.report().length() > LONGEST_TEXT) {
      problems.add(
          new FieldProblem(
              "report", "size", "must have at most %d characters".formatted(LONGEST_TEXT)));
    }
    var evidence =
        documents.of(command.application()).stream()
            .filter(document -> document.kind() == DocumentKind.EVIDENCE)
            .map(DocumentInfo::id)
            .collect(Collectors.toSet());
    if (evidence.isEmpty()) {
      problems.add(
          new FieldProblem(
              "documentIds", "required", "at least one document of evidence is required"));
    }
    for (UUID id : command.documentIds()) {
      if (!evidence.contains(id)) {
        problems.add(
            new FieldProblem(
                "documentIds", "unknown", "%s is no evidence of this application".formatted(id)));
      }
    }
    problems.addAll(problemsOf(command.lines(), evidence));
    return List.copyOf(problems);
  }

  /** The cost lines of a submitted claim with what was found about them. */
  @Transactional(readOnly = true)
  public List<CostLineView> linesOf(ApplicationRef ref, int number) {
    return lines.of(ref, number);
  }

  /** All claims of an application, oldest first. */
  @Transactional(readOnly = true)
  public List<ClaimView> of(ApplicationRef ref) {
    return rows.findByApplicationOrderByNumber(ref.value()).stream().map(Claim::view).toList();
  }

  /** Whether this person verified a claim of the application. */
  @Transactional(readOnly = true)
  public boolean hasVerified(ApplicationRef ref, String username) {
    return rows.findByApplicationOrderByNumber(ref.value()).stream()
        .anyMatch(claim -> claim.wasVerifiedBy(username));
  }

  private Optional<String> problem(RecordVerification command) {
    return verifiers
        .problem(command.application(), command.officer(), command.findings())
        .or(() -> command.accepted() ? problemOfLines(command) : Optional.empty());
  }

  private Optional<String> problemOfLines(RecordVerification command) {
    var claimed = lines.of(command.application(), command.claimNumber());
    var given = command.verdicts();
    var numbers = given.stream().map(LineVerdict::line).toList();
    var known = claimed.stream().map(CostLineView::number).toList();
    if (!given.isEmpty() && !numbers.equals(known)) {
      return Optional.of(
          "Each of the lines %s needs one verdict, but there are verdicts for %s."
              .formatted(known, numbers));
    }
    for (int index = 0; index < given.size(); index++) {
      var problem = given.get(index).problem(claimed.get(index).claimed());
      if (problem.isPresent()) {
        return problem;
      }
    }
    var nothing =
        !given.isEmpty() && given.stream().allMatch(verdict -> verdict instanceof Refused);
    return nothing
        ? Optional.of("Every line is refused; then the claim as a whole is to be refused.")
        : Optional.empty();
  }

  private static LapseCheck check(ClaimState state, Instant dueAt) {
    return new LapseCheck(state, Applications.inProgramme(dueAt));
  }

  private Claim require(ApplicationRef ref, int number) {
    return rows.findByApplicationAndNumber(ref.value(), number)
        .orElseThrow(() -> new IllegalStateException("%s has no claim %d".formatted(ref, number)));
  }

  private static List<FieldProblem> problemsOf(List<CostLine> lines, Set<UUID> evidence) {
    var problems = new ArrayList<FieldProblem>();
    if (lines.size() > MOST_LINES) {
      problems.add(
          new FieldProblem("lines", "size", "must have at most %d lines".formatted(MOST_LINES)));
    }
    for (int index = 0; index < lines.size(); index++) {
      var line = lines.get(index);
      var field = "lines[%d].".formatted(index);
      if (line.description().isBlank() || line.description().length() > LONGEST_DESCRIPTION) {
        problems.add(
            new FieldProblem(
                field + "description",
                "size",
                "must have 1 to %d characters".formatted(LONGEST_DESCRIPTION)));
      }
      if (line.amount().equals(Cents.ZERO)) {
        problems.add(new FieldProblem(field + "amountCents", "min", "must be more than nothing"));
      } else if (line.amount().exceeds(LARGEST_LINE)) {
        problems.add(
            new FieldProblem(
                field + "amountCents", "max", "must be at most %s".formatted(LARGEST_LINE)));
      }
      if (line.evidence().filter(id -> !evidence.contains(id)).isPresent()) {
        problems.add(
            new FieldProblem(
                field + "documentId", "unknown", "is no evidence of this application"));
      }
    }
    return problems;
  }
}
