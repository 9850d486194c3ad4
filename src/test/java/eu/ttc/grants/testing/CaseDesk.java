package eu.ttc.grants.testing;

import static eu.ttc.grants.testing.ApplicationDesk.passageOf;

import eu.ttc.grants.agreement.Agreements;
import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.DocumentKind;
import eu.ttc.grants.application.Documents;
import eu.ttc.grants.award.Awards;
import eu.ttc.grants.award.Decision;
import eu.ttc.grants.award.RecordDecision;
import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.claim.Claims;
import eu.ttc.grants.claim.RecordVerification;
import eu.ttc.grants.claim.SubmitClaim;
import eu.ttc.grants.evaluation.Evaluations;
import eu.ttc.grants.evaluation.RecordEvaluation;
import eu.ttc.grants.evaluation.Score;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.ReasonCode;
import eu.ttc.grants.payment.Payments;
import eu.ttc.grants.stateaid.DeMinimis;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Brings voucher cases further than {@link ApplicationDesk}, step by step and in order, with new
 * people in every role. Each method begins where the one above it ends.
 */
public final class CaseDesk {

  public static final Cents VOUCHER = Cents.euros(5_000);

  private final ApplicationDesk desk;
  private final VoucherDesk vouchers;
  private final DeMinimis deMinimis;
  private final Budget budget;
  private final Evaluations evaluations;
  private final Awards awards;
  private final Agreements agreements;
  private final Claims claims;
  private final Documents documents;
  private final Payments payments;
  private final JdbcClient jdbc;
  private final Clock clock;

  CaseDesk(
      ApplicationDesk desk,
      VoucherDesk vouchers,
      DeMinimis deMinimis,
      Budget budget,
      Evaluations evaluations,
      Awards awards,
      Agreements agreements,
      Claims claims,
      Documents documents,
      Payments payments,
      JdbcClient jdbc,
      Clock clock) {
    this.desk = desk;
    this.vouchers = vouchers;
    this.deMinimis = deMinimis;
    this.budget = budget;
    this.evaluations = evaluations;
    this.awards = awards;
    this.agreements = agreements;
    this.claims = claims;
    this.documents = documents;
    this.payments = payments;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Eligible, with de minimis aid and a voucher reserved. */
  public ApplicationRef reserved(AnApplication told) {
    var ref = desk.submitAndMove(told, ApplicationStatus.COMPLETE, ApplicationStatus.ELIGIBLE);
    reserve(ref);
    return ref;
  }

  /** Reserves de minimis aid and a voucher; when none is left, one of another test ends for it. */
  public void reserve(ApplicationRef ref) {
    vouchers.makeRoom();
    deMinimis.check(ref, VOUCHER, passageOf("stateaid.check-de-minimis"));
    budget.reserve(ref, VOUCHER, passageOf("budget.reserve"));
  }

  /** In the hands of an expert. */
  public ApplicationRef assigned(AnApplication told) {
    var ref = reserved(told);
    assign(ref);
    return ref;
  }

  /** Gives it to a new expert; returns who that is. */
  public String assign(ApplicationRef ref) {
    jdbc.sql("update expert set sectors = array['NONE']").update();
    jdbc.sql("insert into expert (username, sectors) values (:name, array['HIGH_TECH_MATERIALS'])")
        .param("name", desk.person(Role.EVALUATOR))
        .update();
    return evaluations.assign(ref, passageOf("evaluation.assign-expert")).expert();
  }

  /** Evaluated, above the threshold or below. */
  public ApplicationRef evaluated(AnApplication told, boolean passed) {
    var ref = assigned(told);
    evaluate(ref, passed);
    return ref;
  }

  /** Has the expert who was given it last score it. */
  public void evaluate(ApplicationRef ref, boolean passed) {
    var assigned = evaluations.assign(ref, passageOf("evaluation.assign-expert"));
    var score = new Score(passed ? 8 : 5);
    evaluations.record(
        new RecordEvaluation(
            ref,
            assigned.evaluation(),
            score,
            score,
            score,
            "As described.",
            "As described.",
            "As described.",
            passed,
            assigned.expert()),
        passageOf("evaluation.record"));
  }

  /** Has a new manager decide; returns who that is. */
  public String decide(ApplicationRef ref, Decision decision, ReasonCode code) {
    var manager = desk.person(Role.PROGRAMME_MANAGER);
    awards.record(
        new RecordDecision(ref, decision, "As evaluated.", code, manager),
        passageOf("award.record-decision"));
    return manager;
  }

  /** Awarded by a new manager on these conditions. */
  public ApplicationRef awardedOn(AnApplication told, String... conditions) {
    var ref = evaluated(told, true);
    awards.record(
        new RecordDecision(
            ref,
            Decision.AWARD,
            "As evaluated.",
            null,
            desk.person(Role.PROGRAMME_MANAGER),
            List.of(conditions),
            true),
        passageOf("award.record-decision"));
    return ref;
  }

  /** Rejected for these reasons from wherever it is. */
  public void reject(ApplicationRef ref, ReasonCode... reasons) {
    awards.reject(ref, List.of(reasons), passageOf("award.reject"));
  }

  /** Awarded, with an agreement offered for two weeks. */
  public ApplicationRef offered(AnApplication told) {
    var ref = evaluated(told, true);
    decide(ref, Decision.AWARD, ReasonCode.BELOW_THRESHOLD);
    offer(ref);
    return ref;
  }

  private void offer(ApplicationRef ref) {
    agreements.offer(ref, inDays(14), passageOf("agreement.offer"));
  }

  /** With an accepted agreement and its money committed. */
  public ApplicationRef contracted(AnApplication told) {
    var ref = offered(told);
    contract(ref, told);
    return ref;
  }

  private void contract(ApplicationRef ref, AnApplication told) {
    agreements.accept(ref, told.applicant(), "I accept.");
    budget.commit(ref, passageOf("budget.commit"));
  }

  /** With a claim that was verified and accepted. */
  public ApplicationRef payable(AnApplication told) {
    var ref = contracted(told);
    claim(ref, told);
    return ref;
  }

  private void claim(ApplicationRef ref, AnApplication told) {
    claims.open(ref, inDays(180), passageOf("claim.open"));
    documents.add(
        ref,
        told.applicant(),
        DocumentKind.EVIDENCE,
        "report.txt",
        "text/plain",
        ref.value().getBytes(StandardCharsets.UTF_8));
    claims.submit(new SubmitClaim(ref, told.applicant(), "It works.", List.of()));
    claims.recordVerification(
        new RecordVerification(
            ref, 1, true, "All there.", List.of(), desk.person(Role.PROGRAMME_OFFICER)),
        passageOf("claim.record-verification"));
  }

  /** With its payment ordered. */
  public ApplicationRef ordered(AnApplication told) {
    var ref = payable(told);
    payments.order(ref, 1, passageOf("payment.order"));
    return ref;
  }

  /** Takes an awarded application to its ordered payment. */
  public void pay(ApplicationRef ref, AnApplication told) {
    offer(ref);
    contract(ref, told);
    claim(ref, told);
    payments.order(ref, 1, passageOf("payment.order"));
  }

  /** A moment as the models hold deadlines. */
  public OffsetDateTime inDays(int days) {
    return clock
        .instant()
        .truncatedTo(ChronoUnit.SECONDS)
        .plus(Duration.ofDays(days))
        .atOffset(ZoneOffset.UTC);
  }
}
