package eu.ttc.grants.testing;

import eu.ttc.grants.application.AidCategory;
import eu.ttc.grants.application.AssistedArea;
import eu.ttc.grants.application.Region;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.screening.SmeCategory;
import eu.ttc.grants.stateaid.BonusGround;
import eu.ttc.grants.stateaid.FundedProject;
import eu.ttc.grants.stateaid.FundedProject.CostLine;
import eu.ttc.grants.stateaid.FundedProject.EarlierAdvice;
import eu.ttc.grants.stateaid.FundedProject.OtherAid;
import eu.ttc.grants.stateaid.FundedProject.Partner;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A fund project in words. Partners are added one after the other; costs and everything else that
 * is said belong to the one added last. Unsaid, they are sound undertakings that began no work, and
 * the project asks for the most that the programme gives.
 */
public final class AProject {

  private LocalDate grantingOn = LocalDate.of(2026, 12, 15);
  private final LocalDate appliedOn = LocalDate.of(2026, 11, 20);
  private @Nullable LocalDate workStartedOn;
  private Cents requested = Cents.euros(250_000);
  private final Set<BonusGround> grounds = EnumSet.noneOf(BonusGround.class);
  private final List<APartner> partners = new ArrayList<>();

  private AProject() {}

  private static final class APartner {
    String name = "";
    String undertaking = "";
    String country = "NL";
    Region region = Region.OTHER;
    AssistedArea area = AssistedArea.NONE;
    @Nullable SmeCategory size;
    boolean economicActivity = true;
    boolean researchOrganisation;
    boolean freeToPublish;
    boolean inDifficulty;
    boolean recoveryOrder;
    final List<CostLine> costs = new ArrayList<>();
    final List<OtherAid> otherAid = new ArrayList<>();
    final List<EarlierAdvice> earlierAdvice = new ArrayList<>();

    Partner partner() {
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
          costs,
          otherAid,
          earlierAdvice);
    }
  }

  public static AProject aProject() {
    return new AProject();
  }

  /** The consortium of case F1: two that collaborate across the border. */
  public static AProject ofF1() {
    return ofF1("A", "B");
  }

  /** The same of partners with these names. */
  public static AProject ofF1(String lead, String partner) {
    return aProject()
        .with(lead, Region.EINDHOVEN, SmeCategory.SMALL)
        .costing(AidCategory.INDUSTRIAL_RESEARCH, 160_000)
        .costing(AidCategory.EXPERIMENTAL_DEVELOPMENT, 80_000)
        .with(partner, Region.AACHEN, SmeCategory.MEDIUM)
        .costing(AidCategory.INDUSTRIAL_RESEARCH, 60_000)
        .costing(AidCategory.EXPERIMENTAL_DEVELOPMENT, 100_000);
  }

  public AProject with(String name, Region region, @Nullable SmeCategory size) {
    var partner = new APartner();
    partner.name = name;
    partner.undertaking = name;
    partner.region = region;
    partner.country = region.country().orElse("FR");
    partner.size = size;
    partners.add(partner);
    return this;
  }

  /** A research organisation without economic activity. */
  public AProject withInstitute(String name, Region region, boolean freeToPublish) {
    with(name, region, null);
    last().economicActivity = false;
    last().researchOrganisation = true;
    last().freeToPublish = freeToPublish;
    return this;
  }

  public AProject costing(AidCategory category, long euros) {
    return costing(category, Cents.euros(euros));
  }

  public AProject costing(AidCategory category, Cents amount) {
    last().costs.add(new CostLine(category, amount));
    return this;
  }

  public AProject alsoAidedFor(AidCategory category, long euros) {
    last().otherAid.add(new OtherAid(category, "Region", Cents.euros(euros)));
    return this;
  }

  public AProject advisedBefore(LocalDate grantedOn, long euros) {
    last().earlierAdvice.add(new EarlierAdvice(grantedOn, Cents.euros(euros)));
    return this;
  }

  public AProject establishedIn(String country) {
    last().country = country;
    return this;
  }

  public AProject belongingTo(String undertaking) {
    last().undertaking = undertaking;
    return this;
  }

  public AProject inArea(AssistedArea area) {
    last().area = area;
    return this;
  }

  public AProject inDifficulty() {
    last().inDifficulty = true;
    return this;
  }

  public AProject owingRecovery() {
    last().recoveryOrder = true;
    return this;
  }

  public AProject having(BonusGround ground) {
    grounds.add(ground);
    return this;
  }

  public AProject requesting(Cents amount) {
    requested = amount;
    return this;
  }

  public AProject grantedOn(LocalDate day) {
    grantingOn = day;
    return this;
  }

  /** Work began so many days after the application, or before it when negative. */
  public AProject begunDaysAfterApplication(int days) {
    workStartedOn = appliedOn.plusDays(days);
    return this;
  }

  public FundedProject told() {
    return new FundedProject(
        grantingOn,
        appliedOn,
        workStartedOn,
        requested,
        grounds,
        partners.stream().map(APartner::partner).toList());
  }

  private APartner last() {
    return partners.getLast();
  }
}
