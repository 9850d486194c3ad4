package eu.ttc.grants.agreement;

import eu.ttc.grants.agreement.Acceptance.Accepted;
import eu.ttc.grants.agreement.Acceptance.AlreadyAccepted;
import eu.ttc.grants.agreement.Acceptance.Lapsed;
import eu.ttc.grants.agreement.Acceptance.Signed;
import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.ApplicationView;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.Dossier;
import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.cofunding.CoFunding;
import eu.ttc.grants.consortium.PartnerAnswers;
import eu.ttc.grants.deadline.Extension;
import eu.ttc.grants.deadline.ExtensionRequests;
import eu.ttc.grants.deadline.ExtensionSubject;
import eu.ttc.grants.engine.EngineMessages;
import eu.ttc.grants.engine.Steps;
import eu.ttc.grants.identity.Account;
import eu.ttc.grants.identity.Accounts;
import eu.ttc.grants.identity.Language;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.Scheme;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.kernel.Unknown;
import eu.ttc.grants.stateaid.DeMinimis;
import eu.ttc.grants.stateaid.DeMinimisOfGrants;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Signatures under agreements of the innovation fund: the lead signs on the page of the
 * application, every partner by a link of its own. With the last signature the agreement binds all,
 * and the first plan of the grant is in force; with the first refusal it lapses. Whoever signs or
 * declines locks the application first, so that there is one last signature.
 */
@Service
public class Signatures {

  private static final int LONGEST_STATEMENT = 1000;
  private static final int LONGEST_REASON = 2000;
  private static final int LEAD = 1;

  private final SignatureRows rows;
  private final AgreementRows agreements;
  private final AgreedPlans agreed;
  private final GrantPlans plans;
  private final PaymentPlans payments;
  private final Letters letters;
  private final Applications applications;
  private final CoFunding coFunding;
  private final Budget budget;
  private final DeMinimis deMinimis;
  private final DeMinimisOfGrants deMinimisOfGrants;
  private final PartnerAnswers answers;
  private final Accounts accounts;
  private final ExtensionRequests requests;
  private final EngineMessages engine;
  private final Steps steps;
  private final Clock clock;

  Signatures(
      SignatureRows rows,
      AgreementRows agreements,
      AgreedPlans agreed,
      GrantPlans plans,
      PaymentPlans payments,
      Letters letters,
      Applications applications,
      CoFunding coFunding,
      Budget budget,
      DeMinimis deMinimis,
      DeMinimisOfGrants deMinimisOfGrants,
      PartnerAnswers answers,
      Accounts accounts,
      ExtensionRequests requests,
      EngineMessages engine,
      Steps steps,
      Clock clock) {
    this.rows = rows;
    this.agreements = agreements;
    this.agreed = agreed;
    this.plans = plans;
    this.payments = payments;
    this.letters = letters;
    this.applications = applications;
    this.coFunding = coFunding;
    this.budget = budget;
    this.deMinimis = deMinimis;
    this.deMinimisOfGrants = deMinimisOfGrants;
    this.answers = answers;
    this.accounts = accounts;
    this.requests = requests;
    this.engine = engine;
    this.steps = steps;
    this.clock = clock;
  }

  /**
   * A partner signs. When it is the last, the agreement is concluded. The same person signing again
   * changes nothing.
   *
   * @param token of the link in the mail
   * @param statement the sentence that is signed, kept word by word
   * @throws Unknown when there is no such link
   * @throws InvalidInput when the statement is missing or too long
   * @throws NotNow when this person cannot sign for the partner, it answered already, the offer is
   *     over, or the co-funding is not assured any more
   */
  @Transactional
  public SignatureView sign(String token, String person, String statement) {
    var ref = find(token).application();
    require("statement", statement, LONGEST_STATEMENT);
    var status = applications.lockedStatus(ref);
    var asked = find(token);
    if (asked.state() == SignatureState.SIGNED && person.equals(asked.answeredBy())) {
      return asked;
    }
    requireMayAnswer(asked, status, person);
    coFunding.requireVerified(ref);
    rows.answer(
        ref, asked.partner(), SignatureState.SIGNED, person, statement.strip(), null, now());
    note(asked, "AGREEMENT_SIGNED");
    if (SignatureView.missing(of(ref)) == 0) {
      conclude(ref, requireAgreement(ref));
    }
    return find(token);
  }

  /**
   * A partner does not sign, which ends the award: the application lapses and its money is given
   * back.
   *
   * @param reason for the lead to read
   * @throws Unknown as {@link #sign}
   * @throws InvalidInput when the reason is missing or too long
   * @throws NotNow as {@link #sign}
   */
  @Transactional
  public SignatureView decline(String token, String person, String reason) {
    var ref = find(token).application();
    PartnerAnswers.requireReason(reason);
    var status = applications.lockedStatus(ref);
    var asked = find(token);
    if (asked.state() == SignatureState.DECLINED && person.equals(asked.answeredBy())) {
      return asked;
    }
    requireMayAnswer(asked, status, person);
    rows.answer(ref, asked.partner(), SignatureState.DECLINED, person, null, reason.strip(), now());
    note(asked, "AGREEMENT_NOT_SIGNED");
    requireAgreement(ref).decline();
    applications.move(
        ref, ApplicationStatus.LAPSED, "AGREEMENT_DECLINED", Applications.SYSTEM, reason.strip());
    budget.release(ref, "a partner did not sign the agreement", Applications.SYSTEM);
    deMinimis.release(ref);
    engine.publish("agreement-declined", ref, ref.value() + "/agreement/declined", Map.of());
    return find(token);
  }

  /**
   * What a partner is asked to sign.
   *
   * @throws Unknown when there is no such link
   */
  @Transactional(readOnly = true)
  public SignatureView find(String token) {
    return rows.byToken(token, now()).orElseThrow(() -> new Unknown("signature", token));
  }

  /** Everybody who is to sign, the lead first; empty for a voucher and before the offer. */
  @Transactional(readOnly = true)
  public List<SignatureView> of(ApplicationRef ref) {
    return rows.of(ref, now());
  }

  /** What a mail to this partner needs; empty when it is not to sign, and for the lead. */
  @Transactional(readOnly = true)
  public Optional<SigningInvitation> invitation(ApplicationRef ref, int partner) {
    return rows.invitation(ref, partner);
  }

  /** What is agreed: the plan in force, or the one that comes into force with the signatures. */
  @Transactional(readOnly = true)
  public Optional<GrantPlan> plan(ApplicationRef ref) {
    return plans
        .inForce(ref)
        .or(() -> agreements.findByApplication(ref.value()).map(offered -> agreed.plan(ref)));
  }

  /**
   * Reminds everybody who did not sign yet by a mail, once per passage of the step.
   *
   * @return how many were reminded
   */
  @Transactional
  public int remind(ApplicationRef ref, StepKey step) {
    return steps.once(
        step,
        Integer.class,
        () -> {
          applications.requireOpen(ref);
          var waiting = of(ref).stream().filter(SignatureView::open).toList();
          waiting.forEach(
              one -> note(one, one.isLead() ? "LEAD_REMINDED_TO_SIGN" : "SIGNATURE_REMINDED"));
          return waiting.size();
        });
  }

  /** Whether the time to sign can be extended now, as often as the rules allow. */
  @Transactional(readOnly = true)
  public boolean extensible(ApplicationRef ref) {
    return ref.scheme() == Scheme.INNOVATION_FUND
        && applications.get(ref).status() == ApplicationStatus.APPROVED
        && agreements
            .findByApplication(ref.value())
            .filter(offered -> offered.isOpen(clock.instant()))
            .map(offered -> payments.extensions(offered.view().offeredAt()))
            .filter(most -> rows.extensions(ref) < most)
            .isPresent();
  }

  /**
   * A programme officer or manager gives more time to sign of their own accord; the lead is told,
   * and every partner that did not sign yet.
   *
   * @param reason why, for the history
   * @return until when it can be signed now
   * @throws InvalidInput when the reason is missing or too long
   * @throws NotNow when there is nothing to sign any more, it was extended as often as the rules
   *     allow, the lead's own request for it waits for a decision, or this person may not do so
   */
  @Transactional
  public OffsetDateTime extend(ApplicationRef ref, String officer, String reason) {
    applications.requireOpen(ref);
    require("reason", reason, LONGEST_REASON);
    if (!accounts.hasRole(officer, Role.PROGRAMME_OFFICER)
            && !accounts.hasRole(officer, Role.PROGRAMME_MANAGER)
        || applications.get(ref).applicant().equals(officer)) {
      throw new NotNow("Only staff of the programme can give more time to sign %s.".formatted(ref));
    }
    if (requests.of(ref, ExtensionSubject.SIGNATURES).filter(Extension::waiting).isPresent()) {
      throw new NotNow(
          "The lead of %s asked for more time to sign; decide on that request in Tasklist."
              .formatted(ref));
    }
    if (!extensible(ref)) {
      throw new NotNow(
          "The time to sign the agreement of %s cannot be extended: it is over, or was extended as often as the rules allow."
              .formatted(ref));
    }
    var agreement = requireAgreement(ref);
    giveMoreTime(ref, agreement, officer, reason);
    return Applications.inProgramme(agreement.acceptBy());
  }

  /** By how much the time to sign this agreement is extended. */
  Duration extension(Agreement agreement) {
    return Duration.ofDays(payments.extensionDays(agreement.view().offeredAt()));
  }

  /** Moves the deadline and tells who waits for it; within the running transaction. */
  void giveMoreTime(ApplicationRef ref, Agreement agreement, String officer, String reason) {
    agreement.extend(extension(agreement));
    agreements.flush();
    rows.extend(
        ref, rows.extensions(ref) + 1, agreement.acceptBy(), reason.strip(), officer, now());
    applications.note(ref, "AGREEMENT_EXTENDED", officer, reason.strip());
    of(ref).stream()
        .filter(one -> one.open() && !one.isLead())
        .forEach(one -> note(one, "SIGNATURE_EXTENDED"));
  }

  /** Asks everybody who has costs in the project, and the lead, within the running transaction. */
  void ask(ApplicationRef ref) {
    var application = applications.get(ref);
    var dossier = application.dossier();
    var taking = agreed.plan(ref).shares().stream().map(PlanShare::partner).toList();
    rows.ask(
        ref,
        LEAD,
        dossier.enterprise().name(),
        leadEmail(application),
        language(application),
        null);
    for (int i = 0; i < dossier.partners().size(); i++) {
      if (taking.contains(i + 2)) {
        ask(ref, i + 2, dossier.partners().get(i));
      }
    }
    of(ref).stream().filter(one -> !one.isLead()).forEach(one -> note(one, "SIGNATURE_ASKED"));
  }

  /** The lead signs; within the running transaction, with the application locked. */
  Acceptance signAsLead(
      ApplicationRef ref, Agreement agreement, String applicant, String statement) {
    var own = of(ref).getFirst();
    if (own.state() == SignatureState.SIGNED) {
      var at = Optional.ofNullable(own.answeredAt()).orElseThrow();
      return switch (agreement.state()) {
        case ACCEPTED ->
            new AlreadyAccepted(Optional.ofNullable(agreement.view().acceptedAt()).orElseThrow());
        case LAPSED -> new Lapsed(agreement.acceptBy());
        case OPEN -> new Signed(at, SignatureView.missing(of(ref)));
      };
    }
    if (!agreement.isOpen(clock.instant())) {
      return new Lapsed(agreement.acceptBy());
    }
    var now = now();
    rows.answer(ref, LEAD, SignatureState.SIGNED, applicant, statement.strip(), null, now);
    note(own, "AGREEMENT_SIGNED");
    var missing = SignatureView.missing(of(ref));
    return missing == 0 ? conclude(ref, agreement) : new Signed(now, missing);
  }

  private void ask(ApplicationRef ref, int number, Dossier.Partner partner) {
    var contact = answers.contact(ref, number, partner);
    rows.ask(ref, number, contact.name(), contact.email(), contact.language(), contact.token());
  }

  private Acceptance conclude(ApplicationRef ref, Agreement agreement) {
    var lead = of(ref).getFirst();
    var applicant = Optional.ofNullable(lead.answeredBy()).orElseThrow();
    var concluded =
        agreement.accept(
            applicant, Optional.ofNullable(lead.statement()).orElseThrow(), clock.instant());
    if (!(concluded instanceof Accepted)) {
      throw new IllegalStateException(
          "The agreement of %s was signed by all, but is %s.".formatted(ref, agreement.state()));
    }
    agreements.flush();
    deMinimisOfGrants.grant(ref, LocalDate.ofInstant(clock.instant(), Applications.PROGRAMME_ZONE));
    plans.putInForce(ref, agreed.plan(ref), "as agreed", Applications.SYSTEM);
    letters.write(LetterKind.ACCEPTED, agreement.view());
    applications.move(
        ref, ApplicationStatus.CONTRACTED, "AGREEMENT_ACCEPTED", Applications.SYSTEM, null);
    engine.publish("agreement-signed", ref, ref.value() + "/agreement", Map.of());
    return concluded;
  }

  private void requireMayAnswer(SignatureView asked, ApplicationStatus status, String person) {
    var ref = asked.application();
    if (status != ApplicationStatus.APPROVED || !asked.open()) {
      throw new NotNow(
          "%s could sign the agreement of %s until %s; the application is %s and its signature %s."
              .formatted(
                  asked.name(),
                  ref,
                  Applications.inProgramme(asked.acceptBy()),
                  status,
                  asked.state()));
    }
    answers.requireMayAnswer(
        ref, asked.name(), person, of(ref).stream().map(SignatureView::answeredBy));
  }

  /** Who acted for a partner is kept with the signature; the history names the partner. */
  private void note(SignatureView one, String event) {
    applications.note(
        one.application(),
        event,
        Applications.SYSTEM,
        "%d %s".formatted(one.partner(), one.name()));
  }

  private Agreement requireAgreement(ApplicationRef ref) {
    return agreements
        .findByApplication(ref.value())
        .orElseThrow(() -> new IllegalStateException("%s has no agreement".formatted(ref)));
  }

  private Language language(ApplicationView application) {
    return accounts.find(application.applicant()).map(Account::language).orElse(Language.EN);
  }

  private String leadEmail(ApplicationView application) {
    return Optional.ofNullable(application.dossier().enterprise().email())
        .or(() -> accounts.find(application.applicant()).map(Account::email))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "%s has no e-mail address of its lead.".formatted(application.reference())));
  }

  private static void require(String field, String text, int longest) {
    if (text.isBlank()) {
      throw InvalidInput.of(field, "required", "is required");
    }
    if (text.length() > longest) {
      throw InvalidInput.of(field, "size", "must have at most %d characters".formatted(longest));
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
