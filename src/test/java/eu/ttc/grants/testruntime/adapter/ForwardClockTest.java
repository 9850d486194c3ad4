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
  void makesShortWaysInOneStep() {
    clock.add(Duration.ofSeconds(5));

    assertThat(broker.steps).containsExactly(Duration.ofSeconds(5));
  }

  @Test
  void walksTheLastPartOfLongWaysInStepsTheBrokerTakesForLife() {
    clock.add(Duration.ofDays(30));

    assertThat(broker.steps.getFirst()).isEqualTo(Duration.ofDays(30).minusSeconds(72));
    assertThat(broker.steps.subList(1, broker.steps.size()))
        .hasSize(36)
        .allSatisfy(step -> assertThat(step).isEqualTo(Duration.ofSeconds(2)));
    assertThat(broker.now()).isEqualTo(Instant.EPOCH.plus(Duration.ofDays(30)));
  }

  @Test
  void walksTheWholeOfMiddlingWays() {
    clock.add(Duration.ofSeconds(20));

    assertThat(broker.steps).allSatisfy(it -> assertThat(it).isLessThan(Duration.ofSeconds(5)));
    assertThat(broker.now()).isEqualTo(Instant.EPOCH.plusSeconds(20));
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

    assertThat(clock.settle()).isTrue();
    assertThat(broker.steps).hasSize(3);
  }
}
