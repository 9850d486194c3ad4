package eu.ttc.grants.cofunding;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.engine.EngineMessages;
import eu.ttc.grants.engine.Steps;
import eu.ttc.grants.identity.Accounts;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.StepKey;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Co-funders who leave after the agreement was signed (case C6): payments rest, and the gap can be
 * filled for a while with new evidence that an officer verifies in another round. When that time is
 * over, the agreement is amended or terminated.
 */
@Service
public class Cures {

  private static final int LONGEST_REASONS = 4000;

  private static final Set<ApplicationStatus> SIGNED =
      EnumSet.of(
          ApplicationStatus.CONTRACTED,
          ApplicationStatus.RUNNING,
          ApplicationStatus.FINAL_REPORTED);

  private final Applications applications;
  private final Accounts accounts;
  private final Reckoning reckoning;
  private final EvidenceRows evidence;
  private final VerificationRows rows;
  private final SheetRows sheets;
  private final CureRows cures;
  private final EngineMessages engine;
  private final Steps steps;

  Cures(
      Applications applications,
      Accounts accounts,
      Reckoning reckoning,
      EvidenceRows evidence,
      VerificationRows rows,
      SheetRows sheets,
      CureRows cures,
      EngineMessages engine,
      Steps steps) {
    this.applications = applications;
    this.accounts = accounts;
    this.reckoning = reckoning;
    this.evidence = evidence;
    this.rows = rows;
    this.sheets = sheets;
    this.cures = cures;
    this.engine = engine;
    this.steps = steps;
  }

  /**
   * Notes that a co-funder left. Unless enough is left without them, payments rest and the
   * applicant may record evidence again.
   *
   * @param item number of the evidence that counts no more
   * @return the cure; {@link CureState#CURED} at once when enough is left
   * @throws InvalidInput when the item counts nothing, or reasons are missing
   * @throws NotNow when no agreement is in force, or the co-funding was not verified
   */
  @Transactional
  public Cure funderLeft(ApplicationRef ref, int item, String reasons, String officer) {
    var status = applications.lockedStatus(ref);
    var state = rows.state(ref);
    if (!SIGNED.contains(status) || state != VerificationState.VERIFIED) {
      throw new NotNow(
          "%s is %s and its co-funding %s; a co-funder can leave once an agreement is in force."
              .formatted(ref, status, state));
    }
    requirePossible(ref, item, reasons, officer);
    var now = reckoning.now();
    var cureBy =
        reckoning
            .today()
            .plusDays(reckoning.rules().cureDays())
            .atTime(LocalTime.of(23, 59, 59))
            .atZone(Applications.PROGRAMME_ZONE)
            .toInstant();
    var cure = cures.add(ref, item, reasons, officer, now, cureBy);
    applications.note(
        ref, "CO_FUNDER_LEFT", officer, Applications.inProgramme(cureBy).toLocalDate().toString());
    int round = rows.lastRound(ref).orElseThrow().number();
    if (reckoning.confirm(ref, round).fallsShort()) {
      rows.become(ref, VerificationState.OPEN, now);
      engine.publish(
          "co-funder-left",
          ref,
          key(ref, cure.number()),
          Map.of(
              "applicationRef",
              ref.value(),
              "scheme",
              ref.scheme().name(),
              "cureNumber",
              cure.number()));
    } else {
      cures.settle(ref, cure.number(), CureState.CURED, now);
    }
    return cures.of(ref).getLast();
  }

  /**
   * The applicant has recorded what takes the place of the co-funder: an officer looks at it now.
   * Saying it again changes nothing.
   *
   * @throws eu.ttc.grants.kernel.Unknown when there is no such application of this applicant
   * @throws NotNow when no co-funder is to be replaced, or the time is over
   * @throws InvalidInput when nothing was recorded since the co-funder left
   */
  @Transactional
  public void handIn(ApplicationRef ref, String applicant) {
    applications.get(ref, applicant);
    applications.requireOpen(ref);
    var cure =
        cures.of(ref).stream()
            .filter(one -> one.state() == CureState.OPEN)
            .findFirst()
            .orElseThrow(
                () -> new NotNow("No co-funder of %s is to be replaced now.".formatted(ref)));
    if (rows.state(ref) == VerificationState.CHECKING) {
      return;
    }
    if (reckoning.now().isAfter(cure.cureBy())) {
      throw new NotNow(
          "The co-funder of %s could be replaced until %s."
              .formatted(ref, Applications.inProgramme(cure.cureBy())));
    }
    var since = cures.recordedAt(ref, cure.number());
    if (evidence.of(ref).stream().noneMatch(item -> !item.recordedAt().isBefore(since))) {
      throw InvalidInput.of(
          "evidence", "required", "record at least one item of evidence before you hand it in");
    }
    rows.become(ref, VerificationState.CHECKING, reckoning.now());
    applications.note(ref, "CO_FUNDING_SUPPLEMENTED", applicant, null);
    engine.publish("co-funder-replacement-shown", ref, key(ref, cure.number()), Map.of());
  }

  /**
   * Asked at every turn of the process: whether the plan is covered again, by other money or by an
   * amended plan. Ends the time to replace the co-funder if it is really due; otherwise evidence
   * can be recorded.
   *
   * @return where the cure stands; {@link CureState#LAPSED} means amend or terminate
   */
  @Transactional
  public CureCheck check(ApplicationRef ref, int number, StepKey step) {
    return steps.once(
        step,
        CureCheck.class,
        () -> {
          applications.requireOpen(ref);
          var cure = require(ref, number);
          if (cure.state() == CureState.OPEN) {
            if (reckoning.now().isAfter(cure.cureBy())) {
              cures.settle(ref, number, CureState.LAPSED, reckoning.now());
              rows.become(ref, VerificationState.NOT_ASSURED, reckoning.now());
              applications.note(ref, "CO_FUNDER_NOT_REPLACED", Applications.SYSTEM, null);
            } else if (rows.state(ref) == VerificationState.CHECKING
                && rows.lastRound(ref).filter(round -> round.checkedBy() == null).isEmpty()) {
              rows.become(ref, VerificationState.OPEN, reckoning.now());
            }
          }
          return new CureCheck(
              require(ref, number).state(), Applications.inProgramme(cure.cureBy()));
        });
  }

  /**
   * A manager asks the lead for a change of the grant that the money left does cover.
   *
   * @param reasons for the lead to read
   * @throws InvalidInput when the reasons do not do
   * @throws NotNow when the co-funder was replaced or can still be, or this person may not
   */
  @Transactional
  public void askForAmendment(
      ApplicationRef ref, int number, String reasons, String manager, StepKey step) {
    steps.once(
        step,
        Integer.class,
        () -> {
          applications.requireOpen(ref);
          if (require(ref, number).state() != CureState.LAPSED) {
            throw new NotNow("The gap of %s is not left open for good.".formatted(ref));
          }
          if (!accounts.hasRole(manager, Role.PROGRAMME_MANAGER)
              || applications.get(ref).applicant().equals(manager)) {
            throw new NotNow("Only a programme manager who does not apply for it decides on this.");
          }
          if (reasons.isBlank() || reasons.length() > LONGEST_REASONS) {
            throw InvalidInput.of(
                "reasons", "size", "must have 1 to %d characters".formatted(LONGEST_REASONS));
          }
          applications.note(ref, "AMENDMENT_ASKED", manager, reasons);
          return number;
        });
  }

  /**
   * Moves the end of a cure that is after this moment, because the application is or was on hold;
   * within the running transaction.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void postpone(ApplicationRef ref, Instant after, Duration by) {
    cures.postpone(ref, after, by);
  }

  /** Whether it can be noted now that a co-funder left. */
  @Transactional(readOnly = true)
  public boolean possible(ApplicationRef ref) {
    return SIGNED.contains(applications.get(ref).status())
        && rows.state(ref) == VerificationState.VERIFIED;
  }

  /** The items that count for the plan in force: those whose co-funder can leave. */
  @Transactional(readOnly = true)
  public List<Evidence> counting(ApplicationRef ref) {
    return sheets.newest(ref).map(kept -> reckoning.counted(ref, kept.sheet())).orElse(List.of());
  }

  /** Everybody who left, oldest first. */
  @Transactional(readOnly = true)
  public List<Cure> of(ApplicationRef ref) {
    return cures.of(ref);
  }

  private static String key(ApplicationRef ref, int number) {
    return "%s/cure/%d".formatted(ref, number);
  }

  private void requirePossible(ApplicationRef ref, int item, String reasons, String officer) {
    var problems = new ArrayList<FieldProblem>();
    if (!accounts.hasRole(officer, Role.PROGRAMME_OFFICER)) {
      problems.add(new FieldProblem("officer", "role", "must be a programme officer"));
    }
    if (reasons.isBlank() || reasons.length() > LONGEST_REASONS) {
      problems.add(
          new FieldProblem(
              "reasons", "size", "must have 1 to %d characters".formatted(LONGEST_REASONS)));
    }
    var counts = sheets.newest(ref).filter(kept -> kept.sheet().counts(item)).isPresent();
    if (!counts || evidence.of(ref).stream().noneMatch(known -> known.number() == item)) {
      problems.add(
          new FieldProblem("item", "unknown", "is no evidence that counts for %s".formatted(ref)));
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
  }

  private Cure require(ApplicationRef ref, int number) {
    return cures.of(ref).stream()
        .filter(cure -> cure.number() == number)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("%s has no cure %d.".formatted(ref, number)));
  }
}
