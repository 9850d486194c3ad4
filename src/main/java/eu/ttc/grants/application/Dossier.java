package eu.ttc.grants.application;

import eu.ttc.grants.kernel.Cents;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.FutureOrPresent;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Past;
import jakarta.validation.constraints.PastOrPresent;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an applicant tells: enterprise, project, partners, costs, earlier aid, declarations, bank
 * account. A draft may leave out almost everything; what is there must be possible. Frozen at
 * submission. All amounts are euro cents, excluding VAT.
 *
 * @param fund what is told besides to the innovation fund; null for vouchers
 */
public record Dossier(
    @NotNull @Valid Enterprise enterprise,
    @NotNull @Valid Project project,
    @Valid @Size(max = 10) @Nullable List<Partner> partners,
    @Valid @Size(max = 50) @Nullable List<CostLine> costs,
    @Valid @Size(max = 100) @Nullable List<PriorAid> priorDeMinimis,
    @Valid @Nullable Declarations declarations,
    @Valid @Nullable BankAccount bankAccount,
    @Nullable @Min(1) @Max(MAX_CENTS) Long requestedAmountCents,
    @Valid @Nullable Fund fund) {

  static final long MAX_CENTS = 100_000_000_000_00L;
  private static final String WITH_DOMAIN = ".+@.+\\.[^.]+";

  public Dossier {
    partners = partners == null ? List.of() : List.copyOf(partners);
    costs = costs == null ? List.of() : List.copyOf(costs);
    priorDeMinimis = priorDeMinimis == null ? List.of() : List.copyOf(priorDeMinimis);
  }

  /**
   * Whether an organisation of this name takes part: the enterprise, one tied to it by a holding,
   * or a partner. What people write differently does not count: case, spaces, dots and hyphens. A
   * blank name is nobody's.
   */
  public boolean hasParty(String name) {
    var wanted = comparable(name);
    return !wanted.isEmpty()
        && Stream.of(
                Stream.of(enterprise.name()),
                enterprise.holdings().stream().map(Holding::name),
                partners.stream().map(Partner::name))
            .flatMap(names -> names)
            .map(Dossier::comparable)
            .anyMatch(wanted::equals);
  }

  /** The project's sector, or the enterprise's when the project names none. */
  public Optional<Sector> sector() {
    return Optional.ofNullable(project.sector()).or(() -> Optional.ofNullable(enterprise.sector()));
  }

  private static String comparable(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
  }

  /**
   * The enterprise that applies, with the figures of its last closed accounts.
   *
   * @param registrationNumber number in the trade register of {@code country}; with it the single
   *     undertaking of the de minimis account is found
   * @param headcount annual work units of the last closed year (Recommendation 2003/361/EC, Art. 5)
   */
  public record Enterprise(
      @NotBlank @Size(max = 140) String name,
      @Size(max = 40) @Nullable String registrationNumber,
      @Nullable LegalForm legalForm,
      @Size(max = 100) @Nullable String street,
      @Size(max = 16) @Nullable String postalCode,
      @Size(max = 60) @Nullable String town,
      @ValidCountry @Nullable String country,
      @Nullable Region region,
      @Nullable Sector sector,
      @PastOrPresent @Nullable LocalDate foundedOn,
      @PositiveOrZero @Max(1_000_000) @Nullable Integer headcount,
      @PositiveOrZero @Max(MAX_CENTS) @Nullable Long turnoverCents,
      @PositiveOrZero @Max(MAX_CENTS) @Nullable Long balanceTotalCents,
      @PositiveOrZero @Max(MAX_CENTS) @Nullable Long subscribedCapitalCents,
      @PositiveOrZero @Max(MAX_CENTS) @Nullable Long reservesCents,
      @PositiveOrZero @Max(MAX_CENTS) @Nullable Long accumulatedLossesCents,
      @Valid @Size(max = 50) @Nullable List<Holding> holdings,
      @Email(regexp = WITH_DOMAIN) @Size(max = 200) @Nullable String email,
      @Size(max = 30) @Nullable String telephone) {

    public Enterprise {
      holdings = holdings == null ? List.of() : List.copyOf(holdings);
    }

    /** Country and register number, by which an enterprise is told apart; empty without either. */
    public Optional<String> registerKey() {
      return Dossier.registerKey(country, registrationNumber);
    }
  }

  /**
   * Another enterprise that holds part of this one or is held by it (Recommendation 2003/361/EC,
   * Art. 3): from 25 % it is a partner, above 50 % it is linked.
   *
   * @param percentage the larger of capital and voting rights
   */
  public record Holding(
      @NotBlank @Size(max = 140) String name,
      @NotNull @Min(0) @Max(100) Integer percentage,
      @NotNull @PositiveOrZero @Max(1_000_000) Integer headcount,
      @NotNull @PositiveOrZero @Max(MAX_CENTS) Long turnoverCents,
      @NotNull @PositiveOrZero @Max(MAX_CENTS) Long balanceTotalCents,
      @Size(max = 40) @Nullable String registrationNumber,
      @ValidCountry @Nullable String country) {

    /** As {@link Enterprise#registerKey()}. */
    public Optional<String> registerKey() {
      return Dossier.registerKey(country, registrationNumber);
    }
  }

  /** The research and development work that is to be supported. */
  public record Project(
      @NotBlank @Size(max = 200) String title,
      @Size(max = 4000) @Nullable String summary,
      @Size(max = 8000) @Nullable String workPlan,
      @FutureOrPresent @Nullable LocalDate startsOn,
      @FutureOrPresent @Nullable LocalDate endsOn,
      @Nullable Sector sector) {}

  /**
   * Another party of the project: an enterprise or a knowledge provider.
   *
   * @param registrationNumber number in the trade register of {@code country}; needed for a share
   * @param shareCents part of the requested amount that goes to this party; the rest is the
   *     applicant's
   * @param member what a partner of a fund project tells besides; null for vouchers
   */
  public record Partner(
      @NotBlank @Size(max = 140) String name,
      @NotBlank @ValidCountry String country,
      @NotNull Region region,
      @Size(max = 300) @Nullable String role,
      @Size(max = 40) @Nullable String registrationNumber,
      @PositiveOrZero @Max(MAX_CENTS) @Nullable Long shareCents,
      @Valid @Nullable Member member) {

    /** As {@link Enterprise#registerKey()}. */
    public Optional<String> registerKey() {
      return Dossier.registerKey(country, registrationNumber);
    }

    /** The same partner, telling this as a member. */
    public Partner with(@Nullable Member other) {
      return new Partner(name, country, region, role, registrationNumber, shareCents, other);
    }

    /** Whether part of the requested amount goes to this party. */
    public boolean hasShare() {
      return shareCents != null && shareCents > 0;
    }
  }

  /**
   * What an application to the innovation fund tells of itself and of its lead.
   *
   * @param call reference of the call that it answers
   * @param language in which it is written, two letters; may be left out where the call takes only
   *     one
   * @param grounds why the aid may be higher; null when nothing is claimed
   */
  public record Fund(
      @NotBlank @Size(max = 20) String call,
      @Valid @Nullable Participation lead,
      @Size(max = 2) @Nullable String language,
      @Valid @Nullable Grounds grounds) {}

  /**
   * What may raise the aid of the whole project beyond size and collaboration (Regulation (EU)
   * 651/2014, Art. 25(6)(b)). It counts once an officer has verified it.
   *
   * @param wideDissemination the results are spread widely, by conferences, publications, open
   *     repositories or free software
   * @param licensing the results are licensed to everybody who wants at a market price, without
   *     exclusivity
   * @param explanation how this is done; needed when one of the two is claimed
   */
  public record Grounds(
      @Nullable Boolean wideDissemination,
      @Nullable Boolean licensing,
      @Size(max = 2000) @Nullable String explanation) {

    /** Whether anything is claimed. */
    public boolean claimed() {
      return Boolean.TRUE.equals(wideDissemination) || Boolean.TRUE.equals(licensing);
    }
  }

  /**
   * A partner of a fund project as an enterprise, with what it takes part with. The figures are
   * those of its last closed accounts, with its partner and linked enterprises (Recommendation
   * 2003/361/EC, Art. 6).
   *
   * @param controlledByNumber register number, in {@code controlledByCountry}, of the enterprise
   *     that controls it; empty when none does
   * @param researchOrganisation whether it does research without economic activity
   * @param email where it is asked to confirm that it takes part
   */
  public record Member(
      @Nullable LegalForm legalForm,
      @PastOrPresent @Nullable LocalDate foundedOn,
      @PositiveOrZero @Max(1_000_000) @Nullable Integer headcount,
      @PositiveOrZero @Max(MAX_CENTS) @Nullable Long turnoverCents,
      @PositiveOrZero @Max(MAX_CENTS) @Nullable Long balanceTotalCents,
      @PositiveOrZero @Max(MAX_CENTS) @Nullable Long subscribedCapitalCents,
      @PositiveOrZero @Max(MAX_CENTS) @Nullable Long reservesCents,
      @PositiveOrZero @Max(MAX_CENTS) @Nullable Long accumulatedLossesCents,
      @Size(max = 40) @Nullable String controlledByNumber,
      @ValidCountry @Nullable String controlledByCountry,
      @Nullable Boolean researchOrganisation,
      @Nullable Boolean recoveryOrder,
      @Nullable Boolean insolvent,
      @Email(regexp = WITH_DOMAIN) @Size(max = 200) @Nullable String email,
      @Valid @Nullable BankAccount bankAccount,
      @Valid @Nullable Participation participation) {

    /** The same with this account. */
    public Member with(BankAccount other) {
      return new Member(
          legalForm,
          foundedOn,
          headcount,
          turnoverCents,
          balanceTotalCents,
          subscribedCapitalCents,
          reservesCents,
          accumulatedLossesCents,
          controlledByNumber,
          controlledByCountry,
          researchOrganisation,
          recoveryOrder,
          insolvent,
          email,
          other,
          participation);
    }

    /** The enterprise that controls it; empty when none was told. */
    public Optional<String> controllerKey() {
      return Dossier.registerKey(controlledByCountry, controlledByNumber);
    }
  }

  /**
   * What one partner takes part with.
   *
   * @param otherAid other public money for the same costs (Regulation (EU) 651/2014, Art. 8)
   * @param ownFundsCents money of its own or of others for the part that the grant does not pay
   * @param assistedArea where it does its work; null when it was not told
   * @param freeToPublish whether, as a research organisation, it may publish its own results
   */
  public record Participation(
      @Valid @Nullable PerCategory costs,
      @Valid @Nullable PerCategory otherAid,
      @PositiveOrZero @Max(MAX_CENTS) @Nullable Long ownFundsCents,
      @Nullable AssistedArea assistedArea,
      @Nullable Boolean freeToPublish) {

    /** Eligible costs of each category that has any. */
    public Map<AidCategory, Cents> costsByCategory() {
      return costs == null ? Map.of() : costs.amounts();
    }

    /** Other aid for each category for which there is any. */
    public Map<AidCategory, Cents> otherAidByCategory() {
      return otherAid == null ? Map.of() : otherAid.amounts();
    }
  }

  /** An amount for each category of costs; none for a category that has none. */
  public record PerCategory(
      @PositiveOrZero @Max(MAX_CENTS) @Nullable Long industrialResearchCents,
      @PositiveOrZero @Max(MAX_CENTS) @Nullable Long experimentalDevelopmentCents,
      @PositiveOrZero @Max(MAX_CENTS) @Nullable Long feasibilityStudyCents,
      @PositiveOrZero @Max(MAX_CENTS) @Nullable Long patentsCents,
      @PositiveOrZero @Max(MAX_CENTS) @Nullable Long secondmentCents,
      @PositiveOrZero @Max(MAX_CENTS) @Nullable Long innovationAdviceCents) {

    private Map<AidCategory, Cents> amounts() {
      var amounts = new EnumMap<AidCategory, Cents>(AidCategory.class);
      for (var category : AidCategory.values()) {
        var cents = of(category);
        if (cents != null && cents > 0) {
          amounts.put(category, Cents.of(cents));
        }
      }
      return amounts;
    }

    private @Nullable Long of(AidCategory category) {
      return switch (category) {
        case INDUSTRIAL_RESEARCH -> industrialResearchCents;
        case EXPERIMENTAL_DEVELOPMENT -> experimentalDevelopmentCents;
        case FEASIBILITY_STUDY -> feasibilityStudyCents;
        case PATENTS -> patentsCents;
        case SECONDMENT -> secondmentCents;
        case INNOVATION_ADVICE -> innovationAdviceCents;
      };
    }
  }

  /** One line of the project's budget. */
  public record CostLine(
      @NotBlank @Size(max = 200) String description,
      @NotNull @Min(1) @Max(MAX_CENTS) Long amountCents) {}

  /** De minimis aid that the single undertaking received before, whoever granted it. */
  public record PriorAid(
      @NotBlank @Size(max = 140) String grantedBy,
      @NotNull @Past LocalDate grantedOn,
      @NotNull @Min(1) @Max(MAX_CENTS) Long amountCents) {}

  /**
   * What the applicant declares.
   *
   * @param firstResearch this is the enterprise's very first research and development work
   * @param workStarted work on the project has begun (Regulation (EU) 651/2014, Art. 2(23))
   * @param recoveryOrder an order to repay unlawful aid is outstanding (ibid., Art. 1(4)(a))
   * @param fundedElsewhere the same costs are paid by other public money
   * @param insolvent collective insolvency proceedings are open or conditions for them are met
   * @param truthful all statements are true and complete
   */
  public record Declarations(
      @Nullable Boolean firstResearch,
      @Nullable Boolean workStarted,
      @Nullable Boolean recoveryOrder,
      @Nullable Boolean fundedElsewhere,
      @Nullable Boolean insolvent,
      @Nullable Boolean truthful) {}

  /** Where the money goes; the holder must be the beneficiary. */
  @BicFitsIban
  public record BankAccount(
      @NotBlank @Size(max = 42) @ValidIban String iban,
      @Size(max = 11) @ValidBic @Nullable String bic,
      @NotBlank @Size(max = 70) String holder) {}

  /** One spelling for all: registers write the same number with dots, blanks and small letters. */
  private static Optional<String> registerKey(@Nullable String country, @Nullable String number) {
    if (country == null || number == null) {
      return Optional.empty();
    }
    var plain = number.replaceAll("[^0-9A-Za-z]", "").toUpperCase(Locale.ROOT);
    return plain.isEmpty() ? Optional.empty() : Optional.of(country + ":" + plain);
  }
}
