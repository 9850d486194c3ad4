package eu.ttc.grants.testing;

import static eu.ttc.grants.testing.ApplicationDesk.passageOf;

import eu.ttc.grants.agreement.Agreements;
import eu.ttc.grants.agreement.AssuredGrants;
import eu.ttc.grants.agreement.Signatures;
import eu.ttc.grants.application.AidCategory;
import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Region;
import eu.ttc.grants.budget.AllocateBudget;
import eu.ttc.grants.budget.Allocations;
import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.cofunding.CoFunding;
import eu.ttc.grants.cofunding.CoFundingParty;
import eu.ttc.grants.cofunding.EvidenceKind;
import eu.ttc.grants.cofunding.RecordEvidence;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.Scheme;
import eu.ttc.grants.stateaid.AidComputations;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Brings applications to the innovation fund from their award to a signed agreement, with what they
 * need: aid that was computed, money that is reserved, co-funding that is verified. Screening,
 * evaluation and ranking are left out.
 */
public final class AgreementDesk {

  private final ApplicationDesk desk;
  private final CoFundingDesk money;
  private final AidComputations computations;
  private final Budget budget;
  private final Allocations allocations;
  private final CoFunding coFunding;
  private final AssuredGrants grants;
  private final Agreements agreements;
  private final Signatures signatures;
  private final JdbcClient jdbc;
  private final Clock clock;

  AgreementDesk(
      ApplicationDesk desk,
      CoFundingDesk money,
      AidComputations computations,
      Budget budget,
      Allocations allocations,
      CoFunding coFunding,
      AssuredGrants grants,
      Agreements agreements,
      Signatures signatures,
      JdbcClient jdbc,
      Clock clock) {
    this.desk = desk;
    this.money = money;
    this.computations = computations;
    this.budget = budget;
    this.allocations = allocations;
    this.coFunding = coFunding;
    this.grants = grants;
    this.agreements = agreements;
    this.signatures = signatures;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** The application of A with its partner B, as in case F1. */
  public static AnApplication ofAAndB() {
    return AnApplication.anApplication()
        .forTheFund(Cents.euros(250_000))
        .ofEnterprise("A")
        .with(AMember.aMember("B", Region.AACHEN).told());
  }

  /**
   * Approved; the aid of this project is computed, and the grant reserved.
   *
   * @param project whose partners have the names of the dossier
   */
  public ApplicationRef funded(AnApplication told, AProject project) {
    return funded(told, project, Set.of());
  }

  private ApplicationRef funded(AnApplication told, AProject project, Set<AidCategory> deMinimis) {
    var ref =
        desk.submitAndMove(
            told,
            ApplicationStatus.COMPLETE,
            ApplicationStatus.ELIGIBLE,
            ApplicationStatus.EVALUATED,
            ApplicationStatus.APPROVED);
    var grant = compute(ref, project, deMinimis);
    allocations.allocate(
        new AllocateBudget(
            "FUND", Scheme.INNOVATION_FUND, grant.value(), "for " + ref, "for a test", "ada"));
    budget.reserve(ref, grant, passageOf("budget.reserve"));
    return ref;
  }

  /** Computes the aid of this project. */
  public Cents compute(ApplicationRef ref, AProject project) {
    return compute(ref, project, Set.of());
  }

  /** The same, with costs of these categories supported as de minimis aid. */
  public Cents compute(ApplicationRef ref, AProject project, Set<AidCategory> deMinimis) {
    desk.inTransaction(() -> computations.keep(ref, project.told()));
    return compute(ref, deMinimis);
  }

  /** Computes the aid of the newest project. */
  public Cents compute(ApplicationRef ref) {
    return compute(ref, Set.of());
  }

  private Cents compute(ApplicationRef ref, Set<AidCategory> deMinimis) {
    var prepared = computations.prepare(ref, passageOf("stateaid.prepare-aid"));
    return computations
        .compute(
            ref,
            prepared.project(),
            AidTables.answers(prepared.questions(), deMinimis),
            passageOf("stateaid.compute-aid"))
        .grant();
  }

  /** As {@link #funded}, with a financing plan that money in the bank covers for each party. */
  public ApplicationRef matched(AnApplication told, AProject project) {
    return matched(told, project, Set.of());
  }

  private ApplicationRef matched(AnApplication told, AProject project, Set<AidCategory> deMinimis) {
    var ref = funded(told, project, deMinimis);
    grants.takePlan(ref, passageOf("agreement.take-financing-plan"));
    for (var share : coFunding.planOf(ref).orElseThrow().parties()) {
      bank(ref, told, share.party(), share.gap());
    }
    money.verify(ref);
    grants.takeReducedProject(ref, passageOf("agreement.take-reduced-project"));
    grants.settle(ref, passageOf("agreement.settle-grant"));
    return ref;
  }

  /** Records money in the bank of a party. */
  public void bank(ApplicationRef ref, AnApplication told, String party, Cents amount) {
    coFunding.record(
        new RecordEvidence(
            ref,
            told.applicant(),
            EvidenceKind.BANK_BALANCE,
            party,
            null,
            "Bank of " + party,
            "account of " + party + ref,
            amount.value(),
            amount.value(),
            money.today(),
            null,
            true,
            true,
            money.document(ref, told, "account of " + party + ref)));
  }

  /** Key of the party of this name. */
  public String party(ApplicationRef ref, String name) {
    return coFunding.parties(ref).stream()
        .filter(party -> party.name().equals(name))
        .map(CoFundingParty::key)
        .findFirst()
        .orElseThrow();
  }

  /** As {@link #matched}, with the agreement offered for thirty days. */
  public ApplicationRef offered(AnApplication told, AProject project) {
    return offered(told, project, Set.of());
  }

  /** The same, with costs of these categories supported as de minimis aid. */
  public ApplicationRef offered(AnApplication told, AProject project, Set<AidCategory> deMinimis) {
    var ref = matched(told, project, deMinimis);
    offer(ref);
    return ref;
  }

  public void offer(ApplicationRef ref) {
    agreements.offer(ref, inDays(30), passageOf("agreement.offer"));
  }

  /** Signed by a new person for each partner, and by the lead. */
  public void sign(ApplicationRef ref, AnApplication told) {
    agreements.accept(ref, told.applicant(), "Signed for A.");
    signatures.of(ref).stream()
        .filter(one -> !one.isLead())
        .forEach(
            one ->
                signatures.sign(
                    token(ref, one.partner()),
                    desk.person(Role.APPLICANT),
                    "Signed for " + one.name() + "."));
  }

  /** Of the link in the mail to this partner. */
  public String token(ApplicationRef ref, int partner) {
    return signatures.invitation(ref, partner).orElseThrow().token();
  }

  /** How often this message was written for the engine. */
  public long messages(ApplicationRef ref, String name) {
    return jdbc.sql(
            "select count(*) from outbox_record where record_key = :ref and payload like :name")
        .param("ref", ref.value())
        .param("name", "%\"" + name + "\"%")
        .query(Long.class)
        .single();
  }

  /** A moment as the models hold deadlines. */
  public OffsetDateTime inDays(int days) {
    return clock.instant().plus(Duration.ofDays(days)).atOffset(ZoneOffset.UTC);
  }
}
