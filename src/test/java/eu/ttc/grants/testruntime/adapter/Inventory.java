package eu.ttc.grants.testruntime.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What the engine holds at this moment, whatever of it is forgotten: what a clean-up must remove.
 */
final class Inventory {

  private final Set<Long> rootInstances = new TreeSet<>();
  private final Set<Long> resources = new TreeSet<>();
  private final Map<Long, Instant> bufferedMessages = new HashMap<>();
  private long lastExpiredMessage;

  synchronized void note(JsonNode event) {
    var value = event.path("value");
    var intent = event.path("intent").asText();
    long key = event.path("key").asLong();
    switch (event.path("valueType").asText()) {
      case "PROCESS_INSTANCE" -> {
        if (value.path("bpmnElementType").asText().equals("PROCESS")
            && value.path("parentProcessInstanceKey").asLong(-1) <= 0) {
          noteInstance(key, intent);
        }
      }
      case "PROCESS" -> noteResource(value.path("processDefinitionKey").asLong(), intent);
      case "FORM" -> noteResource(value.path("formKey").asLong(), intent);
      case "DECISION_REQUIREMENTS" ->
          noteResource(value.path("decisionRequirementsKey").asLong(), intent);
      case "MESSAGE" -> noteMessage(key, intent, value);
      default -> {}
    }
    notifyAll();
  }

  synchronized List<Long> rootInstances() {
    return List.copyOf(rootInstances);
  }

  /** Keys of process definitions, forms and decision requirements that are deployed. */
  synchronized List<Long> resources() {
    return List.copyOf(resources);
  }

  /** When the last of the buffered messages expires. */
  synchronized Optional<Instant> lastMessageDeadline() {
    return bufferedMessages.values().stream().max(Instant::compareTo);
  }

  synchronized boolean hasExpired(long messageKey) {
    return lastExpiredMessage >= messageKey && !bufferedMessages.containsKey(messageKey);
  }

  /** Whether no instance runs and no message waits. */
  synchronized boolean isQuiet() {
    return rootInstances.isEmpty() && bufferedMessages.isEmpty();
  }

  /** Waits for records until the condition holds; false when it does not in time. */
  synchronized boolean await(Predicate<Inventory> condition, Duration atMost) {
    long until = System.nanoTime() + atMost.toNanos();
    while (!condition.test(this)) {
      long left = (until - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }

  private void noteInstance(long key, String intent) {
    switch (intent) {
      case "ELEMENT_ACTIVATING" -> rootInstances.add(key);
      case "ELEMENT_COMPLETED", "ELEMENT_TERMINATED" -> rootInstances.remove(key);
      default -> {}
    }
  }

  private void noteResource(long key, String intent) {
    switch (intent) {
      case "CREATED" -> resources.add(key);
      case "DELETED" -> resources.remove(key);
      default -> {}
    }
  }

  private void noteMessage(long key, String intent, JsonNode value) {
    switch (intent) {
      case "PUBLISHED" ->
          bufferedMessages.put(key, Instant.ofEpochMilli(value.path("deadline").asLong()));
      case "EXPIRED" -> {
        bufferedMessages.remove(key);
        lastExpiredMessage = Math.max(lastExpiredMessage, key);
      }
      default -> {}
    }
  }
}
