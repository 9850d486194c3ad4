package eu.ttc.grants.stateaid;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.engine.Steps;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.StepKey;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The aid of fund projects: on which basis, how much at most, how much at all. Three steps, because
 * the rates are rows of decision tables that the engine evaluates: the project is kept, the tables
 * are asked about it, and the amounts are computed from their answers. Which numbers hold is
 * decided by the day on which the legal right arises.
 */
@Service
public class AidComputations {

  private final AidRows rows;
  private final DeMinimisOfGrants deMinimis;
  private final Applications applications;
  private final Steps steps;
  private final Clock clock;

  AidComputations(
      AidRows rows,
      DeMinimisOfGrants deMinimis,
      Applications applications,
      Steps steps,
      Clock clock) {
    this.rows = rows;
    this.deMinimis = deMinimis;
    this.applications = applications;
    this.steps = steps;
    this.clock = clock;
  }

  /**
   * Keeps what the next computation is made from, within the running transaction. Keeping the same
   * again adds no version.
   *
   * @return version of the project, the first is 1
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public int keep(ApplicationRef ref, FundedProject project) {
    applications.lockedStatus(ref);
    var latest = rows.latestProject(ref);
    if (latest.isPresent() && rows.project(ref, latest.get()).equals(project)) {
      return latest.get();
    }
    var version = rows.newestProject(ref) + 1;
    rows.keep(ref, version, project, clock.instant());
    return version;
  }

  /**
   * Keeps a project that may become the one that counts, such as after a change of the grant,
   * within the running transaction. Nothing is computed from it unless it is asked for by its
   * version, and its sheet does not count before it is {@linkplain #adopt adopted}.
   *
   * @return version of the project
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public int propose(ApplicationRef ref, FundedProject project) {
    applications.lockedStatus(ref);
    var version = rows.newestProject(ref) + 1;
    rows.keep(ref, version, project, clock.instant());
    rows.propose(ref, version);
    return version;
  }

  /**
   * Lets the sheet of a proposed project count from now on, within the running transaction.
   *
   * @throws IllegalStateException when there is no such sheet
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void adopt(ApplicationRef ref, int sheet) {
    applications.lockedStatus(ref);
    var project =
        rows.sheet(ref, sheet)
            .map(AidSheet::project)
            .orElseThrow(
                () -> new IllegalStateException("%s has no aid sheet %d.".formatted(ref, sheet)));
    rows.adopt(ref, project, clock.instant());
  }

  /**
   * What the decision tables are to be asked about the newest project.
   *
   * <p>Fails when no rules hold on the granting day; the message says where to add them.
   *
   * @throws NotNow when the application is not open, or no project was kept
   */
  @Transactional
  public AidPreparation prepare(ApplicationRef ref, StepKey step) {
    return steps.once(
        step,
        AidPreparation.class,
        () -> {
          applications.requireOpen(ref);
          var version =
              rows.latestProject(ref)
                  .orElseThrow(
                      () ->
                          new NotNow(
                              "%s has no project to compute aid from: map its dossier first."
                                  .formatted(ref)));
          return preparation(ref, version);
        });
  }

  /**
   * What the decision tables are to be asked about this version of the project.
   *
   * @throws NotNow when the application is not open
   * @throws IllegalStateException when there is no such version
   */
  @Transactional
  public AidPreparation prepare(ApplicationRef ref, int project, StepKey step) {
    return steps.once(
        step,
        AidPreparation.class,
        () -> {
          applications.requireOpen(ref);
          return preparation(ref, project);
        });
  }

  /**
   * Computes the aid from what the tables said, and keeps the sheet; the de minimis accounts hold
   * what it gives. Computing the same again adds no sheet.
   *
   * @param project version that the tables were asked about
   * @throws NotNow when the application is not open
   * @throws IllegalStateException when the answers do not fit the questions, or cannot be
   */
  @Transactional
  public AidOutcome compute(
      ApplicationRef ref, int project, List<AidAnswer> answers, StepKey step) {
    return steps.once(
        step,
        AidOutcome.class,
        () -> {
          applications.requireOpen(ref);
          return computeNow(ref, project, answers);
        });
  }

  /** The project that a sheet was computed from. */
  @Transactional(readOnly = true)
  public FundedProject projectOf(AidSheet sheet) {
    return rows.project(sheet.application(), sheet.project());
  }

  /** The sheet that counts; empty while nothing was computed. */
  @Transactional(readOnly = true)
  public Optional<AidSheet> latest(ApplicationRef ref) {
    return rows.sheet(ref, rows.latest(ref));
  }

  /**
   * The newest sheet by which something is granted.
   *
   * @throws IllegalStateException when there is none
   */
  @Transactional(readOnly = true)
  public AidSheet requireAllowed(ApplicationRef ref) {
    return rows.newestAllowed(ref)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "No aid was computed for %s by which anything is granted.".formatted(ref)));
  }

  /** An earlier sheet, or the one that counts; empty when there is none of this number. */
  @Transactional(readOnly = true)
  public Optional<AidSheet> sheet(ApplicationRef ref, int number) {
    return rows.sheet(ref, number);
  }

  private AidPreparation preparation(ApplicationRef ref, int version) {
    var project = rows.project(ref, version);
    var rules = rows.rulesOn(project.grantingOn());
    var findings = new AidFindings(project, rules);
    return new AidPreparation(
        version,
        findings.crossBorder().met(),
        deMinimis.withRoom(ref, project, rules, findings.questions()));
  }

  private AidOutcome computeNow(ApplicationRef ref, int version, List<AidAnswer> answers) {
    var project = rows.project(ref, version);
    var rules = rows.rulesOn(project.grantingOn());
    var headroom = new ArrayList<HeadroomFigures>();
    var computed =
        AidComputation.of(
            project,
            rules,
            answers,
            shares -> {
              headroom.addAll(deMinimis.figures(ref, shares));
              return headroom;
            });
    var newest = rows.newest(ref);
    var sheet =
        new AidSheet(
            ref,
            newest + 1,
            version,
            clock.instant().truncatedTo(ChronoUnit.MICROS),
            project.grantingOn(),
            rules.id(),
            computed.allowed(),
            computed.reasonCodes(),
            computed.eligibleCosts(),
            computed.grant(),
            computed.eligibleCosts().minus(computed.grant()),
            computed.shares(),
            computed.steps());
    var before = rows.sheet(ref, newest);
    var counts = !rows.isProposed(ref, version);
    if (before.filter(sheet::saysTheSameAs).isPresent()) {
      if (counts) {
        deMinimis.follow(before.get());
      }
      return outcome(before.get());
    }
    rows.keep(sheet);
    if (counts) {
      if (!sheet.allowed()) {
        deMinimis.keep(ref, headroom);
      }
      deMinimis.follow(sheet);
      applications.note(
          ref,
          sheet.allowed() ? "AID_COMPUTED" : "AID_REFUSED",
          Applications.SYSTEM,
          sheet.allowed() ? null : sheet.reasons());
    }
    return outcome(sheet);
  }

  private static AidOutcome outcome(AidSheet sheet) {
    return new AidOutcome(sheet.number(), sheet.allowed(), sheet.grant(), sheet.reasonCodes());
  }
}
