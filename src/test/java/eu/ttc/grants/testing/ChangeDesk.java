package eu.ttc.grants.testing;

import static eu.ttc.grants.testing.AMember.aMember;
import static eu.ttc.grants.testing.AMember.costs;
import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;

import eu.ttc.grants.agreement.Agreements;
import eu.ttc.grants.agreement.GrantPlans;
import eu.ttc.grants.amendment.ConsentCheck;
import eu.ttc.grants.amendment.Consents;
import eu.ttc.grants.application.AidCategory;
import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.DocumentKind;
import eu.ttc.grants.application.Documents;
import eu.ttc.grants.application.Region;
import eu.ttc.grants.budget.AllocateBudget;
import eu.ttc.grants.budget.Allocations;
import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.cofunding.CoFunding;
import eu.ttc.grants.cofunding.EvidenceKind;
import eu.ttc.grants.cofunding.FinancingPlan;
import eu.ttc.grants.cofunding.PartyShare;
import eu.ttc.grants.cofunding.RecordEvidence;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.Scheme;
import eu.ttc.grants.screening.SmeCategory;
import eu.ttc.grants.stateaid.AidComputations;
import eu.ttc.grants.stateaid.AidShare;
import eu.ttc.grants.stateaid.AidSheet;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

/**
 * Grants of the innovation fund with an accepted agreement, their money committed and a plan in
 * force: three small and medium enterprises from the Netherlands, Germany and Belgium.
 */
public final class ChangeDesk {

  /** What the grant of {@link #contracted} is: half of costs of EUR 440,000. */
  public static final Cents GRANT = Cents.euros(220_000);

  private final ApplicationDesk desk;
  private final CoFundingDesk money;
  private final AidComputations computations;
  private final CoFunding coFunding;
  private final Documents documents;
  private final Allocations allocations;
  private final Budget budget;
  private final Agreements agreements;
  private final GrantPlans plans;
  private final Applications applications;
  private final Consents consents;
  private final AgreementDesk signing;
  private final Clock clock;

  ChangeDesk(
      ApplicationDesk desk,
      CoFundingDesk money,
      AidComputations computations,
      CoFunding coFunding,
      Documents documents,
      Allocations allocations,
      Budget budget,
      Agreements agreements,
      AgreementDesk signing,
      GrantPlans plans,
      Applications applications,
      Consents consents,
      Clock clock) {
    this.desk = desk;
    this.money = money;
    this.computations = computations;
    this.coFunding = coFunding;
    this.documents = documents;
    this.allocations = allocations;
    this.budget = budget;
    this.agreements = agreements;
    this.signing = signing;
    this.plans = plans;
    this.applications = applications;
    this.consents = consents;
    this.clock = clock;
  }

  /** The application that {@link #contracted} is made of, unlike every other one. */
  public static AnApplication told() {
    return anApplication()
        .with(
            aMember("Bergwerk " + UUID.randomUUID(), Region.AACHEN)
                .bearing(costs(60_000, 100_000))
                .told(),
            aMember("Canal " + UUID.randomUUID(), Region.LIEGE).bearing(costs(40_000, 0)).told())
        .forTheFund(GRANT);
  }

  /** Contracted a moment ago; its co-funding is verified, with this much money of each party. */
  public ApplicationRef contracted(AnApplication told, Cents ofEach) {
    desk.openCall();
    allocations.allocate(
        new AllocateBudget(
            "FUND",
            Scheme.INNOVATION_FUND,
            GRANT.value(),
            "MC " + UUID.randomUUID(),
            "for a test",
            "ada"));
    var ref = money.approved(told);
    var sheet = compute(ref, told);
    finance(ref, told, sheet, ofEach);
    budget.reserve(ref, sheet.grant(), passageOf("budget.reserve"));
    agreements.offer(ref, inDays(14), passageOf("agreement.offer"));
    signing.sign(ref, told);
    budget.commit(ref, passageOf("budget.commit"));
    return ref;
  }

  /** Contracted, with more than enough money of each party. */
  public ApplicationRef contracted(AnApplication told) {
    return contracted(told, Cents.euros(400_000));
  }

  /** As {@link #contracted(AnApplication)}, with the work begun. */
  public ApplicationRef running(AnApplication told) {
    var ref = contracted(told);
    desk.inTransaction(
        () -> {
          applications.move(
              ref, ApplicationStatus.RUNNING, "MOVED_BY_TEST", Applications.SYSTEM, null);
          return ref;
        });
    return ref;
  }

  /** A document that shows why a change is needed. */
  public UUID evidence(ApplicationRef ref, AnApplication told) {
    return documents
        .add(
            ref,
            told.applicant(),
            DocumentKind.CHANGE,
            "letter.pdf",
            "application/pdf",
            ("why " + ref).getBytes(StandardCharsets.UTF_8))
        .id();
  }

  /** Asks the partners that a change touches for their consent, for ten days. */
  public ConsentCheck ask(ApplicationRef ref, int change) {
    return consents.ask(ref, change, inDays(10), passageOf("amendment.ask-consents"));
  }

  /** Every partner that a change touches consents, by a new person each. */
  public void consent(ApplicationRef ref, int change) {
    ask(ref, change);
    for (var one : consents.of(ref, change)) {
      consents.give(token(ref, one.partner()), desk.person(Role.APPLICANT));
    }
  }

  /** Of the link in the mail to this partner. */
  public String token(ApplicationRef ref, int partner) {
    return consents.invitation(ref, partner).orElseThrow().token();
  }

  /** When the work is agreed to end. */
  public LocalDate endOf(ApplicationRef ref) {
    return plans.inForce(ref).orElseThrow().endsOn();
  }

  private AidSheet compute(ApplicationRef ref, AnApplication told) {
    var dossier = told.dossier();
    var project =
        AProject.ofF1(dossier.enterprise().name(), dossier.partners().get(0).name())
            .requesting(GRANT)
            .with(dossier.partners().get(1).name(), Region.LIEGE, SmeCategory.MEDIUM)
            .costing(AidCategory.INDUSTRIAL_RESEARCH, 40_000)
            .told();
    desk.inTransaction(() -> computations.keep(ref, project));
    var prepared = computations.prepare(ref, passageOf("stateaid.prepare-aid"));
    computations.compute(
        ref,
        prepared.project(),
        AidTables.answers(prepared.questions()),
        passageOf("stateaid.compute-aid"));
    return computations.latest(ref).orElseThrow();
  }

  private void finance(ApplicationRef ref, AnApplication told, AidSheet sheet, Cents ofEach) {
    coFunding.plan(
        ref,
        new FinancingPlan(
            coFunding.parties(ref).stream()
                .map(party -> share(party.key(), party.name(), sheet))
                .toList()),
        Applications.SYSTEM);
    for (var party : coFunding.parties(ref)) {
      coFunding.record(
          new RecordEvidence(
              ref,
              told.applicant(),
              EvidenceKind.BANK_BALANCE,
              party.key(),
              null,
              "Bank",
              party.name(),
              ofEach.value(),
              ofEach.value(),
              money.today(),
              null,
              true,
              true,
              money.document(ref, told, party.name())));
    }
    money.verify(ref);
  }

  private static PartyShare share(String key, String name, AidSheet sheet) {
    var own = sheet.shares().stream().filter(share -> share.name().equals(name)).toList();
    return new PartyShare(
        key,
        name,
        own.stream().map(AidShare::costs).reduce(Cents.ZERO, Cents::plus),
        own.stream().map(AidShare::granted).reduce(Cents.ZERO, Cents::plus),
        own.stream().map(AidShare::maximum).reduce(Cents.ZERO, Cents::plus));
  }

  private OffsetDateTime inDays(int days) {
    return clock.instant().plus(Duration.ofDays(days)).atOffset(ZoneOffset.UTC);
  }
}
