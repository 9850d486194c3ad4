package eu.ttc.grants.appeal;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.award.AwardDecision;
import eu.ttc.grants.award.Decision;
import eu.ttc.grants.award.DecisionBasis;
import eu.ttc.grants.kernel.ReasonCode;
import eu.ttc.grants.kernel.Scheme;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

@DisplayName("An upheld appeal resumes at what was contested")
class ResumeStepTest {

  @ParameterizedTest(name = "{0}, evaluation passed: {1} -> {2}")
  @CsvSource(
      textBlock =
          """
          INCOMPLETE                          |       | SCREENING, STATE_AID
          LATE                                |       | SCREENING, STATE_AID
          NOT_SME, OUT_OF_REGION              |       | SCREENING, STATE_AID
          NOT_SME, DE_MINIMIS_CEILING         |       | SCREENING, STATE_AID
          DE_MINIMIS_CEILING                  |       | STATE_AID
          BUDGET_EXHAUSTED                    |       | STATE_AID
          DE_MINIMIS_CEILING, BUDGET_EXHAUSTED|       | STATE_AID
          BELOW_THRESHOLD                     | false | EVALUATION
          NOT_FIRST_RD                        | false | EVALUATION
          BELOW_THRESHOLD                     | true  | AWARD
          OUT_OF_SECTOR                       | true  | AWARD
          DE_MINIMIS_CEILING                  | true  | AWARD
          """,
      delimiter = '|')
  void followsFromTheRejection(String codes, @Nullable Boolean passed, String steps) {
    assertThat(ResumeStep.after(Scheme.VOUCHER, rejection(codes, passed)))
        .containsExactlyElementsOf(
            Arrays.stream(steps.split(", ")).map(ResumeStep::valueOf).toList());
  }

  @ParameterizedTest(name = "{0}, evaluation passed: {1} -> {2}")
  @CsvSource(
      textBlock =
          """
          BELOW_THRESHOLD                        | false | EVALUATION
          BUDGET_EXHAUSTED                       | true  | RANKING
          OUT_OF_SECTOR                          | true  | AWARD
          COFUNDING_NOT_ASSURED                  | true  | CO_FUNDING
          COFUNDING_NOT_ASSURED, BELOW_MIN_GRANT | true  | CO_FUNDING
          """,
      delimiter = '|')
  void ofTheFundIsRankedOrFinancedAgain(String codes, Boolean passed, ResumeStep step) {
    assertThat(ResumeStep.after(Scheme.INNOVATION_FUND, rejection(codes, passed)))
        .containsExactly(step);
  }

  @ParameterizedTest
  @EnumSource(
      value = ReasonCode.class,
      mode = Mode.EXCLUDE,
      names = {"DE_MINIMIS_CEILING", "BUDGET_EXHAUSTED", "COFUNDING_NOT_ASSURED"})
  void everyFormalReasonCanBeScreenedAgain(ReasonCode code) {
    assertThat(ResumeStep.after(Scheme.VOUCHER, rejection(code.name(), null)))
        .contains(ResumeStep.SCREENING);
  }

  private static AwardDecision rejection(String codes, @Nullable Boolean passed) {
    var scores =
        passed == null
            ? null
            : new DecisionBasis.Scores(
                BigDecimal.ONE,
                BigDecimal.ONE,
                BigDecimal.ONE,
                BigDecimal.valueOf(3),
                passed,
                "EVALUATION-2024");
    return new AwardDecision(
        1,
        Decision.REJECT,
        "",
        Arrays.stream(codes.strip().split(", ")).map(ReasonCode::valueOf).toList(),
        "system",
        Instant.EPOCH,
        new DecisionBasis(List.of(), null, null, scores),
        List.of(),
        Optional.of("remedy"));
  }
}
