package eu.ttc.grants.stateaid;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import eu.ttc.grants.application.AidCategory;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.ReasonCode;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a computation: what went in and what came out. Amounts are cents in JSON, rates per
 * cent of the costs.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "step")
public sealed interface AidStep {

  /** Where the rule of this step stands: an article, or the programme's rule set. */
  String source();

  /** In how many Member States of the programme the partners are established. */
  record CrossBorder(List<String> memberStates, int atLeast, boolean met, String source)
      implements AidStep {}

  /**
   * Whether the partners collaborate effectively.
   *
   * @param costs of research and development, all partners
   * @param largest who bears most of them, with linked partners
   * @param limit most per cent that a single undertaking may bear
   * @param amongUndertakings two undertakings or more, one of them an SME or from two Member
   *     States, none above the limit
   * @param organisations what research organisations bear that may publish
   * @param withOrganisations an undertaking, and research organisations that bear enough
   */
  record Collaboration(
      @JsonProperty("costsCents") Cents costs,
      String largest,
      @JsonProperty("largestCents") Cents largestCosts,
      BigDecimal largestPercent,
      int limit,
      boolean amongUndertakings,
      @JsonProperty("organisationsCents") Cents organisations,
      BigDecimal organisationsPercent,
      int organisationsAtLeast,
      boolean withOrganisations,
      String source)
      implements AidStep {

    boolean effective() {
      return amongUndertakings || withOrganisations;
    }
  }

  /**
   * Grounds for a bonus that were claimed and verified. Which of them counts is said by the tables.
   *
   * @param grounds of the whole project
   * @param inA partners that work in an assisted "a" area
   * @param inC partners that work in an assisted "c" area
   */
  record VerifiedGrounds(
      List<BonusGround> grounds, List<String> inA, List<String> inC, String source)
      implements AidStep {}

  /**
   * Whether an undertaking has room for innovation advice at more than the ordinary rate.
   *
   * @param earlier within the window
   * @param now what this project and others would give for it at most
   */
  record AdviceCeiling(
      String partner,
      @JsonProperty("earlierCents") Cents earlier,
      @JsonProperty("nowCents") Cents now,
      @JsonProperty("ceilingCents") Cents ceiling,
      int years,
      boolean within,
      String source)
      implements AidStep {}

  /** On which basis a partner's costs may be supported. */
  record Basis(
      String partner,
      AidCategory category,
      String rule,
      AidBasis basis,
      @Nullable ReasonCode reasonCode,
      String source)
      implements AidStep {}

  /** The most that all aid for these costs together may be. */
  record Intensity(
      String partner,
      AidCategory category,
      BigDecimal base,
      BigDecimal sizeBonus,
      BigDecimal bonus,
      @Nullable BonusGround ground,
      BigDecimal cap,
      BigDecimal maximum,
      String source)
      implements AidStep {}

  /** What other aid for the same costs leaves of that; only where there is other aid. */
  record Cumulation(
      String partner,
      AidCategory category,
      @JsonProperty("maximumCents") Cents maximum,
      @JsonProperty("otherAidCents") Cents otherAid,
      @JsonProperty("roomCents") Cents room,
      String source)
      implements AidStep {}

  /**
   * The aid for one partner's costs of one category, rounded down to the cent.
   *
   * @param rate the lower of programme rate and intensity
   * @param room most by intensity and other aid
   */
  record Aid(
      String partner,
      AidCategory category,
      @JsonProperty("costsCents") Cents costs,
      BigDecimal programmeRate,
      BigDecimal rate,
      @JsonProperty("roomCents") Cents room,
      @JsonProperty("aidCents") Cents aid,
      String source)
      implements AidStep {}

  /** The grant: the lowest of the sum, what is asked for and the most that the programme gives. */
  record Grant(
      @JsonProperty("sumCents") Cents sum,
      @JsonProperty("requestedCents") Cents requested,
      @JsonProperty("maximumCents") Cents maximum,
      @JsonProperty("grantCents") Cents grant,
      String source)
      implements AidStep {}

  /** Whether the grant reaches the least that the programme gives. */
  record Minimum(
      @JsonProperty("grantCents") Cents grant,
      @JsonProperty("minimumCents") Cents minimum,
      boolean met,
      String source)
      implements AidStep {}

  /** One partner's part of a grant that is less than the sum. */
  record Part(
      String partner,
      @JsonProperty("computedCents") Cents computed,
      @JsonProperty("sumCents") Cents sum,
      @JsonProperty("grantCents") Cents grant,
      @JsonProperty("partCents") Cents part,
      String source)
      implements AidStep {}

  /**
   * Whether a partner's de minimis account has room for its de minimis shares.
   *
   * @param counted aid of its single undertaking within the window
   * @param requested what is new; once the grant is agreed, only what is added to it
   */
  record DeMinimisRoom(
      String partner,
      @JsonProperty("countedCents") Cents counted,
      @JsonProperty("requestedCents") Cents requested,
      @JsonProperty("ceilingCents") Cents ceiling,
      boolean within,
      String source)
      implements AidStep {}

  /** What the partners finance from elsewhere, other aid included. */
  record Gap(
      @JsonProperty("costsCents") Cents costs,
      @JsonProperty("grantCents") Cents grant,
      BigDecimal grantPercent,
      @JsonProperty("gapCents") Cents gap,
      @JsonProperty("otherAidCents") Cents otherAid,
      String source)
      implements AidStep {}
}
