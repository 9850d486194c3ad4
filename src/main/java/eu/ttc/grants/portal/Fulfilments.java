package eu.ttc.grants.portal;

import eu.ttc.grants.agreement.Agreements;
import eu.ttc.grants.claim.Claims;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.payment.PaymentView;
import eu.ttc.grants.payment.Payments;
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
    return new Fulfilment(
        agreements.of(ref).orElse(null),
        claims.of(ref),
        viewer.seesAccountNumbers() ? paid : paid.stream().map(PaymentView::masked).toList());
  }
}
