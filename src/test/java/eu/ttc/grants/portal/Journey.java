package eu.ttc.grants.portal;

import static eu.ttc.grants.testing.ApplicationDesk.passageOf;

import eu.ttc.grants.agreement.Agreements;
import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.DocumentKind;
import eu.ttc.grants.application.Documents;
import eu.ttc.grants.award.Awards;
import eu.ttc.grants.award.Decision;
import eu.ttc.grants.award.RecordDecision;
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
import eu.ttc.grants.stateaid.DeMinimis;
import eu.ttc.grants.testing.AnApplication;
import eu.ttc.grants.testing.ApplicationDesk;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Takes applications along their way as the lifecycle would, without an engine. */
public final class Journey {

  private final ApplicationDesk desk;
  private final DeMinimis deMinimis;
  private final Evaluations evaluations;
  private final Awards awards;
  private final Agreements agreements;
  private final Claims claims;
  private final Documents documents;
  private final JdbcClient jdbc;
  private final Clock clock;

  Journey(
      ApplicationDesk desk,
      DeMinimis deMinimis,
      Evaluations evaluations,
      Awards awards,
      Agreements agreements,
      Claims claims,
      Documents documents,
      JdbcClient jdbc,
      Clock clock) {
    this.desk = desk;
    this.deMinimis = deMinimis;
    this.evaluations = evaluations;
    this.awards = awards;
    this.agreements = agreements;
    this.claims = claims;
    this.documents = documents;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  public ApplicationRef submitted(AnApplication told) {
    return desk.submit(told);
  }

  /** Evaluated with this many half points for each criterion. */
  public ApplicationRef evaluated(AnApplication told, int halfPoints) {
    var ref = desk.submitAndMove(told, ApplicationStatus.COMPLETE, ApplicationStatus.ELIGIBLE);
    deMinimis.check(ref, Cents.euros(5_000), passageOf("stateaid.check-de-minimis"));
    jdbc.sql(
            "insert into expert (username, sectors, employer) values (:name,"
                + " array['HIGH_TECH_MATERIALS'], '')")
        .param("name", desk.person(Role.EVALUATOR))
        .update();
    var assigned = evaluations.assign(ref, passageOf("evaluation.assign-expert"));
    var score = new Score(halfPoints);
    evaluations.record(
        new RecordEvaluation(
            ref,
            assigned.evaluation(),
            score,
            score,
            score,
            "New for the whole region.",
            "A market is there.",
            "The plan is sound.",
            halfPoints >= 7,
            assigned.expert()),
        passageOf("evaluation.record"));
    return ref;
  }

  public ApplicationRef rejected(AnApplication told) {
    var ref = evaluated(told, 4);
    decide(ref, Decision.REJECT);
    awards.reject(ref, List.of(ReasonCode.BELOW_THRESHOLD), passageOf("award.reject"));
    return ref;
  }

  public ApplicationRef awarded(AnApplication told) {
    var ref = evaluated(told, 8);
    decide(ref, Decision.AWARD);
    return ref;
  }

  /** With an agreement to be accepted in two weeks. */
  public ApplicationRef offered(AnApplication told) {
    var ref = awarded(told);
    agreements.offer(ref, after(Duration.ofDays(14)), passageOf("agreement.offer"));
    return ref;
  }

  /** With a claim that is open for half a year. */
  public ApplicationRef running(AnApplication told) {
    var ref = offered(told);
    agreements.accept(ref, told.applicant(), "I accept.");
    invite(ref);
    return ref;
  }

  /** Invites the next claim. */
  public int invite(ApplicationRef ref) {
    return claims.open(ref, after(Duration.ofDays(182)), passageOf("claim.open"));
  }

  /** With a claim that an officer has to verify. */
  public ApplicationRef claimed(AnApplication told) {
    var ref = running(told);
    documents.add(
        ref,
        told.applicant(),
        DocumentKind.EVIDENCE,
        "invoice.pdf",
        "application/pdf",
        ("invoice of " + ref).getBytes(StandardCharsets.UTF_8));
    claims.submit(new SubmitClaim(ref, told.applicant(), "The prototype works.", List.of()));
    return ref;
  }

  /** The first claim is verified. */
  public void verify(ApplicationRef ref, boolean accepted, String findings) {
    claims.recordVerification(
        new RecordVerification(
            ref, 1, accepted, findings, List.of(), desk.person(Role.PROGRAMME_OFFICER)),
        passageOf("claim.record-verification"));
  }

  public void lapse(ApplicationRef ref) {
    agreements.lapse(ref, passageOf("agreement.lapse"));
  }

  private void decide(ApplicationRef ref, Decision decision) {
    var manager = desk.person(Role.PROGRAMME_MANAGER);
    awards.record(
        new RecordDecision(
            ref, decision, "The board discussed it.", ReasonCode.BELOW_THRESHOLD, manager),
        passageOf("award.record-decision"));
  }

  private OffsetDateTime after(Duration time) {
    return OffsetDateTime.ofInstant(clock.instant().plus(time), ZoneOffset.UTC);
  }
}
