package eu.ttc.grants.portal;

import eu.ttc.grants.agreement.Agreements;
import eu.ttc.grants.claim.Claims;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.payment.PaymentView;
import eu.ttc.grants.payment.Payments;
import java.util.List;
import org.springframework.stereotype.Service;

/** Gathers what was agreed, claimed and paid; evaluators need none of it. */
@Service
public class Fulfilments {

  private final Agreements agreements;
  private final Claims claims;
  private final Payments payments;

  Fulfilments(Agreements agreements, Claims claims, Payments payments) {
    this.agreements = agreements;
    this.claims = claims;
    this.payments = payments;
  }

  /** What this person may see. */
  public Fulfilment of(ApplicationRef ref, Viewer viewer) {
    if (!viewer.seesAllSubmitted()) {
      return Fulfilment.NONE;
    }
    var paid = payments.of(ref);
    var agreement = agreements.of(ref);
    return new Fulfilment(
        agreement.orElse(null),
        agreement.map(agreed -> claimsOf(ref, agreed.amount())).orElse(List.of()),
        viewer.seesAccountNumbers() ? paid : paid.stream().map(PaymentView::masked).toList());
  }

  /** The claims of an application, oldest first, with their cost lines. */
  public List<ClaimedCosts> claimsOf(ApplicationRef ref, Cents agreed) {
    return claims.of(ref).stream()
        .map(claim -> new ClaimedCosts(claim, claims.linesOf(ref, claim.number()), agreed))
        .toList();
  }
}
