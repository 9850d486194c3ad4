package eu.ttc.grants.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import eu.ttc.grants.application.AidCategory;
import eu.ttc.grants.claim.ClaimOutcome;
import eu.ttc.grants.claim.ClaimState;
import eu.ttc.grants.claim.CostId;
import eu.ttc.grants.claim.CostVerdict;
import eu.ttc.grants.claim.GrantClaims;
import eu.ttc.grants.claim.GrantEnd;
import eu.ttc.grants.claim.GrantLapse;
import eu.ttc.grants.claim.GrantVerification.VerificationNotAllowed;
import eu.ttc.grants.claim.GrantVerification.Verified;
import eu.ttc.grants.claim.ReasonKind;
import eu.ttc.grants.claim.RecordGrantVerification;
import eu.ttc.grants.engine.CompletedTask;
import eu.ttc.grants.engine.TaskCompletions;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.workers.ApplicationWorkers.CaseInput;
import eu.ttc.grants.workers.GrantClaimWorkers.ClaimInput;
import eu.ttc.grants.workers.GrantClaimWorkers.Cost;
import eu.ttc.grants.workers.GrantClaimWorkers.EndResult;
import eu.ttc.grants.workers.GrantClaimWorkers.LapseResult;
import eu.ttc.grants.workers.GrantClaimWorkers.Verdict;
import eu.ttc.grants.workers.GrantClaimWorkers.VerificationInput;
import eu.ttc.grants.workers.GrantClaimWorkers.VerificationResult;
import io.camunda.client.exception.BpmnError;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GrantClaimWorkersTest {

  private static final ApplicationRef REF = ApplicationRef.of("F-2026-000045");
  private static final OffsetDateTime DUE = OffsetDateTime.parse("2029-02-28T23:10+01:00");

  private final GrantClaims claims = mock(GrantClaims.class);
  private final TaskCompletions completions = mock(TaskCompletions.class);
  private final GrantClaimWorkers workers = new GrantClaimWorkers(claims, completions);

  @BeforeEach
  void olgaCompletes() {
    when(completions.before(7, "Task_VerifyGrantClaim", 42))
        .thenReturn(new CompletedTask(1, "olga", DUE));
  }

  @Test
  void handsOverEveryKindOfVerdict() {
    when(claims.record(any(), any())).thenReturn(new Verified(ClaimOutcome.TO_PAY));

    var result =
        workers.record(
            input(
                cost("1.4", CostVerdict.Kind.ACCEPTED, null, "", ""),
                cost("2.1", CostVerdict.Kind.CORRECTED, new BigDecimal("10.5"), "VAT", " In it. "),
                cost("2.2", CostVerdict.Kind.REFUSED, null, "NOT_ELIGIBLE", "A car."),
                cost("2.3", CostVerdict.Kind.PARKED, null, "NO_PROOF", "Send it.")),
            7,
            42);

    assertThat(result).isEqualTo(new VerificationResult(ClaimOutcome.TO_PAY));
    verify(claims)
        .record(
            new RecordGrantVerification(
                REF,
                2,
                true,
                "Seen.",
                List.of(
                    CostVerdict.accepted(new CostId(1, 4)),
                    CostVerdict.corrected(
                        new CostId(2, 1), Cents.of(1_050), ReasonKind.VAT, "In it."),
                    CostVerdict.refused(new CostId(2, 2), ReasonKind.NOT_ELIGIBLE, "A car."),
                    CostVerdict.parked(new CostId(2, 3), ReasonKind.NO_PROOF, "Send it.")),
                "olga"),
            StepKey.of(JobTypes.CLAIM_RECORD_GRANT_VERIFICATION, 42));
  }

  @Test
  void givesTheTaskBackWithoutAVerdictWithAnImpossibleAmountAndWithARefusal() {
    when(claims.record(any(), any())).thenReturn(new VerificationNotAllowed("You decided on it."));

    assertRefused("no verdict yet", cost("2.1", null, null, "", ""));
    assertRefused(
        "no amount in euros",
        cost("2.1", CostVerdict.Kind.CORRECTED, new BigDecimal("1.005"), "VAT", "In it."));
    assertRefused("You decided on it.", cost("2.1", CostVerdict.Kind.ACCEPTED, null, "", ""));
  }

  @Test
  void tellsWhatFollowsFromAMissingClaim() {
    when(claims.lapse(REF, 2, StepKey.of(JobTypes.CLAIM_LAPSE_GRANT_CLAIM, 42)))
        .thenReturn(new GrantLapse(ClaimState.LAPSED, DUE, ClaimOutcome.OVERPAID));

    assertThat(workers.lapse(new ClaimInput(REF.value(), 2), 42))
        .isEqualTo(new LapseResult(ClaimState.LAPSED, DUE.toString(), ClaimOutcome.OVERPAID));
  }

  @Test
  void tellsWhatIsLeftOfAGrantThatEnded() {
    when(claims.end(REF)).thenReturn(new GrantEnd(3, ClaimOutcome.LAST_PAYMENT));

    assertThat(workers.findEnd(new CaseInput(REF.value())))
        .isEqualTo(new EndResult(3, ClaimOutcome.LAST_PAYMENT));
  }

  private void assertRefused(String problem, Cost cost) {
    assertThatExceptionOfType(BpmnError.class)
        .isThrownBy(() -> workers.record(input(cost), 7, 42))
        .satisfies(
            error -> {
              assertThat(error.getErrorCode()).isEqualTo("VERIFICATION_NOT_ALLOWED");
              assertThat(error.getMessage()).contains(problem);
            });
  }

  private static VerificationInput input(Cost... costs) {
    return new VerificationInput(REF.value(), 2, Verdict.ACCEPTED, " Seen. ", List.of(costs));
  }

  private static Cost cost(
      String number,
      CostVerdict.@Nullable Kind verdict,
      @Nullable BigDecimal accepted,
      String kind,
      String reason) {
    return new Cost(
        number,
        1,
        AidCategory.INDUSTRIAL_RESEARCH,
        BigDecimal.TEN,
        "2027-03-05",
        "Nothing",
        verdict,
        accepted,
        kind,
        reason);
  }
}
