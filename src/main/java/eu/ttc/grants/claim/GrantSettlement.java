package eu.ttc.grants.claim;

import com.fasterxml.jackson.annotation.JsonProperty;
import eu.ttc.grants.agreement.PaymentPlan;
import eu.ttc.grants.application.AidCategory;
import eu.ttc.grants.kernel.Cents;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * How the payment for a claim comes about ({@code domain.md} § 6): {@code pay_n = min(sum(rate *
 * cumulated verified), 90 % of the grant before the final claim, the grant) - paid so far}, never
 * below nothing. A grant that ends without a final claim is owed what was verified before, up to
 * those 90 %. Rates count on cumulated figures and are rounded down once per share, so that nothing
 * drifts from claim to claim.
 *
 * @param verified costs accepted so far, those of this claim included
 * @param earned what their rates come to
 * @param cap the most that may be paid up to this claim
 * @param paidBefore what earlier claims are worth; at an early end, what of it was paid
 * @param overpaid what was paid before and is not earned at the end
 */
public record GrantSettlement(
    Kind kind,
    List<Share> shares,
    @JsonProperty("verifiedCents") Cents verified,
    @JsonProperty("earnedCents") Cents earned,
    @JsonProperty("capCents") Cents cap,
    @JsonProperty("paidBeforeCents") Cents paidBefore,
    @JsonProperty("payableCents") Cents payable,
    @JsonProperty("overpaidCents") Cents overpaid) {

  public GrantSettlement {
    shares = List.copyOf(shares);
  }

  /** What is settled. */
  public enum Kind {
    ADVANCE,
    INTERIM,
    FINAL,
    /** The end because no final claim came in. */
    LAPSED,
    /** The end because the agreement was terminated. */
    TERMINATED;

    /** Whether the grant ended before its final claim was accepted. */
    public boolean early() {
      return this == LAPSED || this == TERMINATED;
    }
  }

  /**
   * What one partner's costs of one category come to, over all claims.
   *
   * @param grant the part of the grant that was agreed for them: the most they earn, however much
   *     the rate alone would give, because other aid may count for the same costs (Regulation (EU)
   *     651/2014, Art. 8)
   */
  public record Share(
      int partner,
      String name,
      AidCategory category,
      @JsonProperty("ratePercent") BigDecimal rate,
      @JsonProperty("grantCents") Cents grant,
      @JsonProperty("verifiedCents") Cents verified) {

    /** Rounded down to the cent. */
    @JsonProperty("earnedCents")
    public Cents earned() {
      return atRate().min(grant);
    }

    /** Whether the rate alone would give more than was agreed. */
    public boolean capped() {
      return atRate().exceeds(grant);
    }

    private Cents atRate() {
      return Cents.of(
          BigDecimal.valueOf(verified.value())
              .multiply(rate)
              .movePointLeft(2)
              .setScale(0, RoundingMode.DOWN)
              .longValueExact());
    }
  }

  /** The advance, before any cost counts. */
  static GrantSettlement advance(PaymentPlan plan) {
    var advance = plan.advance();
    return new GrantSettlement(
        Kind.ADVANCE, List.of(), Cents.ZERO, Cents.ZERO, advance, Cents.ZERO, advance, Cents.ZERO);
  }

  /** Costs, after so much was paid. */
  static GrantSettlement of(Kind kind, List<Share> shares, PaymentPlan plan, Cents paidBefore) {
    var verified = shares.stream().map(Share::verified).reduce(Cents.ZERO, Cents::plus);
    var earned = shares.stream().map(Share::earned).reduce(Cents.ZERO, Cents::plus);
    var cap = kind == Kind.FINAL ? plan.grant() : plan.capBeforeFinal();
    return new GrantSettlement(
        kind,
        shares,
        verified,
        earned,
        cap,
        paidBefore,
        earned.min(cap).less(paidBefore),
        kind == Kind.INTERIM ? Cents.ZERO : paidBefore.less(earned.min(plan.grant())));
  }

  /** The same when no more than this can come back, because the rest is claimed back already. */
  GrantSettlement withOverpaidAtMost(Cents most) {
    return new GrantSettlement(
        kind, shares, verified, earned, cap, paidBefore, payable, overpaid.min(most));
  }

  /** The same when nothing may be paid any more. */
  GrantSettlement withoutPayment() {
    return new GrantSettlement(
        kind, shares, verified, earned, cap, paidBefore, Cents.ZERO, overpaid);
  }

  /** What was or is paid when this is settled. */
  public Cents paidThen() {
    return paidBefore.plus(payable);
  }
}
