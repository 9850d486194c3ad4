package eu.ttc.grants.engine;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.search.enums.UserTaskState;
import java.util.Comparator;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Completed tasks from the engine's own search, Camunda 8.8 and newer. */
@Component
@ConditionalOnProperty(
    name = "grants.engine.task-search",
    havingValue = "client",
    matchIfMissing = true)
class ClientTaskSource implements CompletedTaskSource {

  private final CamundaClient client;

  ClientTaskSource(CamundaClient client) {
    this.client = client;
  }

  @Override
  public List<CompletedTask> completed(long processInstance, String elementId) {
    return client
        .newUserTaskSearchRequest()
        .filter(
            filter ->
                filter
                    .processInstanceKey(processInstance)
                    .elementId(elementId)
                    .state(UserTaskState.COMPLETED))
        .send()
        .join()
        .items()
        .stream()
        .filter(task -> task.getCompletionDate() != null)
        .map(
            task ->
                new CompletedTask(
                    task.getUserTaskKey(), task.getAssignee(), task.getCompletionDate()))
        .sorted(Comparator.comparing(CompletedTask::completedAt))
        .toList();
  }
}
