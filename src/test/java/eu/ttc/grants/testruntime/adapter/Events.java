package eu.ttc.grants.testruntime.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Records as the broker writes them, for tests of the adapter. */
final class Events {

  private static final ObjectMapper JSON = new ObjectMapper();

  static final long DEFINITION = 10;

  private Events() {}

  static JsonNode event(long key, String valueType, String intent, String value) {
    return json(
        """
        {"key": %d, "valueType": "%s", "intent": "%s", "timestamp": %d, "value": %s}\
        """
            .formatted(key, valueType, intent, 1_000 * key, value));
  }

  static JsonNode deployed() {
    var xml =
        """
        <definitions><process id="voucher" name="Innovation voucher">
          <serviceTask id="Task_OpenCase" name="Open case"/></process></definitions>\
        """;
    var resource = Base64.getEncoder().encodeToString(xml.getBytes(StandardCharsets.UTF_8));
    return event(
        DEFINITION,
        "PROCESS",
        "CREATED",
        """
        {"bpmnProcessId": "voucher", "processDefinitionKey": %d, "version": 3, "versionTag": "1.2",
         "resourceName": "voucher.bpmn", "resource": "%s"}\
        """
            .formatted(DEFINITION, resource));
  }

  static JsonNode undeployed() {
    return event(
        DEFINITION, "PROCESS", "DELETED", "{\"processDefinitionKey\": %d}".formatted(DEFINITION));
  }

  /** An element, or the instance itself when both keys are the same. */
  static JsonNode element(long key, String intent, String elementId, String type, long instance) {
    return element(key, intent, elementId, type, instance, -1, -1);
  }

  static JsonNode element(
      long key,
      String intent,
      String elementId,
      String type,
      long instance,
      long parentInstance,
      long parentElement) {
    return event(
        key,
        "PROCESS_INSTANCE",
        intent,
        """
        {"elementId": "%s", "bpmnElementType": "%s", "processInstanceKey": %d, "version": 3,
         "bpmnProcessId": "voucher", "processDefinitionKey": %d, "flowScopeKey": %d,
         "parentProcessInstanceKey": %d, "parentElementInstanceKey": %d}\
        """
            .formatted(
                elementId, type, instance, DEFINITION, instance, parentInstance, parentElement));
  }

  static JsonNode message(long key, String intent, long deadline) {
    return event(key, "MESSAGE", intent, "{\"deadline\": %d}".formatted(deadline));
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
