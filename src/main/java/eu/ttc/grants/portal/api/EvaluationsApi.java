package eu.ttc.grants.portal.api;

import eu.ttc.grants.evaluation.Consolidated;
import eu.ttc.grants.evaluation.ConsolidationMethod;
import eu.ttc.grants.evaluation.Criterion;
import eu.ttc.grants.evaluation.Discrepancy;
import eu.ttc.grants.evaluation.DrawnCandidate;
import eu.ttc.grants.evaluation.EvaluationRounds;
import eu.ttc.grants.evaluation.EvaluationSummary;
import eu.ttc.grants.evaluation.Evaluations;
import eu.ttc.grants.evaluation.ExpertDraws;
import eu.ttc.grants.evaluation.ExpertWork;
import eu.ttc.grants.evaluation.Meeting;
import eu.ttc.grants.evaluation.RankingScore;
import eu.ttc.grants.evaluation.RoundView;
import eu.ttc.grants.evaluation.ScoreChange;
import eu.ttc.grants.evaluation.Spread;
import eu.ttc.grants.evaluation.VoidScores;
import eu.ttc.grants.evaluation.WorkState;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Unknown;
import eu.ttc.grants.portal.Access;
import eu.ttc.grants.portal.Assessments;
import eu.ttc.grants.portal.Viewer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who evaluates an application and what they scored, one by one; for staff only. */
@RestController
@RequestMapping("/api/applications/{reference}/evaluations")
@Tag(name = "Evaluations")
class EvaluationsApi {

  private final Evaluations evaluations;
  private final EvaluationRounds rounds;
  private final ExpertDraws draws;
  private final Access access;
  private final Assessments assessments;

  EvaluationsApi(
      Evaluations evaluations,
      EvaluationRounds rounds,
      ExpertDraws draws,
      Access access,
      Assessments assessments) {
    this.evaluations = evaluations;
    this.rounds = rounds;
    this.draws = draws;
    this.access = access;
    this.assessments = assessments;
  }

  /** Why scores are voided. */
  record VoidingInput(@Nullable String reason) {}

  /** One score. */
  record ScoreAnswer(BigDecimal points, String comment) {}

  /**
   * One expert's part. {@code sealed}: scores are given, but nobody sees them before all are in.
   * {@code draw}: why this expert was drawn and others were not.
   */
  record ExpertAnswer(
      UUID id,
      int seat,
      String expert,
      WorkState state,
      Instant assignedAt,
      @Nullable Instant declaredAt,
      @Nullable Instant dueAt,
      @Nullable String conflict,
      @Nullable String voidReason,
      boolean sealed,
      @Nullable ScoreAnswer excellence,
      @Nullable ScoreAnswer impact,
      @Nullable ScoreAnswer implementation,
      List<DrawnCandidate> draw) {

    static ExpertAnswer of(ExpertWork work, List<DrawnCandidate> draw) {
      var given = work.evaluation().orElse(null);
      return new ExpertAnswer(
          work.id(),
          work.seat(),
          work.expert(),
          work.state(),
          work.assignedAt(),
          work.declaredAt(),
          work.dueAt(),
          work.conflict(),
          work.voidReason(),
          work.sealed(),
          given == null ? null : new ScoreAnswer(given.excellence(), given.excellenceComment()),
          given == null ? null : new ScoreAnswer(given.impact(), given.impactComment()),
          given == null
              ? null
              : new ScoreAnswer(given.implementation(), given.implementationComment()),
          draw);
    }
  }

  /** How far the experts lie apart, and whether they must meet because of it. */
  record SpreadAnswer(BigDecimal points, boolean matters) {

    static SpreadAnswer of(Spread spread) {
      return new SpreadAnswer(spread.points(), spread.matters());
    }
  }

  /** Spreads on each criterion and of the totals. */
  record SpreadsAnswer(
      SpreadAnswer excellence,
      SpreadAnswer impact,
      SpreadAnswer implementation,
      SpreadAnswer total) {

    static SpreadsAnswer of(Discrepancy found) {
      return new SpreadsAnswer(
          SpreadAnswer.of(found.of(Criterion.EXCELLENCE)),
          SpreadAnswer.of(found.of(Criterion.IMPACT)),
          SpreadAnswer.of(found.of(Criterion.IMPLEMENTATION)),
          SpreadAnswer.of(found.total()));
    }
  }

  /** A score that was changed in a meeting. */
  record ChangeAnswer(
      int meeting,
      UUID evaluation,
      Criterion criterion,
      BigDecimal oldPoints,
      BigDecimal newPoints,
      String reason,
      String author,
      Instant at) {

    static ChangeAnswer of(ScoreChange change) {
      return new ChangeAnswer(
          change.meeting(),
          change.evaluation(),
          change.criterion(),
          change.oldScore().points(),
          change.newScore().points(),
          change.reason(),
          change.author(),
          change.at());
    }
  }

  /** The round that counts; {@code method} is there once it has an outcome. */
  record RoundAnswer(
      int number,
      String ruleset,
      @Nullable SpreadsAnswer spreads,
      List<Meeting> meetings,
      List<ChangeAnswer> changes,
      @Nullable ConsolidationMethod method) {

    static RoundAnswer of(RoundView round) {
      return new RoundAnswer(
          round.number(),
          round.ruleset(),
          round.discrepancy().map(SpreadsAnswer::of).orElse(null),
          round.meetings(),
          round.changes().stream().map(ChangeAnswer::of).toList(),
          round.outcome().map(Consolidated::method).orElse(null));
    }
  }

  /** All experts, the round that counts, its outcome, and what the application is ranked by. */
  record EvaluationsAnswer(
      List<ExpertAnswer> experts,
      @Nullable RoundAnswer round,
      @Nullable EvaluationSummary outcome,
      @Nullable RankingScore ranking) {}

  @GetMapping
  @PreAuthorize(
      "hasAnyRole('PROGRAMME_OFFICER', 'PROGRAMME_MANAGER', 'FINANCE_OFFICER', 'ADMINISTRATOR',"
          + " 'AUDITOR')")
  @Operation(
      summary = "Who evaluates and what they scored",
      description = "Scores for the innovation fund are told once all experts gave theirs.")
  EvaluationsAnswer all(@PathVariable String reference, Authentication signedIn) {
    return answer(ref(reference, signedIn));
  }

  @PostMapping("/{evaluation}/voiding")
  @PreAuthorize("hasRole('PROGRAMME_OFFICER')")
  @Operation(
      summary = "Void an expert's scores for a conflict of interest that came to light late",
      description =
          "A replacement is drawn. Possible until the outcome of the evaluation is recorded.")
  EvaluationsAnswer voidScores(
      @PathVariable String reference,
      @PathVariable String evaluation,
      @RequestBody VoidingInput input,
      Authentication signedIn) {
    var ref = ref(reference, signedIn);
    draws.voidScores(
        new VoidScores(
            ref,
            id(evaluation),
            Objects.requireNonNullElse(input.reason(), ""),
            signedIn.getName()));
    return answer(ref);
  }

  private ApplicationRef ref(String reference, Authentication signedIn) {
    var viewer = Viewer.of(signedIn);
    var ref = access.handled(reference, viewer).reference();
    if (!assessments.looking(ref, viewer).seesAllSubmitted()) {
      throw new Unknown("application", reference);
    }
    return ref;
  }

  private EvaluationsAnswer answer(ApplicationRef ref) {
    return new EvaluationsAnswer(
        evaluations.work(ref).stream()
            .map(work -> ExpertAnswer.of(work, draws.explain(work.id())))
            .toList(),
        rounds.of(ref).map(RoundAnswer::of).orElse(null),
        evaluations.of(ref).orElse(null),
        evaluations.rankingScore(ref).orElse(null));
  }

  private static UUID id(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException notOne) {
      throw new Unknown("evaluation", text);
    }
  }
}
