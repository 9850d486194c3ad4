package eu.ttc.grants.cofunding;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.kernel.ApplicationRef;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Gathers what the arithmetic looks at, and keeps the sheet that comes out. */
@Component
class Reckoning {

  private final Applications applications;
  private final RuleRows rules;
  private final PlanRows plans;
  private final EvidenceRows evidence;
  private final VerificationRows verifications;
  private final RequestRows requests;
  private final CureRows cures;
  private final CountedMoney money;
  private final SheetRows sheets;
  private final Clock clock;

  Reckoning(
      Applications applications,
      RuleRows rules,
      PlanRows plans,
      EvidenceRows evidence,
      VerificationRows verifications,
      RequestRows requests,
      CureRows cures,
      CountedMoney money,
      SheetRows sheets,
      Clock clock) {
    this.applications = applications;
    this.rules = rules;
    this.plans = plans;
    this.evidence = evidence;
    this.verifications = verifications;
    this.requests = requests;
    this.cures = cures;
    this.money = money;
    this.sheets = sheets;
    this.clock = clock;
  }

  /** What would come out now, if every item without a verdict were accepted. */
  Sheet preview(ApplicationRef ref) {
    return sheet(ref, requirePlan(ref).plan(), false, Set.of());
  }

  /**
   * Reckons with the officers' verdicts, claims the money that counts, and keeps the sheet. Within
   * the running transaction, with the application locked.
   */
  Sheet confirm(ApplicationRef ref, int round) {
    var plan = requirePlan(ref);
    var sheet = sheet(ref, plan.plan(), true, Set.of());
    var lost = money.claim(ref, counted(ref, sheet), now());
    if (!lost.isEmpty()) {
      sheet = sheet(ref, plan.plan(), true, lost);
      money.claim(ref, counted(ref, sheet), now());
    }
    sheets.add(ref, round, plan.number(), sheet, now());
    return sheet;
  }

  /**
   * What the money that was verified would cover under another plan: judged as on the day on which
   * it was, because evidence that was accepted then does not grow old by a change of the plan.
   */
  Sheet under(ApplicationRef ref, FinancingPlan plan) {
    var day = sheets.newest(ref).map(kept -> kept.sheet().assessedOn()).orElseGet(this::today);
    return sheet(ref, plan, day, true, Set.of());
  }

  /** As {@link #confirm}, with the plan that was just added and as {@link #under} judges. */
  Sheet amend(ApplicationRef ref, int round) {
    var plan = requirePlan(ref);
    var sheet = under(ref, plan.plan());
    money.claim(ref, counted(ref, sheet), now());
    sheets.add(ref, round, plan.number(), sheet, now());
    return sheet;
  }

  /** Whether everything that the newest sheet counts still counts in this application. */
  boolean holdsItsMoney(ApplicationRef ref) {
    return sheets
        .newest(ref)
        .map(kept -> money.isHeld(ref, counted(ref, kept.sheet())))
        .orElse(false);
  }

  PlanRows.Numbered requirePlan(ApplicationRef ref) {
    return plans
        .newest(ref)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "%s has no financing plan yet: costs and grant of each party must be recorded before its co-funding is assessed. Then retry."
                        .formatted(ref)));
  }

  /** Makes this the plan that counts, and tells it in the history. */
  void plan(ApplicationRef ref, FinancingPlan plan, String actor) {
    plans.add(ref, plan, actor, now());
    applications.note(ref, "FINANCING_PLANNED", actor, plan.grant().toString());
  }

  CoFundingRules rules() {
    return rules.on(today());
  }

  LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), Applications.PROGRAMME_ZONE);
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private Sheet sheet(ApplicationRef ref, FinancingPlan plan, boolean checked, Set<Integer> lost) {
    return sheet(ref, plan, today(), checked, lost);
  }

  private Sheet sheet(
      ApplicationRef ref, FinancingPlan plan, LocalDate day, boolean checked, Set<Integer> lost) {
    var rules = rules();
    var elsewhere = new HashSet<>(money.elsewhere(ref, rules.counting()));
    elsewhere.addAll(lost);
    var project = applications.get(ref).dossier().project();
    return Arithmetic.sheet(
        rules,
        plan,
        new Arithmetic.Facts(
            day,
            project.startsOn(),
            project.endsOn(),
            evidence.of(ref),
            verifications.verdicts(ref),
            checked,
            elsewhere,
            cures.left(ref),
            requests.roundsOf(ref, RequestPurpose.RENEWAL) < rules.renewalRounds()));
  }

  List<Evidence> counted(ApplicationRef ref, Sheet sheet) {
    return evidence.of(ref).stream().filter(item -> sheet.counts(item.number())).toList();
  }
}
