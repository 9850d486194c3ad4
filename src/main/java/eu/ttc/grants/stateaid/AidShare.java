package eu.ttc.grants.stateaid;

import com.fasterxml.jackson.annotation.JsonProperty;
import eu.ttc.grants.application.AidCategory;
import eu.ttc.grants.kernel.Cents;
import java.math.BigDecimal;

/**
 * The aid for one partner's costs of one category.
 *
 * @param partner number within the project, the first is 1
 * @param rate at which verified costs are paid, in per cent
 * @param maximum costs at the intensity of the regulation, for all aid together
 * @param computed before the grant was limited
 * @param granted part of the grant; nothing when the project is refused
 */
public record AidShare(
    int partner,
    String name,
    AidCategory category,
    AidBasis basis,
    BigDecimal rate,
    @JsonProperty("costsCents") Cents costs,
    @JsonProperty("maximumCents") Cents maximum,
    @JsonProperty("otherAidCents") Cents otherAid,
    @JsonProperty("computedCents") Cents computed,
    @JsonProperty("grantedCents") Cents granted) {

  /** The most that aid may be beside what others give for the same costs. */
  public Cents room() {
    return maximum.less(otherAid);
  }

  AidShare granted(Cents part) {
    return new AidShare(
        partner, name, category, basis, rate, costs, maximum, otherAid, computed, part);
  }
}
