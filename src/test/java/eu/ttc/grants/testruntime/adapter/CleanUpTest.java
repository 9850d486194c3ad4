package eu.ttc.grants.testruntime.adapter;

import static eu.ttc.grants.testruntime.adapter.Events.deployed;
import static eu.ttc.grants.testruntime.adapter.Events.element;
import static eu.ttc.grants.testruntime.adapter.Events.message;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CleanUpTest {

  private final Store store = new Store();
  private final Inventory inventory = new Inventory();
  private final Projection projection = new Projection(store, inventory);

  @Test
  void endsInstancesThenDeletesModelsThenForgets() {
    var broker = new FakeBroker(projection::apply);
    projection.apply(deployed());
    projection.apply(element(20, "ELEMENT_ACTIVATING", "voucher", "PROCESS", 20));
    projection.apply(element(30, "ELEMENT_ACTIVATING", "payout", "PROCESS", 30, 20, 21));

    cleanUp(broker).run();

    assertThat(broker.commands).containsExactly("cancel 20", "delete 10");
    assertThat(store.all(Kind.PROCESS_INSTANCE)).isEmpty();
    assertThat(store.all(Kind.PROCESS_DEFINITION)).isEmpty();
    assertThat(broker.steps).as("the clock stands when no message waits").isEmpty();
  }

  @Test
  void keepsModelsUntilTheyAreDropped() {
    var broker = new FakeBroker(projection::apply);
    var cleanUp = cleanUp(broker);
    projection.apply(deployed());

    cleanUp.keepModels();
    cleanUp.run();

    assertThat(broker.commands).isEmpty();
    assertThat(store.all(Kind.PROCESS_DEFINITION)).hasSize(1);
    assertThat(store.model("10")).isPresent();

    cleanUp.dropModels();
    cleanUp.run();

    assertThat(broker.commands).containsExactly("delete 10");
    assertThat(store.all(Kind.PROCESS_DEFINITION)).isEmpty();
  }

  @Test
  void endsWhatAWaitingStartMessageStartedAndLetsTheMessageExpire() {
    var deadline = Instant.EPOCH.plus(Duration.ofDays(7));
    var broker =
        new FakeBroker(projection::apply) {
          @Override
          void cancel(List<Long> instances) {
            super.cancel(instances);
            if (instances.contains(20L)) {
              projection.apply(element(40, "ELEMENT_ACTIVATING", "voucher", "PROCESS", 40));
            }
          }

          @Override
          void addToClock(Duration offset) {
            super.addToClock(offset);
            if (now().isAfter(deadline)) {
              projection.apply(message(35, "EXPIRED", 0));
            }
          }
        };
    projection.apply(element(20, "ELEMENT_ACTIVATING", "voucher", "PROCESS", 20));
    projection.apply(message(35, "PUBLISHED", deadline.toEpochMilli()));

    cleanUp(broker).run();

    assertThat(broker.commands).containsExactly("cancel 20", "cancel 40");
    assertThat(broker.now()).isAfter(deadline);
    assertThat(inventory.isQuiet()).isTrue();
  }

  @Test
  void countsItsRuns() {
    var cleanUp = cleanUp(new FakeBroker(projection::apply));

    assertThat(cleanUp.run()).isEqualTo(1);
    assertThat(cleanUp.run()).isEqualTo(2);
    assertThat(cleanUp.runs()).isEqualTo(2);
  }

  private CleanUp cleanUp(Broker broker) {
    return new CleanUp(broker, inventory, projection, new ForwardClock(broker));
  }
}
