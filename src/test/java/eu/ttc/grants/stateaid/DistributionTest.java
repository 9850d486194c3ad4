package eu.ttc.grants.stateaid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import eu.ttc.grants.kernel.Cents;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("An amount is divided in proportion, to the cent")
class DistributionTest {

  @ParameterizedTest(name = "{0} over {1}: {2}")
  @CsvSource({
    "100, 50 50, 50 50",
    "100, 100 100 100, 34 33 33",
    "101, 100 100 100, 34 34 33",
    "100, 150 50, 75 25",
    "10, 1 2 3 4, 1 2 3 4",
    "9, 1 2 3 4, 1 2 3 3",
    "1, 5 3 2, 1 0 0",
    "7, 0 5 5, 0 4 3",
    "0, 5 3, 0 0",
    "0, 0 0, 0 0",
    "25000000, 19200000 12800000, 15000000 10000000",
    "4000000000000000000, 4000000000000000000 4000000000000000000, 2000000000000000000"
        + " 2000000000000000000"
  })
  void inProportion(long total, String claims, String parts) {
    assertThat(Distribution.of(Cents.of(total), cents(claims))).isEqualTo(cents(parts));
  }

  @Test
  void neverMoreThanTheClaims() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Distribution.of(Cents.of(11), cents("5 5")))
        .withMessageContaining("EUR 0.11")
        .withMessageContaining("EUR 0.10");
  }

  private static List<Cents> cents(String amounts) {
    return Arrays.stream(amounts.split(" ")).map(Long::valueOf).map(Cents::of).toList();
  }
}
