package eu.ttc.grants.local;

import eu.ttc.grants.application.AidCategory;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.Region;
import eu.ttc.grants.application.Sector;
import eu.ttc.grants.portal.Told;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * A lead and its partners as they apply to the fund, made by dice alone: the same dice make the
 * same consortium. Knows what it should get by the rules of {@code domain.md} § 3.3, reckoned here
 * and not by the application. Amounts are whole euros where they are not said to be cents.
 *
 * @param number tells it from all others of the call
 * @param parties the lead first
 * @param requested what it asks for
 */
record Consortium(int number, Shape shape, List<Party> parties, Sector sector, long requested) {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final long LEAST = 100_000;
  private static final long MOST = 250_000;

  /** Costs are multiples of this, so that every part of them is a whole number of euros. */
  private static final long GRAIN = 2_000;

  /** Most that one enterprise may bear of the research, for it to be done together. */
  private static final double TOGETHER = 0.7;

  private static final List<Region> REGIONS =
      List.of(
          Region.EINDHOVEN,
          Region.AACHEN,
          Region.LIEGE,
          Region.MAASTRICHT,
          Region.HASSELT,
          Region.LEUVEN,
          Region.OSTBELGIEN);
  private static final List<Sector> SECTORS =
      List.of(Sector.LIFE_SCIENCES, Sector.ICT, Sector.ENERGY, Sector.HIGH_TECH_MATERIALS);
  private static final Map<String, String> ACCOUNTS =
      Map.of("NL", "NL91ABNA0417164300", "DE", "DE89370400440532013000", "BE", "BE68539007547034");

  /** What is unusual about a consortium. */
  enum Shape {
    USUAL,
    /** One enterprise bears most of the research, so that development is supported less. */
    LOPSIDED,
    /** Costs more than the largest grant can carry half of. */
    TOO_LARGE,
    /** Half of its costs is less than the smallest grant. */
    TOO_SMALL,
    ONE_COUNTRY,
    ONE_UNDERTAKING,
    IN_DIFFICULTY,
    OUT_OF_SECTOR,
    /** Says by mistake that somebody else pays for the same costs. */
    FUNDED_ELSEWHERE,
    /** Shows seventeen of each twenty euros that it needs. */
    SHORT_OF_MONEY,
    /** Shows a fifth of what it needs. */
    WITHOUT_MONEY
  }

  /** How large an enterprise is. */
  enum Size {
    MICRO(6, 900_000, 500_000),
    SMALL(31, 4_200_000, 2_900_000),
    MEDIUM(140, 24_000_000, 17_000_000);

    private final int headcount;
    private final long turnover;
    private final long balance;

    Size(int headcount, long turnover, long balance) {
      this.headcount = headcount;
      this.turnover = turnover;
      this.balance = balance;
    }
  }

  /**
   * One of them, with its own costs and the money that it shows beside the grant.
   *
   * @param registration number in the register of its country
   */
  record Party(
      String name,
      String registration,
      Region region,
      Size size,
      Map<AidCategory, Long> costs,
      long ownFundsCents) {

    String country() {
      return region.country().orElseThrow();
    }

    /** As the application tells parties apart. */
    String key() {
      return country() + ":" + registration;
    }

    String iban() {
      return ACCOUNTS.get(country());
    }

    long allCosts() {
      return costs.values().stream().mapToLong(Long::longValue).sum();
    }

    long researchCosts() {
      return sum(costs, AidCategory::isResearch);
    }

    private static long sum(Map<AidCategory, Long> costs, Predicate<AidCategory> which) {
      return costs.entrySet().stream()
          .filter(cost -> which.test(cost.getKey()))
          .mapToLong(Map.Entry::getValue)
          .sum();
    }

    private Party with(long otherFundsCents) {
      return new Party(name, registration, region, size, costs, otherFundsCents);
    }
  }

  /**
   * Makes one.
   *
   * @param grant about what it is to get, if its shape allows
   * @param seed so that other runs have other enterprises
   */
  static Consortium of(int number, Shape shape, long grant, long seed, Random dice) {
    var regions = regions(shape, dice);
    long total =
        switch (shape) {
          case TOO_SMALL -> 150_000 + GRAIN * dice.nextInt(20);
          case TOO_LARGE -> 560_000 + GRAIN * dice.nextInt(40);
          default -> 2 * grant;
        };
    var costs = shared(total, regions.size(), shape == Shape.LOPSIDED, dice);
    var bare = new ArrayList<Party>();
    for (int i = 0; i < regions.size(); i++) {
      bare.add(
          new Party(
              name(number, i, regions.get(i)),
              "%d%02d%d".formatted(10_000 + seed % 90_000, number, i),
              regions.get(i),
              Size.values()[dice.nextInt(Size.values().length)],
              categories(costs.get(i), dice),
              0));
    }
    var sector =
        shape == Shape.OUT_OF_SECTOR ? Sector.OTHER : SECTORS.get(dice.nextInt(SECTORS.size()));
    var unpaid = new Consortium(number, shape, bare, sector, MOST);
    var parties = new ArrayList<Party>();
    for (int i = 0; i < bare.size(); i++) {
      parties.add(bare.get(i).with(bare.get(i).allCosts() * 100 - unpaid.grantCents(i)));
    }
    return new Consortium(number, shape, List.copyOf(parties), sector, MOST);
  }

  Party lead() {
    return parties.getFirst();
  }

  /** What all of it costs. */
  long costs() {
    return sum(Party::allCosts);
  }

  /** What it should get, in euro cents; less than the smallest grant is nothing. */
  long grantCents() {
    long aid = aidCents();
    return aid < LEAST * 100 ? 0 : Math.min(Math.min(aid, requested * 100), MOST * 100);
  }

  /** What a party should get of it, in euro cents; exact while the grant is not capped. */
  long grantCents(int party) {
    long aid = aidCents();
    long own = aidCents(parties.get(party));
    return aid == grantCents() ? own : own * grantCents() / aid;
  }

  /** Its own money for each euro of its costs, as it told in its application. */
  BigDecimal ownShare() {
    return BigDecimal.valueOf(sum(Party::ownFundsCents))
        .divide(BigDecimal.valueOf(costs() * 100), MathContext.DECIMAL64);
  }

  long memberStates() {
    return parties.stream().map(Party::country).distinct().count();
  }

  /** What a bank statement shows of a party's own funds, in euro cents. */
  long shownCents(int party) {
    long own = parties.get(party).ownFundsCents();
    return switch (shape) {
      case SHORT_OF_MONEY -> own * 17 / 20;
      case WITHOUT_MONEY -> own / 5;
      default -> own;
    };
  }

  /** What it gets in the end: no more than the money that it shows. */
  long securedCents() {
    return shape == Shape.SHORT_OF_MONEY ? grantCents() * 17 / 20 : grantCents();
  }

  /** What the lead sends. */
  Told told(String call) {
    return Told.of(
        """
        {
          "scheme": "INNOVATION_FUND",
          "enterprise": {
            "name": %s, "registrationNumber": "%s", "legalForm": "LIMITED_LIABILITY",
            "street": "Fabrieksweg 12", "postalCode": "5613 AB", "town": "Testhausen",
            "country": "%s", "region": "%s", "sector": "%s", "foundedOn": "2011-03-01",
            %s, "holdings": [], "email": "office@example.org", "telephone": "+31 40 555 0101"
          },
          "project": {
            "title": "Project %d of a call", "summary": "What is new about it.",
            "workPlan": "Research, build, test together.", "startsOn": "%s", "endsOn": "%s",
            "sector": "%s"
          },
          "partners": [%s],
          "declarations": {"workStarted": false, "recoveryOrder": false, "fundedElsewhere": %b,
            "insolvent": false, "truthful": true},
          "bankAccount": {"iban": "%s", "holder": %s},
          "requestedAmountCents": %d,
          "fund": {"call": "%s", "lead": %s, "language": "en"}
        }
        """
            .formatted(
                quoted(lead().name()),
                lead().registration(),
                lead().country(),
                lead().region(),
                sector,
                figures(lead(), false),
                number,
                LocalDate.now(Applications.PROGRAMME_ZONE),
                LocalDate.now(Applications.PROGRAMME_ZONE).plusMonths(18),
                sector,
                parties.stream().skip(1).map(this::partner).collect(Collectors.joining(", ")),
                shape == Shape.FUNDED_ELSEWHERE,
                lead().iban(),
                quoted(lead().name()),
                requested * 100,
                call,
                participation(lead())));
  }

  private String partner(Party partner) {
    var controller =
        shape == Shape.ONE_UNDERTAKING
            ? "\"controlledByNumber\": \"%s\", \"controlledByCountry\": \"%s\","
                .formatted(lead().registration(), lead().country())
            : "";
    return """
    {"name": %s, "country": "%s", "region": "%s", "role": "builds and tests with us",
     "registrationNumber": "%s",
     "member": {"legalForm": "LIMITED_LIABILITY", "foundedOn": "2012-05-01", %s, %s
       "researchOrganisation": false, "recoveryOrder": false, "insolvent": false,
       "email": "partner@example.org", "bankAccount": {"iban": "%s", "holder": %s},
       "participation": %s}}
    """
        .formatted(
            quoted(partner.name()),
            partner.country(),
            partner.region(),
            partner.registration(),
            figures(partner, shape == Shape.IN_DIFFICULTY && partner == parties.getLast()),
            controller,
            partner.iban(),
            quoted(partner.name()),
            participation(partner));
  }

  private static String figures(Party party, boolean inDifficulty) {
    return """
    "headcount": %d, "turnoverCents": %d, "balanceTotalCents": %d, "subscribedCapitalCents": 12000000,
    "reservesCents": 1000000, "accumulatedLossesCents": %d
    """
        .formatted(
            party.size().headcount,
            party.size().turnover * 100,
            party.size().balance * 100,
            inDifficulty ? 8_000_000 : 0)
        .strip();
  }

  private static String participation(Party party) {
    return "{\"costs\": {%s}, \"ownFundsCents\": %d}"
        .formatted(
            party.costs().entrySet().stream()
                .map(cost -> "\"%s\": %d".formatted(field(cost.getKey()), cost.getValue() * 100))
                .collect(Collectors.joining(", ")),
            party.ownFundsCents());
  }

  private static String field(AidCategory category) {
    return switch (category) {
      case INDUSTRIAL_RESEARCH -> "industrialResearchCents";
      case EXPERIMENTAL_DEVELOPMENT -> "experimentalDevelopmentCents";
      case FEASIBILITY_STUDY -> "feasibilityStudyCents";
      case PATENTS -> "patentsCents";
      case SECONDMENT -> "secondmentCents";
      case INNOVATION_ADVICE -> "innovationAdviceCents";
    };
  }

  private long aidCents() {
    return sum(this::aidCents);
  }

  private long aidCents(Party party) {
    return party.costs().entrySet().stream()
        .mapToLong(cost -> cost.getValue() * percent(party, cost.getKey()))
        .sum();
  }

  /** The lower of what the programme pays and what the Regulation allows. */
  int percent(Party party, AidCategory category) {
    if (category != AidCategory.EXPERIMENTAL_DEVELOPMENT || isDoneTogether()) {
      return 50;
    }
    return party.size() == Size.MEDIUM ? 35 : 45;
  }

  private boolean isDoneTogether() {
    long largest = parties.stream().mapToLong(Party::researchCosts).max().orElseThrow();
    return largest <= TOGETHER * sum(Party::researchCosts);
  }

  private long sum(ToLongFunction<Party> amount) {
    return parties.stream().mapToLong(amount).sum();
  }

  private static List<Region> regions(Shape shape, Random dice) {
    if (shape == Shape.ONE_COUNTRY) {
      return List.of(Region.EINDHOVEN, Region.MAASTRICHT);
    }
    int partners = 1 + dice.nextInt(3);
    while (true) {
      var shuffled = new ArrayList<>(REGIONS);
      Collections.shuffle(shuffled, dice);
      var chosen = List.copyOf(shuffled.subList(0, 1 + partners));
      if (chosen.stream().map(Region::country).distinct().count() >= 2) {
        return chosen;
      }
    }
  }

  /** The lead bears about half; of a lopsided one, eight tenths. */
  private static List<Long> shared(long total, int parties, boolean lopsided, Random dice) {
    long lead = grained(total * (lopsided ? 80 : 42 + dice.nextInt(16)) / 100);
    var shares = new ArrayList<>(List.of(lead));
    long rest = total - lead;
    for (int i = 1; i < parties; i++) {
      long share = i == parties - 1 ? rest : grained(rest / (parties - i));
      shares.add(share);
      rest -= share;
    }
    return shares;
  }

  /** Research and development, and for some a study or a patent besides. */
  private static Map<AidCategory, Long> categories(long costs, Random dice) {
    var categories = new EnumMap<AidCategory, Long>(AidCategory.class);
    long small = grained(costs / 10);
    long rest = costs;
    switch (dice.nextInt(4)) {
      case 0 -> {
        categories.put(AidCategory.FEASIBILITY_STUDY, small);
        rest -= small;
      }
      case 1 -> {
        categories.put(AidCategory.PATENTS, small);
        rest -= small;
      }
      default -> {}
    }
    long research = grained(rest * (30 + dice.nextInt(41)) / 100);
    categories.put(AidCategory.INDUSTRIAL_RESEARCH, research);
    categories.put(AidCategory.EXPERIMENTAL_DEVELOPMENT, rest - research);
    categories.values().removeIf(amount -> amount == 0);
    return categories;
  }

  private static long grained(long amount) {
    return amount / GRAIN * GRAIN;
  }

  private static String name(int number, int party, Region region) {
    var form =
        switch (region.country().orElseThrow()) {
          case "NL" -> "B.V.";
          case "DE" -> "GmbH";
          default -> "SRL";
        };
    return "%s %s %d-%d %s"
        .formatted(
            party == 0 ? "Leading" : "Partnering",
            region.name().charAt(0) + region.name().substring(1).toLowerCase(Locale.ROOT),
            number,
            party + 1,
            form);
  }

  private static String quoted(String text) {
    return JSON.writeValueAsString(text);
  }
}
