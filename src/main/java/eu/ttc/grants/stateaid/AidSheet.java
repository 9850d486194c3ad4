package eu.ttc.grants.stateaid;

import com.fasterxml.jackson.annotation.JsonProperty;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.ReasonCode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A computation, step by step, so that officer and applicant can follow it. Kept as it is; another
 * computation is another sheet.
 *
 * @param number the first of an application is 1, the newest counts
 * @param project version of the project that it was computed from
 * @param ruleset id of the programme's numbers on the granting day
 * @param reasonCodes why nothing is granted; empty when something is
 * @param grant nothing when refused
 * @param gap what the partners finance from elsewhere
 * @param shares by partner and category; empty when refused before money was looked at
 */
public record AidSheet(
    ApplicationRef application,
    int number,
    int project,
    Instant computedAt,
    LocalDate grantingOn,
    String ruleset,
    boolean allowed,
    List<ReasonCode> reasonCodes,
    @JsonProperty("eligibleCostsCents") Cents eligibleCosts,
    @JsonProperty("grantCents") Cents grant,
    @JsonProperty("gapCents") Cents gap,
    List<AidShare> shares,
    List<AidStep> steps) {

  /** Names of the partners with their part of the grant, in the order of the project. */
  public List<PartnerTotal> partners() {
    return shares.stream()
        .map(AidShare::name)
        .distinct()
        .map(
            name ->
                new PartnerTotal(name, sum(name, AidShare::costs), sum(name, AidShare::granted)))
        .toList();
  }

  /** Whether another sheet was computed from the same project with the same result. */
  boolean saysTheSameAs(AidSheet other) {
    return project == other.project
        && ruleset.equals(other.ruleset)
        && reasonCodes.equals(other.reasonCodes)
        && grant.equals(other.grant)
        && shares.equals(other.shares)
        && steps.equals(other.steps);
  }

  /** The codes of a refusal as histories hold them. */
  String reasons() {
    return reasonCodes.stream().map(Enum::name).collect(Collectors.joining(", "));
  }

  /** What one partner has in costs and gets of the grant. */
  public record PartnerTotal(
      String name,
      @JsonProperty("costsCents") Cents costs,
      @JsonProperty("grantedCents") Cents granted) {}

  private Cents sum(String partner, Function<AidShare, Cents> amount) {
    return shares.stream()
        .filter(share -> share.name().equals(partner))
        .map(amount)
        .reduce(Cents.ZERO, Cents::plus);
  }
}
