package eu.ttc.grants.portal;

import eu.ttc.grants.agreement.AgreementView;
import eu.ttc.grants.payment.PaymentView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was agreed, claimed and paid. */
public record Fulfilment(
    @Nullable AgreementView agreement, List<ClaimedCosts> claims, List<PaymentView> payments) {

  /** Nothing was agreed yet, or the person looking must not see it. */
  public static final Fulfilment NONE = new Fulfilment(null, List.of(), List.of());

  public Fulfilment {
    claims = List.copyOf(claims);
    payments = List.copyOf(payments);
  }
}
