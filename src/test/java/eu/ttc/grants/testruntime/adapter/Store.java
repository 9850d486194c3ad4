package eu.ttc.grants.testruntime.adapter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The latest state of everything in the engine, as documents in the form the REST API answers with,
 * in the order of their creation. Written by one thread, read by many; what is read is a copy.
 */
final class Store {

  private final Map<Kind, Map<String, ObjectNode>> documents = new EnumMap<>(Kind.class);
  private final Map<String, String> models = new LinkedHashMap<>();

  Store() {
    for (Kind kind : Kind.values()) {
      documents.put(kind, new LinkedHashMap<>());
    }
  }

  /** Adds the document, or replaces the one with this key in its place. */
  synchronized void put(Kind kind, String key, ObjectNode document) {
    of(kind).put(key, document);
  }

  /** Changes the document with this key; nothing happens when there is none. */
  synchronized void change(Kind kind, String key, Consumer<ObjectNode> change) {
    var document = of(kind).get(key);
    if (document != null) {
      change.accept(document);
    }
  }

  synchronized void changeAll(Kind kind, Consumer<ObjectNode> change) {
    of(kind).values().forEach(change);
  }

  synchronized Optional<ObjectNode> get(Kind kind, String key) {
    return Optional.ofNullable(of(kind).get(key)).map(ObjectNode::deepCopy);
  }

  synchronized List<ObjectNode> all(Kind kind) {
    return all(kind, document -> true);
  }

  /** Tests ask many times a second, so only what they asked for is copied. */
  synchronized List<ObjectNode> all(Kind kind, Predicate<ObjectNode> which) {
    return of(kind).values().stream().filter(which).map(ObjectNode::deepCopy).toList();
  }

  synchronized void putModel(String processDefinitionKey, String xml) {
    models.put(processDefinitionKey, xml);
  }

  /** The BPMN file of a process definition. */
  synchronized Optional<String> model(String processDefinitionKey) {
    return Optional.ofNullable(models.get(processDefinitionKey));
  }

  /** Drops everything but the process definitions with these keys. */
  synchronized void clearExceptModels(Set<String> kept) {
    documents.forEach(
        (kind, all) -> all.keySet().retainAll(kind == Kind.PROCESS_DEFINITION ? kept : Set.of()));
    models.keySet().retainAll(kept);
  }

  private Map<String, ObjectNode> of(Kind kind) {
    return documents.get(kind);
  }
}
