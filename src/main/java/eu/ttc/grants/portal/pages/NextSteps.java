package eu.ttc.grants.portal.pages;

import eu.ttc.grants.agreement.AgreementState;
import eu.ttc.grants.agreement.AgreementView;
import eu.ttc.grants.agreement.Agreements;
import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.ApplicationView;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.HistoryEntry;
import eu.ttc.grants.claim.ClaimState;
import eu.ttc.grants.claim.ClaimView;
import eu.ttc.grants.claim.Claims;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Service;

/** Tells applicants what they have to do now, and what happens otherwise. */
@Service
class NextSteps {

  private static final Set<String> ON_THE_WAY_TO_THE_BANK =
      Set.of("CLAIM_VERIFIED", "PAYMENT_ORDERED", "PAYMENT_RELEASED", "PAYMENT_BOOKED");

  private final Applications applications;
  private final Agreements agreements;
  private final Claims claims;
  private final Clock clock;

  NextSteps(Applications applications, Agreements agreements, Claims claims, Clock clock) {
    this.applications = applications;
    this.agreements = agreements;
    this.claims = claims;
    this.clock = clock;
  }

  /** The boxes of an application, the most urgent first; never empty. */
  List<NextStep> of(ApplicationView application) {
    var steps = new ArrayList<NextStep>();
    switch (application.status()) {
      case APPROVED -> steps.add(agreement(application));
      case RUNNING -> steps.add(claim(application));
      case FINAL_REPORTED -> steps.add(new NextStep.Waiting(payment(application)));
      case CLOSED, REJECTED, LAPSED, TERMINATED, WITHDRAWN ->
          steps.add(new NextStep.Ended(application.status()));
      case DRAFT,
          SUBMITTED,
          INFO_REQUESTED,
          COMPLETE,
          ELIGIBLE,
          EVALUATED,
          CONTRACTED,
          UNDER_APPEAL ->
          steps.add(new NextStep.Waiting(application.status().name()));
    }
    return List.copyOf(steps);
  }

  private NextStep agreement(ApplicationView application) {
    return agreements
        .of(application.reference())
        .filter(offered -> offered.state() == AgreementState.OPEN)
        .map(this::acceptance)
        .orElseGet(() -> new NextStep.Waiting(ApplicationStatus.APPROVED.name()));
  }

  private NextStep acceptance(AgreementView offered) {
    return isOver(offered.acceptBy())
        ? new NextStep.Waiting("ACCEPTANCE_OVERDUE")
        : new NextStep.AcceptAgreement(
            offered.amount(), offered.acceptBy(), daysLeft(offered.acceptBy()));
  }

  private NextStep claim(ApplicationView application) {
    var all = claims.of(application.reference());
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
        LocalDate.ofInstant(clock.instant(), Applications.PROGRAMME_ZONE),
        LocalDate.ofInstant(deadline, Applications.PROGRAMME_ZONE));
  }
}
