package eu.ttc.grants.testing;

import eu.ttc.grants.application.AssistedArea;
import eu.ttc.grants.application.Dossier;
import eu.ttc.grants.application.LegalForm;
import eu.ttc.grants.application.Region;
import java.time.LocalDate;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A partner of a fund project in words. Unsaid, it is a sound medium-sized company with the costs
 * of partner B of case F1.
 */
public final class AMember {

  private static final AtomicLong NUMBER = new AtomicLong(50_000_000);

  private final String name;
  private final Region region;
  private final long number = NUMBER.incrementAndGet();
  private LegalForm legalForm = LegalForm.LIMITED_LIABILITY;
  private int headcount = 120;
  private long lossesCents;
  private @Nullable String controller;
  private @Nullable String controllerCountry;
  private boolean research;
  private boolean recoveryOrder;
  private @Nullable String email = "partner@example.org";
  private Dossier.@Nullable Participation own = costs(60_000, 100_000);

  private AMember(String name, Region region) {
    this.name = name;
    this.region = region;
  }

  public static AMember aMember(String name, Region region) {
    return new AMember(name, region);
  }

  /** Costs of industrial research and experimental development in euros, with as much money. */
  public static Dossier.Participation costs(long research, long development) {
    return new Dossier.Participation(
        new Dossier.PerCategory(research * 100, development * 100, null, null, null, null),
        null,
        (research + development) * 50,
        null,
        null);
  }

  public AMember employing(int headcount) {
    this.headcount = headcount;
    return this;
  }

  public AMember losing(long euros) {
    lossesCents = euros * 100;
    return this;
  }

  public AMember controlledBy(String country, String registrationNumber) {
    controllerCountry = country;
    controller = registrationNumber;
    return this;
  }

  public AMember asInstitute() {
    research = true;
    return this;
  }

  public AMember asSoleTrader() {
    legalForm = LegalForm.SOLE_TRADER;
    return this;
  }

  public AMember owingRecovery() {
    recoveryOrder = true;
    return this;
  }

  public AMember reachedAt(@Nullable String email) {
    this.email = email;
    return this;
  }

  /** Works in an area of this kind, with the costs told so far. */
  public AMember workingIn(AssistedArea area) {
    var told = Objects.requireNonNull(own);
    own =
        new Dossier.Participation(
            told.costs(), told.otherAid(), told.ownFundsCents(), area, told.freeToPublish());
    return this;
  }

  /** May publish its own results, with the costs told so far. */
  public AMember freeToPublish() {
    var told = Objects.requireNonNull(own);
    own =
        new Dossier.Participation(
            told.costs(), told.otherAid(), told.ownFundsCents(), told.assistedArea(), true);
    return this;
  }

  public AMember bearing(Dossier.@Nullable Participation own) {
    this.own = own;
    return this;
  }

  public Dossier.Partner told() {
    return new Dossier.Partner(
        name,
        region.country().orElse("FR"),
        region,
        null,
        Long.toString(number),
        null,
        new Dossier.Member(
            legalForm,
            LocalDate.of(2010, 3, 1),
            headcount,
            20_000_000_00L,
            15_000_000_00L,
            500_000_00L,
            100_000_00L,
            lossesCents,
            controller,
            controllerCountry,
            research,
            recoveryOrder,
            false,
            email,
            new Dossier.BankAccount("DE89370400440532013000", null, name),
            own));
  }

  /** The same partner, told what a partner of a fund project is asked if it was not. */
  static Dossier.Partner completed(Dossier.Partner partner) {
    if (partner.member() != null) {
      return partner;
    }
    var full = aMember(partner.name(), partner.region()).told();
    return new Dossier.Partner(
        partner.name(),
        partner.country(),
        partner.region(),
        partner.role(),
        partner.registrationNumber() == null
            ? full.registrationNumber()
            : partner.registrationNumber(),
        null,
        full.member());
  }
}
