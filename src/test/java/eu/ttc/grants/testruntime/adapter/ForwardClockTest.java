package eu.ttc.grants.testruntime.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ForwardClockTest {

  private final FakeBroker broker = new FakeBroker(record -> {});
  private final ForwardClock clock = new ForwardClock(broker);

  @Test
  void movesOnAtOnce() {
    clock.add(Duration.ofDays(30));

    assertThat(broker.steps).containsExactly(Duration.ofDays(30));
    assertThat(broker.now()).isEqualTo(Instant.EPOCH.plus(Duration.ofDays(30)));
  }

  @Test
  void neverGoesBack() {
    clock.add(Duration.ofDays(1));
    clock.advanceTo(Instant.EPOCH.plusSeconds(1));

    assertThat(broker.now()).isEqualTo(Instant.EPOCH.plus(Duration.ofDays(1)));
    assertThatThrownBy(() -> clock.add(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot go back");
  }

  @Test
  void walksUntilTheBrokerIsHealthyAgain() {
    broker.isUnhealthyFor(3);

    clock.settle();

    assertThat(broker.steps).hasSize(3);
  }

  @Test
  void saysWhenTheBrokerStaysUnhealthy() {
    broker.isUnhealthyFor(Integer.MAX_VALUE);

    assertThatThrownBy(() -> new ForwardClock(broker, Duration.ofMillis(50)).settle())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("healthy");
  }
}
