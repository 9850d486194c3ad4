package eu.ttc.grants.notification;

import eu.ttc.grants.application.ApplicationStatus;
import java.util.EnumSet;
import java.util.Set;

/** What an applicant is reminded of, and while the application has which status. */
public enum ReminderKind {
  INFORMATION_DUE(MailTemplate.INFORMATION_REMINDED, ApplicationStatus.INFO_REQUESTED),
  CONDITIONS_DUE(MailTemplate.CONDITIONS_REMINDED, ApplicationStatus.APPROVED),
  ACCEPTANCE_DUE(MailTemplate.ACCEPTANCE_REMINDED, ApplicationStatus.APPROVED),
  /** Evidence of co-funding is asked for. */
  CO_FUNDING_DUE(
      MailTemplate.CO_FUNDING_REMINDED,
      ApplicationStatus.COMPLETE,
      ApplicationStatus.ELIGIBLE,
      ApplicationStatus.EVALUATED,
      ApplicationStatus.APPROVED),
  /** A smaller grant is offered. */
  REDUCED_GRANT_DUE(
      MailTemplate.REDUCED_GRANT_REMINDED,
      ApplicationStatus.COMPLETE,
      ApplicationStatus.ELIGIBLE,
      ApplicationStatus.EVALUATED,
      ApplicationStatus.APPROVED),
  CLAIM_DUE(MailTemplate.CLAIM_REMINDED, ApplicationStatus.CONTRACTED, ApplicationStatus.RUNNING),
  /** The final claim of a grant of the fund. */
  FINAL_CLAIM_DUE(
      MailTemplate.FINAL_CLAIM_REMINDED, ApplicationStatus.CONTRACTED, ApplicationStatus.RUNNING),
  /** The work ends soon; until then more time can be asked for. */
  EXTENSION_POSSIBLE(
      MailTemplate.EXTENSION_REMINDED, ApplicationStatus.CONTRACTED, ApplicationStatus.RUNNING),
  /** After the payment, and a year later: what came out of it. */
  RESULTS_DUE(
      MailTemplate.RESULTS_REMINDED, ApplicationStatus.FINAL_REPORTED, ApplicationStatus.CLOSED);

  private final MailTemplate template;
  private final Set<ApplicationStatus> open;

  ReminderKind(MailTemplate template, ApplicationStatus... open) {
    this.template = template;
    this.open = EnumSet.copyOf(Set.of(open));
  }

  MailTemplate template() {
    return template;
  }

  /** Whether there is still something to remind of. */
  boolean concerns(ApplicationStatus status) {
    return open.contains(status);
  }
}
