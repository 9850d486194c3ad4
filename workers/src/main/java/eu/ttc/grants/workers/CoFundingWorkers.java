package eu.ttc.grants.workers;

import eu.ttc.grants.cofunding.Checking.NotAllowed;
import eu.ttc.grants.cofunding.Checking.Recorded;
import eu.ttc.grants.cofunding.Checklist;
import eu.ttc.grants.cofunding.EvidenceKind;
import eu.ttc.grants.cofunding.EvidenceRequests;
import eu.ttc.grants.cofunding.ItemVerdict;
import eu.ttc.grants.cofunding.RecordVerdicts;
import eu.ttc.grants.cofunding.ReducedGrantState;
import eu.ttc.grants.cofunding.ReducedGrants;
import eu.ttc.grants.cofunding.RequestState;
import eu.ttc.grants.cofunding.SheetResult;
import eu.ttc.grants.cofunding.VerdictReason;
import eu.ttc.grants.cofunding.Verifications;
import eu.ttc.grants.engine.TaskCompletions;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.workers.ApplicationWorkers.CaseInput;
import io.camunda.client.annotation.ElementInstanceKey;
import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.ProcessInstanceKey;
import io.camunda.client.annotation.VariablesAsType;
import io.camunda.client.exception.BpmnError;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Co-funding assessed, judged and confirmed; applicants asked for more, or offered less. */
@Component
public class CoFundingWorkers {

  private final Verifications verifications;
  private final EvidenceRequests requests;
  private final ReducedGrants reducedGrants;
  private final TaskCompletions completions;

  CoFundingWorkers(
      Verifications verifications,
      EvidenceRequests requests,
      ReducedGrants reducedGrants,
      TaskCompletions completions) {
    this.verifications = verifications;
    this.requests = requests;
    this.reducedGrants = reducedGrants;
    this.completions = completions;
  }

  /** The verdicts on one item. */
  public enum Verdict {
    ACCEPTED,
    LIMITED,
    REFUSED
  }

  /** The answers of the form about a smaller project. */
  public enum YesNo {
    YES,
    NO
  }

  /** One item as the form shows it and gives it back; amounts in euros. */
  public record Item(
      int itemNumber,
      EvidenceKind itemKind,
      int itemParty,
      BigDecimal itemEuros,
      @Nullable Verdict itemVerdict,
      @Nullable BigDecimal itemUpToEuros,
      @Nullable String itemReason,
      @Nullable String itemNote) {

    static Item of(Checklist.Item listed) {
      var kept =
          new Item(
              listed.number(),
              listed.kind(),
              listed.partyNumber(),
              listed.byRules().inEuros(),
              null,
              null,
              null,
              null);
      return switch (listed.earlier()) {
        case null -> kept;
        case ItemVerdict.Accepted accepted -> kept.judged(Verdict.ACCEPTED, null, null, null);
        case ItemVerdict.Limited(int number, var upTo, var reason, var note) ->
            kept.judged(Verdict.LIMITED, upTo.inEuros(), reason.name(), note);
        case ItemVerdict.Refused(int number, var reason, var note) ->
            kept.judged(Verdict.REFUSED, null, reason.name(), note);
      };
    }

    private Item judged(
        Verdict verdict,
        @Nullable BigDecimal upTo,
        @Nullable String reason,
        @Nullable String note) {
      return new Item(itemNumber, itemKind, itemParty, itemEuros, verdict, upTo, reason, note);
    }
  }

  /** What the officer is to judge, and the arithmetic that the form shows. */
  public record AssessResult(
      int coFundingRound,
      int coFundingMatchPercent,
      List<Item> coFundingItems,
      List<ShownSheet.Test> coFundingTests,
      List<ShownSheet.Line> coFundingLines) {}

  /** What the officer found. */
  public record VerdictsInput(
      String applicationRef,
      int coFundingRound,
      @Nullable List<Item> coFundingItems,
      @Nullable String reducedProjectSound,
      @Nullable String coFundingFindings) {}

  /** What the model decides on. */
  public record ConfirmResult(
      SheetResult coFundingResult, int coFundingRoundsLeft, boolean reducedGrantPossible) {}

  /** Until when evidence can be added. */
  public record AskInput(String applicationRef, String coFundingDeadline) {}

  /** Number of the request. */
  public record AskResult(int coFundingRequestNumber) {}

  /** Which request. */
  public record RequestInput(String applicationRef, int coFundingRequestNumber) {}

  /** Where the request stands, and when it is really due. */
  public record LapseResult(RequestState coFundingRequestState, String coFundingDeadline) {}

  /** Until when the offer can be answered. */
  public record OfferInput(String applicationRef, String reducedGrantDeadline) {}

  /** Number of the offer. */
  public record OfferResult(int reducedGrantNumber) {}

  /** Which offer. */
  public record OfferedInput(String applicationRef, int reducedGrantNumber) {}

  /** Where the offer stands, and until when it can really be answered. */
  public record OfferCheckResult(
      ReducedGrantState reducedGrantState, String reducedGrantDeadline) {}

  @JobWorker(type = JobTypes.COFUNDING_ASSESS)
  public AssessResult assess(
      @VariablesAsType CaseInput in, @ElementInstanceKey long elementInstance) {
    var checklist =
        verifications.assess(
            ApplicationRef.of(in.applicationRef()),
            StepKey.of(JobTypes.COFUNDING_ASSESS, elementInstance));
    var shown = new ShownSheet(checklist.sheet());
    return new AssessResult(
        checklist.round(),
        checklist.sheet().matchPercent(),
        checklist.items().stream().map(Item::of).toList(),
        shown.tests(),
        shown.lines());
  }

  @JobWorker(type = JobTypes.COFUNDING_RECORD_VERDICTS)
  public void recordVerdicts(
      @VariablesAsType VerdictsInput in,
      @ProcessInstanceKey long processInstance,
      @ElementInstanceKey long elementInstance) {
    var task = completions.before(processInstance, "Task_VerifyCoFunding", elementInstance);
    var command =
        new RecordVerdicts(
            ApplicationRef.of(in.applicationRef()),
            in.coFundingRound(),
            verdicts(in.coFundingItems()),
            sound(in.reducedProjectSound()),
            FormValues.text(in.coFundingFindings()),
            task.username());
    switch (verifications.recordVerdicts(
        command, StepKey.of(JobTypes.COFUNDING_RECORD_VERDICTS, elementInstance))) {
      case Recorded recorded -> {}
      case NotAllowed(var problem) -> throw notAllowed(problem);
    }
  }

  @JobWorker(type = JobTypes.COFUNDING_CONFIRM)
  public ConfirmResult confirm(
      @VariablesAsType CaseInput in, @ElementInstanceKey long elementInstance) {
    var confirmed =
        verifications.confirm(
            ApplicationRef.of(in.applicationRef()),
            StepKey.of(JobTypes.COFUNDING_CONFIRM, elementInstance));
    return new ConfirmResult(
        confirmed.result(), confirmed.roundsLeft(), confirmed.reducedGrantPossible());
  }

  @JobWorker(type = JobTypes.COFUNDING_ASK)
  public AskResult ask(@VariablesAsType AskInput in, @ElementInstanceKey long elementInstance) {
    return new AskResult(
        requests.ask(
            ApplicationRef.of(in.applicationRef()),
            OffsetDateTime.parse(in.coFundingDeadline()),
            StepKey.of(JobTypes.COFUNDING_ASK, elementInstance)));
  }

  @JobWorker(type = JobTypes.COFUNDING_LAPSE_REQUEST)
  public LapseResult lapseRequest(
      @VariablesAsType RequestInput in, @ElementInstanceKey long elementInstance) {
    var check =
        requests.lapse(
            ApplicationRef.of(in.applicationRef()),
            in.coFundingRequestNumber(),
            StepKey.of(JobTypes.COFUNDING_LAPSE_REQUEST, elementInstance));
    return new LapseResult(check.state(), check.dueAt().toString());
  }

  @JobWorker(type = JobTypes.COFUNDING_OFFER_REDUCED_GRANT)
  public OfferResult offerReducedGrant(
      @VariablesAsType OfferInput in, @ElementInstanceKey long elementInstance) {
    return new OfferResult(
        reducedGrants.offer(
            ApplicationRef.of(in.applicationRef()),
            OffsetDateTime.parse(in.reducedGrantDeadline()),
            StepKey.of(JobTypes.COFUNDING_OFFER_REDUCED_GRANT, elementInstance)));
  }

  @JobWorker(type = JobTypes.COFUNDING_CHECK_REDUCED_GRANT)
  public OfferCheckResult checkReducedGrant(
      @VariablesAsType OfferedInput in, @ElementInstanceKey long elementInstance) {
    var check =
        reducedGrants.check(
            ApplicationRef.of(in.applicationRef()),
            in.reducedGrantNumber(),
            StepKey.of(JobTypes.COFUNDING_CHECK_REDUCED_GRANT, elementInstance));
    return new OfferCheckResult(check.state(), check.dueAt().toString());
  }

  @JobWorker(type = JobTypes.COFUNDING_CLOSE)
  public void close(@VariablesAsType CaseInput in, @ElementInstanceKey long elementInstance) {
    verifications.close(
        ApplicationRef.of(in.applicationRef()),
        StepKey.of(JobTypes.COFUNDING_CLOSE, elementInstance));
  }

  private static List<ItemVerdict> verdicts(@Nullable List<Item> items) {
    return items == null ? List.of() : items.stream().map(CoFundingWorkers::verdict).toList();
  }

  private static ItemVerdict verdict(Item item) {
    var number = item.itemNumber();
    var note = FormValues.text(item.itemNote());
    return switch (item.itemVerdict()) {
      case ACCEPTED -> new ItemVerdict.Accepted(number);
      case LIMITED ->
          new ItemVerdict.Limited(number, cents(item.itemUpToEuros()), reason(item), note);
      case REFUSED -> new ItemVerdict.Refused(number, reason(item), note);
      case null -> throw notAllowed("Item %d has no verdict yet.".formatted(number));
    };
  }

  private static VerdictReason reason(Item item) {
    var reason = FormValues.choice(VerdictReason.class, item.itemReason());
    if (reason == null) {
      throw notAllowed("Item %d has no reason yet.".formatted(item.itemNumber()));
    }
    return reason;
  }

  private static @Nullable Boolean sound(@Nullable String answer) {
    var chosen = FormValues.choice(YesNo.class, answer);
    return chosen == null ? null : chosen == YesNo.YES;
  }

  private static Cents cents(@Nullable BigDecimal euros) {
    return Objects.requireNonNullElse(FormValues.cents(euros, "VERDICTS_NOT_ALLOWED"), Cents.ZERO);
  }

  private static BpmnError notAllowed(String problem) {
    return Refusal.bpmnError("VERDICTS_NOT_ALLOWED", problem);
  }
}
