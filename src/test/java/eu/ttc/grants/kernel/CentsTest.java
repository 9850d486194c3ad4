package eu.ttc.grants.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CentsTest {

  @Test
  void addsAndSubtractsExactly() {
    var sum = Cents.euros(5_000).plus(Cents.of(1)).minus(Cents.of(2));

    assertThat(sum).isEqualTo(Cents.of(499_999)).hasToString("EUR 4999.99");
  }

  @Test
  void isNeverNegative() {
    assertThatThrownBy(() -> Cents.of(-1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> Cents.of(1).minus(Cents.of(2))).hasMessageContaining("-1");
  }

  @Test
  void failsRatherThanOverflows() {
    var most = Cents.of(Long.MAX_VALUE);

    assertThatThrownBy(() -> most.plus(Cents.of(1))).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Cents.euros(Long.MAX_VALUE)).isInstanceOf(ArithmeticException.class);
  }
}
