package eu.ttc.grants.appeal;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.award.AwardDecision;
import eu.ttc.grants.kernel.ReasonCode;
import eu.ttc.grants.kernel.Scheme;
import java.util.EnumSet;
import java.util.Set;

/** Where a case goes on after an upheld appeal; money is checked and reserved anew in each. */
public enum ResumeStep {
  /** A programme officer screens it again. */
  SCREENING(ApplicationStatus.COMPLETE),
  /**
   * It is eligible by the decision on the appeal; room for the aid and a voucher are looked for.
   */
  STATE_AID(ApplicationStatus.ELIGIBLE),
  /** Another expert evaluates it. */
  EVALUATION(ApplicationStatus.ELIGIBLE),
  /** It is ranked in its call again; only applications to the innovation fund are. */
  RANKING(ApplicationStatus.EVALUATED),
  /** Another manager decides on the award. */
  AWARD(ApplicationStatus.EVALUATED),
  /** The award stands again, and its co-funding is verified anew. */
  CO_FUNDING(ApplicationStatus.APPROVED);

  private static final Set<ReasonCode> NO_MONEY =
      EnumSet.of(ReasonCode.DE_MINIMIS_CEILING, ReasonCode.BUDGET_EXHAUSTED);

  private final ApplicationStatus status;

  ResumeStep(ApplicationStatus status) {
    this.status = status;
  }

  /** The application's status from which the step begins. */
  ApplicationStatus status() {
    return status;
  }

  /**
   * Where a case may go on when this rejection is overturned: at what was contested, never after.
   */
  public static Set<ResumeStep> after(Scheme scheme, AwardDecision rejection) {
    var byRules = rejection.decidedBy().equals(Applications.SYSTEM);
    if (byRules && rejection.reasonCodes().contains(ReasonCode.COFUNDING_NOT_ASSURED)) {
      return EnumSet.of(CO_FUNDING);
    }
    var scores = rejection.basis().scores();
    if (scores != null) {
      return EnumSet.of(scores.passed() ? afterPassing(scheme, rejection) : EVALUATION);
    }
    return NO_MONEY.containsAll(rejection.reasonCodes())
        ? EnumSet.of(STATE_AID)
        : EnumSet.of(SCREENING, STATE_AID);
  }

  private static ResumeStep afterPassing(Scheme scheme, AwardDecision rejection) {
    return scheme == Scheme.INNOVATION_FUND
            && rejection.reasonCodes().contains(ReasonCode.BUDGET_EXHAUSTED)
        ? RANKING
        : AWARD;
  }
}
