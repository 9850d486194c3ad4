package eu.ttc.grants.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreTest {

  @ParameterizedTest
  @CsvSource({"0, 0", "0.5, 1", "3.5, 7", "5, 10", "5.0, 10"})
  void goesInHalfPointsFrom0To5(BigDecimal points, int halves) {
    assertThat(Score.ofPoints(points)).isEqualTo(new Score(halves));
    assertThat(new Score(halves).points()).isEqualByComparingTo(points);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0.5", "5.5", "3.25", "0.1"})
  void refusesWhatIsNoScore(BigDecimal points) {
    assertThatThrownBy(() -> Score.ofPoints(points)).isInstanceOf(IllegalArgumentException.class);
  }
}
