package eu.ttc.grants.testing;

import static eu.ttc.grants.testing.ApplicationDesk.passageOf;

import eu.ttc.grants.agreement.Agreements;
import eu.ttc.grants.agreement.GrantPlan;
import eu.ttc.grants.agreement.GrantPlans;
import eu.ttc.grants.agreement.PlanShare;
import eu.ttc.grants.application.AidCategory;
import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.DocumentKind;
import eu.ttc.grants.application.Documents;
import eu.ttc.grants.budget.AllocateBudget;
import eu.ttc.grants.budget.Allocations;
import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.claim.ClaimKind;
import eu.ttc.grants.claim.CostVerdict;
import eu.ttc.grants.claim.GrantClaims;
import eu.ttc.grants.claim.GrantCost;
import eu.ttc.grants.claim.GrantVerification;
import eu.ttc.grants.claim.RecordGrantVerification;
import eu.ttc.grants.claim.Submission;
import eu.ttc.grants.claim.SubmitGrantClaim;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.Scheme;
import eu.ttc.grants.payment.BankMessages;
import eu.ttc.grants.payment.BatchView;
import eu.ttc.grants.payment.PaymentBatches;
import eu.ttc.grants.payment.Payments;
import eu.ttc.grants.payment.ProgrammeAccount;
import eu.ttc.grants.payment.web.SimulatedStatement;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Takes grants of the innovation fund to their agreement, and claims and pays them. */
public final class GrantDesk {

  public static final AidCategory RESEARCH = AidCategory.INDUSTRIAL_RESEARCH;
  public static final AidCategory DEVELOPMENT = AidCategory.EXPERIMENTAL_DEVELOPMENT;

  private final ApplicationDesk desk;
  private final CoFundingDesk money;
  private final VoucherDesk vouchers;
  private final Allocations allocations;
  private final Budget budget;
  private final Agreements agreements;
  private final GrantPlans plans;
  private final Applications applications;
  private final GrantClaims claims;
  private final Documents documents;
  private final Payments payments;
  private final PaymentBatches batches;
  private final BankMessages statements;
  private final ProgrammeAccount account;
  private final JdbcClient jdbc;
  private final AgreementDesk signing;
  private final Clock clock;

  GrantDesk(
      ApplicationDesk desk,
      CoFundingDesk money,
      VoucherDesk vouchers,
      Allocations allocations,
      Budget budget,
      Agreements agreements,
      GrantPlans plans,
      Applications applications,
      GrantClaims claims,
      Documents documents,
      Payments payments,
      PaymentBatches batches,
      BankMessages statements,
      ProgrammeAccount account,
      JdbcClient jdbc,
      AgreementDesk signing,
      Clock clock) {
    this.desk = desk;
    this.money = money;
    this.vouchers = vouchers;
    this.allocations = allocations;
    this.budget = budget;
    this.agreements = agreements;
    this.plans = plans;
    this.applications = applications;
    this.claims = claims;
    this.documents = documents;
    this.payments = payments;
    this.batches = batches;
    this.statements = statements;
    this.account = account;
    this.jdbc = jdbc;
    this.signing = signing;
    this.clock = clock;
  }

  /** Agreed, with its money committed and its plan in force; the lead applies, money is there. */
  public ApplicationRef contracted(AnApplication told, GrantPlan plan) {
    var ref = desk.submitAndMove(told, ApplicationStatus.COMPLETE, ApplicationStatus.ELIGIBLE);
    allocate(plan.grant());
    budget.reserve(ref, plan.grant(), passageOf("budget.reserve"));
    desk.evaluate(ref, 8, 8, 8);
    award(ref);
    computeAid(ref, told, plan.grant());
    money.plan(ref, plan.costs(), plan.grant());
    money.bank(ref, told, "account " + ref, plan.costs());
    money.verify(ref);
    agreements.offer(ref, inDays(30), passageOf("agreement.offer"));
    signing.sign(ref, told);
    budget.commit(ref, passageOf("budget.commit"));
    putInForce(ref, plan);
    return ref;
  }

  /** Aid of this project's parties, of costs of EUR 400,000. */
  private void computeAid(ApplicationRef ref, AnApplication told, Cents grant) {
    var dossier = told.dossier();
    signing.compute(
        ref,
        AProject.ofF1(dossier.enterprise().name(), dossier.partners().getFirst().name())
            .requesting(grant));
  }

  /** Awarded by a new manager, without the de minimis aid of vouchers. */
  private void award(ApplicationRef ref) {
    var manager = desk.person(Role.PROGRAMME_MANAGER);
    jdbc.sql(
            """
            insert into award_decision (application, number, decision, reasons, reason_codes, decided_by,
                                        decided_at, basis)
            values (:ref, 1, 'AWARD', 'As ranked.', '{}', :manager, :now, '{}')
            """)
        .param("ref", ref.value())
        .param("manager", manager)
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
    desk.inTransaction(
        () -> {
          applications.move(ref, ApplicationStatus.APPROVED, "AWARDED", manager, "As ranked.");
          return ref;
        });
  }

  /** Changes the plan as a change request would. */
  public void putInForce(ApplicationRef ref, GrantPlan plan) {
    desk.inTransaction(() -> plans.putInForce(ref, plan, "agreed", Applications.SYSTEM));
  }

  private void allocate(Cents amount) {
    var line =
        jdbc.sql("select code from budget_line where scheme = 'INNOVATION_FUND'")
            .query(String.class)
            .single();
    allocations.allocate(
        new AllocateBudget(
            line,
            Scheme.INNOVATION_FUND,
            amount.value(),
            "decision " + UUID.randomUUID(),
            "A test needs it.",
            desk.person(Role.ADMINISTRATOR)));
  }

  /** A plan of two years around now, in which the lead and one partner get half of their costs. */
  public GrantPlan plan(Cents costs, Cents grant) {
    var today = today();
    return new GrantPlan(
        today.minusMonths(1),
        today.plusMonths(23),
        List.of(
            new PlanShare(1, "Lead", RESEARCH, BigDecimal.valueOf(50), half(costs), half(grant)),
            new PlanShare(
                2, "Partner", DEVELOPMENT, BigDecimal.valueOf(50), half(costs), half(grant))));
  }

  /** A plan of two years around now, in which all costs are the lead's. */
  public GrantPlan planOfTheLead(Cents costs, Cents grant) {
    var today = today();
    return new GrantPlan(
        today.minusMonths(1),
        today.plusMonths(23),
        List.of(new PlanShare(1, "Lead", RESEARCH, BigDecimal.valueOf(50), costs, grant)));
  }

  private static Cents half(Cents whole) {
    return Cents.of(whole.value() / 2);
  }

  /** The next claim is awaited for two years and two months. */
  public int open(ApplicationRef ref) {
    return claims.open(ref, inDays(790), passageOf("claim.open-grant-claim"));
  }

  /** A sound cost of the lead, with proof, paid yesterday. */
  public GrantCost cost(ApplicationRef ref, AnApplication told, Cents amount) {
    return cost(1, RESEARCH, amount, evidence(ref, told, "proof " + UUID.randomUUID()));
  }

  public GrantCost cost(int partner, AidCategory category, Cents amount, UUID evidence) {
    return new GrantCost(
        partner,
        category,
        "Measuring campaign",
        "I-" + UUID.randomUUID(),
        today().minusDays(3),
        today().minusDays(1),
        amount,
        Optional.of(evidence));
  }

  /** A document of evidence with this content. */
  public UUID evidence(ApplicationRef ref, AnApplication told, String content) {
    return documents
        .add(
            ref,
            told.applicant(),
            DocumentKind.EVIDENCE,
            "invoice.txt",
            "text/plain",
            content.getBytes(StandardCharsets.UTF_8))
        .id();
  }

  /** The lead hands in a claim. */
  public Submission submit(
      ApplicationRef ref, AnApplication told, ClaimKind kind, GrantCost... costs) {
    return claims.submit(
        new SubmitGrantClaim(
            ref,
            told.applicant(),
            kind,
            "The work goes on as planned.",
            kind == ClaimKind.FINAL ? "A washer without water." : "",
            List.of(costs)));
  }

  /** A new officer records these verdicts. */
  public GrantVerification verify(ApplicationRef ref, int number, CostVerdict... verdicts) {
    return claims.record(
        new RecordGrantVerification(
            ref,
            number,
            true,
            "Proofs of payment seen.",
            List.of(verdicts),
            desk.person(Role.PROGRAMME_OFFICER)),
        passageOf("claim.record-grant-verification"));
  }

  /** A new officer accepts every cost that waits. */
  public GrantVerification accept(ApplicationRef ref, int number) {
    claims.prepare(ref, number, inDays(80));
    return verify(
        ref,
        number,
        claims.toVerify(ref, number).lines().stream()
            .map(line -> CostVerdict.accepted(line.cost().id()))
            .toArray(CostVerdict[]::new));
  }

  /** Awaits, hands in and accepts a claim; tells its number. */
  public int claimed(ApplicationRef ref, AnApplication told, ClaimKind kind, GrantCost... costs) {
    int number = open(ref);
    submit(ref, told, kind, costs);
    accept(ref, number);
    return number;
  }

  /** The payment of a claim is ordered, released by two officers, and booked. */
  public void pay(ApplicationRef ref, int claim) {
    var batch = release(ref, claim);
    statements.take(SimulatedStatement.about(batch, account), desk.person(Role.FINANCE_OFFICER));
  }

  /** The payment of a claim is ordered and released by two officers; the bank is silent. */
  public BatchView release(ApplicationRef ref, int claim) {
    vouchers.endWaitingPayments();
    payments.order(ref, claim, passageOf("payment.order"));
    var batch = batches.prepare(desk.person(Role.FINANCE_OFFICER));
    for (int needed = 0; needed < batch.releasesNeeded(); needed++) {
      batch = batches.release(batch.id(), desk.person(Role.FINANCE_OFFICER), "Called the payee.");
    }
    return batch;
  }

  public LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), Applications.PROGRAMME_ZONE);
  }

  /** A moment as the models hold deadlines. */
  public OffsetDateTime inDays(int days) {
    return Applications.inProgramme(clock.instant().plus(Duration.ofDays(days)));
  }
}
