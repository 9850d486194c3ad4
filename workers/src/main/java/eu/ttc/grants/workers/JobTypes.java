package eu.ttc.grants.workers;

/**
 * Job types of the models: module and what is done. A test keeps this list and the models alike.
 */
final class JobTypes {

  static final String APPLICATION_OPEN_CASE = "application.open-case";
  static final String APPLICATION_CLOSE = "application.close";
  static final String SCREENING_CHECK_COMPLETENESS = "screening.check-completeness";
  static final String SCREENING_GATHER_FACTS = "screening.gather-facts";
  static final String SCREENING_RECORD_SCREENING = "screening.record-screening";
  static final String SCREENING_RECORD_ELIGIBILITY = "screening.record-eligibility";
  static final String STATEAID_CHECK_DE_MINIMIS = "stateaid.check-de-minimis";
  static final String BUDGET_RESERVE = "budget.reserve";
  static final String BUDGET_JOIN_WAITING_LIST = "budget.join-waiting-list";
  static final String BUDGET_COMMIT = "budget.commit";
  static final String EVALUATION_ASSIGN_EXPERT = "evaluation.assign-expert";
  static final String EVALUATION_RECORD_CONFLICT = "evaluation.record-conflict";
  static final String EVALUATION_RECORD = "evaluation.record";
  static final String AWARD_RECORD_DECISION = "award.record-decision";
  static final String AWARD_REJECT = "award.reject";
  static final String AGREEMENT_OFFER = "agreement.offer";
  static final String AGREEMENT_LAPSE = "agreement.lapse";
  static final String CLAIM_OPEN = "claim.open";
  static final String CLAIM_LAPSE = "claim.lapse";
  static final String CLAIM_RECORD_VERIFICATION = "claim.record-verification";
  static final String PAYMENT_ORDER = "payment.order";
  static final String DEADLINE_COMPUTE = "deadline.compute";

  private JobTypes() {}
}
