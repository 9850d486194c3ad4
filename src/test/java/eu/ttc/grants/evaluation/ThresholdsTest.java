package eu.ttc.grants.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Thresholds of the evaluation (domain.md § 5)")
class ThresholdsTest {

  private final Thresholds thresholds = new Thresholds("TEST", 6, 20);

  @ParameterizedTest(name = "{0} + {1} + {2}: {3} ({4})")
  @CsvSource({
    "5, 5, 5, true, best",
    "5, 5, 2.5, false, a 5/5/2.5 proposal fails",
    "3, 3, 4, true, 10 of 15 with 3 each",
    "3.5, 3.5, 3, true, 10 of 15",
    "3, 3, 3.5, false, 9.5 of 15",
    "3, 3, 3, false, each criterion reached but not the total",
    "2.5, 5, 5, false, one criterion missed",
    "0, 0, 0, false, worst"
  })
  void eachCriterionAndTheTotalMustReachTheirThreshold(
      BigDecimal excellence,
      BigDecimal impact,
      BigDecimal implementation,
      boolean passed,
      String source) {
    assertThat(
            thresholds.reachedBy(
                Score.ofPoints(excellence), Score.ofPoints(impact), Score.ofPoints(implementation)))
        .isEqualTo(passed);
  }
}
