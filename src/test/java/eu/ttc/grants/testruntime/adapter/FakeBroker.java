package eu.ttc.grants.testruntime.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Keeps a clock and answers commands with the records a broker would write. */
class FakeBroker extends Broker {

  final List<Duration> steps = new ArrayList<>();
  final List<String> commands = new ArrayList<>();
  private final Consumer<JsonNode> records;
  private Instant now = Instant.EPOCH;
  private int unhealthyFor;
  private long key = 1_000;

  FakeBroker(Consumer<JsonNode> records) {
    super(URI.create("http://127.0.0.1:1"), URI.create("http://127.0.0.1:1"));
    this.records = records;
  }

  void isUnhealthyFor(int questions) {
    unhealthyFor = questions;
  }

  @Override
  Instant now() {
    return now;
  }

  @Override
  void addToClock(Duration offset) {
    steps.add(offset);
    now = now.plus(offset);
  }

  @Override
  boolean isHealthy() {
    return unhealthyFor-- <= 0;
  }

  @Override
  void cancel(List<Long> instances) {
    for (long instance : instances) {
      commands.add("cancel " + instance);
      records.accept(
          Events.element(instance, "ELEMENT_TERMINATED", "voucher", "PROCESS", instance));
    }
  }

  @Override
  void delete(List<Long> resources) {
    for (long resource : resources) {
      commands.add("delete " + resource);
      records.accept(Events.undeployed());
    }
  }

  @Override
  long publishMarker() {
    records.accept(Events.message(++key, "PUBLISHED", 0));
    records.accept(Events.message(key, "EXPIRED", 0));
    return key;
  }
}
