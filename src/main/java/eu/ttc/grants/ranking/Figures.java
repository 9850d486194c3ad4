package eu.ttc.grants.ranking;

import com.fasterxml.jackson.annotation.JsonProperty;
import eu.ttc.grants.kernel.Cents;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Comparator;

/**
 * What an application is ranked by.
 *
 * @param weightedTotal the sum of the scores, each times the weight of its criterion
 * @param total the sum of the scores without weights, of 15
 * @param passed whether the thresholds are reached; who did not is never funded
 * @param grant of the sheet of aid
 * @param coFunding what the partners finance of the eligible costs
 * @param memberStates in how many the parties are established
 * @param receivedAt when it was submitted
 * @param aidSheet number of the sheet
 */
public record Figures(
    BigDecimal weightedTotal,
    BigDecimal excellence,
    BigDecimal impact,
    BigDecimal implementation,
    BigDecimal total,
    boolean passed,
    @JsonProperty("grantCents") Cents grant,
    @JsonProperty("eligibleCostsCents") Cents eligibleCosts,
    @JsonProperty("coFundingCents") Cents coFunding,
    int memberStates,
    Instant receivedAt,
    int aidSheet) {

  /**
   * The better first ({@code domain.md} § 5): those above the threshold, then higher weighted
   * total, higher Impact, higher Excellence, higher share of co-funding, more Member States,
   * earlier submission.
   */
  static final Comparator<Figures> BEST_FIRST =
      Comparator.comparing(Figures::passed)
          .thenComparing(Figures::weightedTotal)
          .thenComparing(Figures::impact)
          .thenComparing(Figures::excellence)
          .thenComparing(Figures::compareCoFunding)
          .thenComparing(Figures::memberStates)
          .reversed()
          .thenComparing(Figures::receivedAt);

  /** The shares as fractions, exactly: cent and cent make more than a number of 64 bits holds. */
  private int compareCoFunding(Figures other) {
    return times(coFunding, other.eligibleCosts).compareTo(times(other.coFunding, eligibleCosts));
  }

  private static BigInteger times(Cents one, Cents other) {
    return BigInteger.valueOf(one.value()).multiply(BigInteger.valueOf(other.value()));
  }
}
