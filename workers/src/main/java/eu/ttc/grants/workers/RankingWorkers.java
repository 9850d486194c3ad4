package eu.ttc.grants.workers;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.call.CallState;
import eu.ttc.grants.call.Calls;
import eu.ttc.grants.engine.TaskCompletions;
import eu.ttc.grants.evaluation.CriterionScore;
import eu.ttc.grants.evaluation.Evaluations;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.ReasonCode;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.kernel.Unknown;
import eu.ttc.grants.ranking.CallRankings;
import eu.ttc.grants.ranking.ChangedPlace;
import eu.ttc.grants.ranking.ConflictKind;
import eu.ttc.grants.ranking.Departure;
import eu.ttc.grants.ranking.Figures;
import eu.ttc.grants.ranking.PanelMember;
import eu.ttc.grants.ranking.PanelOutcome.Ranked;
import eu.ttc.grants.ranking.PanelOutcome.RankingNotAllowed;
import eu.ttc.grants.ranking.Panels;
import eu.ttc.grants.ranking.RankingEntry;
import eu.ttc.grants.ranking.RankingList;
import eu.ttc.grants.ranking.RankingState;
import eu.ttc.grants.ranking.Rankings;
import eu.ttc.grants.ranking.RecordPanelDecision;
import eu.ttc.grants.workers.ApplicationWorkers.CaseInput;
import io.camunda.client.annotation.ElementInstanceKey;
import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.ProcessInstanceKey;
import io.camunda.client.annotation.VariablesAsType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Calls that close and are ranked, and what that means for each application. */
@Component
public class RankingWorkers {

  private final Calls calls;
  private final CallRankings callRankings;
  private final Rankings rankings;
  private final Panels panels;
  private final Evaluations evaluations;
  private final Applications applications;
  private final TaskCompletions completions;
  private final String baseUrl;

  RankingWorkers(
      Calls calls,
      CallRankings callRankings,
      Rankings rankings,
      Panels panels,
      Evaluations evaluations,
      Applications applications,
      TaskCompletions completions,
      @Value("${grants.base-url}") String baseUrl) {
    this.calls = calls;
    this.callRankings = callRankings;
    this.rankings = rankings;
    this.panels = panels;
    this.evaluations = evaluations;
    this.applications = applications;
    this.completions = completions;
    this.baseUrl = baseUrl;
  }

  /** Which call. */
  public record CallInput(String callReference) {}

  /** Whether it takes nothing more, and when that is. */
  public record ClosingResult(boolean callClosed, String closesAt) {}

  /** Whether every application of the call has settled. */
  public record EvaluatedResult(boolean allEvaluated) {}

  /** A row above the threshold as the form shows it. */
  public record Line(
      int rank,
      String reference,
      String title,
      String scores,
      String weighted,
      String coFunding,
      String grant,
      String sum,
      String proposed) {}

  /** A row below the threshold. */
  public record BelowLine(String reference, String title, String scores, String total) {}

  /** A seat on the panel, and whether it was taken. */
  public record Member(String memberName, String memberState, @Nullable Boolean memberPresent) {}

  /** Who left for which application. */
  public record DepartureRow(
      @Nullable String departureMember,
      @Nullable String departureReference,
      @Nullable String departureConflict) {}

  /** Another place than by the figures. */
  public record PlaceRow(
      @Nullable String placeReference,
      @Nullable BigDecimal placeGiven,
      @Nullable String placeReason) {}

  /** Which call, and who was ticked as present when the panel recorded in vain. */
  public record PrepareInput(String callReference, @Nullable List<Member> panelMembers) {}

  /** The points of one criterion as the form of the award shows them. */
  public record ScoreRow(String criterion, String points, String threshold, String weight) {

    static ScoreRow of(CriterionScore score) {
      var name = score.criterion().name();
      return new ScoreRow(
          name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT),
          shown(score.points()),
          shown(score.threshold()),
          shown(score.weight()));
    }

    private static String shown(BigDecimal number) {
      return RankingWorkers.points(number);
    }
  }

  /** What the form of the award shows of an application to the fund; amounts in euros. */
  public record FiguresResult(
      boolean evaluationPassed,
      BigDecimal evaluationTotal,
      String weightedTotal,
      String weightedMost,
      List<ScoreRow> scoreRows,
      String rank,
      int rankedCount,
      String callReference,
      String rankingUrl,
      String grantAmount,
      String eligibleCosts,
      String coFundingNeeded,
      String coFundingShare) {}

  /** What the panel ranks. */
  public record PrepareResult(
      boolean nothingToRank,
      String rankingList,
      String rankingUrl,
      String rankingAvailable,
      List<Line> rankingLines,
      List<BelowLine> rankingBelow,
      List<String> rankingReferences,
      List<Member> panelMembers) {}

  /** What the panel decided. */
  public record DecisionInput(
      String callReference,
      String rankingList,
      @Nullable List<Member> panelMembers,
      @Nullable List<DepartureRow> panelDepartures,
      @Nullable List<PlaceRow> panelPlaces,
      @Nullable String panelFindings) {}

  /** How many got money, wait for it, or are below the threshold. */
  public record DecisionResult(int funded, int onReserveList, int belowThreshold, String problem) {}

  /** Number of the entry, part of the key under which the lifecycle is told. */
  public record EnterResult(int rankingNumber) {}

  /** Which entry. */
  public record EntryInput(String applicationRef, int rankingNumber) {}

  /** What was decided, and when the panel did so. */
  public record OutcomeResult(
      RankingState rankingState, List<ReasonCode> reasonCodes, String rankingDecidedAt) {}

  /** Which entry, and the end of the list as the model knows it. */
  public record ReserveInput(String applicationRef, int rankingNumber, String reserveDeadline) {}

  /** How the place stands, and when the list really ends. */
  public record ReserveResult(RankingState reserveState, String reserveDeadline) {}

  @JobWorker(type = JobTypes.RANKING_CHECK_CLOSING)
  public ClosingResult checkClosing(@VariablesAsType CallInput in) {
    var call =
        calls.find(in.callReference()).orElseThrow(() -> new Unknown("call", in.callReference()));
    return new ClosingResult(
        call.state() == CallState.CLOSED, Applications.inProgramme(call.closesAt()).toString());
  }

  @JobWorker(type = JobTypes.RANKING_AWAIT_EVALUATIONS)
  public EvaluatedResult awaitEvaluations(
      @VariablesAsType CallInput in, @ElementInstanceKey long elementInstance) {
    return new EvaluatedResult(
        callRankings.awaitEvaluations(
            in.callReference(), StepKey.of(JobTypes.RANKING_AWAIT_EVALUATIONS, elementInstance)));
  }

  @JobWorker(type = JobTypes.RANKING_PREPARE_LIST)
  public PrepareResult prepareList(@VariablesAsType PrepareInput in) {
    var call = in.callReference();
    var list = callRankings.prepare(call);
    var titles = titles(list);
    return new PrepareResult(
        list.isEmpty(),
        list.fingerprint(),
        baseUrl + "/calls/" + call + "/ranking",
        amount(list.available()),
        lines(list, titles),
        list.below().stream().map(entry -> below(entry, titles)).toList(),
        Stream.concat(list.ordered().stream(), list.below().stream())
            .map(entry -> entry.application().value())
            .sorted()
            .toList(),
        members(panels.members(call), in.panelMembers()));
  }

  @JobWorker(type = JobTypes.RANKING_RECORD_DECISION)
  public DecisionResult recordDecision(
      @VariablesAsType DecisionInput in,
      @ProcessInstanceKey long processInstance,
      @ElementInstanceKey long elementInstance) {
    var task = completions.before(processInstance, "Task_RankApplications", elementInstance);
    var command =
        new RecordPanelDecision(
            in.callReference(),
            in.rankingList(),
            present(in.panelMembers()),
            departures(in.panelDepartures()),
            places(in.panelPlaces()),
            FormValues.text(in.panelFindings()),
            task.username());
    return switch (callRankings.record(
        command, StepKey.of(JobTypes.RANKING_RECORD_DECISION, elementInstance))) {
      case Ranked(var funded, var reserve, var rejected) ->
          new DecisionResult(funded, reserve, rejected, "");
      case RankingNotAllowed(var problem) ->
          throw Refusal.bpmnError("RANKING_NOT_ALLOWED", problem);
    };
  }

  @JobWorker(type = JobTypes.RANKING_ENTER)
  public EnterResult enter(
      @VariablesAsType CaseInput in, @ElementInstanceKey long elementInstance) {
    return new EnterResult(
        rankings.enter(
            ApplicationRef.of(in.applicationRef()),
            StepKey.of(JobTypes.RANKING_ENTER, elementInstance)));
  }

  @JobWorker(type = JobTypes.RANKING_READ_OUTCOME)
  public OutcomeResult readOutcome(
      @VariablesAsType EntryInput in, @ElementInstanceKey long elementInstance) {
    var outcome =
        rankings.outcome(
            ApplicationRef.of(in.applicationRef()),
            in.rankingNumber(),
            StepKey.of(JobTypes.RANKING_READ_OUTCOME, elementInstance));
    return new OutcomeResult(
        outcome.state(),
        outcome.reasonCodes(),
        Applications.inProgramme(outcome.decidedAt()).toString());
  }

  @JobWorker(type = JobTypes.RANKING_CHECK_RESERVE)
  public ReserveResult checkReserve(
      @VariablesAsType ReserveInput in, @ElementInstanceKey long elementInstance) {
    var place =
        rankings.reservePlace(
            ApplicationRef.of(in.applicationRef()),
            in.rankingNumber(),
            OffsetDateTime.parse(in.reserveDeadline()).toInstant(),
            StepKey.of(JobTypes.RANKING_CHECK_RESERVE, elementInstance));
    return new ReserveResult(place.state(), Applications.inProgramme(place.until()).toString());
  }

  @JobWorker(type = JobTypes.RANKING_GATHER_FIGURES)
  public FiguresResult gatherFigures(@VariablesAsType CaseInput in) {
    var ref = ApplicationRef.of(in.applicationRef());
    var award = rankings.forAward(ref);
    var figures = award.figures();
    var criteria = evaluations.criteria(ref);
    return new FiguresResult(
        figures.passed(),
        figures.total(),
        points(figures.weightedTotal()),
        points(most(criteria)),
        criteria.stream().map(ScoreRow::of).toList(),
        award.place() == null ? "–" : award.place().toString(),
        award.ranked(),
        award.call(),
        baseUrl + "/calls/" + award.call() + "/ranking",
        amount(figures.grant()),
        amount(figures.eligibleCosts()),
        amount(figures.coFunding()),
        share(figures.coFunding(), figures.eligibleCosts()));
  }

  /** The highest weighted total that can be reached. */
  private static BigDecimal most(List<CriterionScore> criteria) {
    return criteria.stream()
        .map(CriterionScore::weight)
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .multiply(BigDecimal.valueOf(CriterionScore.MOST));
  }

  private List<Line> lines(RankingList list, Map<ApplicationRef, String> titles) {
    var lines = new ArrayList<Line>();
    var sum = Cents.ZERO;
    for (var entry : list.ordered()) {
      var figures = entry.figures();
      var rank = lines.size() + 1;
      sum = sum.plus(figures.grant());
      lines.add(
          new Line(
              rank,
              entry.application().value(),
              titles.getOrDefault(entry.application(), ""),
              scores(figures),
              points(figures.weightedTotal()),
              share(figures.coFunding(), figures.eligibleCosts()),
              amount(figures.grant()),
              amount(sum),
              rank <= list.fitting() ? "Fund" : "Reserve"));
    }
    return List.copyOf(lines);
  }

  private static BelowLine below(RankingEntry entry, Map<ApplicationRef, String> titles) {
    var figures = entry.figures();
    return new BelowLine(
        entry.application().value(),
        titles.getOrDefault(entry.application(), ""),
        scores(figures),
        points(figures.total()));
  }

  private Map<ApplicationRef, String> titles(RankingList list) {
    return applications.titles(
        Stream.concat(list.ordered().stream(), list.below().stream())
            .map(RankingEntry::application)
            .toList());
  }

  /** Whoever was ticked stays ticked; the seats are those of now. */
  private static List<Member> members(List<PanelMember> seats, @Nullable List<Member> before) {
    var ticked = present(before);
    return seats.stream()
        .map(
            seat ->
                new Member(seat.username(), seat.memberState(), ticked.contains(seat.username())))
        .toList();
  }

  private static Set<String> present(@Nullable List<Member> members) {
    return members == null
        ? Set.of()
        : members.stream()
            .filter(member -> Boolean.TRUE.equals(member.memberPresent()))
            .map(Member::memberName)
            .collect(Collectors.toSet());
  }

  /** Rows that were added and left empty are none. */
  private static List<Departure> departures(@Nullable List<DepartureRow> rows) {
    return rows == null
        ? List.of()
        : rows.stream()
            .filter(row -> !FormValues.text(row.departureReference()).isEmpty())
            .map(
                row ->
                    new Departure(
                        FormValues.text(row.departureMember()),
                        ApplicationRef.of(FormValues.text(row.departureReference())),
                        conflict(row.departureConflict())))
            .toList();
  }

  private static ConflictKind conflict(@Nullable String chosen) {
    var kind = FormValues.choice(ConflictKind.class, chosen);
    return kind == null ? ConflictKind.OTHER_DOUBT : kind;
  }

  private static List<ChangedPlace> places(@Nullable List<PlaceRow> rows) {
    return rows == null
        ? List.of()
        : rows.stream()
            .filter(row -> !FormValues.text(row.placeReference()).isEmpty())
            .map(
                row ->
                    new ChangedPlace(
                        ApplicationRef.of(FormValues.text(row.placeReference())),
                        row.placeGiven() == null ? 0 : row.placeGiven().intValue(),
                        FormValues.text(row.placeReason())))
            .toList();
  }

  /** Excellence, Impact, Implementation. */
  private static String scores(Figures figures) {
    return "%s · %s · %s"
        .formatted(
            points(figures.excellence()),
            points(figures.impact()),
            points(figures.implementation()));
  }

  private static String points(BigDecimal points) {
    return points
        .stripTrailingZeros()
        .setScale(Math.max(1, points.stripTrailingZeros().scale()))
        .toPlainString();
  }

  private static String share(Cents part, Cents whole) {
    return part.inEuros()
            .movePointRight(2)
            .divide(whole.inEuros(), 1, RoundingMode.HALF_UP)
            .toPlainString()
        + " %";
  }

  private static String amount(Cents cents) {
    var format = NumberFormat.getInstance(Locale.ROOT);
    format.setMinimumFractionDigits(cents.value() % 100 == 0 ? 0 : 2);
    return format.format(cents.inEuros());
  }
}
