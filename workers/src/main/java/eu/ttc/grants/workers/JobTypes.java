package eu.ttc.grants.workers;

/**
 * Job types of the models: module and what is done. A test keeps this list and the models alike.
 */
final class JobTypes {

  static final String APPLICATION_OPEN_CASE = "application.open-case";
  static final String APPLICATION_CLOSE = "application.close";
  static final String SCREENING_CHECK_COMPLETENESS = "screening.check-completeness";
  static final String SCREENING_GATHER_FACTS = "screening.gather-facts";
  static final String SCREENING_GATHER_CONSORTIUM = "screening.gather-consortium";
  static final String SCREENING_RECORD_SCREENING = "screening.record-screening";
  static final String SCREENING_RECORD_ELIGIBILITY = "screening.record-eligibility";
  static final String INFORMATION_ASK = "information.ask";
  static final String INFORMATION_REMIND = "information.remind";
  static final String INFORMATION_LAPSE = "information.lapse";
  static final String CONSORTIUM_ASK = "consortium.ask";
  static final String CONSORTIUM_REMIND = "consortium.remind";
  static final String CONSORTIUM_CHECK = "consortium.check";
  static final String CONSORTIUM_TAKE_PROJECT = "consortium.take-project";
  static final String STATEAID_CHECK_DE_MINIMIS = "stateaid.check-de-minimis";
  static final String STATEAID_PREPARE_AID = "stateaid.prepare-aid";
  static final String STATEAID_COMPUTE_AID = "stateaid.compute-aid";
  static final String BUDGET_RESERVE = "budget.reserve";
  static final String BUDGET_JOIN_WAITING_LIST = "budget.join-waiting-list";
  static final String BUDGET_COMMIT = "budget.commit";
  static final String SUPPORT_ASSIGN_MANAGER = "support.assign-manager";
  static final String SUPPORT_REMIND_MANAGER = "support.remind-manager";
  static final String SUPPORT_RECORD_VISIT = "support.record-visit";
  static final String SUPPORT_NOTE_MISSING_VISIT = "support.note-missing-visit";
  static final String EVALUATION_ASSIGN_EXPERT = "evaluation.assign-expert";
  static final String EVALUATION_RECORD_CONFLICT = "evaluation.record-conflict";
  static final String EVALUATION_RECORD = "evaluation.record";
  static final String AWARD_RECORD_DECISION = "award.record-decision";
  static final String AWARD_ASK_FOR_PROOF = "award.ask-for-proof";
  static final String AWARD_CONFIRM_CONDITIONS = "award.confirm-conditions";
  static final String AWARD_LAPSE = "award.lapse";
  static final String AWARD_REJECT = "award.reject";
  static final String APPEAL_OPEN_WINDOW = "appeal.open-window";
  static final String APPEAL_CLOSE_WINDOW = "appeal.close-window";
  static final String APPEAL_BEGIN_REVIEW = "appeal.begin-review";
  static final String APPEAL_REMIND = "appeal.remind";
  static final String APPEAL_RECORD_DECISION = "appeal.record-decision";
  static final String COFUNDING_ASSESS = "cofunding.assess";
  static final String COFUNDING_RECORD_VERDICTS = "cofunding.record-verdicts";
  static final String COFUNDING_CONFIRM = "cofunding.confirm";
  static final String COFUNDING_ASK = "cofunding.ask";
  static final String COFUNDING_LAPSE_REQUEST = "cofunding.lapse-request";
  static final String COFUNDING_OFFER_REDUCED_GRANT = "cofunding.offer-reduced-grant";
  static final String COFUNDING_CHECK_REDUCED_GRANT = "cofunding.check-reduced-grant";
  static final String COFUNDING_CLOSE = "cofunding.close";
  static final String AGREEMENT_OFFER = "agreement.offer";
  static final String AGREEMENT_LAPSE = "agreement.lapse";
  static final String AGREEMENT_REMIND_SIGNATORIES = "agreement.remind-signatories";
  static final String AGREEMENT_RESERVE_GRANT = "agreement.reserve-grant";
  static final String AGREEMENT_TAKE_FINANCING_PLAN = "agreement.take-financing-plan";
  static final String AGREEMENT_TAKE_REDUCED_PROJECT = "agreement.take-reduced-project";
  static final String AGREEMENT_SETTLE_GRANT = "agreement.settle-grant";
  static final String CLAIM_OPEN = "claim.open";
  static final String CLAIM_LAPSE = "claim.lapse";
  static final String CLAIM_LIST_LINES = "claim.list-lines";
  static final String CLAIM_RECORD_EXTENSION = "claim.record-extension";
  static final String CLAIM_RECORD_VERIFICATION = "claim.record-verification";
  static final String PAYMENT_ORDER = "payment.order";
  static final String PAYMENT_FIND_RETURNED = "payment.find-returned";
  static final String PAYMENT_ASK_BANK_ACCOUNT = "payment.ask-bank-account";
  static final String PAYMENT_REMIND_BANK_ACCOUNT = "payment.remind-bank-account";
  static final String PAYMENT_BEGIN_COOLING = "payment.begin-cooling";
  static final String PAYMENT_OPEN_APPROVAL = "payment.open-approval";
  static final String NOTIFICATION_REMIND = "notification.remind";
  static final String RECOVERY_BEGIN_HEARING = "recovery.begin-hearing";
  static final String RECOVERY_CLOSE_HEARING = "recovery.close-hearing";
  static final String RECOVERY_PREPARE_FINDING = "recovery.prepare-finding";
  static final String RECOVERY_RECORD_FINDING = "recovery.record-finding";
  static final String RECOVERY_ORDER_REPAYMENT = "recovery.order-repayment";
  static final String RECOVERY_REMIND = "recovery.remind";
  static final String OUTCOME_ASK = "outcome.ask";
  static final String OUTCOME_CLOSE = "outcome.close";
  static final String DEADLINE_COMPUTE = "deadline.compute";

  private JobTypes() {}
}
