package eu.ttc.grants.evaluation;

import static eu.ttc.grants.evaluation.TestScores.RULES;
import static eu.ttc.grants.evaluation.TestScores.scores;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Experts must meet (domain.md § 5)")
class DiscrepancyTest {

  @ParameterizedTest(name = "{0} | {1} | {2}: {3} ({4})")
  @CsvSource({
    "4 4 4,     4 4 4,     4 4 4,     '',                           all the same",
    "4 4 4,     3.5 4 4,   5 4 4,     EXCELLENCE,                   1.5 apart on one criterion",
    "4 4 4,     4 3.5 4,   4 4.5 4,   '',                           1 apart is not too much",
    "3 4 4,     3.5 4 4,   4 4 4.5,   '',                           1 apart from the threshold"
        + " upwards",
    "4 4 4,     4 4 2.5,   4 4 3.5,   IMPLEMENTATION,               1.5 apart and on both sides of"
        + " 3",
    "4 4 3,     4 4 2.5,   4 4 3,     IMPLEMENTATION,               half a point across the"
        + " threshold of a criterion",
    "5 5 2.5,   5 5 2,     5 5 2.5,   '',                           all on the same side of the"
        + " threshold",
    "5 4 4,     4 4 4,     4 3 3,     TOTAL,                        totals of 13 12 and 10",
    "4.5 4 4,   4 4 3.5,   3.5 3 3,   TOTAL,                        totals 3 apart though no"
        + " criterion is 1.5",
    "3.5 3 3.5, 3 3 3.5,   3.5 3 3,   TOTAL,                        totals on both sides of 10",
    "3 3 3,     3 3 3,     3 3 3.5,   '',                           all totals below 10",
    "5 5 5,     0 0 0,     3 3 3,     EXCELLENCE IMPACT IMPLEMENTATION TOTAL, everything"
  })
  void whenTheyLieTooFarApartOrAcrossAThreshold(
      String first, String second, String third, String subjects, String why) {
    var found = RULES.discrepancy(List.of(scores(first), scores(second), scores(third)));

    var matters = new ArrayList<String>();
    for (var criterion : Criterion.values()) {
      if (found.of(criterion).matters()) {
        matters.add(criterion.name());
      }
    }
    if (found.total().matters()) {
      matters.add("TOTAL");
    }
    assertThat(String.join(" ", matters)).as(why).isEqualTo(subjects);
    assertThat(found.exists()).isEqualTo(!subjects.isEmpty());
  }

  @Test
  void limitsAreThoseOfTheRules() {
    var mild = TestScores.rules(4, 8);

    assertThat(
            mild.discrepancy(List.of(scores("4 4 4"), scores("5 4 4"), scores("3.5 4 4"))).exists())
        .isFalse();
    assertThat(
            mild.discrepancy(List.of(scores("5 4 4"), scores("5 4 4"), scores("3 4 4"))).exists())
        .isTrue();
  }

  @Test
  void tellsHowFarAndWhy() {
    var found =
        RULES.discrepancy(List.of(scores("4 3.5 3"), scores("4 4 4.5"), scores("2.5 3.5 3")));

    assertThat(found.of(Criterion.EXCELLENCE)).isEqualTo(new Spread(3, true, true));
    assertThat(found.of(Criterion.IMPACT)).isEqualTo(new Spread(1, false, false));
    assertThat(found.of(Criterion.IMPLEMENTATION)).isEqualTo(new Spread(3, true, false));
    assertThat(found.total()).isEqualTo(new Spread(7, true, true));
    assertThat(found.total().points()).isEqualByComparingTo("3.5");
  }
}
