package eu.ttc.grants.notification;

import eu.ttc.grants.evaluation.EvaluationNews;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What people are told by mail, and in which words: the texts {@code mail.<name>.…}.
 *
 * <p>An event of the history that is named here is always told; any other change of status is told
 * by {@link #STATUS_CHANGED}. So whatever a model or a module calls its events, no change of status
 * goes untold, and what staff note among themselves stays there. Rows keep these names: add, never
 * rename.
 */
public enum MailTemplate {
  STATUS_CHANGED,

  SUBMITTED,
  INFORMATION_REQUESTED,
  INFORMATION_REMINDED,
  INFORMATION_ANSWERED,
  INFORMATION_LAPSED,
  COMPLETE,
  PARTICIPATION_ASKED,
  PARTICIPATION_REMINDED,
  CONSORTIUM_CONFIRMED,
  CONSORTIUM_DECLINED,
  CONSORTIUM_LAPSED,
  WAITING_LIST_JOINED,
  VISIT_PLANNED,
  ELIGIBLE,
  EVALUATED,
  RESERVE_LISTED,
  MOVED_UP,
  AWARDED,
  AWARDED_ON_CONDITIONS,
  PROOF_ASKED,
  CONDITIONS_CONFIRMED,
  CONDITIONS_FULFILLED,
  CONDITIONS_LAPSED,
  REJECTED,
  APPEAL_LODGED,
  APPEAL_EXTENDED,
  APPEAL_UPHELD,
  APPEAL_DISMISSED,
  CO_FUNDING_ASKED,
  CO_FUNDING_RENEWAL_ASKED,
  CO_FUNDING_VERIFIED,
  CO_FUNDING_NOT_ASSURED,
  REDUCED_GRANT_OFFERED,
  CO_FUNDER_LEFT,
  AGREEMENT_OFFERED,
  AGREEMENT_ACCEPTED,
  AGREEMENT_LAPSED,
  SIGNATURE_ASKED,
  SIGNATURE_REMINDED,
  LEAD_REMINDED_TO_SIGN,
  AGREEMENT_DECLINED,
  AGREEMENT_EXTENDED,
  SIGNATURE_EXTENDED,
  SIGNING_TIME_REFUSED,
  CLAIM_INVITED,
  CLAIM_SUBMITTED,
  CLAIM_REFUSED,
  CLAIM_VERIFIED,
  CLAIM_LAPSED,
  GRANT_CLAIM_INVITED,
  FINAL_CLAIM_SUBMITTED,
  CLAIM_SETTLED,
  FINAL_CLAIM_LAPSED,
  PROGRESS_ASKED,
  PROGRESS_REMINDED,
  PROGRESS_OVERDUE,
  PROGRESS_ON_TRACK,
  PROGRESS_WITH_REMARKS,
  PROGRESS_AT_RISK,
  OVERPAYMENT_FOUND,
  PAYMENT_BOOKED,
  BANK_ACCOUNT_ASKED,
  BANK_ACCOUNT_REMINDED,
  BANK_ACCOUNT_GIVEN,
  BANK_ACCOUNT_APPROVED,
  BANK_ACCOUNT_REFUSED,
  EXTENSION_GRANTED,
  EXTENSION_REFUSED,
  CHANGE_REQUESTED,
  CHANGE_GRANTED,
  CHANGE_REFUSED,
  CHANGE_CONSENT_ASKED,
  CHANGE_CONSENT_REMINDED,
  CHANGE_CONSENT_REFUSED,
  CHANGE_CONSENT_LAPSED,
  AMENDMENT_ASKED,
  RESULTS_ASKED,
  CLOSED,
  WITHDRAWN,
  TERMINATED,
  PUT_ON_HOLD,
  HOLD_ENDED,

  HEARING_OPENED,
  HEARING_ANSWERED,
  SUSPICION_UNFOUNDED,
  CORRECTION_SET_OFF,
  REPAYMENT_ORDERED,
  REPAYMENT_REMINDED,
  REPAYMENT_RECEIVED,
  REPAYMENT_SETTLED,
  REPAYMENT_WAIVED,

  EXPERT_INVITED,
  DECLARATION_REMINDED,
  SCORES_REMINDED,
  EXPERT_RELIEVED,
  EVALUATION_ENDED,
  CONSENSUS_INVITED,
  MODERATION_ASKED,
  MODERATION_REMINDED,

  CONDITIONS_REMINDED,
  CO_FUNDING_REMINDED,
  REDUCED_GRANT_REMINDED,
  ACCEPTANCE_REMINDED,
  CLAIM_REMINDED,
  FINAL_CLAIM_REMINDED,
  EXTENSION_REMINDED,
  RESULTS_REMINDED;

  private static final Set<MailTemplate> FOR_EVALUATION =
      EnumSet.range(EXPERT_INVITED, MODERATION_REMINDED);

  /** Whether it is for a partner of the project, and not for who applies. */
  boolean isForPartner() {
    return this == PARTICIPATION_ASKED
        || this == PARTICIPATION_REMINDED
        || isForSignatory()
        || asksForConsent();
  }

  /** Whether it is for a partner whose part of the grant a change touches. */
  boolean asksForConsent() {
    return this == CHANGE_CONSENT_ASKED || this == CHANGE_CONSENT_REMINDED;
  }

  /** Whether it is for a partner that is to sign the agreement. */
  boolean isForSignatory() {
    return this == SIGNATURE_ASKED || this == SIGNATURE_REMINDED || this == SIGNATURE_EXTENDED;
  }

  /** Whether it is for somebody who evaluates or moderates; never for who applies. */
  boolean isForEvaluation() {
    return FOR_EVALUATION.contains(this);
  }

  /** The template that tells people of an evaluation this. */
  static MailTemplate telling(EvaluationNews.Kind news) {
    return valueOf(news.name());
  }

  /** The template that tells this event; empty when it is not for applicants. */
  static Optional<MailTemplate> telling(String event, boolean statusChanged) {
    return Arrays.stream(values())
        .filter(template -> template.name().equals(event) && !template.isForEvaluation())
        .findFirst()
        .or(() -> statusChanged ? Optional.of(STATUS_CHANGED) : Optional.empty());
  }
}
