package eu.ttc.grants.workers;

import static eu.ttc.grants.kernel.Cents.euros;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import eu.ttc.grants.cofunding.Checking.NotAllowed;
import eu.ttc.grants.cofunding.Checking.Recorded;
import eu.ttc.grants.cofunding.Checklist;
import eu.ttc.grants.cofunding.Confirmation;
import eu.ttc.grants.cofunding.EvidenceKind;
import eu.ttc.grants.cofunding.EvidenceRequests;
import eu.ttc.grants.cofunding.ItemLine;
import eu.ttc.grants.cofunding.ItemVerdict.Accepted;
import eu.ttc.grants.cofunding.ItemVerdict.Limited;
import eu.ttc.grants.cofunding.ItemVerdict.Refused;
import eu.ttc.grants.cofunding.PartyLine;
import eu.ttc.grants.cofunding.RecordVerdicts;
import eu.ttc.grants.cofunding.ReducedGrantCheck;
import eu.ttc.grants.cofunding.ReducedGrantState;
import eu.ttc.grants.cofunding.ReducedGrants;
import eu.ttc.grants.cofunding.RequestCheck;
import eu.ttc.grants.cofunding.RequestState;
import eu.ttc.grants.cofunding.Sheet;
import eu.ttc.grants.cofunding.SheetResult;
import eu.ttc.grants.cofunding.VerdictReason;
import eu.ttc.grants.cofunding.Verifications;
import eu.ttc.grants.cofunding.Why;
import eu.ttc.grants.engine.CompletedTask;
import eu.ttc.grants.engine.TaskCompletions;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.workers.ApplicationWorkers.CaseInput;
import eu.ttc.grants.workers.CoFundingWorkers.AskInput;
import eu.ttc.grants.workers.CoFundingWorkers.ConfirmResult;
import eu.ttc.grants.workers.CoFundingWorkers.Item;
import eu.ttc.grants.workers.CoFundingWorkers.LapseResult;
import eu.ttc.grants.workers.CoFundingWorkers.OfferCheckResult;
import eu.ttc.grants.workers.CoFundingWorkers.OfferInput;
import eu.ttc.grants.workers.CoFundingWorkers.OfferedInput;
import eu.ttc.grants.workers.CoFundingWorkers.RequestInput;
import eu.ttc.grants.workers.CoFundingWorkers.Verdict;
import eu.ttc.grants.workers.CoFundingWorkers.VerdictsInput;
import io.camunda.client.exception.BpmnError;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoFundingWorkersTest {

  private static final ApplicationRef REF = ApplicationRef.of("F-2026-000045");
  private static final OffsetDateTime DUE = OffsetDateTime.parse("2026-12-24T23:05:00+01:00");

  private final Verifications verifications = mock();
  private final EvidenceRequests requests = mock();
  private final ReducedGrants reducedGrants = mock();
  private final TaskCompletions completions = mock();
  private final CoFundingWorkers workers =
      new CoFundingWorkers(verifications, requests, reducedGrants, completions);

  @BeforeEach
  void olgaCompletesTheTask() {
    when(completions.before(5, "Task_VerifyCoFunding", 7))
        .thenReturn(new CompletedTask(1, "olga", DUE));
  }

  @Test
  void showsTheArithmeticAndEarlierVerdicts() {
    var all = line("");
    var sheet =
        new Sheet(
            "COFUNDING-2024",
            100,
            euros(100_000),
            LocalDate.of(2026, 11, 26),
            List.of(
                new ItemLine(
                    3,
                    EvidenceKind.BOARD_RESOLUTION,
                    "NL:1",
                    euros(80_000),
                    euros(60_000),
                    euros(60_000),
                    List.of(Why.LIMITED_TO_FUNDS_SHOWN))),
            List.of(line("NL:1")),
            all,
            SheetResult.SHORT);
    when(verifications.assess(REF, StepKey.of("cofunding.assess", 7)))
        .thenReturn(
            new Checklist(
                2,
                List.of(
                    new Checklist.Item(
                        3,
                        EvidenceKind.BOARD_RESOLUTION,
                        1,
                        euros(80_000),
                        euros(60_000),
                        new Limited(3, Cents.of(50_000_50), VerdictReason.OUTDATED, "Of 2024."))),
                sheet));

    var result = workers.assess(new CaseInput(REF.value()), 7);

    assertThat(result.coFundingRound()).isEqualTo(2);
    assertThat(result.coFundingItems())
        .containsExactly(
            new Item(
                3,
                EvidenceKind.BOARD_RESOLUTION,
                1,
                new BigDecimal("60000.00"),
                Verdict.LIMITED,
                new BigDecimal("50000.50"),
                "OUTDATED",
                "Of 2024."));
    assertThat(result.coFundingTests())
        .extracting(ShownSheet.Test::party, ShownSheet.Test::ownFunds, ShownSheet.Test::missing)
        .containsExactly(
            tuple("1", "60,000.00", "20,000.00"), tuple("All", "60,000.00", "20,000.00"));
    assertThat(result.coFundingLines())
        .containsExactly(
            new ShownSheet.Line(
                "3",
                "Board resolution",
                "1",
                "80,000.00",
                "60,000.00",
                "Limited to the funds that the accounts show"));
  }

  @Test
  void recordsVerdictsInTheNameOfWhoCompletedTheTask() {
    when(verifications.recordVerdicts(any(), any())).thenReturn(new Recorded());

    workers.recordVerdicts(
        input(
            "NO",
            item(1, Verdict.ACCEPTED, null, null, null),
            item(2, Verdict.LIMITED, "1234.56", "ENCUMBERED", " Part of it. "),
            item(3, Verdict.REFUSED, null, "UNREADABLE", null)),
        5,
        7);

    verify(verifications)
        .recordVerdicts(
            new RecordVerdicts(
                REF,
                1,
                List.of(
                    new Accepted(1),
                    new Limited(2, Cents.of(1234_56), VerdictReason.ENCUMBERED, "Part of it."),
                    new Refused(3, VerdictReason.UNREADABLE, "")),
                false,
                "Read.",
                "olga"),
            StepKey.of("cofunding.record-verdicts", 7));
  }

  @Test
  void aRefusalComesBackToTheTask() {
    when(verifications.recordVerdicts(any(), any())).thenReturn(new NotAllowed("Not you."));

    assertThatThrownBy(() -> workers.recordVerdicts(input("YES"), 5, 7))
        .isInstanceOfSatisfying(
            BpmnError.class,
            error -> {
              assertThat(error.getErrorCode()).isEqualTo("VERDICTS_NOT_ALLOWED");
              assertThat(error.getVariables()).hasToString("{problem=Not you.}");
            });
  }

  @ParameterizedTest(name = "{0}, {1}, {2}")
  @CsvSource(
      nullValues = "-",
      value = {
        "-, -, -, has no verdict yet",
        "REFUSED, -, -, has no reason yet",
        "LIMITED, -, 12.34, has no reason yet",
        "LIMITED, ENCUMBERED, 12.345, is no amount",
        "LIMITED, ENCUMBERED, -5, is no amount"
      })
  void anImpossibleVerdictComesBackToTheTask(
      @Nullable Verdict verdict, @Nullable String reason, @Nullable String upTo, String problem) {
    assertThatThrownBy(
            () -> workers.recordVerdicts(input("YES", item(4, verdict, upTo, reason, "")), 5, 7))
        .isInstanceOf(BpmnError.class)
        .hasMessageContaining(problem);
  }

  @Test
  void tellsTheModelWhatItDecidesOn() {
    when(verifications.confirm(REF, StepKey.of("cofunding.confirm", 7)))
        .thenReturn(new Confirmation(SheetResult.PARTY_SHORT, 1, true));
    when(requests.ask(REF, DUE, StepKey.of("cofunding.ask", 7))).thenReturn(2);
    when(requests.lapse(REF, 2, StepKey.of("cofunding.lapse-request", 7)))
        .thenReturn(new RequestCheck(RequestState.OPEN, DUE));
    when(reducedGrants.offer(REF, DUE, StepKey.of("cofunding.offer-reduced-grant", 7)))
        .thenReturn(1);
    when(reducedGrants.check(REF, 1, StepKey.of("cofunding.check-reduced-grant", 7)))
        .thenReturn(new ReducedGrantCheck(ReducedGrantState.ACCEPTED, DUE));

    assertThat(workers.confirm(new CaseInput(REF.value()), 7))
        .isEqualTo(new ConfirmResult(SheetResult.PARTY_SHORT, 1, true));
    assertThat(workers.ask(new AskInput(REF.value(), DUE.toString()), 7).coFundingRequestNumber())
        .isEqualTo(2);
    assertThat(workers.lapseRequest(new RequestInput(REF.value(), 2), 7))
        .isEqualTo(new LapseResult(RequestState.OPEN, DUE.toString()));
    assertThat(
            workers
                .offerReducedGrant(new OfferInput(REF.value(), DUE.toString()), 7)
                .reducedGrantNumber())
        .isOne();
    assertThat(workers.checkReducedGrant(new OfferedInput(REF.value(), 1), 7))
        .isEqualTo(new OfferCheckResult(ReducedGrantState.ACCEPTED, DUE.toString()));
    workers.close(new CaseInput(REF.value()), 7);
    verify(verifications).close(REF, StepKey.of("cofunding.close", 7));
  }

  private static VerdictsInput input(String sound, Item... items) {
    return new VerdictsInput(REF.value(), 1, List.of(items), sound, " Read. ");
  }

  private static Item item(
      int number,
      @Nullable Verdict verdict,
      @Nullable String upTo,
      @Nullable String reason,
      @Nullable String note) {
    return new Item(
        number,
        EvidenceKind.BANK_BALANCE,
        1,
        BigDecimal.TEN,
        verdict,
        upTo == null ? null : new BigDecimal(upTo),
        reason,
        note);
  }

  private static PartyLine line(String party) {
    return new PartyLine(
        party,
        party,
        euros(160_000),
        euros(80_000),
        euros(60_000),
        Cents.ZERO,
        euros(80_000),
        euros(80_000),
        euros(60_000),
        euros(120_000));
  }
}
