package eu.ttc.grants.testruntime.adapter;

import static eu.ttc.grants.testruntime.adapter.Events.deployed;
import static eu.ttc.grants.testruntime.adapter.Events.element;
import static eu.ttc.grants.testruntime.adapter.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProjectionTest {

  private final Store store = new Store();
  private final Projection projection = new Projection(store, new Inventory());

  @Test
  void followsInstanceAndElementsToTheirEnd() {
    apply(
        deployed(),
        element(20, "ELEMENT_ACTIVATING", "voucher", "PROCESS", 20),
        element(21, "ELEMENT_ACTIVATING", "Task_OpenCase", "SERVICE_TASK", 20));

    assertThat(field(Kind.PROCESS_INSTANCE, 20, "state")).isEqualTo("ACTIVE");
    assertThat(field(Kind.PROCESS_INSTANCE, 20, "processDefinitionName"))
        .isEqualTo("Innovation voucher");
    assertThat(field(Kind.PROCESS_INSTANCE, 20, "processDefinitionVersionTag")).isEqualTo("1.2");
    assertThat(field(Kind.ELEMENT_INSTANCE, 21, "elementName")).isEqualTo("Open case");

    apply(
        element(21, "ELEMENT_TERMINATED", "Task_OpenCase", "SERVICE_TASK", 20),
        element(20, "ELEMENT_COMPLETED", "voucher", "PROCESS", 20));

    assertThat(field(Kind.ELEMENT_INSTANCE, 21, "state")).isEqualTo("TERMINATED");
    assertThat(field(Kind.PROCESS_INSTANCE, 20, "state")).isEqualTo("COMPLETED");
    assertThat(field(Kind.PROCESS_INSTANCE, 20, "endDate")).isEqualTo("1970-01-01T00:00:20.000Z");
  }

  @Test
  void showsAnIncidentAtEveryCallerUntilItIsResolved() {
    var incident =
        "{\"processInstanceKey\": 30, \"elementInstanceKey\": 31, \"elementId\": \"Task_Pay\"}";
    apply(
        deployed(),
        element(20, "ELEMENT_ACTIVATING", "voucher", "PROCESS", 20),
        element(21, "ELEMENT_ACTIVATING", "Call_Payout", "CALL_ACTIVITY", 20),
        element(30, "ELEMENT_ACTIVATING", "payout", "PROCESS", 30, 20, 21),
        element(31, "ELEMENT_ACTIVATING", "Task_Pay", "SERVICE_TASK", 30),
        event(40, "INCIDENT", "CREATED", incident));

    assertThat(field(Kind.ELEMENT_INSTANCE, 31, "incidentKey")).isEqualTo("40");
    assertThat(field(Kind.ELEMENT_INSTANCE, 21, "hasIncident")).isEqualTo("true");
    assertThat(field(Kind.PROCESS_INSTANCE, 20, "hasIncident")).isEqualTo("true");
    assertThat(field(Kind.PROCESS_INSTANCE, 30, "rootProcessInstanceKey")).isEqualTo("20");

    apply(event(40, "INCIDENT", "RESOLVED", incident));

    assertThat(field(Kind.INCIDENT, 40, "state")).isEqualTo("RESOLVED");
    assertThat(field(Kind.PROCESS_INSTANCE, 20, "hasIncident")).isEqualTo("false");
    assertThat(field(Kind.ELEMENT_INSTANCE, 31, "incidentKey")).isEqualTo("null");
  }

  @Test
  void keepsWhoHeldATaskWhenItWasCompleted() {
    apply(
        userTask("CREATING", ""),
        userTask("CREATED", ""),
        userTask("ASSIGNED", "eva"),
        userTask("COMPLETED", "eva"));

    assertThat(field(Kind.USER_TASK, 50, "state")).isEqualTo("COMPLETED");
    assertThat(field(Kind.USER_TASK, 50, "assignee")).isEqualTo("eva");
    assertThat(field(Kind.USER_TASK, 50, "completionDate")).isEqualTo("1970-01-01T00:00:50.000Z");
  }

  @Test
  void showsJobsAsTheyAreTakenAndFail() {
    apply(
        job("CREATED", 3),
        event(
            1,
            "JOB_BATCH",
            "ACTIVATED",
            "{\"jobKeys\": [60], \"jobs\": [{\"worker\": \"w\", \"deadline\": 1000}]}"));

    assertThat(field(Kind.JOB, 60, "state")).isEqualTo("CREATED");
    assertThat(field(Kind.JOB, 60, "deadline")).isEqualTo("1970-01-01T00:00:01.000Z");

    apply(job("FAILED", 2));

    assertThat(field(Kind.JOB, 60, "state")).isEqualTo("FAILED");
    assertThat(field(Kind.JOB, 60, "hasFailedWithRetriesLeft")).isEqualTo("true");
  }

  @Test
  void awaitsNoMessageOnceItsSubscriptionIsOnItsWayOut() {
    var subscription = "{\"processInstanceKey\": 20, \"messageName\": \"claim-submitted\"}";
    apply(event(80, "PROCESS_MESSAGE_SUBSCRIPTION", "CREATED", subscription));

    assertThat(field(Kind.MESSAGE_SUBSCRIPTION, 80, "messageSubscriptionState"))
        .isEqualTo("CREATED");

    apply(event(80, "PROCESS_MESSAGE_SUBSCRIPTION", "DELETING", subscription));

    assertThat(field(Kind.MESSAGE_SUBSCRIPTION, 80, "messageSubscriptionState"))
        .isEqualTo("DELETED");
  }

  @Test
  void numbersTheDecisionsOfOneEvaluation() {
    apply(
        event(
            70,
            "DECISION_EVALUATION",
            "EVALUATED",
            """
            {"processInstanceKey": 20, "decisionKey": 5, "evaluatedDecisions": [
              {"decisionId": "reasons", "decisionOutput": "[]", "matchedRules": []},
              {"decisionId": "eligibility", "decisionOutput": "\\"ELIGIBLE\\"",
               "matchedRules": [{"ruleId": "Rule_1", "ruleIndex": 1, "evaluatedOutputs": []}]}]}\
            """));

    var second = store.get(Kind.DECISION_INSTANCE, "70-2").orElseThrow();
    assertThat(second.path("result").asText()).isEqualTo("\"ELIGIBLE\"");
    assertThat(second.path("matchedRules").path(0).path("ruleIndex").asInt()).isEqualTo(1);
  }

  @Test
  void dropsLateRecordsOfWhatIsForgotten() {
    apply(deployed(), element(20, "ELEMENT_ACTIVATING", "voucher", "PROCESS", 20));

    projection.forget(25, Set.of());
    apply(
        element(20, "ELEMENT_TERMINATED", "voucher", "PROCESS", 20),
        element(26, "ELEMENT_ACTIVATING", "Task_OpenCase", "SERVICE_TASK", 20));

    for (Kind kind : Kind.values()) {
      assertThat(store.all(kind)).as(kind.name()).isEmpty();
    }
    apply(element(30, "ELEMENT_ACTIVATING", "voucher", "PROCESS", 30));
    assertThat(store.all(Kind.PROCESS_INSTANCE)).hasSize(1);
  }

  private static JsonNode userTask(String intent, String assignee) {
    return event(
        50,
        "USER_TASK",
        intent,
        """
        {"userTaskKey": 50, "assignee": "%s", "elementId": "Task_OpenCase", "formKey": -1,
         "candidateGroupsList": ["evaluators"], "candidateUsersList": []}\
        """
            .formatted(assignee));
  }

  private static JsonNode job(String intent, int retries) {
    return event(
        60, "JOB", intent, "{\"type\": \"budget.reserve\", \"retries\": %d}".formatted(retries));
  }

  private void apply(JsonNode... events) {
    for (JsonNode event : events) {
      projection.apply(event);
    }
  }

  private String field(Kind kind, long key, String field) {
    return store.get(kind, Long.toString(key)).orElseThrow().path(field).asText();
  }
}
