package eu.ttc.grants.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Tells who really completed a user task, as the engine recorded it. Nobody can claim another name:
 * what the form sends is not asked.
 */
@Service
public class TaskCompletions {

  private final CompletedTaskSource source;
  private final JdbcClient jdbc;
  private final RetryTemplate retry;

  TaskCompletions(CompletedTaskSource source, JdbcClient jdbc) {
    this.source = source;
    this.jdbc = jdbc;
    this.retry =
        new RetryTemplate(
            RetryPolicy.builder()
                .includes(NotImportedYet.class)
                .maxRetries(60)
                .delay(Duration.ofMillis(100))
                .multiplier(1.3)
                .maxDelay(Duration.ofSeconds(1))
                .build());
  }

  /**
   * Finds the completed task that led to the given passage of the recording step; the same answer
   * on every delivery. The engine's search lags a little behind, so this waits for it, and then
   * fails in a way that is retried.
   *
   * @param processInstance the called process instance that holds task and recording step
   * @param taskElementId id of the user task in the model
   * @param recordingElementInstance passage of the step that records what the person typed
   */
  public CompletedTask before(
      long processInstance, String taskElementId, long recordingElementInstance) {
    try {
      return retry.execute(
          () ->
              find(processInstance, taskElementId, recordingElementInstance)
                  .orElseThrow(() -> new NotImportedYet(taskElementId, processInstance)));
    } catch (RetryException exhausted) {
      if (exhausted.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(exhausted);
    }
  }

  private Optional<CompletedTask> find(long processInstance, String elementId, long passage) {
    var completed = source.completed(processInstance, elementId);
    var known =
        jdbc.sql("select user_task from recorded_task where element_instance = :passage")
            .param("passage", passage)
            .query(Long.class)
            .optional();
    if (known.isPresent()) {
      return completed.stream().filter(task -> task.key() == known.get()).findFirst();
    }
    Set<Long> taken =
        jdbc
            .sql("select user_task from recorded_task where process_instance = :instance")
            .param("instance", processInstance)
            .query(Long.class)
            .list()
            .stream()
            .collect(Collectors.toSet());
    var next = completed.stream().filter(task -> !taken.contains(task.key())).findFirst();
    next.ifPresent(
        task ->
            jdbc.sql(
                    "insert into recorded_task (user_task, process_instance, element_instance,"
                        + " username) values (:task, :instance, :passage, :username)"
                        + " on conflict do nothing")
                .param("task", task.key())
                .param("instance", processInstance)
                .param("passage", passage)
                .param("username", task.username())
                .update());
    return next;
  }

  /** The search of the engine has not caught up. */
  static class NotImportedYet extends RuntimeException {
    NotImportedYet(String elementId, long processInstance) {
      super(
          "The engine does not say yet who completed %s of process instance %d. If this stays, check that the task search (Tasklist) is running, then retry."
              .formatted(elementId, processInstance));
    }
  }
}
