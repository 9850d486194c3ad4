package eu.ttc.grants.notification;

import eu.ttc.grants.agreement.AgreementView;
import eu.ttc.grants.agreement.Agreements;
import eu.ttc.grants.application.ApplicationView;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.HistoryEntry;
import eu.ttc.grants.award.AwardCondition;
import eu.ttc.grants.award.AwardDecision;
import eu.ttc.grants.award.Awards;
import eu.ttc.grants.award.Conditions;
import eu.ttc.grants.award.ConditionsView;
import eu.ttc.grants.claim.ClaimState;
import eu.ttc.grants.claim.ClaimView;
import eu.ttc.grants.claim.Claims;
import eu.ttc.grants.evaluation.ConsensusMeetings;
import eu.ttc.grants.evaluation.Evaluations;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.outcome.OutcomeReports;
import eu.ttc.grants.payment.Payments;
import eu.ttc.grants.recovery.Recoveries;
import eu.ttc.grants.recovery.RecoveryView;
import eu.ttc.grants.recovery.RepaymentView;
import eu.ttc.grants.recovery.Settlement;
import eu.ttc.grants.recovery.SuspicionKind;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Asks the modules what a mail has to tell. Whoever adds a template with a date adds it here. */
@Component
class Situations {

  /** Against the decision on an objection there is the court (Awb 8:1). */
  private static final String COURT = "remedy.court-within-six-weeks";

  private static final String OBJECTION = "remedy.objection-in-writing";
  private static final Pattern HOLD = Pattern.compile("(?<until>\\S+) (?<why>.*)", Pattern.DOTALL);

  private final Applications applications;
  private final Awards awards;
  private final Conditions conditions;
  private final Agreements agreements;
  private final Claims claims;
  private final Payments payments;
  private final Recoveries recoveries;
  private final OutcomeReports outcomes;
  private final Evaluations evaluations;
  private final ConsensusMeetings meetings;
  private final Recipients recipients;
  private final String tasklistUrl;

  Situations(
      Applications applications,
      Awards awards,
      Conditions conditions,
      Agreements agreements,
      Claims claims,
      Payments payments,
      Recoveries recoveries,
      OutcomeReports outcomes,
      Evaluations evaluations,
      ConsensusMeetings meetings,
      Recipients recipients,
      @Value("${grants.tasklist-url}") String tasklistUrl) {
    this.applications = applications;
    this.awards = awards;
    this.conditions = conditions;
    this.agreements = agreements;
    this.claims = claims;
    this.payments = payments;
    this.recoveries = recoveries;
    this.outcomes = outcomes;
    this.evaluations = evaluations;
    this.meetings = meetings;
    this.recipients = recipients;
    this.tasklistUrl = tasklistUrl;
  }

  @Transactional(readOnly = true)
  public Situation of(Notification notification) {
    var ref = notification.application();
    var template = notification.template();
    var application = applications.get(ref);
    var entry = applications.history(ref).get(notification.historyNumber() - 1);
    var rejection =
        template == MailTemplate.REJECTED ? awards.of(ref) : Optional.<AwardDecision>empty();
    var invitation = recipients.invitation(ref, notification.recipient());
    return new Situation(
        entry,
        application.dossier().project().title(),
        invitation
            .map(Recipients.Invited::dueAt)
            .or(() -> awaited(notification, entry))
            .map(Due::at)
            .or(() -> due(ref, template, entry)),
        amount(application, template, entry),
        rejection.map(AwardDecision::reasonCodes).orElse(List.of()),
        conditions(ref, template),
        words(template, application, entry, rejection),
        remedy(template).or(() -> rejection.flatMap(AwardDecision::remedyNotice)),
        invitation.map(Recipients.Invited::page).or(() -> taskOf(template, ref)));
  }

  /** Until when a person who evaluates or moderates is awaited. */
  private Optional<Instant> awaited(Notification notification, HistoryEntry entry) {
    var ref = notification.application();
    return switch (notification.template()) {
      case EXPERT_INVITED, DECLARATION_REMINDED, SCORES_REMINDED ->
          evaluations.awaitedUntil(ref, notification.recipient());
      case CONSENSUS_INVITED, MODERATION_ASKED, MODERATION_REMINDED ->
          meetings.toBeHeldBy(ref, entry.at());
      default -> Optional.empty();
    };
  }

  /** Experts who meet have no task; they read in the dossier what the others wrote. */
  private Optional<String> taskOf(MailTemplate template, ApplicationRef ref) {
    if (!template.isForEvaluation()) {
      return Optional.empty();
    }
    return Optional.of(
        template == MailTemplate.CONSENSUS_INVITED ? "dossiers/" + ref : tasklistUrl);
  }

  private static Optional<String> remedy(MailTemplate template) {
    return switch (template) {
      case APPEAL_DISMISSED -> Optional.of(COURT);
      case CORRECTION_SET_OFF, REPAYMENT_ORDERED, OVERPAYMENT_FOUND -> Optional.of(OBJECTION);
      default -> Optional.empty();
    };
  }

  private Optional<Due> due(ApplicationRef ref, MailTemplate template, HistoryEntry entry) {
    return switch (template) {
      case AGREEMENT_OFFERED, LEAD_REMINDED_TO_SIGN, AGREEMENT_EXTENDED, SIGNING_TIME_REFUSED ->
          agreements.of(ref).map(AgreementView::acceptBy).map(Due::at);
      case PROOF_ASKED, CONDITIONS_CONFIRMED ->
          conditions.of(ref).flatMap(ConditionsView::proveBy).map(Due::at);
      case CLAIM_INVITED -> lastClaim(ref).map(ClaimView::dueAt).map(Due::at);
      case HEARING_OPENED -> recovery(ref, entry).map(RecoveryView::hearBy).map(Due::at);
      case PUT_ON_HOLD -> Due.on(hold(entry).group("until"));
      case INFORMATION_REQUESTED,
          INFORMATION_REMINDED,
          CO_FUNDING_ASKED,
          CO_FUNDING_RENEWAL_ASKED,
          REDUCED_GRANT_OFFERED,
          CO_FUNDER_LEFT,
          REPAYMENT_ORDERED,
          PROGRESS_ASKED,
          PROGRESS_REMINDED ->
          Due.on(entry.reason()).or(() -> reminded(entry));
      default -> reminded(entry);
    };
  }

  private static Optional<Due> reminded(HistoryEntry entry) {
    return entry.event().equals(Reminder.EVENT)
        ? Reminder.parse(entry.reason()).map(reminder -> Due.at(reminder.dueAt().toInstant()))
        : Optional.empty();
  }

  private Optional<Cents> amount(
      ApplicationView application, MailTemplate template, HistoryEntry entry) {
    var ref = application.reference();
    return switch (template) {
      case HEARING_OPENED -> recovery(ref, entry).map(RecoveryView::suspected);
      case CORRECTION_SET_OFF, REPAYMENT_ORDERED ->
          recovery(ref, entry).map(RecoveryView::correction);
      case REPAYMENT_REMINDED ->
          recovery(ref, entry).map(RecoveryView::repayment).map(RepaymentView::payable);
      case AWARDED, AWARDED_ON_CONDITIONS -> Optional.of(application.requestedAmount());
      case AGREEMENT_OFFERED, AGREEMENT_ACCEPTED -> agreements.of(ref).map(AgreementView::amount);
      case CLAIM_VERIFIED -> lastAccepted(ref).map(ClaimView::amount);
      case OVERPAYMENT_FOUND -> overpayment(ref).map(RecoveryView::correction);
      case PAYMENT_BOOKED -> payments.lastBooked(ref);
      default -> Optional.empty();
    };
  }

  private List<String> conditions(ApplicationRef ref, MailTemplate template) {
    var view = conditions.of(ref);
    var told =
        switch (template) {
          case AWARDED_ON_CONDITIONS -> view.map(ConditionsView::conditions);
          case PROOF_ASKED, CONDITIONS_CONFIRMED, CONDITIONS_REMINDED, CONDITIONS_LAPSED ->
              view.map(ConditionsView::open);
          default -> Optional.<List<AwardCondition>>empty();
        };
    return told.orElse(List.of()).stream().map(AwardCondition::text).toList();
  }

  /** What a person wrote for the applicant to read; never what staff note among themselves. */
  private Optional<String> words(
      MailTemplate template,
      ApplicationView application,
      HistoryEntry entry,
      Optional<AwardDecision> rejection) {
    var words =
        switch (template) {
          case REJECTED -> rejection.map(AwardDecision::reasons);
          case CLAIM_REFUSED,
              BANK_ACCOUNT_REFUSED,
              APPEAL_EXTENDED,
              APPEAL_UPHELD,
              APPEAL_DISMISSED,
              PROGRESS_ON_TRACK,
              PROGRESS_WITH_REMARKS,
              PROGRESS_AT_RISK,
              OVERPAYMENT_FOUND,
              CHANGE_GRANTED,
              CHANGE_REFUSED,
              CHANGE_CONSENT_REFUSED,
              CHANGE_CONSENT_LAPSED,
              AMENDMENT_ASKED,
              HOLD_ENDED,
              AGREEMENT_DECLINED,
              AGREEMENT_EXTENDED,
              SIGNING_TIME_REFUSED ->
              Optional.ofNullable(entry.reason());
          case HEARING_OPENED -> recovery(application.reference(), entry).map(RecoveryView::reason);
          case REPAYMENT_ORDERED ->
              recovery(application.reference(), entry).map(RecoveryView::finding);
          case SUSPICION_UNFOUNDED, CORRECTION_SET_OFF -> Optional.ofNullable(entry.reason());
          case PUT_ON_HOLD -> Optional.of(hold(entry).group("why"));
          case TERMINATED ->
              Optional.ofNullable(entry.reason())
                  .filter(reason -> !entry.actor().equals(application.applicant()));
          default -> Optional.<String>empty();
        };
    return words.filter(text -> !text.isBlank());
  }

  /** The one that the entry is about; of several, the newest that had begun then. */
  private Optional<RecoveryView> recovery(ApplicationRef ref, HistoryEntry entry) {
    return recoveries.of(ref).stream()
        .filter(one -> !one.openedAt().isAfter(entry.at()))
        .filter(one -> isAbout(entry, one))
        .reduce((earlier, later) -> later);
  }

  private static boolean isAbout(HistoryEntry entry, RecoveryView recovery) {
    var repayment = recovery.repayment();
    return switch (entry.event()) {
      case "HEARING_OPENED" -> Integer.toString(recovery.number()).equals(entry.reason());
      case "CORRECTION_SET_OFF" -> recovery.settlement() == Settlement.OFFSET;
      case "REPAYMENT_ORDERED" -> repayment != null && repayment.dueOn() != null;
      case "REPAYMENT_REMINDED" ->
          repayment != null && repayment.reference().equals(entry.reason());
      default -> true;
    };
  }

  /** The last day of a hold and why, as the history keeps them. */
  private static MatchResult hold(HistoryEntry entry) {
    var told = HOLD.matcher(Objects.requireNonNull(entry.reason()));
    if (!told.matches()) {
      throw new IllegalStateException("no hold: " + entry);
    }
    return told;
  }

  /** When the thing to be reminded of is really due, which a model may not know yet. */
  Optional<Instant> due(ApplicationRef ref, ReminderKind kind) {
    return switch (kind) {
      case ACCEPTANCE_DUE -> agreements.of(ref).map(AgreementView::acceptBy);
      case CLAIM_DUE, FINAL_CLAIM_DUE, EXTENSION_POSSIBLE -> lastClaim(ref).map(ClaimView::dueAt);
      case CONDITIONS_DUE -> conditions.of(ref).flatMap(ConditionsView::proveBy);
      case RESULTS_DUE -> outcomes.awaitedUntil(ref);
      case INFORMATION_DUE, CO_FUNDING_DUE, REDUCED_GRANT_DUE -> Optional.empty();
    };
  }

  private Optional<ClaimView> lastAccepted(ApplicationRef ref) {
    return claims.of(ref).stream()
        .filter(claim -> claim.state() == ClaimState.ACCEPTED)
        .reduce((earlier, later) -> later);
  }

  private Optional<RecoveryView> overpayment(ApplicationRef ref) {
    return recoveries.of(ref).stream()
        .filter(one -> one.kind() == SuspicionKind.OVERPAID)
        .findFirst();
  }

  private Optional<ClaimView> lastClaim(ApplicationRef ref) {
    var all = claims.of(ref);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
  }
}
