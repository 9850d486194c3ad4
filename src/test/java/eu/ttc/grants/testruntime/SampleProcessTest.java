package eu.ttc.grants.testruntime;

import static io.camunda.process.test.api.CamundaAssert.assertThat;
import static io.camunda.process.test.api.assertions.ElementSelectors.byName;
import static io.camunda.process.test.api.assertions.ProcessInstanceSelectors.byProcessId;
import static io.camunda.process.test.api.assertions.UserTaskSelectors.byElementId;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.ProcessInstanceEvent;
import io.camunda.client.api.search.enums.UserTaskState;
import io.camunda.process.test.api.CamundaProcessTestContext;
import io.camunda.process.test.api.CamundaSpringProcessTest;
import io.camunda.process.test.api.TestDeployment;
import io.camunda.process.test.api.assertions.DecisionSelectors;
import io.camunda.process.test.api.assertions.IncidentSelectors;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;

/** Proves the test runtime: everything process tests rely on, on a model made for it. */
@SpringBootTest(
    classes = SampleProcessTest.NoApplication.class,
    properties = "camunda.process-test.coverage.excluded-processes=sample,sample-by-message")
@CamundaSpringProcessTest
@OnTheEngine
@TestDeployment(
    resources = {
      "testruntime/sample.bpmn",
      "testruntime/sample-rating.dmn",
      "testruntime/sample-review.form"
    })
@DisplayName("The test runtime")
class SampleProcessTest {

  @Configuration
  static class NoApplication {}

  @Autowired CamundaClient client;
  @Autowired CamundaProcessTestContext engine;

  @Test
  @DisplayName("shows jobs, tasks, decisions, messages and variables of a straight path")
  void showsStraightPath() {
    engine.mockJobWorker("sample.check").thenComplete(Map.of("score", 12));
    var sample = start();

    assertThat(byElementId("Task_ReviewSample"))
        .isCreated()
        .hasName("Review sample")
        .hasCandidateGroup("reviewers");
    engine.completeUserTask("Task_ReviewSample", Map.of("verdict", "fine"));
    assertThat(sample).isWaitingForMessage("sample-answered", "S-1");
    answer("S-1");

    assertThat(sample)
        .isCompleted()
        .hasCompletedElementsInOrder("Task_CheckSample", "Task_RateSample", "Task_ReviewSample")
        .hasCompletedElements(byName("Ended answered"))
        .hasNotActivatedElements("Event_Refused", "Event_EndedLapsed")
        .hasCorrelatedMessage("sample-answered", "S-1")
        .isNotWaitingForMessage("sample-answered", "S-1")
        .hasVariable("rating", "GOOD")
        .hasVariable("verdict", "fine")
        .hasNoActiveIncidents();
    assertThat(DecisionSelectors.byId("sample-rating"))
        .isEvaluated()
        .hasOutput("GOOD")
        .hasMatchedRules(1)
        .hasNotMatchedRules(2);
  }

  @Test
  @DisplayName("completes jobs by hand and throws BPMN errors")
  void throwsErrors() {
    var refused = start();
    engine.throwBpmnErrorFromJob("sample.check", "SAMPLE_REFUSED");
    assertThat(refused)
        .isCompleted()
        .hasCompletedElements("Event_Refused", "Event_EndedRefused")
        .hasTerminatedElements("Task_CheckSample");

    var checked = start();
    engine.completeJob("sample.check", Map.of("score", 1));
    assertThat(checked).hasActiveElements("Task_ReviewSample").hasVariable("rating", "POOR");
  }

  @Test
  @DisplayName("shows an incident until it is resolved")
  void showsIncidents() {
    var sample = start();
    engine.throwBpmnErrorFromJob("sample.check", "UNKNOWN_ERROR");

    assertThat(sample).hasActiveIncidents();

    engine.resolveIncident(IncidentSelectors.byProcessDefinitionId("sample"));
    engine.completeJob("sample.check", Map.of("score", 10));
    assertThat(sample).hasActiveElements("Task_ReviewSample").hasNoActiveIncidents();
  }

  @Test
  @DisplayName("lets thirty days pass at once")
  void firesTimers() {
    engine.mockJobWorker("sample.check").thenComplete(Map.of("score", 12));
    var sample = start();
    engine.completeUserTask("Task_ReviewSample");
    assertThat(sample).isWaitingForMessage("sample-answered");
    var before = engine.getCurrentTime();

    engine.increaseTime(Duration.ofDays(29));
    assertThat(sample).isActive().isWaitingForMessage("sample-answered");
    engine.increaseTime(Duration.ofDays(1));

    assertThat(sample).isCompleted().hasCompletedElements("Event_EndedLapsed");
    assertThat(engine.getCurrentTime()).isAfterOrEqualTo(before.plus(Duration.ofDays(30)));
  }

  @RepeatedTest(4)
  @DisplayName("keeps nothing of a test for the next: messages with the same id and key, instances")
  void forgetsBetweenTests() {
    engine.mockJobWorker("sample.check").thenComplete(Map.of("score", 12));

    for (int i = 0; i < 2; i++) {
      client
          .newPublishMessageCommand()
          .messageName("sample-started")
          .correlationKey("S-1")
          .messageId("message-" + i)
          .timeToLive(Duration.ofDays(7))
          .variables(Map.of("sampleId", "S-1"))
          .send()
          .join();
    }

    assertThat(byProcessId("sample-by-message")).hasActiveElements("Call_Sample");
    assertThat(byProcessId("sample")).hasActiveElements("Task_ReviewSample");
    assertThat(
            client.newProcessInstanceSearchRequest().send().join().items().stream()
                .map(it -> it.getProcessDefinitionId())
                .toList())
        .containsExactly("sample-by-message", "sample");
  }

  @Test
  @DisplayName("tells who completed a task, and when")
  void tellsWhoCompletedTask() {
    engine.mockJobWorker("sample.check").thenComplete(Map.of("score", 12));
    var sample = start();
    assertThat(byElementId("Task_ReviewSample")).isCreated();
    var task =
        client
            .newUserTaskSearchRequest()
            .filter(it -> it.candidateUser("eva"))
            .send()
            .join()
            .singleItem();
    client.newAssignUserTaskCommand(task.getUserTaskKey()).assignee("eva").send().join();
    engine.completeUserTask("Task_ReviewSample");
    assertThat(byElementId("Task_ReviewSample")).isCompleted().hasAssignee("eva");

    var completed =
        client
            .newUserTaskSearchRequest()
            .filter(
                it ->
                    it.processInstanceKey(sample.getProcessInstanceKey())
                        .elementId("Task_ReviewSample")
                        .state(UserTaskState.COMPLETED))
            .send()
            .join()
            .singleItem();

    assertThat(completed.getAssignee()).isEqualTo("eva");
    assertThat(completed.getCompletionDate()).isNotNull();
    assertThat(completed.getFormKey()).isNotNull();
  }

  @Test
  @DisplayName("takes a thousand commands at once, however slow the machine is")
  void takesManyCommands() {
    var commands =
        IntStream.range(0, 1000)
            .mapToObj(
                number ->
                    client
                        .newPublishMessageCommand()
                        .messageName("nobody-waits")
                        .correlationKey("S-" + number)
                        .timeToLive(Duration.ZERO)
                        .send()
                        .toCompletableFuture())
            .toList();

    assertThat(commands).allSatisfy(command -> assertThat(command).succeedsWithin(60, SECONDS));
  }

  private ProcessInstanceEvent start() {
    return client
        .newCreateInstanceCommand()
        .bpmnProcessId("sample")
        .latestVersion()
        .variables(Map.of("sampleId", "S-1"))
        .send()
        .join();
  }

  private void answer(String sampleId) {
    client
        .newPublishMessageCommand()
        .messageName("sample-answered")
        .correlationKey(sampleId)
        .send()
        .join();
  }
}
