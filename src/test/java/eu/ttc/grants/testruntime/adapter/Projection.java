package eu.ttc.grants.testruntime.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Turns the broker's records into documents. What was there before the last clean-up is over: its
 * late records are dropped by their keys, which only grow.
 */
final class Projection {

  /** Always three decimals, so that moments sort as text. */
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private static final Set<String> JOB_STATES =
      Set.of(
          "CREATED",
          "COMPLETED",
          "FAILED",
          "TIMED_OUT",
          "ERROR_THROWN",
          "CANCELED",
          "RETRIES_UPDATED",
          "MIGRATED");
  private static final Set<String> ENDED_JOB_STATES =
      Set.of("COMPLETED", "ERROR_THROWN", "CANCELED");

  private final Store store;
  private final Inventory inventory;
  private final Map<String, Model> models = new HashMap<>();
  private long forgottenUpTo = -1;

  Projection(Store store, Inventory inventory) {
    this.store = store;
    this.inventory = inventory;
  }

  /** Takes one event of the broker, as JSON of its own making. */
  synchronized void apply(JsonNode event) {
    long key = event.path("key").asLong();
    var value = event.path("value");
    inventory.note(event);
    var valueType = event.path("valueType").asText();
    // as old as the model, which may be kept; what it starts is new
    boolean ofModel = valueType.equals("MESSAGE_START_EVENT_SUBSCRIPTION");
    if (!ofModel && isForgotten(key) || isForgotten(value.path("processInstanceKey").asLong(-1))) {
      return;
    }
    var intent = event.path("intent").asText();
    var at = MOMENT.format(Instant.ofEpochMilli(event.path("timestamp").asLong()));
    var id = Long.toString(key);
    switch (valueType) {
      case "PROCESS" -> processDefinition(intent, value);
      case "PROCESS_INSTANCE" -> element(id, intent, value, at);
      case "VARIABLE" -> variable(id, value);
      case "INCIDENT" -> incident(id, intent, value, at);
      case "USER_TASK" -> userTask(intent, value, at);
      case "JOB" -> job(id, intent, value, at);
      case "JOB_BATCH" -> activatedJobs(value);
      case "PROCESS_MESSAGE_SUBSCRIPTION" -> messageSubscription(id, intent, value, at);
      case "MESSAGE_START_EVENT_SUBSCRIPTION" -> startedByMessage(id, intent, value, at);
      case "DECISION_EVALUATION" -> decision(id, intent, value, at);
      default -> {}
    }
  }

  /**
   * Drops everything, and whatever is still to come under keys up to this one.
   *
   * @param keptModels keys of process definitions that are still deployed
   */
  synchronized void forget(long upTo, Set<Long> keptModels) {
    forgottenUpTo = upTo;
    var kept = keptModels.stream().map(String::valueOf).collect(Collectors.toSet());
    store.clearExceptModels(kept);
    models.keySet().retainAll(kept);
  }

  private boolean isForgotten(long key) {
    return key > 0 && key <= forgottenUpTo;
  }

  private void processDefinition(String intent, JsonNode value) {
    if (!intent.equals("CREATED")) {
      return;
    }
    var key = text(value, "processDefinitionKey");
    var xml =
        new String(
            Base64.getDecoder().decode(value.path("resource").asText()), StandardCharsets.UTF_8);
    var model = Model.read(xml);
    models.put(key, model);
    store.putModel(key, xml);
    var processId = value.path("bpmnProcessId").asText();
    var document = document(value);
    document.put("processDefinitionKey", key);
    document.put("processDefinitionId", processId);
    document.put("name", model.nameOf(processId));
    document.put("resourceName", text(value, "resourceName"));
    document.put("version", value.path("version").asInt());
    document.put("versionTag", text(value, "versionTag"));
    document.put("hasStartForm", model.hasStartForm());
    store.put(Kind.PROCESS_DEFINITION, key, document);
  }

  private void element(String id, String intent, JsonNode value, String at) {
    var type = value.path("bpmnElementType").asText();
    switch (intent) {
      case "SEQUENCE_FLOW_TAKEN" -> sequenceFlow(value);
      case "ELEMENT_ACTIVATING" -> {
        store.put(Kind.ELEMENT_INSTANCE, id, elementInstance(id, type, value, at));
        if (type.equals("PROCESS")) {
          store.put(Kind.PROCESS_INSTANCE, id, processInstance(id, value, at));
        }
      }
      case "ELEMENT_COMPLETED" -> endElement(id, "COMPLETED", at);
      case "ELEMENT_TERMINATED" -> endElement(id, "TERMINATED", at);
      case "ELEMENT_MIGRATED" -> {
        var moved = inProcess(value);
        moved.put("elementId", text(value, "elementId"));
        store.change(Kind.ELEMENT_INSTANCE, id, document -> document.setAll(moved));
        store.change(
            Kind.PROCESS_INSTANCE,
            id,
            document -> {
              document.setAll(inProcess(value));
              document.put("processDefinitionVersion", value.path("version").asInt());
            });
      }
      default -> {}
    }
  }

  private void sequenceFlow(JsonNode value) {
    var id = value.path("processInstanceKey").asText() + "_" + value.path("elementId").asText();
    var document = inProcess(value);
    document.put("sequenceFlowId", id);
    document.put("elementId", text(value, "elementId"));
    store.put(Kind.SEQUENCE_FLOW, id, document);
  }

  private ObjectNode elementInstance(String id, String type, JsonNode value, String at) {
    var document = inProcess(value);
    document.put("elementInstanceKey", id);
    document.put("elementId", text(value, "elementId"));
    document.put("elementName", nameOf(value, text(value, "elementId")));
    document.put("type", type);
    document.put("state", "ACTIVE");
    document.put("startDate", at);
    document.putNull("endDate");
    document.put("hasIncident", false);
    document.putNull("incidentKey");
    document.put("elementInstanceScopeKey", keyOf(value, "flowScopeKey"));
    return document;
  }

  private ObjectNode processInstance(String id, JsonNode value, String at) {
    var document = inProcess(value);
    document.put("processDefinitionName", nameOf(value, text(value, "bpmnProcessId")));
    document.put("processDefinitionVersion", value.path("version").asInt());
    document.put("processDefinitionVersionTag", versionTagOf(value));
    document.put("parentProcessInstanceKey", keyOf(value, "parentProcessInstanceKey"));
    document.put("parentElementInstanceKey", keyOf(value, "parentElementInstanceKey"));
    document.put("rootProcessInstanceKey", rootOf(value, id));
    document.put("state", "ACTIVE");
    document.put("startDate", at);
    document.putNull("endDate");
    document.put("hasIncident", false);
    document.putArray("tags");
    document.putNull("businessId");
    return document;
  }

  private void endElement(String id, String state, String at) {
    for (Kind kind : Set.of(Kind.ELEMENT_INSTANCE, Kind.PROCESS_INSTANCE)) {
      store.change(
          kind,
          id,
          document -> {
            document.put("state", state);
            document.put("endDate", at);
          });
    }
  }

  private void variable(String id, JsonNode value) {
    var document = inProcess(value);
    document.put("variableKey", id);
    document.put("name", text(value, "name"));
    document.put("value", value.path("value").asText());
    document.put("scopeKey", keyOf(value, "scopeKey"));
    document.put("isTruncated", false);
    store.put(Kind.VARIABLE, id, document);
  }

  private void incident(String id, String intent, JsonNode value, String at) {
    if (intent.equals("CREATED")) {
      var document = inProcess(value);
      document.put("incidentKey", id);
      document.put("errorType", text(value, "errorType"));
      document.put("errorMessage", value.path("errorMessage").asText());
      document.put("elementId", text(value, "elementId"));
      document.put("elementInstanceKey", keyOf(value, "elementInstanceKey"));
      document.put("jobKey", keyOf(value, "jobKey"));
      document.put("creationTime", at);
      document.put("state", "ACTIVE");
      store.put(Kind.INCIDENT, id, document);
    } else if (intent.equals("RESOLVED")) {
      store.change(Kind.INCIDENT, id, document -> document.put("state", "RESOLVED"));
    }
    markIncidents();
  }

  /** An incident shows at its element, at its instance and at everything that called it. */
  private void markIncidents() {
    var elements = new HashMap<String, String>();
    var instances = new HashSet<String>();
    for (ObjectNode incident : store.all(Kind.INCIDENT)) {
      if (!incident.path("state").asText().equals("ACTIVE")) {
        continue;
      }
      var key = incident.path("incidentKey").asText();
      var element = incident.path("elementInstanceKey").asText();
      var instance = Optional.of(incident.path("processInstanceKey").asText());
      while (instance.isPresent()) {
        elements.putIfAbsent(element, key);
        instances.add(instance.get());
        var called = store.get(Kind.PROCESS_INSTANCE, instance.get());
        element = called.map(it -> it.path("parentElementInstanceKey").asText()).orElse("");
        instance = called.map(it -> it.path("parentProcessInstanceKey").textValue());
      }
    }
    store.changeAll(
        Kind.ELEMENT_INSTANCE,
        document -> {
          var incident = elements.get(document.path("elementInstanceKey").asText());
          document.put("hasIncident", incident != null);
          document.put("incidentKey", incident);
        });
    store.changeAll(
        Kind.PROCESS_INSTANCE,
        document ->
            document.put(
                "hasIncident", instances.contains(document.path("processInstanceKey").asText())));
  }

  private void userTask(String intent, JsonNode value, String at) {
    var key = text(value, "userTaskKey");
    var known = store.get(Kind.USER_TASK, key);
    var document = known.orElseGet(() -> newUserTask(key, value, at));
    document.put("assignee", text(value, "assignee"));
    document.set("candidateGroups", value.path("candidateGroupsList").deepCopy());
    document.set("candidateUsers", value.path("candidateUsersList").deepCopy());
    document.put("dueDate", text(value, "dueDate"));
    document.put("followUpDate", text(value, "followUpDate"));
    document.put("priority", value.path("priority").asInt(50));
    switch (intent) {
      case "CREATING", "ASSIGNING", "UPDATING", "COMPLETING", "CANCELING" ->
          document.put("state", intent);
      case "CREATED", "ASSIGNED", "UPDATED", "CORRECTED" -> document.put("state", "CREATED");
      case "COMPLETED", "CANCELED" -> {
        document.put("state", intent);
        document.put("completionDate", at);
      }
      default -> document.setAll(inProcess(value));
    }
    store.put(Kind.USER_TASK, key, document);
  }

  private ObjectNode newUserTask(@Nullable String key, JsonNode value, String at) {
    var document = inProcess(value);
    document.put("userTaskKey", key);
    document.put("elementId", text(value, "elementId"));
    document.put("name", nameOf(value, text(value, "elementId")));
    document.put("elementInstanceKey", keyOf(value, "elementInstanceKey"));
    document.put("processName", nameOf(value, text(value, "bpmnProcessId")));
    document.put("processDefinitionVersion", value.path("processDefinitionVersion").asInt());
    document.put("formKey", keyOf(value, "formKey"));
    document.put("externalFormReference", text(value, "externalFormReference"));
    document.set("customHeaders", value.path("customHeaders").deepCopy());
    document.put("creationDate", at);
    document.putNull("completionDate");
    document.put("state", "CREATING");
    document.putArray("tags");
    return document;
  }

  private void job(String id, String intent, JsonNode value, String at) {
    var document = store.get(Kind.JOB, id).orElseGet(() -> newJob(id, value, at));
    document.put("worker", text(value, "worker"));
    document.put("retries", value.path("retries").asInt());
    document.put("errorCode", text(value, "errorCode"));
    document.put("errorMessage", text(value, "errorMessage"));
    document.put("deadline", momentOf(value.path("deadline").asLong(-1)));
    document.put("lastUpdateTime", at);
    document.put(
        "hasFailedWithRetriesLeft", intent.equals("FAILED") && value.path("retries").asInt() > 0);
    if (JOB_STATES.contains(intent)) {
      document.put("state", intent);
    } else if (intent.equals("YIELDED") || intent.equals("RECURRED_AFTER_BACKOFF")) {
      document.put("state", "CREATED");
    }
    document.put("endTime", ENDED_JOB_STATES.contains(intent) ? at : null);
    store.put(Kind.JOB, id, document);
  }

  private ObjectNode newJob(String id, JsonNode value, String at) {
    var document = inProcess(value);
    document.put("jobKey", id);
    document.put("type", text(value, "type"));
    document.put("kind", value.path("jobKind").asText("BPMN_ELEMENT"));
    document.put("listenerEventType", value.path("jobListenerEventType").asText("UNSPECIFIED"));
    document.put("elementId", text(value, "elementId"));
    document.put("elementInstanceKey", keyOf(value, "elementInstanceKey"));
    document.set("customHeaders", value.path("customHeaders").deepCopy());
    document.putNull("isDenied");
    document.putNull("deniedReason");
    document.put("creationTime", at);
    document.put("state", "CREATED");
    return document;
  }

  private void activatedJobs(JsonNode value) {
    var keys = value.path("jobKeys");
    for (int i = 0; i < keys.size(); i++) {
      var job = value.path("jobs").path(i);
      store.change(
          Kind.JOB,
          keys.get(i).asText(),
          document -> {
            document.put("worker", text(job, "worker"));
            document.put("deadline", momentOf(job.path("deadline").asLong(-1)));
          });
    }
  }

  private void messageSubscription(String id, String intent, JsonNode value, String at) {
    if (!Set.of("CREATED", "CORRELATED", "DELETING", "DELETED", "MIGRATED").contains(intent)) {
      return;
    }
    // one being deleted waits no more: the process may have moved on before it is gone
    var state = intent.equals("DELETING") ? "DELETED" : intent;
    var document = inProcess(value);
    document.put("messageSubscriptionKey", id);
    document.put("elementId", text(value, "elementId"));
    document.put("elementInstanceKey", keyOf(value, "elementInstanceKey"));
    document.put("messageSubscriptionState", state);
    document.put("lastUpdatedDate", at);
    document.put("messageName", text(value, "messageName"));
    document.put("correlationKey", text(value, "correlationKey"));
    fillDefinition(document);
    store.put(Kind.MESSAGE_SUBSCRIPTION, id, document);
    if (intent.equals("CORRELATED")) {
      correlatedMessage(id, value, text(value, "elementId"), at);
    }
  }

  private void startedByMessage(String id, String intent, JsonNode value, String at) {
    if (intent.equals("CORRELATED")) {
      correlatedMessage(id, value, text(value, "startEventId"), at);
    }
  }

  private void correlatedMessage(
      String subscription, JsonNode value, @Nullable String elementId, String at) {
    var document = inProcess(value);
    document.put("subscriptionKey", subscription);
    document.put("messageKey", keyOf(value, "messageKey"));
    document.put("messageName", text(value, "messageName"));
    document.put("correlationKey", text(value, "correlationKey"));
    document.put("correlationTime", at);
    document.put("elementId", elementId);
    document.put("elementInstanceKey", keyOf(value, "elementInstanceKey"));
    document.put("partitionId", 1);
    fillDefinition(document);
    store.put(
        Kind.CORRELATED_MESSAGE, value.path("messageKey").asText() + "_" + subscription, document);
  }

  /** Records of subscriptions do not say the process definition; their instance does. */
  private void fillDefinition(ObjectNode document) {
    if (document.path("processDefinitionKey").isNull()) {
      store
          .get(Kind.PROCESS_INSTANCE, document.path("processInstanceKey").asText())
          .ifPresent(
              instance ->
                  document.set("processDefinitionKey", instance.get("processDefinitionKey")));
    }
  }

  private void decision(String id, String intent, JsonNode value, String at) {
    var decisions = value.path("evaluatedDecisions");
    for (int i = 0; i < decisions.size(); i++) {
      var evaluated = decisions.get(i);
      boolean failed =
          intent.equals("FAILED")
              && evaluated.path("decisionId").equals(value.path("failedDecisionId"));
      var instanceId = id + "-" + (i + 1);
      var document = inProcess(value);
      document.put("processDefinitionKey", value.path("processDefinitionKey").asText("-1"));
      document.put("processInstanceKey", value.path("processInstanceKey").asText("-1"));
      document.put("elementInstanceKey", value.path("elementInstanceKey").asText("-1"));
      document.put("decisionEvaluationKey", id);
      document.put("decisionEvaluationInstanceKey", instanceId);
      document.put("state", failed ? "FAILED" : "EVALUATED");
      document.put("evaluationDate", at);
      document.put("evaluationFailure", failed ? text(value, "evaluationFailureMessage") : null);
      document.put("decisionDefinitionKey", text(evaluated, "decisionKey"));
      document.put("decisionDefinitionId", text(evaluated, "decisionId"));
      document.put("decisionDefinitionName", text(evaluated, "decisionName"));
      document.put("decisionDefinitionVersion", evaluated.path("decisionVersion").asInt());
      document.put("decisionDefinitionType", text(evaluated, "decisionType"));
      document.put("rootDecisionDefinitionKey", text(value, "decisionKey"));
      document.put("decisionRequirementsKey", text(value, "decisionRequirementsKey"));
      document.put("result", evaluated.path("decisionOutput").asText());
      document.set("evaluatedInputs", evaluated.path("evaluatedInputs").deepCopy());
      document.set("matchedRules", matchedRules(evaluated));
      store.put(Kind.DECISION_INSTANCE, instanceId, document);
    }
  }

  private static ArrayNode matchedRules(JsonNode decision) {
    var rules = JsonNodeFactory.instance.arrayNode();
    for (JsonNode rule : decision.path("matchedRules")) {
      var matched = rules.addObject();
      matched.put("ruleId", text(rule, "ruleId"));
      matched.put("ruleIndex", rule.path("ruleIndex").asInt());
      matched.set("evaluatedOutputs", rule.path("evaluatedOutputs").deepCopy());
    }
    return rules;
  }

  /** A document with what all parts of a process instance have in common. */
  private ObjectNode inProcess(JsonNode value) {
    var instance = keyOf(value, "processInstanceKey");
    var document = document(value);
    document.put("processInstanceKey", instance);
    document.put("processDefinitionKey", keyOf(value, "processDefinitionKey"));
    document.put("processDefinitionId", text(value, "bpmnProcessId"));
    document.put("rootProcessInstanceKey", instance == null ? null : rootOf(value, instance));
    return document;
  }

  private static ObjectNode document(JsonNode value) {
    var document = JsonNodeFactory.instance.objectNode();
    document.put("tenantId", value.path("tenantId").asText("<default>"));
    return document;
  }

  private String rootOf(JsonNode value, String instance) {
    var parent = keyOf(value, "parentProcessInstanceKey");
    return store
        .get(Kind.PROCESS_INSTANCE, parent == null ? instance : parent)
        .map(it -> it.path("rootProcessInstanceKey").asText())
        .orElse(parent == null ? instance : parent);
  }

  private @Nullable String nameOf(JsonNode value, @Nullable String elementId) {
    var model = models.getOrDefault(value.path("processDefinitionKey").asText(), Model.NONE);
    return elementId == null ? null : model.nameOf(elementId);
  }

  private @Nullable String versionTagOf(JsonNode value) {
    return store
        .get(Kind.PROCESS_DEFINITION, value.path("processDefinitionKey").asText())
        .map(it -> it.path("versionTag").textValue())
        .orElse(null);
  }

  private static @Nullable String momentOf(long epochMilli) {
    return epochMilli <= 0 ? null : MOMENT.format(Instant.ofEpochMilli(epochMilli));
  }

  /** A key as text, or null for the record's "none". */
  private static @Nullable String keyOf(JsonNode value, String field) {
    long key = value.path(field).asLong(-1);
    return key <= 0 ? null : Long.toString(key);
  }

  private static @Nullable String text(JsonNode value, String field) {
    var text = value.path(field).asText("");
    return text.isEmpty() ? null : text;
  }
}
