package eu.ttc.grants.evaluation;

import static eu.ttc.grants.evaluation.TestScores.RULES;
import static eu.ttc.grants.evaluation.TestScores.scores;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The scores of several experts become one (domain.md § 5)")
class ConsolidationMethodTest {

  @ParameterizedTest(name = "{0} of {1}: {2} ({3})")
  @CsvSource({
    "MEAN,      4 4 4 | 4 4 4 | 4 4 4,                       4 4 4,       all the same",
    "MEAN,      4 3 3.5 | 4.5 3 3.5 | 4.5 3.5 4,             4.5 3 3.5,   thirds are rounded to the"
        + " nearest half",
    "MEAN,      3.5 4 4 | 4 4 4.5 | 4.5 4 4.5,               4 4 4.5,     4.33 is 4.5",
    "MEAN,      3 3 3 | 3 3.5 3.5 | 3.5 3.5 3.5,             3 3.5 3.5,   3.17 is 3 and 3.33 is"
        + " 3.5",
    "MEAN,      4 3 0 | 3.5 3.5 0.5,                         4 3.5 0.5,   the middle between two"
        + " halves goes up",
    "CONSENSUS, 3.5 4 4 | 4 4 4.5 | 4.5 4 4.5,               4 4 4.5,     as the mean",
    "MEDIAN,    5 4 1 | 3 4 4 | 2 3.5 4.5 | 4 1 4,           3.5 4 4,     four experts: the mean of"
        + " the two in the middle",
    "MEDIAN,    2 3 5 | 3 3.5 5 | 3.5 4 5 | 5 5 0,           3.5 4 5,     3.25 goes up to 3.5 and"
        + " 3.75 to 4",
    "MEDIAN,    2.5 3 4 | 4 3 4 | 4.5 3 4 | 4.5 3 4,         4.5 3 4,     the outlier does not draw"
        + " it down",
    "MEDIAN,    1 2 3 | 5 2 3 | 2 2 3,                       2 2 3,       of three the one in the"
        + " middle"
  })
  void criterionByCriterion(
      ConsolidationMethod method, String given, String consolidated, String why) {
    assertThat(method.of(all(given))).as(why).isEqualTo(scores(consolidated));
  }

  @ParameterizedTest
  @EnumSource(ConsolidationMethod.class)
  void doesNotDependOnTheOrder(ConsolidationMethod method) {
    assertThat(method.of(all("5 4 1 | 3 4 4 | 2 3.5 4.5 | 4 1 4")))
        .isEqualTo(method.of(all("4 1 4 | 2 3.5 4.5 | 5 4 1 | 3 4 4")));
  }

  @ParameterizedTest
  @EnumSource(ConsolidationMethod.class)
  void nothingComesOfNothing(ConsolidationMethod method) {
    assertThatIllegalArgumentException().isThrownBy(() -> method.of(List.of()));
  }

  @Test
  @DisplayName("weights are for ranking only: impact counts one and a half times")
  void weightsAreForRanking() {
    var ranking = RULES.ranking(scores("4 3.5 3"));

    assertThat(ranking.weighted()).isEqualByComparingTo("12.25");
    assertThat(ranking.total()).isEqualByComparingTo("10.5");
    assertThat(ranking.impact()).isEqualByComparingTo("3.5");
    assertThat(ranking.excellence()).isEqualByComparingTo("4");
    assertThat(ranking.ruleset()).isEqualTo("TEST");
    assertThat(RULES.ranking(scores("3 5 3")).weighted())
        .isGreaterThan(RULES.ranking(scores("5 3.5 3")).weighted())
        .isEqualByComparingTo(new BigDecimal("13.5"));
  }

  private static List<Scores> all(String given) {
    return Arrays.stream(given.split("\\|")).map(TestScores::scores).toList();
  }
}
