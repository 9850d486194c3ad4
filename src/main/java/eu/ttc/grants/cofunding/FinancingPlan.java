package eu.ttc.grants.cofunding;

import eu.ttc.grants.kernel.Cents;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Costs and grant of every party of a project; the lead first. */
public record FinancingPlan(List<PartyShare> parties) {

  public FinancingPlan {
    parties = List.copyOf(parties);
    if (parties.isEmpty()) {
      throw new IllegalArgumentException("A financing plan needs at least one party.");
    }
    var keys = new HashSet<String>();
    parties.forEach(
        share -> {
          if (!keys.add(share.party())) {
            throw new IllegalArgumentException(
                "%s is in the financing plan twice.".formatted(share.party()));
          }
        });
  }

  /** E of the project. */
  public Cents eligibleCosts() {
    return sum(PartyShare::eligibleCosts);
  }

  /** G of the project. */
  public Cents grant() {
    return sum(PartyShare::grant);
  }

  public Optional<PartyShare> of(String party) {
    return parties.stream().filter(share -> share.party().equals(party)).findFirst();
  }

  /**
   * What the grant finally is when less was spent: it falls with the costs, and the match holds by
   * itself (case C7). Rounded down to the cent for each party.
   *
   * @param verified costs found eligible, by key of the party; a party without any gets nothing
   */
  public Cents finalGrant(Map<String, Cents> verified) {
    return parties.stream()
        .map(share -> earned(share, verified.getOrDefault(share.party(), Cents.ZERO)))
        .reduce(Cents.ZERO, Cents::plus);
  }

  private static Cents earned(PartyShare share, Cents verified) {
    if (share.eligibleCosts().equals(Cents.ZERO)) {
      return Cents.ZERO;
    }
    var costs = Math.min(verified.value(), share.eligibleCosts().value());
    return part(share.grant(), costs, share.eligibleCosts().value());
  }

  /** {@code amount} × {@code times} ÷ {@code by}, rounded down, however large the product is. */
  public static Cents part(Cents amount, long times, long by) {
    return Cents.of(
        BigInteger.valueOf(amount.value())
            .multiply(BigInteger.valueOf(times))
            .divide(BigInteger.valueOf(by))
            .longValueExact());
  }

  private Cents sum(Function<PartyShare, Cents> part) {
    return parties.stream().map(part).reduce(Cents.ZERO, Cents::plus);
  }
}
