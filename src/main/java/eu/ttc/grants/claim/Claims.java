package eu.ttc.grants.claim;

import eu.ttc.grants.agreement.AgreementState;
import eu.ttc.grants.agreement.Agreements;
import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.DocumentInfo;
import eu.ttc.grants.application.DocumentKind;
import eu.ttc.grants.application.Documents;
import eu.ttc.grants.award.Awards;
import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.claim.Submission.Incomplete;
import eu.ttc.grants.claim.Submission.NotOpen;
import eu.ttc.grants.claim.Submission.Submitted;
import eu.ttc.grants.claim.Verification.NotAllowed;
import eu.ttc.grants.claim.Verification.Recorded;
import eu.ttc.grants.engine.EngineMessages;
import eu.ttc.grants.engine.Steps;
import eu.ttc.grants.evaluation.Evaluations;
import eu.ttc.grants.identity.Accounts;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.stateaid.DeMinimis;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Invites claims, takes them from the applicant and records what the officer found. */
@Service
public class Claims {

  private static final int LONGEST_TEXT = 8000;

  private final ClaimRows rows;
  private final Applications applications;
  private final Documents documents;
  private final Agreements agreements;
  private final Budget budget;
  private final DeMinimis deMinimis;
  private final Awards awards;
  private final Evaluations evaluations;
  private final Accounts accounts;
  private final EngineMessages engine;
  private final Steps steps;
  private final Clock clock;

  Claims(
      ClaimRows rows,
      Applications applications,
      Documents documents,
      Agreements agreements,
      Budget budget,
      DeMinimis deMinimis,
      Awards awards,
      Evaluations evaluations,
      Accounts accounts,
      EngineMessages engine,
      Steps steps,
      Clock clock) {
    this.rows = rows;
    this.applications = applications;
    this.documents = documents;
    this.agreements = agreements;
    this.budget = budget;
    this.deMinimis = deMinimis;
    this.awards = awards;
    this.evaluations = evaluations;
    this.accounts = accounts;
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
   * application and gives back the money then.
   *
   * @throws eu.ttc.grants.kernel.NotNow when the application ended before
   */
  @Transactional
  public LapseCheck lapse(ApplicationRef ref, int number, StepKey step) {
    return steps.once(
        step,
        LapseCheck.class,
        () -> {
          applications.lockedStatus(ref);
          var claim = require(ref, number);
          var before = claim.state();
          if (before == ClaimState.OPEN) {
            applications.requireOpen(ref);
          }
          var after = claim.lapseIfDue(clock.instant());
          if (after == ClaimState.LAPSED && before == ClaimState.OPEN) {
            applications.move(
                ref, ApplicationStatus.TERMINATED, "CLAIM_LAPSED", Applications.SYSTEM, null);
            budget.release(ref, "no claim in time");
            deMinimis.release(ref);
          }
          return new LapseCheck(
              after, claim.dueAt().atZone(Applications.PROGRAMME_ZONE).toOffsetDateTime());
        });
  }

  /**
   * Records an officer's verification.
   *
   * @param username who completed the task, as the engine recorded it
   * @throws eu.ttc.grants.kernel.NotNow when the application ended
   */
  @Transactional
  public Verification recordVerification(
      ApplicationRef ref,
      int number,
      boolean accepted,
      String findings,
      String username,
      StepKey step) {
    return steps.once(
        step,
        Verification.class,
        () -> {
          applications.requireOpen(ref);
          var claim = require(ref, number);
          if (findings.isBlank() || findings.length() > LONGEST_TEXT) {
            return new NotAllowed(
                "The findings must have 1 to %d characters.".formatted(LONGEST_TEXT));
          }
          if (!accounts.hasRole(username, Role.PROGRAMME_OFFICER)) {
            return new NotAllowed("Only a programme officer verifies a claim.");
          }
          if (tookPart(ref, username)) {
            return new NotAllowed(
                "Somebody who applies, evaluated or decided on the award cannot verify the claim.");
          }
          claim.verify(accepted, findings, username, clock.instant());
          if (accepted) {
            applications.note(ref, "CLAIM_VERIFIED", username, null);
          } else {
            applications.move(ref, ApplicationStatus.RUNNING, "CLAIM_REFUSED", username, findings);
          }
          return new Recorded(accepted);
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
    if (claim.state() != ClaimState.ACCEPTED) {
      throw new IllegalStateException(
          "Nothing is payable for claim %d of %s: it is %s, not verified and accepted."
              .formatted(number, ref, claim.state()));
    }
    return claim.amount();
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

  private boolean tookPart(ApplicationRef ref, String username) {
    return applications.get(ref).applicant().equals(username)
        || evaluations.hasEvaluated(ref, username)
        || awards.of(ref).filter(decision -> decision.decidedBy().equals(username)).isPresent();
  }

  private Claim require(ApplicationRef ref, int number) {
    return rows.findByApplicationAndNumber(ref.value(), number)
        .orElseThrow(() -> new IllegalStateException("%s has no claim %d".formatted(ref, number)));
  }

  private List<FieldProblem> problems(SubmitClaim command) {
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
    return problems;
  }
}
