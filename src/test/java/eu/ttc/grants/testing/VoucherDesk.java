package eu.ttc.grants.testing;

import static eu.ttc.grants.testing.ApplicationDesk.passageOf;

import eu.ttc.grants.agreement.Agreements;
import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.DocumentKind;
import eu.ttc.grants.application.Documents;
import eu.ttc.grants.award.Awards;
import eu.ttc.grants.award.Decision;
import eu.ttc.grants.award.RecordDecision;
import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.claim.Claims;
import eu.ttc.grants.claim.RecordVerification;
import eu.ttc.grants.claim.SubmitClaim;
import eu.ttc.grants.evaluation.Assignment;
import eu.ttc.grants.evaluation.Evaluations;
import eu.ttc.grants.evaluation.RecordEvaluation;
import eu.ttc.grants.evaluation.Score;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.payment.BankMessages;
import eu.ttc.grants.payment.ExpectedMoney;
import eu.ttc.grants.payment.PaymentState;
import eu.ttc.grants.payment.PaymentView;
import eu.ttc.grants.payment.Payments;
import eu.ttc.grants.payment.ProgrammeAccount;
import eu.ttc.grants.payment.web.SimulatedFiles;
import eu.ttc.grants.payment.web.SimulatedFiles.Movement;
import eu.ttc.grants.recovery.OpenSuspicion;
import eu.ttc.grants.recovery.RecordFinding;
import eu.ttc.grants.recovery.Recoveries;
import eu.ttc.grants.recovery.RecoveryView;
import eu.ttc.grants.recovery.Settlement;
import eu.ttc.grants.recovery.SuspicionKind;
import eu.ttc.grants.screening.Screenings;
import eu.ttc.grants.stateaid.DeMinimis;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Takes vouchers through their lifecycle, step by step, as workers and people do. */
public final class VoucherDesk {

  private static final Cents VOUCHER = Cents.euros(5_000);

  private final ApplicationDesk desk;
  private final Applications applications;
  private final Documents documents;
  private final Screenings screenings;
  private final DeMinimis deMinimis;
  private final Budget budget;
  private final Evaluations evaluations;
  private final Awards awards;
  private final Agreements agreements;
  private final Claims claims;
  private final Payments payments;
  private final BankMessages statements;
  private final ProgrammeAccount account;
  private final Recoveries recoveries;
  private final ExpectedMoney expectedMoney;
  private final JdbcClient jdbc;
  private final Clock clock;

  VoucherDesk(
      ApplicationDesk desk,
      Applications applications,
      Documents documents,
      Screenings screenings,
      DeMinimis deMinimis,
      Budget budget,
      Evaluations evaluations,
      Awards awards,
      Agreements agreements,
      Claims claims,
      Payments payments,
      BankMessages statements,
      ProgrammeAccount account,
      Recoveries recoveries,
      ExpectedMoney expectedMoney,
      JdbcClient jdbc,
      Clock clock) {
    this.desk = desk;
    this.applications = applications;
    this.documents = documents;
    this.screenings = screenings;
    this.deMinimis = deMinimis;
    this.budget = budget;
    this.evaluations = evaluations;
    this.awards = awards;
    this.agreements = agreements;
    this.claims = claims;
    this.payments = payments;
    this.statements = statements;
    this.account = account;
    this.recoveries = recoveries;
    this.expectedMoney = expectedMoney;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Submitted, complete, eligible, with de minimis aid and a voucher reserved. */
  public ApplicationRef eligible(AnApplication told) {
    var ref = desk.submit(told);
    screenings.checkCompleteness(ref, passageOf("screening.check-completeness"));
    screenings.gatherFacts(ref, passageOf("screening.gather-facts"));
    screenings.recordEligibility(ref, passageOf("screening.record-eligibility"));
    deMinimis.check(ref, VOUCHER, passageOf("stateaid.check-de-minimis"));
    makeRoom();
    budget.reserve(ref, VOUCHER, passageOf("budget.reserve"));
    return ref;
  }

  /** Gives an application to this evaluator, who becomes the only expert there is. */
  public Assignment assign(ApplicationRef ref, String evaluator) {
    jdbc.sql("update expert set sectors = array['NONE']").update();
    jdbc.sql(
            """
            insert into expert (username, sectors) values (:name, array['HIGH_TECH_MATERIALS'])
            on conflict (username) do update set sectors = excluded.sectors
            """)
        .param("name", evaluator)
        .update();
    return evaluations.assign(ref, passageOf("evaluation.assign-expert"));
  }

  /** The evaluator gives 4 of 5 points for each criterion. */
  public void evaluate(ApplicationRef ref, Assignment assigned) {
    var score = new Score(8);
    evaluations.record(
        new RecordEvaluation(
            ref,
            assigned.evaluation(),
            score,
            score,
            score,
            "Clearly beyond the state of the art.",
            "The market is there.",
            "The plan is realistic.",
            true,
            assigned.expert()),
        passageOf("evaluation.record"));
  }

  /** A programme manager awards the voucher, and the applicant accepts the agreement. */
  public void agree(ApplicationRef ref, AnApplication told, String manager) {
    awards.record(
        new RecordDecision(ref, Decision.AWARD, "A strong first project.", null, manager),
        passageOf("award.record-decision"));
    agreements.offer(ref, inDays(14), passageOf("agreement.offer"));
    agreements.accept(ref, told.applicant(), "I accept the agreement.");
    budget.commit(ref, passageOf("budget.commit"));
  }

  /** The applicant claims with evidence, and an officer verifies it. */
  public void claim(ApplicationRef ref, AnApplication told, String officer) {
    claims.open(ref, inDays(180), passageOf("claim.open"));
    documents.add(
        ref,
        told.applicant(),
        DocumentKind.EVIDENCE,
        "report.txt",
        "text/plain",
        ref.value().getBytes(StandardCharsets.UTF_8));
    claims.submit(new SubmitClaim(ref, told.applicant(), "The washer works.", List.of()));
    claims.recordVerification(
        new RecordVerification(ref, 1, true, "Report and photographs agree.", List.of(), officer),
        passageOf("claim.verify"));
  }

  /** The payment of the first claim is ordered. */
  public void order(ApplicationRef ref) {
    payments.order(ref, 1, passageOf("payment.order"));
  }

  /**
   * Ends the cases whose payments wait, in a batch or for one, so that the next batch holds only
   * those of a test.
   */
  public void endWaitingPayments() {
    jdbc.sql("select application from payment_instruction where state in ('ORDERED', 'BATCHED')")
        .query(String.class)
        .list()
        .forEach(waiting -> end(ApplicationRef.of(waiting)));
  }

  /** Ends a case of which nothing is paid. */
  void end(ApplicationRef ref) {
    desk.inTransaction(
        () -> {
          var status = applications.lockedStatus(ref);
          payments.cancel(ref, Applications.SYSTEM);
          if (!status.ended()) {
            applications.move(
                ref,
                status.mayBecome(ApplicationStatus.TERMINATED)
                    ? ApplicationStatus.TERMINATED
                    : ApplicationStatus.WITHDRAWN,
                "ENDED_BY_TEST",
                Applications.SYSTEM,
                null);
          }
          budget.release(ref, "ended by test", "tester");
          return ref;
        });
  }

  /**
   * Ends the oldest case that can be ended when no voucher is free; when there is none but the
   * newest, which may be those of the running test, the oldest paid one is paid back.
   */
  public void makeRoom() {
    if (voucherIsFree()) {
      return;
    }
    jdbc.sql(
            """
            select r.application from budget_reservation r
            where r.state <> 'RELEASED'
              and not exists (select 1 from budget_posting p
                              where p.application = r.application and p.kind = 'ORDER')
              and r.id < (select min(n.id)
                          from (select id from budget_reservation order by id desc limit 10) n)
            order by r.id limit 1
            """)
        .query(String.class)
        .optional()
        .map(ApplicationRef::of)
        .ifPresentOrElse(this::end, this::recoverOldest);
  }

  private boolean voucherIsFree() {
    return jdbc.sql("select exists (select from voucher_slot where application is null)")
        .query(Boolean.class)
        .single();
  }

  /** Gives a voucher back the way it is done: everything recovered, then released. */
  private void recoverOldest() {
    var ref =
        jdbc.sql(
                """
                select r.application from budget_reservation r
                join application a on a.reference = r.application
                where r.state = 'COMMITTED' and a.status in ('RUNNING', 'FINAL_REPORTED', 'CLOSED')
                  and not exists (select 1 from recovery o
                                  where o.application = r.application
                                    and (o.state in ('HEARING', 'FINDING', 'WAIVED')
                                      or o.settlement = 'OFFSET'))
                  and not exists (select 1 from payment_instruction p
                                  where p.application = r.application
                                    and p.state in ('ORDERED', 'BATCHED'))
                order by exists (select 1 from recovery o where o.application = r.application),
                         exists (select 1 from payment_instruction p
                                 where p.application = r.application and p.state <> 'BOOKED'), r.id
                limit 1
                """)
            .query((row, number) -> ApplicationRef.of(row.getString("application")))
            .single();
    payments.of(ref).stream().filter(VoucherDesk::isAtTheBank).forEach(this::book);
    recoveries.of(ref).forEach(this::payBack);
    var all = recoveries.canBePaidBack(ref);
    if (all.value() > 0) {
      payBack(recover(ref, all));
    }
    desk.inTransaction(
        () -> {
          budget.release(ref, "recovered by test", Applications.SYSTEM);
          return ref;
        });
  }

  private static boolean isAtTheBank(PaymentView payment) {
    return payment.state() == PaymentState.RELEASED || payment.state() == PaymentState.ACCEPTED;
  }

  private void book(PaymentView payment) {
    var day = clock.instant().atZone(Applications.PROGRAMME_ZONE).toLocalDate();
    // a test may have taken another statement about the batch
    statements.take(
        SimulatedFiles.statement(
            "LATE-" + payment.endToEndId(), day, List.of(Movement.out(payment)), account),
        desk.person(Role.FINANCE_OFFICER));
  }

  private RecoveryView recover(ApplicationRef ref, Cents all) {
    int number =
        recoveries
            .open(
                new OpenSuspicion(
                    ref,
                    SuspicionKind.IRREGULARITY,
                    all,
                    "A test needs the voucher.",
                    desk.person(Role.PROGRAMME_MANAGER)))
            .number();
    recoveries.beginHearing(ref, number, inDays(14), passageOf("recovery.begin-hearing"));
    recoveries.answer(ref, number, applications.get(ref).applicant(), "Take it.");
    recoveries.recordFinding(
        new RecordFinding(
            ref,
            number,
            true,
            all,
            Settlement.REPAYMENT_ORDER,
            "A test needs the voucher.",
            desk.person(Role.PROGRAMME_MANAGER)),
        passageOf("recovery.record-finding"));
    recoveries.order(ref, number, inDays(30), passageOf("recovery.order-repayment"));
    return recoveries.get(ref, number);
  }

  private void payBack(RecoveryView recovery) {
    var repayment = recovery.repayment();
    if (repayment == null || recovery.state().ended()) {
      return;
    }
    var today = clock.instant().atZone(Applications.PROGRAMME_ZONE).toLocalDate();
    desk.inTransaction(
        () ->
            expectedMoney.take(
                new ExpectedMoney.Received(
                    "test/" + repayment.reference(),
                    repayment.reference(),
                    repayment.payable(),
                    today),
                Applications.SYSTEM));
  }

  private OffsetDateTime inDays(int days) {
    return OffsetDateTime.now(clock).plus(Duration.ofDays(days));
  }
}
