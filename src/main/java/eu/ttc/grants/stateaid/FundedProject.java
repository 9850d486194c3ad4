package eu.ttc.grants.stateaid;

import eu.ttc.grants.application.AidCategory;
import eu.ttc.grants.application.AssistedArea;
import eu.ttc.grants.application.Region;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.screening.SmeCategory;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the aid of a fund project is computed from. Cannot be built from figures that make no sense;
 * the exception names the partner.
 *
 * @param grantingOn day on which the legal right arises or is expected to: the rules of that day
 *     hold, whatever the day of submission or payment
 * @param appliedOn day of receipt in the programme's time zone
 * @param workStartedOn day of the first irreversible commitment; null when there is none yet
 * @param grounds for a bonus that the whole project has; collaboration is computed, and assisted
 *     areas belong to the partners
 */
public record FundedProject(
    LocalDate grantingOn,
    LocalDate appliedOn,
    @Nullable LocalDate workStartedOn,
    Cents requested,
    Set<BonusGround> grounds,
    List<Partner> partners) {

  private static final Set<BonusGround> OF_THE_PROJECT =
      EnumSet.of(
          BonusGround.WIDE_DISSEMINATION, BonusGround.LICENSING, BonusGround.THREE_MEMBER_STATES);

  public FundedProject {
    require(requested.exceeds(Cents.ZERO), "A grant of more than nothing must be asked for.");
    require(
        OF_THE_PROJECT.containsAll(grounds),
        "Of a whole project only %s can be declared as grounds for a bonus, not %s."
            .formatted(OF_THE_PROJECT, grounds));
    require(!partners.isEmpty(), "A project needs partners with costs of their own.");
    var names = new HashSet<String>();
    for (var partner : partners) {
      require(names.add(partner.name()), "%s is there twice.".formatted(partner.name()));
    }
    grounds = grounds.isEmpty() ? Set.of() : Set.copyOf(grounds);
    partners = List.copyOf(partners);
  }

  /**
   * An enterprise or organisation with costs of its own.
   *
   * @param undertaking equal for partners that are linked to one single undertaking, else the
   *     partner's own register key
   * @param country ISO 3166 code of the establishment
   * @param size null only for who has no economic activity
   * @param economicActivity whether it is an undertaking for what it does in this project
   * @param freeToPublish whether, as a research organisation, it may publish its own results
   * @param recoveryOrder whether a recovery order of the Commission is unpaid
   */
  public record Partner(
      String name,
      String undertaking,
      String country,
      Region region,
      AssistedArea area,
      @Nullable SmeCategory size,
      boolean economicActivity,
      boolean researchOrganisation,
      boolean freeToPublish,
      boolean inDifficulty,
      boolean recoveryOrder,
      List<CostLine> costs,
      List<OtherAid> otherAid,
      List<EarlierAdvice> earlierAdvice) {

    public Partner {
      require(!name.isBlank(), "A partner has no name.");
      require(!undertaking.isBlank(), "%s belongs to no undertaking.".formatted(name));
      require(
          country.matches("[A-Z]{2}"),
          "%s is established in '%s', which is no country code.".formatted(name, country));
      require(
          region.country().map(country::equals).orElse(true),
          "%s is established in %s, but %s is not there.".formatted(name, country, region));
      require(
          size != null || !economicActivity,
          "%s has no size class, which an undertaking needs.".formatted(name));
      require(!costs.isEmpty(), "%s has no costs.".formatted(name));
      for (var line : costs) {
        require(
            line.amount().exceeds(Cents.ZERO),
            "%s has costs of nothing for %s.".formatted(name, line.category()));
      }
      for (var aid : otherAid) {
        require(
            costs.stream().anyMatch(line -> line.category() == aid.category()),
            "%s has other aid for %s, but no such costs.".formatted(name, aid.category()));
      }
      costs = List.copyOf(costs);
      otherAid = List.copyOf(otherAid);
      earlierAdvice = List.copyOf(earlierAdvice);
    }

    /** Costs of each category that has any, in the order of the categories. */
    Map<AidCategory, Cents> costsByCategory() {
      Map<AidCategory, Cents> byCategory = new TreeMap<>();
      costs.forEach(line -> byCategory.merge(line.category(), line.amount(), Cents::plus));
      return byCategory;
    }

    /** Empty when no whole euro is left in any category. */
    Optional<Partner> reducedTo(Cents wanted) {
      var all = costs.stream().map(CostLine::amount).reduce(Cents.ZERO, Cents::plus);
      if (!all.exceeds(wanted)) {
        return Optional.of(this);
      }
      var smaller =
          costsByCategory().entrySet().stream()
              .map(line -> new CostLine(line.getKey(), wholeEuros(line.getValue(), wanted, all)))
              .filter(line -> line.amount().exceeds(Cents.ZERO))
              .toList();
      return smaller.isEmpty() ? Optional.empty() : Optional.of(withCosts(smaller));
    }

    /** The same partner with these costs; aid from others stays only where it has any. */
    public Partner withCosts(List<CostLine> changed) {
      var left = changed.stream().map(CostLine::category).toList();
      return new Partner(
          name,
          undertaking,
          country,
          region,
          area,
          size,
          economicActivity,
          researchOrganisation,
          freeToPublish,
          inDifficulty,
          recoveryOrder,
          changed,
          otherAid.stream().filter(aid -> left.contains(aid.category())).toList(),
          earlierAdvice);
    }

    private static Cents wholeEuros(Cents line, Cents wanted, Cents all) {
      var euros =
          BigInteger.valueOf(line.value())
              .multiply(BigInteger.valueOf(wanted.value()))
              .divide(BigInteger.valueOf(all.value()).multiply(BigInteger.valueOf(100)));
      return Cents.euros(euros.longValueExact());
    }

    Cents researchCosts() {
      return costs.stream()
          .filter(line -> line.category().isResearch())
          .map(CostLine::amount)
          .reduce(Cents.ZERO, Cents::plus);
    }

    Cents otherAidFor(AidCategory category) {
      return otherAid.stream()
          .filter(aid -> aid.category() == category)
          .map(OtherAid::amount)
          .reduce(Cents.ZERO, Cents::plus);
    }
  }

  /** Eligible costs, without recoverable VAT. */
  public record CostLine(AidCategory category, Cents amount) {}

  /**
   * Other public money for the same costs (Regulation (EU) 651/2014, Art. 8): all of it counts,
   * also de minimis aid and directly managed money of the Union.
   *
   * @param source who gives it
   */
  public record OtherAid(AidCategory category, String source, Cents amount) {}

  /** Aid for innovation advice that the partner got before (Art. 28(4)). */
  public record EarlierAdvice(LocalDate grantedOn, Cents amount) {}

  /**
   * The same work on a smaller scale: each partner's categories in proportion, down to whole euros,
   * so that what they add up to is never more, and aid at a rate in whole per cent has no fraction
   * of a cent. A partner without costs leaves; aid from others stays what it is.
   *
   * @param costs of each partner by name; who is not there has none
   * @param requested most that is asked for now
   */
  public FundedProject reducedTo(Map<String, Cents> costs, Cents requested) {
    var smaller =
        partners.stream()
            .map(partner -> partner.reducedTo(costs.getOrDefault(partner.name(), Cents.ZERO)))
            .flatMap(Optional::stream)
            .toList();
    return new FundedProject(grantingOn, appliedOn, workStartedOn, requested, grounds, smaller);
  }

  Cents eligibleCosts() {
    return partners.stream()
        .flatMap(partner -> partner.costs().stream())
        .map(CostLine::amount)
        .reduce(Cents.ZERO, Cents::plus);
  }

  boolean workStartedBeforeApplication() {
    return workStartedOn != null && workStartedOn.isBefore(appliedOn);
  }

  private static void require(boolean holds, String orElse) {
    if (!holds) {
      throw new IllegalArgumentException(orElse);
    }
  }
}
