package eu.ttc.grants.cofunding;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.award.Awards;
import eu.ttc.grants.cofunding.Checking.NotAllowed;
import eu.ttc.grants.cofunding.Checking.Recorded;
import eu.ttc.grants.engine.Steps;
import eu.ttc.grants.evaluation.Evaluations;
import eu.ttc.grants.identity.Accounts;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.ReasonCode;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.support.Advisers;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The steps of a verification: assessed by the rules, judged by an officer, confirmed to the cent.
 * An officer had no other part in the case: whoever applies, advised the firm, evaluated or decided
 * does not say what its money counts.
 */
@Service
public class Verifications {

  private static final int LONGEST_FINDINGS = 8000;

  private final Applications applications;
  private final Evaluations evaluations;
  private final Awards awards;
  private final Advisers advisers;
  private final Accounts accounts;
  private final Reckoning reckoning;
  private final EvidenceRows evidence;
  private final VerificationRows rows;
  private final RequestRows requests;
  private final SheetRows sheets;
  private final CureRows cures;
  private final Steps steps;

  Verifications(
      Applications applications,
      Evaluations evaluations,
      Awards awards,
      Advisers advisers,
      Accounts accounts,
      Reckoning reckoning,
      EvidenceRows evidence,
      VerificationRows rows,
      RequestRows requests,
      SheetRows sheets,
      CureRows cures,
      Steps steps) {
    this.applications = applications;
    this.evaluations = evaluations;
    this.awards = awards;
    this.advisers = advisers;
    this.accounts = accounts;
    this.reckoning = reckoning;
    this.evidence = evidence;
    this.rows = rows;
    this.requests = requests;
    this.sheets = sheets;
    this.cures = cures;
    this.steps = steps;
  }

  /**
   * Begins a round: applies the rules to what was recorded so far, and lists what an officer is to
   * judge. Until it is judged, nothing is added. A round that is not judged yet goes on.
   *
   * @throws IllegalStateException when there is no financing plan, or the verification has ended
   * @throws eu.ttc.grants.kernel.NotNow when the application ended
   */
  @Transactional
  public Checklist assess(ApplicationRef ref, StepKey step) {
    return steps.once(
        step,
        Checklist.class,
        () -> {
          applications.requireOpen(ref);
          var state = rows.state(ref);
          if (state == VerificationState.OFFERED || hasEnded(state)) {
            throw new IllegalStateException(
                "The co-funding of %s is %s, so there is nothing to assess. The model should not come here; correct it, or cancel the instance."
                    .formatted(ref, state));
          }
          var sheet = reckoning.preview(ref);
          var unchecked = rows.lastRound(ref).filter(round -> round.checkedBy() == null);
          if (unchecked.isPresent()) {
            return checklist(ref, unchecked.get(), sheet);
          }
          var toJudge =
              sheet.items().stream()
                  .filter(line -> line.byRules().exceeds(Cents.ZERO))
                  .map(ItemLine::number)
                  .toList();
          var round = rows.begin(ref, toJudge, reckoning.now());
          applications.note(ref, "CO_FUNDING_ASSESSED", Applications.SYSTEM, null);
          return checklist(ref, round, sheet);
        });
  }

  /**
   * Records an officer's verdicts on every item of the round.
   *
   * @throws eu.ttc.grants.kernel.NotNow when the application ended
   */
  @Transactional
  public Checking recordVerdicts(RecordVerdicts command, StepKey step) {
    return steps.once(
        step,
        Checking.class,
        () -> {
          var ref = command.application();
          applications.requireOpen(ref);
          var round =
              rows.lastRound(ref)
                  .filter(last -> last.number() == command.round())
                  .orElseThrow(
                      () ->
                          new IllegalStateException(
                              "Round %d of the co-funding of %s is not the last one."
                                  .formatted(command.round(), ref)));
          if (round.checkedBy() != null) {
            return new Recorded();
          }
          var problem = problem(command, round);
          if (problem.isPresent()) {
            return new NotAllowed(problem.get());
          }
          rows.check(
              ref,
              round.number(),
              command.verdicts(),
              Boolean.TRUE.equals(command.reducedSound()),
              command.findings(),
              command.officer(),
              reckoning.now());
          applications.note(ref, "CO_FUNDING_CHECKED", command.officer(), null);
          return new Recorded();
        });
  }

  /**
   * Reckons with the verdicts, lets the money that counts count here only, and keeps the sheet.
   *
   * @throws IllegalStateException when the last round was not judged by an officer
   * @throws eu.ttc.grants.kernel.NotNow when the application ended
   */
  @Transactional
  public Confirmation confirm(ApplicationRef ref, StepKey step) {
    return steps.once(
        step,
        Confirmation.class,
        () -> {
          applications.requireOpen(ref);
          var round = requireChecked(ref);
          var sheet = reckoning.confirm(ref, round.number());
          var officer = Optional.ofNullable(round.checkedBy()).orElseThrow();
          if (sheet.result() == SheetResult.COVERED) {
            rows.become(ref, VerificationState.VERIFIED, reckoning.now());
            applications.note(ref, "CO_FUNDING_VERIFIED", officer, null);
            cure(ref, officer);
          } else {
            var renew = sheet.result() == SheetResult.TO_BE_RENEWED;
            applications.note(
                ref, renew ? "CO_FUNDING_TO_BE_RENEWED" : "CO_FUNDING_SHORT", officer, null);
          }
          return new Confirmation(
              sheet.result(),
              roundsLeft(ref, sheet),
              sheet.fallsShort()
                  && sheet.reducedGrantIsEnough()
                  && Boolean.TRUE.equals(round.reducedSound()));
        });
  }

  /**
   * Ends a verification that does not assure the co-funding; what follows for the application is
   * the lifecycle's to say, for the reason {@link ReasonCode#COFUNDING_NOT_ASSURED}.
   *
   * @throws IllegalStateException when the newest sheet shows enough, or the applicant can still do
   *     something
   * @throws eu.ttc.grants.kernel.NotNow when the application ended
   */
  @Transactional
  public void close(ApplicationRef ref, StepKey step) {
    steps.once(
        step,
        VerificationState.class,
        () -> {
          applications.requireOpen(ref);
          var state = rows.state(ref);
          if (state == VerificationState.NOT_ASSURED) {
            return state;
          }
          var sheet = requireSheet(ref);
          if (state != VerificationState.CHECKING
              || !sheet.fallsShort()
              || roundsLeft(ref, sheet) > 0) {
            throw new IllegalStateException(
                "The co-funding of %s is %s and %s; it cannot be closed as not assured. Correct the model, or cancel the instance."
                    .formatted(ref, state, sheet.result()));
          }
          rows.become(ref, VerificationState.NOT_ASSURED, reckoning.now());
          applications.note(
              ref,
              "CO_FUNDING_NOT_ASSURED",
              Applications.SYSTEM,
              ReasonCode.COFUNDING_NOT_ASSURED.name());
          return VerificationState.NOT_ASSURED;
        });
  }

  /**
   * Puts another plan in the place of the verified one, because the aid for the smaller project was
   * computed, and tests it with the same verdicts; within the running transaction. The same plan
   * again changes nothing.
   *
   * @return whether the co-funding is assured for it too; otherwise the verification is open again,
   *     with this plan
   * @throws IllegalStateException when the co-funding is not verified
   * @throws eu.ttc.grants.kernel.NotNow when the application ended
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public boolean replan(ApplicationRef ref, FinancingPlan plan) {
    applications.requireOpen(ref);
    var state = rows.state(ref);
    if (state != VerificationState.VERIFIED) {
      throw new IllegalStateException(
          "The co-funding of %s is %s; only one that is verified gets another plan."
              .formatted(ref, state));
    }
    if (reckoning.requirePlan(ref).plan().equals(plan)) {
      return true;
    }
    reckoning.plan(ref, plan, Applications.SYSTEM);
    var sheet = reckoning.confirm(ref, requireChecked(ref).number());
    if (sheet.result() == SheetResult.COVERED) {
      return true;
    }
    rows.become(ref, VerificationState.OPEN, reckoning.now());
    applications.note(ref, "CO_FUNDING_SHORT", Applications.SYSTEM, null);
    return false;
  }

  /**
   * An appeal against a rejection for want of co-funding was upheld: evidence is taken again, and
   * an officer judges it anew. Within the running transaction.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void reopen(ApplicationRef ref) {
    applications.lockedStatus(ref);
    rows.become(ref, VerificationState.OPEN, reckoning.now());
    applications.note(ref, "CO_FUNDING_REOPENED", Applications.SYSTEM, null);
  }

  /** Whether this person judged the co-funding of the application. */
  @Transactional(readOnly = true)
  public boolean hasChecked(ApplicationRef ref, String username) {
    return rows.hasChecked(ref, username);
  }

  /** How often the applicant may still be asked for what this sheet lacks. */
  int roundsLeft(ApplicationRef ref, Sheet sheet) {
    var rules = reckoning.rules();
    return switch (sheet.result()) {
      case COVERED -> 0;
      case TO_BE_RENEWED ->
          Math.max(0, rules.renewalRounds() - requests.roundsOf(ref, RequestPurpose.RENEWAL));
      case SHORT, PARTY_SHORT ->
          Math.max(0, rules.supplementRounds() - requests.roundsOf(ref, RequestPurpose.SUPPLEMENT));
    };
  }

  /** The newest sheet of an application that was assessed. */
  Sheet requireSheet(ApplicationRef ref) {
    return sheets
        .newest(ref)
        .map(NumberedSheet::sheet)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "The co-funding of %s was not confirmed yet.".formatted(ref)));
  }

  VerificationRows.Round requireChecked(ApplicationRef ref) {
    return rows.lastRound(ref)
        .filter(last -> last.checkedBy() != null)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "No officer has judged the co-funding of %s yet.".formatted(ref)));
  }

  private void cure(ApplicationRef ref, String officer) {
    for (var cure : cures.of(ref)) {
      if (cure.state() == CureState.OPEN) {
        cures.settle(ref, cure.number(), CureState.CURED, reckoning.now());
        applications.note(ref, "CO_FUNDER_REPLACED", officer, null);
      }
    }
  }

  private Checklist checklist(ApplicationRef ref, VerificationRows.Round round, Sheet sheet) {
    var parties = CoFundingParty.of(applications.get(ref).dossier());
    var earlier = rows.verdicts(ref);
    return new Checklist(
        round.number(),
        sheet.items().stream()
            .filter(line -> round.items().contains(line.number()))
            .map(
                line ->
                    new Checklist.Item(
                        line.number(),
                        line.kind(),
                        parties.stream().map(CoFundingParty::key).toList().indexOf(line.party())
                            + 1,
                        line.pledged(),
                        line.byRules(),
                        earlier.get(line.number())))
            .toList(),
        sheet);
  }

  private Optional<String> problem(RecordVerdicts command, VerificationRows.Round round) {
    var ref = command.application();
    if (!accounts.hasRole(command.officer(), Role.PROGRAMME_OFFICER)) {
      return Optional.of("Only a programme officer verifies co-funding.");
    }
    if (tookPart(ref, command.officer())) {
      return Optional.of(
          "Somebody who applies, advised the firm, evaluated or decided on the award cannot verify"
              + " the co-funding.");
    }
    if (command.findings().isBlank() || command.findings().length() > LONGEST_FINDINGS) {
      return Optional.of("The findings must have 1 to %d characters.".formatted(LONGEST_FINDINGS));
    }
    if (command.reducedSound() == null) {
      return Optional.of("Say whether a smaller project would still be sound.");
    }
    var judged = command.verdicts().stream().map(ItemVerdict::item).sorted().toList();
    if (!judged.equals(round.items().stream().sorted().toList())) {
      return Optional.of(
          "Each of the items %s needs one verdict, but there are verdicts for %s."
              .formatted(round.items(), judged));
    }
    return problemOfVerdicts(ref, command.verdicts());
  }

  private Optional<String> problemOfVerdicts(ApplicationRef ref, List<ItemVerdict> verdicts) {
    var items = evidence.of(ref);
    return verdicts.stream()
        .flatMap(verdict -> verdict.problem(items.get(verdict.item() - 1).amount()).stream())
        .findFirst();
  }

  private boolean tookPart(ApplicationRef ref, String username) {
    return applications.get(ref).applicant().equals(username)
        || evaluations.hasEvaluated(ref, username)
        || awards.all(ref).stream().anyMatch(decision -> decision.decidedBy().equals(username))
        || advisers.ofFirm(ref).contains(username);
  }

  private static boolean hasEnded(VerificationState state) {
    return state == VerificationState.VERIFIED || state == VerificationState.NOT_ASSURED;
  }
}
