package eu.ttc.grants.hold;

import eu.ttc.grants.agreement.Agreements;
import eu.ttc.grants.amendment.Consents;
import eu.ttc.grants.appeal.Appeals;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.Hold;
import eu.ttc.grants.award.Conditions;
import eu.ttc.grants.claim.Claims;
import eu.ttc.grants.cofunding.Cures;
import eu.ttc.grants.cofunding.EvidenceRequests;
import eu.ttc.grants.cofunding.ReducedGrants;
import eu.ttc.grants.consortium.Consortia;
import eu.ttc.grants.evaluation.EvaluationRounds;
import eu.ttc.grants.identity.Accounts;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.information.Information;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.outcome.OutcomeReports;
import eu.ttc.grants.progress.ProgressReviews;
import eu.ttc.grants.ranking.Rankings;
import eu.ttc.grants.recovery.Recoveries;
import eu.ttc.grants.support.Visits;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Puts cases on hold and ends holds. No time of a hold is lost: every deadline that runs when it
 * begins is later by its length at once, and earlier again by what is left of it when it ends
 * early. A hold whose time is over is over, without anything being done.
 */
@Service
public class Holds {

  private static final int LONGEST_REASON = 4000;

  private final Applications applications;
  private final Accounts accounts;
  private final HoldRules rules;
  private final Information information;
  private final Consortia consortia;
  private final Visits visits;
  private final EvaluationRounds evaluations;
  private final Conditions conditions;
  private final EvidenceRequests evidence;
  private final ReducedGrants reducedGrants;
  private final Cures cures;
  private final Agreements agreements;
  private final Consents consents;
  private final Claims claims;
  private final ProgressReviews progress;
  private final Appeals appeals;
  private final OutcomeReports outcomes;
  private final Recoveries recoveries;
  private final Rankings rankings;
  private final Clock clock;

  Holds(
      Applications applications,
      Accounts accounts,
      HoldRules rules,
      Information information,
      Consortia consortia,
      Visits visits,
      EvaluationRounds evaluations,
      Conditions conditions,
      EvidenceRequests evidence,
      ReducedGrants reducedGrants,
      Cures cures,
      Agreements agreements,
      Consents consents,
      Claims claims,
      ProgressReviews progress,
      Appeals appeals,
      OutcomeReports outcomes,
      Recoveries recoveries,
      Rankings rankings,
      Clock clock) {
    this.applications = applications;
    this.accounts = accounts;
    this.rules = rules;
    this.information = information;
    this.consortia = consortia;
    this.visits = visits;
    this.evaluations = evaluations;
    this.conditions = conditions;
    this.evidence = evidence;
    this.reducedGrants = reducedGrants;
    this.cures = cures;
    this.agreements = agreements;
    this.consents = consents;
    this.claims = claims;
    this.progress = progress;
    this.appeals = appeals;
    this.outcomes = outcomes;
    this.recoveries = recoveries;
    this.rankings = rankings;
    this.clock = clock;
  }

  /**
   * Puts a case on hold until the end of a day. The same person doing so again for the same reason
   * and time changes nothing.
   *
   * @throws InvalidInput when the reason or the day do not do
   * @throws NotNow when the case is on hold already, was never submitted, or ended, or this person
   *     may not do so
   */
  @Transactional
  public Hold place(PutOnHold command) {
    var ref = command.application();
    var lastDay = require(command);
    var endsAt = lastDay.plusDays(1).atStartOfDay(Applications.PROGRAMME_ZONE).toInstant();
    var reason = command.reason().strip();
    requireMayHold(ref, command.person());
    var standing = applications.holdOf(ref);
    if (standing
        .filter(hold -> hold.placedBy().equals(command.person()))
        .filter(hold -> hold.reason().equals(reason) && hold.endsAt().equals(endsAt))
        .isPresent()) {
      return standing.get();
    }
    var hold = applications.putOnHold(ref, reason, endsAt, command.person());
    postpone(ref, hold.placedAt(), Duration.between(hold.placedAt(), hold.endsAt()));
    return hold;
  }

  /**
   * Ends a hold before its time.
   *
   * @param reason why, for the applicant to read as well
   * @return the hold as it was until now
   * @throws InvalidInput when the reason does not do
   * @throws NotNow when the case is not on hold, or this person may not do so
   */
  @Transactional
  public Hold end(ApplicationRef ref, String reason, String person) {
    var problems = new ArrayList<FieldProblem>();
    problemOf(reason).ifPresent(problems::add);
    refuse(problems);
    requireMayHold(ref, person);
    var hold = applications.endHold(ref, reason.strip(), person);
    var ended = applications.holdsOf(ref).getLast().until();
    postpone(ref, hold.endsAt(), Duration.between(hold.endsAt(), ended));
    return hold;
  }

  /** The latest last day of a hold that begins today. */
  @Transactional(readOnly = true)
  public LocalDate latestLastDay() {
    return rules.latestLastDay(today());
  }

  private void postpone(ApplicationRef ref, Instant after, Duration by) {
    information.postpone(ref, after, by);
    consortia.postpone(ref, after, by);
    visits.postpone(ref, after, by);
    evaluations.postpone(ref, after, by);
    conditions.postpone(ref, after, by);
    evidence.postpone(ref, after, by);
    reducedGrants.postpone(ref, after, by);
    cures.postpone(ref, after, by);
    agreements.postpone(ref, after, by);
    consents.postpone(ref, after, by);
    claims.postpone(ref, after, by);
    progress.postpone(ref, after, by);
    appeals.postpone(ref, after, by);
    outcomes.postpone(ref, after, by);
    recoveries.postpone(ref, after, by);
    rankings.postpone(ref, after, by);
  }

  private void requireMayHold(ApplicationRef ref, String person) {
    var staff =
        accounts.hasRole(person, Role.PROGRAMME_OFFICER)
            || accounts.hasRole(person, Role.PROGRAMME_MANAGER);
    if (!staff || applications.get(ref).applicant().equals(person)) {
      throw new NotNow(
          "Only a programme officer or manager who does not apply for it can put %s on hold, or end that."
              .formatted(ref));
    }
  }

  private LocalDate require(PutOnHold command) {
    var problems = new ArrayList<FieldProblem>();
    problemOf(command.reason()).ifPresent(problems::add);
    problemOf(command.lastDay()).ifPresent(problems::add);
    refuse(problems);
    return Optional.ofNullable(command.lastDay()).orElseThrow();
  }

  private static Optional<FieldProblem> problemOf(String reason) {
    if (reason.isBlank()) {
      return Optional.of(new FieldProblem("reason", "required", "is required"));
    }
    return reason.length() > LONGEST_REASON
        ? Optional.of(
            new FieldProblem(
                "reason", "size", "must have at most %d characters".formatted(LONGEST_REASON)))
        : Optional.empty();
  }

  private Optional<FieldProblem> problemOf(@Nullable LocalDate lastDay) {
    var today = today();
    if (lastDay == null) {
      return Optional.of(new FieldProblem("until", "required", "is required"));
    }
    if (lastDay.isBefore(today)) {
      return Optional.of(
          new FieldProblem(
              "until", "futureOrPresent", "must be today (%s) or later".formatted(today)));
    }
    var latest = rules.latestLastDay(today);
    return lastDay.isAfter(latest)
        ? Optional.of(
            new FieldProblem("until", "latest", "must be %s at the latest".formatted(latest)))
        : Optional.empty();
  }

  private static void refuse(List<FieldProblem> problems) {
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), Applications.PROGRAMME_ZONE);
  }
}
