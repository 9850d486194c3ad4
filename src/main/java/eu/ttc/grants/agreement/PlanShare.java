package eu.ttc.grants.agreement;

import com.fasterxml.jackson.annotation.JsonProperty;
import eu.ttc.grants.application.AidCategory;
import eu.ttc.grants.kernel.Cents;
import java.math.BigDecimal;

/**
 * What one partner agreed to spend on one category.
 *
 * @param partner number within the project; the lead is 1
 * @param rate at which verified costs are paid, in per cent
 * @param costs eligible costs that were planned
 * @param grant part of the grant; together at most what the partners' rates come to
 */
public record PlanShare(
    int partner,
    String name,
    AidCategory category,
    BigDecimal rate,
    @JsonProperty("costsCents") Cents costs,
    @JsonProperty("grantCents") Cents grant) {

  public PlanShare {
    if (grant.exceeds(costs)) {
      throw new IllegalArgumentException(
          "%s is to get %s for %s, more than its costs of %s."
              .formatted(name, grant, category, costs));
    }
  }
}
