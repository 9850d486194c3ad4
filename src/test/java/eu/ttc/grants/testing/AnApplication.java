package eu.ttc.grants.testing;

import eu.ttc.grants.application.Dossier;
import eu.ttc.grants.application.LegalForm;
import eu.ttc.grants.application.Region;
import eu.ttc.grants.application.Sector;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.Scheme;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A dossier in words. Unsaid, it is a complete and eligible voucher application: a small limited
 * company in Eindhoven that makes materials, with a partner in Aachen, asking for EUR 5,000, unlike
 * every other one in the test run. {@link ApplicationDesk} submits it.
 */
public final class AnApplication {

  private static final AtomicLong NUMBER = new AtomicLong(10_000_000);

  private final long number = NUMBER.incrementAndGet();
  private String applicant = "applicant" + number;
  private String name = "Enterprise " + number;
  private @Nullable String registrationNumber = Long.toString(number);
  private LegalForm legalForm = LegalForm.LIMITED_LIABILITY;
  private Region region = Region.EINDHOVEN;
  private String country = "NL";
  private @Nullable Sector sector = Sector.HIGH_TECH_MATERIALS;
  private LocalDate foundedOn = LocalDate.of(2012, 5, 1);
  private int headcount = 18;
  private long turnoverCents = 2_400_000_00;
  private long balanceTotalCents = 1_800_000_00;
  private @Nullable Long capitalCents = 100_000_00L;
  private @Nullable Long reservesCents = 250_000_00L;
  private @Nullable Long lossesCents = 0L;
  private final List<Dossier.Holding> holdings = new ArrayList<>();
  private List<Dossier.Partner> partners =
      List.of(
          new Dossier.Partner(
              "Institut " + number, "DE", Region.AACHEN, "knowledge provider", null, null, null));
  private final List<Dossier.PriorAid> priorAid = new ArrayList<>();
  private boolean firstResearch = true;
  private boolean workStarted;
  private boolean recoveryOrder;
  private boolean fundedElsewhere;
  private boolean insolvent;
  private long requestedCents = 5_000_00;
  private Scheme scheme = Scheme.VOUCHER;
  private String call = ApplicationDesk.CALL;
  private @Nullable String language = "en";
  private Dossier.@Nullable Participation lead = AMember.costs(160_000, 80_000);
  private Dossier.@Nullable Grounds grounds;

  private AnApplication() {}

  /** A complete and eligible application. */
  public static AnApplication anApplication() {
    return new AnApplication();
  }

  /**
   * For a grant of the innovation fund, of this much. Unsaid, it is case F1 of {@code domain.md}: a
   * small lead and a medium partner across the border, who collaborate.
   */
  public AnApplication forTheFund(Cents grant) {
    return requesting(grant).forTheFund();
  }

  /** As {@link #forTheFund(Cents)}, of as much as was said. */
  AnApplication forTheFund() {
    scheme = Scheme.INNOVATION_FUND;
    return this;
  }

  /** In this language; null when it does not say. */
  public AnApplication in(@Nullable String language) {
    this.language = language;
    return this;
  }

  /** In another call than the one that is always open in tests. */
  public AnApplication answering(String call) {
    this.call = call;
    return this;
  }

  /** The lead's costs of the fund project. */
  public AnApplication bearing(Dossier.@Nullable Participation own) {
    lead = own;
    return this;
  }

  /** Claims that the results of the fund project are spread widely. */
  public AnApplication spreadingItsResults() {
    grounds = new Dossier.Grounds(true, null, "Two papers and open data.");
    return this;
  }

  /** The partners of the fund project, instead of one. */
  public AnApplication with(Dossier.Partner... partners) {
    this.partners = List.of(partners);
    return this;
  }

  /** The person who applies. */
  public AnApplication by(String username) {
    applicant = username;
    return this;
  }

  public AnApplication ofEnterprise(String name) {
    this.name = name;
    return this;
  }

  /** Register number within the country; without one the application is incomplete. */
  public AnApplication registeredAs(@Nullable String number) {
    registrationNumber = number;
    return this;
  }

  public AnApplication in(Region region) {
    this.region = region;
    this.country = region.country().orElse("FR");
    return this;
  }

  public AnApplication working(Sector sector) {
    this.sector = sector;
    return this;
  }

  public AnApplication asSoleTrader() {
    legalForm = LegalForm.SOLE_TRADER;
    return this;
  }

  public AnApplication withFigures(int headcount, Cents turnover, Cents balanceTotal) {
    this.headcount = headcount;
    turnoverCents = turnover.value();
    balanceTotalCents = balanceTotal.value();
    return this;
  }

  public AnApplication withCapital(Cents capital, Cents reserves, Cents losses) {
    capitalCents = capital.value();
    reservesCents = reserves.value();
    lossesCents = losses.value();
    return this;
  }

  public AnApplication foundedOn(LocalDate day) {
    foundedOn = day;
    return this;
  }

  public AnApplication withHolding(
      int percentage, int headcount, Cents turnover, Cents balanceTotal) {
    holdings.add(
        new Dossier.Holding(
            "Holding " + holdings.size(),
            percentage,
            headcount,
            turnover.value(),
            balanceTotal.value(),
            null,
            null));
    return this;
  }

  /** A holding whose enterprise the register knows. */
  public AnApplication withHolding(int percentage, String country, String registrationNumber) {
    holdings.add(
        new Dossier.Holding(
            "Holding " + holdings.size(), percentage, 0, 0L, 0L, registrationNumber, country));
    return this;
  }

  /** A further partner, to whom this part of the requested amount goes. */
  public AnApplication sharing(
      String name, Region region, @Nullable String registrationNumber, Cents share) {
    var all = new ArrayList<>(partners);
    all.add(
        new Dossier.Partner(
            name,
            region.country().orElse("FR"),
            region,
            null,
            registrationNumber,
            share.value(),
            null));
    partners = List.copyOf(all);
    return this;
  }

  public AnApplication withPartner(String name, String country, Region region) {
    partners = List.of(new Dossier.Partner(name, country, region, null, null, null, null));
    return this;
  }

  /** De minimis aid received before. */
  public AnApplication withPriorAid(String grantedBy, LocalDate grantedOn, Cents amount) {
    priorAid.add(new Dossier.PriorAid(grantedBy, grantedOn, amount.value()));
    return this;
  }

  public AnApplication afterEarlierResearch() {
    firstResearch = false;
    return this;
  }

  public AnApplication withWorkStarted() {
    workStarted = true;
    return this;
  }

  public AnApplication withRecoveryOrder() {
    recoveryOrder = true;
    return this;
  }

  public AnApplication fundedElsewhere() {
    fundedElsewhere = true;
    return this;
  }

  public AnApplication insolvent() {
    insolvent = true;
    return this;
  }

  public AnApplication requesting(Cents amount) {
    requestedCents = amount.value();
    return this;
  }

  /** The instrument it asks for. */
  public Scheme scheme() {
    return scheme;
  }

  /** Username of the applicant. */
  public String applicant() {
    return applicant;
  }

  /** The dossier as the applicant would send it. */
  public Dossier dossier() {
    var fund =
        scheme == Scheme.INNOVATION_FUND ? new Dossier.Fund(call, lead, language, grounds) : null;
    var parties = fund == null ? partners : partners.stream().map(AMember::completed).toList();
    return new Dossier(
        new Dossier.Enterprise(
            name,
            registrationNumber,
            legalForm,
            "Kanaaldijk 1",
            "5611 AA",
            "Eindhoven",
            country,
            region,
            sector,
            foundedOn,
            headcount,
            turnoverCents,
            balanceTotalCents,
            capitalCents,
            reservesCents,
            lossesCents,
            holdings,
            "post@example.org",
            null),
        new Dossier.Project(
            "Project " + number,
            "What is new.",
            "What is done, and when.",
            LocalDate.of(2090, 1, 1),
            LocalDate.of(2090, 6, 1),
            sector),
        parties,
        fund == null
            ? List.of(new Dossier.CostLine("Research by the partner", 10_000_00L))
            : List.of(),
        priorAid,
        new Dossier.Declarations(
            firstResearch, workStarted, recoveryOrder, fundedElsewhere, insolvent, true),
        new Dossier.BankAccount("NL91ABNA0417164300", null, name),
        requestedCents,
        fund);
  }
}
