package eu.ttc.grants.payment;

import eu.ttc.grants.agreement.AgreementState;
import eu.ttc.grants.agreement.Agreements;
import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.HistoryEntry;
import eu.ttc.grants.award.Awards;
import eu.ttc.grants.award.Decision;
import eu.ttc.grants.claim.ClaimState;
import eu.ttc.grants.claim.ClaimView;
import eu.ttc.grants.claim.Claims;
import eu.ttc.grants.cofunding.CoFunding;
import eu.ttc.grants.evaluation.EvaluationSummary;
import eu.ttc.grants.evaluation.Evaluations;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import java.util.ArrayList;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What must be there before money goes out, whatever a model says (promise 4). */
@Component
class Grounds {

  private static final Set<String> FINANCE =
      Set.of(
          "PAYMENT_",
          "BANK_ACCOUNT_",
          "REPAYMENT_RECEIVED",
          "REPAYMENT_SETTLED",
          "REPAYMENT_REFUND");

  private final Applications applications;
  private final Evaluations evaluations;
  private final Awards awards;
  private final Agreements agreements;
  private final Claims claims;
  private final CoFunding coFunding;

  Grounds(
      Applications applications,
      Evaluations evaluations,
      Awards awards,
      Agreements agreements,
      Claims claims,
      CoFunding coFunding) {
    this.applications = applications;
    this.evaluations = evaluations;
    this.awards = awards;
    this.agreements = agreements;
    this.claims = claims;
    this.coFunding = coFunding;
  }

  /**
   * Fails unless everything is there without which nothing is paid.
   *
   * @param again whether the same was paid before and came back: then the case may be closed
   * @throws PaymentNotPossible naming all that is missing
   */
  void require(ApplicationRef ref, ApplicationStatus status, int claimNumber, boolean again) {
    var missing = new ArrayList<String>();
    var owed = claims.owedAfterTheEnd(ref, claimNumber);
    if (status.ended()
        && !(again && status == ApplicationStatus.CLOSED)
        && !(owed && status == ApplicationStatus.TERMINATED)) {
      missing.add("the application is " + status);
    }
    if (applications.history(ref).stream()
        .noneMatch(entry -> entry.status() == ApplicationStatus.ELIGIBLE)) {
      missing.add("it was never found eligible");
    }
    if (!evaluations.of(ref).map(EvaluationSummary::passed).orElse(false)) {
      missing.add("no evaluation is above the threshold");
    }
    if (awards.of(ref).filter(d -> d.decision() == Decision.AWARD).isEmpty()) {
      missing.add("nobody awarded it");
    }
    if (agreements.of(ref).filter(a -> a.state() == AgreementState.ACCEPTED).isEmpty()) {
      missing.add("no agreement was accepted");
    }
    if (!owed
        && claims.of(ref).stream()
            .noneMatch(c -> c.number() == claimNumber && c.state() == ClaimState.ACCEPTED)) {
      missing.add("claim %d was not verified and accepted".formatted(claimNumber));
    }
    if (!coFunding.isAssured(ref)) {
      missing.add("its co-funding is not assured now");
    }
    if (!missing.isEmpty()) {
      throw new PaymentNotPossible(
          ref,
          String.join("; ", missing),
          "the model passed a step that it must not pass; correct the model, or cancel the"
              + " instance");
    }
  }

  /**
   * Whether the payment of a claim is not made any more, because its application ended; a closed
   * case is paid again what came back, and a grant that ended early what is owed.
   */
  boolean over(ApplicationRef ref, int claimNumber) {
    var status = applications.get(ref).status();
    return status.ended()
        && status != ApplicationStatus.CLOSED
        && !(status == ApplicationStatus.TERMINATED && claims.owedAfterTheEnd(ref, claimNumber));
  }

  /** Whether failed payments of an application are still dealt with. */
  boolean dealtWith(ApplicationRef ref, ApplicationStatus status) {
    return status.open()
        || status == ApplicationStatus.CLOSED
        || status == ApplicationStatus.TERMINATED && claims.owedAfterTheEnd(ref);
  }

  /** What the accepted claim is worth. */
  Cents payable(ApplicationRef ref, int claimNumber) {
    return claims.payable(ref, claimNumber);
  }

  /**
   * Everybody who acted on the application so far, as applicant, evaluator, decider or verifier;
   * none of them may release money to it. The work of finance officers themselves does not count.
   */
  Set<String> involved(ApplicationRef ref) {
    var actors =
        applications.history(ref).stream()
            .filter(entry -> FINANCE.stream().noneMatch(entry.event()::startsWith))
            .map(HistoryEntry::actor)
            .filter(actor -> !actor.equals(Applications.SYSTEM));
    var verifiers = claims.of(ref).stream().map(ClaimView::verifiedBy).filter(Objects::nonNull);
    return Stream.concat(actors, verifiers).collect(Collectors.toSet());
  }
}
