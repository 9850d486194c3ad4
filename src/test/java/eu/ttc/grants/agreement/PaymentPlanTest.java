package eu.ttc.grants.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ttc.grants.kernel.Cents;
import java.math.BigDecimal;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A payment plan")
class PaymentPlanTest {

  @ParameterizedTest(name = "of {0} cents: {1} at once, {2} before the final payment")
  @CsvSource({
    "20000000, 4000000, 18000000",
    "25000000, 5000000, 22500000",
    "10000003, 2000000, 9000002",
    "9, 1, 8"
  })
  @DisplayName("rounds its parts down to the cent")
  void roundsDown(long grant, long advance, long cap) {
    var plan = plan(20, 90, grant);

    assertThat(plan.advance()).isEqualTo(Cents.of(advance));
    assertThat(plan.capBeforeFinal()).isEqualTo(Cents.of(cap));
  }

  @Test
  @DisplayName("never pays more at once than before the end, nor than all")
  void isInOrder() {
    assertThatThrownBy(() -> plan(30, 20, 100)).hasMessageContaining("cannot go before");
    assertThatThrownBy(() -> plan(20, 101, 100)).hasMessageContaining("cannot go before");
    assertThatThrownBy(() -> plan(-1, 90, 100)).hasMessageContaining("cannot go before");
  }

  private static PaymentPlan plan(long advance, long cap, long grant) {
    return new PaymentPlan(BigDecimal.valueOf(advance), BigDecimal.valueOf(cap), Cents.of(grant));
  }
}
