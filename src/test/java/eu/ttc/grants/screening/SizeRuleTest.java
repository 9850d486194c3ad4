package eu.ttc.grants.screening;

import static eu.ttc.grants.screening.SmeCategory.LARGE;
import static eu.ttc.grants.screening.SmeCategory.MEDIUM;
import static eu.ttc.grants.screening.SmeCategory.MICRO;
import static eu.ttc.grants.screening.SmeCategory.SMALL;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.application.Dossier;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Size of an enterprise (domain.md § 2)")
class SizeRuleTest {

  private static final long MILLION = 100_000_000;

  private final SizeRule rule =
      new SizeRule(
          List.of(
              new SizeLimits(MEDIUM, 250, 50 * MILLION, 43 * MILLION),
              new SizeLimits(SMALL, 50, 10 * MILLION, 10 * MILLION),
              new SizeLimits(MICRO, 10, 2 * MILLION, 2 * MILLION)),
          25,
          50);

  @ParameterizedTest(name = "{0} AWU, turnover {1}, balance {2} cents: {3}")
  @CsvSource({
    "9, 200000000, 200000000, MICRO",
    "9, 200000001, 200000000, MICRO",
    "9, 200000000, 200000001, MICRO",
    "9, 200000001, 200000001, SMALL",
    "10, 0, 0, SMALL",
    "49, 1000000000, 1000000001, SMALL",
    "49, 1000000001, 1000000000, SMALL",
    "49, 1000000001, 1000000001, MEDIUM",
    "50, 0, 0, MEDIUM",
    "249, 5000000000, 9000000000, MEDIUM",
    "249, 9000000000, 4300000000, MEDIUM",
    "249, 5000000001, 4300000000, MEDIUM",
    "249, 5000000000, 4300000001, MEDIUM",
    "249, 5000000001, 4300000001, LARGE",
    "250, 0, 0, LARGE"
  })
  void headcountMustHoldAndOneOfTheTwoAmounts(
      int headcount, long turnover, long balance, SmeCategory expected) {
    assertThat(rule.category(GroupFigures.of(headcount, turnover, balance))).isEqualTo(expected);
  }

  @Test
  @DisplayName("example: 40 AWU, held to 30 % by 80 AWU, owning 60 % of 20 AWU, is 84 AWU: MEDIUM")
  void addsPartnersWithTheirShareAndLinkedInFull() {
    var own = GroupFigures.of(40, 8 * MILLION, 6 * MILLION);

    var group =
        rule.group(
            own,
            List.of(
                holding(30, 80, 20 * MILLION, 15 * MILLION),
                holding(60, 20, 3 * MILLION, 2 * MILLION)));

    assertThat(group.headcount()).isEqualByComparingTo("84");
    assertThat(group.turnoverCents()).isEqualByComparingTo("1700000000");
    assertThat(group.balanceTotalCents()).isEqualByComparingTo("1250000000");
    assertThat(rule.category(group)).isEqualTo(MEDIUM);
    assertThat(rule.category(own)).isEqualTo(SMALL);
  }

  @ParameterizedTest(name = "a holding of {0} % adds {1} of 100 AWU")
  @CsvSource({"0, 0", "24, 0", "25, 25", "50, 50", "51, 100", "100, 100"})
  void sharesDecideWhatIsAdded(int percentage, String added) {
    var group = rule.group(GroupFigures.of(0, 0, 0), List.of(holding(percentage, 100, 0, 0)));

    assertThat(group.headcount()).isEqualByComparingTo(added);
  }

  @ParameterizedTest(name = "{0} % of 400 AWU on top of 50: {1}")
  @CsvSource({"24, MEDIUM", "25, MEDIUM", "49, MEDIUM", "50, LARGE", "51, LARGE"})
  @DisplayName("a partner enterprise can make an enterprise large")
  void partnersCanMakeLarge(int percentage, SmeCategory expected) {
    var group = rule.group(GroupFigures.of(50, 0, 0), List.of(holding(percentage, 400, 0, 0)));

    assertThat(rule.category(group)).isEqualTo(expected);
  }

  @Test
  @DisplayName("partner and linked enterprises add their amounts too")
  void amountsOfTheGroupCount() {
    var own = GroupFigures.of(8, 2 * MILLION, 2 * MILLION);

    assertThat(rule.category(rule.group(own, List.of(holding(25, 0, 4 * MILLION, 0)))))
        .as("one ceiling still holds")
        .isEqualTo(MICRO);
    assertThat(rule.category(rule.group(own, List.of(holding(25, 0, 4 * MILLION, 4 * MILLION)))))
        .isEqualTo(SMALL);
  }

  @Test
  void saysWhatEachPartCountsFor() {
    var parts =
        rule.parts(
            "Own",
            GroupFigures.of(40, 0, 0),
            List.of(holding(24, 100, 0, 0), holding(30, 80, 0, 0), holding(60, 20, 0, 0)));

    assertThat(parts).extracting(GroupPart::countedPercent).containsExactly(100, 0, 30, 100);
    assertThat(parts.stream().map(part -> part.counted().headcount().intValueExact()))
        .containsExactly(40, 0, 24, 20);
    assertThat(rule.limits(SMALL).headcountBelow()).isEqualTo(50);
    assertThat(rule.limits(LARGE).headcountBelow()).isEqualTo(250);
  }

  @Test
  void proRataPartsAreNotRounded() {
    var group = rule.group(GroupFigures.of(9, 0, 0), List.of(holding(33, 3, 0, 0)));

    assertThat(group.headcount()).isEqualByComparingTo("9.99");
    assertThat(rule.category(group)).isEqualTo(MICRO);
  }

  private static Dossier.Holding holding(int percentage, int awu, long turnover, long balance) {
    return new Dossier.Holding("Other", percentage, awu, turnover, balance, null, null);
  }
}
