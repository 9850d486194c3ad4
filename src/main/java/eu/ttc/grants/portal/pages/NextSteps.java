package eu.ttc.grants.portal.pages;

import eu.ttc.grants.agreement.AgreementState;
import eu.ttc.grants.agreement.AgreementView;
import eu.ttc.grants.agreement.Agreements;
import eu.ttc.grants.agreement.SignatureView;
import eu.ttc.grants.agreement.Signatures;
import eu.ttc.grants.agreement.SigningTimes;
import eu.ttc.grants.amendment.ChangeView;
import eu.ttc.grants.amendment.Changes;
import eu.ttc.grants.appeal.Appeals;
import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.ApplicationView;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.HistoryEntry;
import eu.ttc.grants.award.Conditions;
import eu.ttc.grants.award.ConditionsState;
import eu.ttc.grants.award.ConditionsView;
import eu.ttc.grants.budget.WaitingList;
import eu.ttc.grants.claim.ClaimState;
import eu.ttc.grants.claim.ClaimView;
import eu.ttc.grants.claim.Claims;
import eu.ttc.grants.claim.Extensions;
import eu.ttc.grants.cofunding.CoFunding;
import eu.ttc.grants.cofunding.EvidenceRequest;
import eu.ttc.grants.cofunding.ReducedGrant;
import eu.ttc.grants.cofunding.RequestPurpose;
import eu.ttc.grants.cofunding.VerificationState;
import eu.ttc.grants.consortium.Consortia;
import eu.ttc.grants.consortium.ConsortiumState;
import eu.ttc.grants.consortium.ParticipationView;
import eu.ttc.grants.information.Information;
import eu.ttc.grants.kernel.Scheme;
import eu.ttc.grants.outcome.OutcomeReports;
import eu.ttc.grants.outcome.OutcomeState;
import eu.ttc.grants.payment.BankAccountState;
import eu.ttc.grants.payment.BankAccounts;
import eu.ttc.grants.progress.ProgressReviews;
import eu.ttc.grants.progress.ProgressState;
import eu.ttc.grants.ranking.RankingState;
import eu.ttc.grants.ranking.Rankings;
import eu.ttc.grants.ranking.Standing;
import eu.ttc.grants.recovery.Recoveries;
import eu.ttc.grants.recovery.RecoveryState;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;

/** Tells applicants what they have to do now, and what happens otherwise. */
@Service
class NextSteps {

  private static final Set<String> ON_THE_WAY_TO_THE_BANK =
      Set.of(
          "CLAIM_VERIFIED",
          "PAYMENT_ORDERED",
          "PAYMENT_RELEASED",
          "PAYMENT_BOOKED",
          "PAYMENT_REJECTED",
          "PAYMENT_RETURNED",
          "BANK_ACCOUNT_GIVEN",
          "BANK_ACCOUNT_APPROVED");

  private final Applications applications;
  private final Conditions conditions;
  private final Agreements agreements;
  private final Signatures signatures;
  private final SigningTimes signingTimes;
  private final Claims claims;
  private final ProgressReviews progress;
  private final Extensions extensions;
  private final Information information;
  private final Appeals appeals;
  private final WaitingList waitingList;
  private final OutcomeReports outcomes;
  private final Recoveries recoveries;
  private final CoFunding coFunding;
  private final Changes changes;
  private final BankAccounts accounts;
  private final Consortia consortia;
  private final Rankings rankings;
  private final Clock clock;

  NextSteps(
      Applications applications,
      Conditions conditions,
      Agreements agreements,
      Signatures signatures,
      SigningTimes signingTimes,
      Claims claims,
      ProgressReviews progress,
      Extensions extensions,
      Information information,
      Appeals appeals,
      WaitingList waitingList,
      OutcomeReports outcomes,
      Recoveries recoveries,
      CoFunding coFunding,
      Changes changes,
      BankAccounts accounts,
      Consortia consortia,
      Rankings rankings,
      Clock clock) {
    this.applications = applications;
    this.conditions = conditions;
    this.agreements = agreements;
    this.signatures = signatures;
    this.signingTimes = signingTimes;
    this.claims = claims;
    this.progress = progress;
    this.extensions = extensions;
    this.information = information;
    this.appeals = appeals;
    this.waitingList = waitingList;
    this.outcomes = outcomes;
    this.recoveries = recoveries;
    this.coFunding = coFunding;
    this.changes = changes;
    this.accounts = accounts;
    this.consortia = consortia;
    this.rankings = rankings;
    this.clock = clock;
  }

  /** The boxes of an application, the most urgent first; never empty. */
  List<NextStep> of(ApplicationView application) {
    if (applications.holdOf(application.reference()).isPresent()) {
      return List.of(new NextStep.Waiting("ON_HOLD"), new NextStep.Otherwise(null, true));
    }
    var steps = new ArrayList<NextStep>();
    switch (application.status()) {
      case APPROVED -> steps.add(award(application));
      case RUNNING -> steps.add(claim(application));
      case FINAL_REPORTED -> steps.add(new NextStep.Waiting(payment(application)));
      case INFO_REQUESTED -> steps.add(question(application));
      case ELIGIBLE -> steps.add(voucher(application));
      case LAPSED -> steps.add(lapsed(application));
      case COMPLETE -> steps.add(partners(application));
      case EVALUATED -> steps.add(new NextStep.Waiting(evaluated(application)));
      case RESERVE -> steps.add(reserve(application));
      case CLOSED, REJECTED, TERMINATED, WITHDRAWN ->
          steps.add(new NextStep.Ended(application.status()));
      case DRAFT, SUBMITTED, CONTRACTED, UNDER_APPEAL ->
          steps.add(new NextStep.Waiting(application.status().name()));
    }
    results(application).ifPresent(steps::addFirst);
    progress(application).ifPresent(steps::addFirst);
    var recoveries = recoveries(application);
    if (!recoveries.isEmpty()) {
      steps.removeIf(NextStep.Waiting.class::isInstance);
      steps.addAll(0, recoveries);
    }
    coFunding(application).ifPresent(steps::addFirst);
    bankAccount(application)
        .ifPresent(
            account -> {
              steps.removeIf(NextStep.Waiting.class::isInstance);
              steps.addFirst(account);
            });
    change(application)
        .ifPresent(
            change -> {
              if (change.asked()) {
                steps.addFirst(change);
              } else {
                steps.add(change);
              }
            });
    objection(application).ifPresent(steps::add);
    otherwise(application).ifPresent(steps::add);
    return List.copyOf(steps);
  }

  private NextStep question(ApplicationView application) {
    return information.of(application.reference()).stream()
        .filter(request -> request.takesAnswer(clock.instant()))
        .findFirst()
        .<NextStep>map(
            request -> new NextStep.AnswerInformation(request.dueAt(), daysLeft(request.dueAt())))
        .orElseGet(() -> new NextStep.Waiting(application.status().name()));
  }

  private NextStep partners(ApplicationView application) {
    return consortia
        .of(application.reference())
        .filter(asked -> asked.state() == ConsortiumState.OPEN)
        .<NextStep>map(
            asked ->
                new NextStep.WaitForPartners(
                    asked.partners().stream().filter(ParticipationView::open).count(),
                    asked.dueAt(),
                    daysLeft(asked.dueAt())))
        .orElseGet(() -> new NextStep.Waiting(application.status().name()));
  }

  private NextStep voucher(ApplicationView application) {
    if (application.scheme() == Scheme.INNOVATION_FUND) {
      return new NextStep.Waiting("FUND_ELIGIBLE");
    }
    return waitingList
        .position(application.reference())
        .<NextStep>map(place -> new NextStep.WaitForVoucher(place.position(), place.total()))
        .orElseGet(() -> new NextStep.Waiting(application.status().name()));
  }

  /** A voucher is decided on next; the fund first compares all applications of a call. */
  private String evaluated(ApplicationView application) {
    if (application.scheme() != Scheme.INNOVATION_FUND) {
      return application.status().name();
    }
    return rankings
        .standing(application.reference())
        .map(Standing::state)
        .filter(state -> state != RankingState.ENTERED)
        .map(state -> state.funded() ? "RANKED_FOR_FUNDING" : application.status().name())
        .orElse("RANKING");
  }

  private NextStep reserve(ApplicationView application) {
    var standing = rankings.standing(application.reference());
    var position = standing.map(Standing::reservePosition).orElse(null);
    return position == null
        ? new NextStep.Waiting(application.status().name())
        : new NextStep.OnReserveList(position, standing.map(Standing::reserveUntil).orElse(null));
  }

  private Optional<NextStep> results(ApplicationView application) {
    return outcomes.of(application.reference()).stream()
        .filter(report -> report.state() == OutcomeState.OPEN)
        .findFirst()
        .map(report -> new NextStep.ReportResults());
  }

  private List<NextStep> recoveries(ApplicationView application) {
    var steps = new ArrayList<NextStep>();
    for (var recovery : recoveries.of(application.reference())) {
      var until = recovery.hearBy();
      var repayment = recovery.repayment();
      if (until != null && recovery.hears(clock.instant())) {
        steps.add(new NextStep.AnswerHearing(until, daysLeft(until)));
      } else if (recovery.state() == RecoveryState.ORDERED
          && repayment != null
          && repayment.dueOn() != null) {
        steps.add(
            new NextStep.PayBack(
                repayment.payable(), repayment.dueOn(), repayment.overdue(today())));
      }
    }
    return steps;
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), Applications.PROGRAMME_ZONE);
  }

  private Optional<NextStep> coFunding(ApplicationView application) {
    var ref = application.reference();
    if (application.scheme() != Scheme.INNOVATION_FUND || !application.status().open()) {
      return Optional.empty();
    }
    var now = clock.instant();
    var known = coFunding.of(ref);
    var offer = Optional.ofNullable(known.offer()).filter(open -> open.takesAnswer(now));
    var request = Optional.ofNullable(known.request()).filter(open -> open.takesAnswer(now));
    return offer
        .map(this::reducedGrant)
        .or(() -> request.map(this::evidence))
        .or(
            () ->
                coFunding.takesEvidence(ref)
                    ? Optional.of(new NextStep.RecordCoFunding())
                    : Optional.empty());
  }

  private Optional<NextStep.ChangeGrant> change(ApplicationView application) {
    var ref = application.reference();
    if (!changes.possibleNow(ref)) {
      return Optional.empty();
    }
    var open = changes.of(ref).stream().filter(ChangeView::open).count();
    var unassured = coFunding.state(ref) == VerificationState.NOT_ASSURED;
    return Optional.of(new NextStep.ChangeGrant(unassured && open == 0, open));
  }

  private NextStep reducedGrant(ReducedGrant offer) {
    return new NextStep.AnswerReducedGrant(
        offer.plan().grant(), offer.dueAt(), daysLeft(offer.dueAt()));
  }

  private NextStep evidence(EvidenceRequest request) {
    return new NextStep.ShowCoFunding(
        request.purpose() == RequestPurpose.RENEWAL,
        request.missing(),
        request.dueAt(),
        daysLeft(request.dueAt()));
  }

  private Optional<NextStep> bankAccount(ApplicationView application) {
    var all = accounts.of(application.reference());
    if (all.isEmpty() || all.getLast().state() != BankAccountState.ASKED) {
      return Optional.empty();
    }
    var before = all.size() == 1 ? null : all.get(all.size() - 2);
    return Optional.of(new NextStep.GiveBankAccount(before == null ? null : before.refusal()));
  }

  private Optional<NextStep> objection(ApplicationView application) {
    return application.status() != ApplicationStatus.REJECTED
        ? Optional.empty()
        : appeals
            .of(application.reference())
            .filter(appeal -> appeal.awaitsObjection(clock.instant()))
            .map(appeal -> new NextStep.LodgeAppeal(appeal.lodgeBy(), daysLeft(appeal.lodgeBy())));
  }

  private Optional<NextStep> otherwise(ApplicationView application) {
    var status = application.status();
    var withdraw = status.open() && status != ApplicationStatus.FINAL_REPORTED;
    return withdraw
        ? Optional.of(new NextStep.Otherwise(moreTime(application).orElse(null), true))
        : Optional.empty();
  }

  /** Once asked for, it is seen there what became of it. */
  private Optional<String> moreTime(ApplicationView application) {
    var ref = application.reference();
    if (application.scheme() == Scheme.VOUCHER) {
      return application.status() == ApplicationStatus.RUNNING && extensions.of(ref).isEmpty()
          ? Optional.of("extension")
          : Optional.empty();
    }
    return application.status() == ApplicationStatus.APPROVED
            && (signatures.extensible(ref) || signingTimes.of(ref).isPresent())
        ? Optional.of("agreement/extension")
        : Optional.empty();
  }

  private NextStep award(ApplicationView application) {
    return conditions
        .of(application.reference())
        .filter(view -> view.state() == ConditionsState.OPEN)
        .map(this::proof)
        .orElseGet(() -> agreement(application));
  }

  private NextStep proof(ConditionsView view) {
    var until = view.proveBy();
    return until.filter(this::isOver).isPresent()
        ? new NextStep.Waiting("CONDITIONS_OVERDUE")
        : new NextStep.MeetConditions(
            view.open().size(), until.orElse(null), until.map(this::daysLeft).orElse(0L));
  }

  private NextStep lapsed(ApplicationView application) {
    return conditions
        .of(application.reference())
        .filter(view -> view.state() == ConditionsState.LAPSED)
        .<NextStep>map(view -> new NextStep.ConditionsLapsed())
        .or(() -> withoutPartners(application))
        .orElseGet(() -> new NextStep.Ended(application.status()));
  }

  private Optional<NextStep> withoutPartners(ApplicationView application) {
    return consortia
        .of(application.reference())
        .filter(asked -> asked.state() != ConsortiumState.CONFIRMED)
        .map(asked -> new NextStep.PartnersMissing());
  }

  private NextStep agreement(ApplicationView application) {
    return agreements
        .of(application.reference())
        .filter(offered -> offered.state() == AgreementState.OPEN)
        .map(this::acceptance)
        .orElseGet(() -> new NextStep.Waiting(ApplicationStatus.APPROVED.name()));
  }

  private NextStep acceptance(AgreementView offered) {
    if (isOver(offered.acceptBy())) {
      return new NextStep.Waiting("ACCEPTANCE_OVERDUE");
    }
    var all = signatures.of(offered.application());
    if (all.isEmpty()) {
      return new NextStep.AcceptAgreement(
          offered.amount(), offered.acceptBy(), daysLeft(offered.acceptBy()));
    }
    return all.getFirst().signed()
        ? new NextStep.WaitForSignatures(
            SignatureView.missing(all), offered.acceptBy(), daysLeft(offered.acceptBy()))
        : new NextStep.SignAgreement(
            offered.amount(), offered.acceptBy(), daysLeft(offered.acceptBy()));
  }

  private Optional<NextStep> progress(ApplicationView application) {
    return application.status().ended()
        ? Optional.empty()
        : progress.of(application.reference()).stream()
            .filter(review -> review.state() == ProgressState.OPEN)
            .findFirst()
            .map(
                review ->
                    new NextStep.ReportProgress(
                        review.dueAt(), daysLeft(review.dueAt()), review.overdue(clock.instant())));
  }

  private NextStep claim(ApplicationView application) {
    var all = claims.of(application.reference());
    if (application.scheme() == Scheme.INNOVATION_FUND && !all.isEmpty()) {
      var last = all.getLast();
      return new NextStep.ClaimGrant(last.state() == ClaimState.OPEN ? last.dueAt() : null);
    }
    if (all.isEmpty() || all.getLast().state() != ClaimState.OPEN) {
      return new NextStep.Waiting(ApplicationStatus.CONTRACTED.name());
    }
    var open = all.getLast();
    return isOver(open.dueAt())
        ? new NextStep.Waiting("CLAIM_OVERDUE")
        : new NextStep.SubmitClaim(
            open.amount(),
            open.dueAt(),
            daysLeft(open.dueAt()),
            all.stream()
                .filter(claim -> claim.state() == ClaimState.REFUSED)
                .reduce((earlier, later) -> later)
                .map(ClaimView::findings)
                .orElse(null));
  }

  private String payment(ApplicationView application) {
    return applications.history(application.reference()).stream()
        .map(HistoryEntry::event)
        .filter(ON_THE_WAY_TO_THE_BANK::contains)
        .reduce((earlier, later) -> later)
        .orElse(ApplicationStatus.FINAL_REPORTED.name());
  }

  private boolean isOver(Instant deadline) {
    return clock.instant().isAfter(deadline);
  }

  /** Whole days until the day of the deadline; 0 on that day. */
  private long daysLeft(Instant deadline) {
    return ChronoUnit.DAYS.between(
        today(), LocalDate.ofInstant(deadline, Applications.PROGRAMME_ZONE));
  }
}
