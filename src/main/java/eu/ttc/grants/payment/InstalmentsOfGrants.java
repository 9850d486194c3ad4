package eu.ttc.grants.payment;

import eu.ttc.grants.claim.ClaimState;
import eu.ttc.grants.claim.Claims;
import eu.ttc.grants.claim.GrantPayments;
import eu.ttc.grants.cofunding.CoFunding;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Answers the settlement of a grant; a set-off counts as paid. */
@Component
class InstalmentsOfGrants implements GrantPayments {

  private final Payments payments;
  private final Claims claims;
  private final CoFunding coFunding;

  InstalmentsOfGrants(Payments payments, Claims claims, CoFunding coFunding) {
    this.payments = payments;
    this.claims = claims;
    this.coFunding = coFunding;
  }

  @Override
  @Transactional(readOnly = true)
  public boolean awaitBank(ApplicationRef ref) {
    return payments.of(ref).stream().anyMatch(payment -> payment.state().atTheBank());
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public Cents giveUp(ApplicationRef ref, String actor) {
    payments.cancel(ref, actor);
    var last = new HashMap<Integer, PaymentView>();
    payments.of(ref).forEach(payment -> last.put(payment.claimNumber(), payment));
    return claims.of(ref).stream()
        .filter(claim -> claim.state() == ClaimState.ACCEPTED)
        .map(claim -> neverPaid(claim.amount(), last.get(claim.number())))
        .reduce(Cents.ZERO, Cents::plus);
  }

  private static Cents neverPaid(Cents worth, @Nullable PaymentView payment) {
    if (payment == null) {
      return worth;
    }
    return payment.state() == PaymentState.BOOKED ? Cents.ZERO : Cents.of(payment.amountCents());
  }

  @Override
  @Transactional(readOnly = true)
  public boolean possible(ApplicationRef ref) {
    return coFunding.isAssured(ref);
  }
}
