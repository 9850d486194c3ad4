package eu.ttc.grants.engine;

import java.net.http.HttpClient;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;

/** Completed tasks from the search of Tasklist 8.6, whose engine has none of its own. */
@Component
@ConditionalOnProperty(name = "grants.engine.task-search", havingValue = "tasklist")
class TasklistTaskSource implements CompletedTaskSource {

  private static final DateTimeFormatter DATE =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendPattern("[XXX][XX]")
          .toFormatter();

  private final RestClient tasklist;
  private final String username;
  private final String password;
  private volatile @Nullable Session session;

  TasklistTaskSource(
      @Value("${grants.engine.tasklist.url}") String url,
      @Value("${grants.engine.tasklist.username}") String username,
      @Value("${grants.engine.tasklist.password}") String password) {
    var http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    var requests = new JdkClientHttpRequestFactory(http);
    requests.setReadTimeout(Duration.ofSeconds(10));
    this.tasklist = RestClient.builder().baseUrl(url).requestFactory(requests).build();
    this.username = username;
    this.password = password;
  }

  @Override
  public List<CompletedTask> completed(long processInstance, String elementId) {
    return search(processInstance, elementId).stream()
        .filter(task -> task.completionDate() != null && task.assignee() != null)
        .map(
            task ->
                new CompletedTask(
                    Long.parseLong(task.id()),
                    task.assignee(),
                    OffsetDateTime.parse(task.completionDate(), DATE)))
        .sorted(Comparator.comparing(CompletedTask::completedAt))
        .toList();
  }

  private List<Task> search(long processInstance, String elementId) {
    try {
      return search(processInstance, elementId, session());
    } catch (HttpClientErrorException.Unauthorized | HttpClientErrorException.Forbidden expired) {
      session = null;
      return search(processInstance, elementId, session());
    }
  }

  private List<Task> search(long processInstance, String elementId, Session signedIn) {
    var tasks =
        tasklist
            .post()
            .uri("/v1/tasks/search")
            .contentType(MediaType.APPLICATION_JSON)
            .headers(signedIn::addTo)
            .body(
                Map.of(
                    "processInstanceKey",
                    Long.toString(processInstance),
                    "taskDefinitionId",
                    elementId,
                    "state",
                    "COMPLETED"))
            .retrieve()
            .body(new ParameterizedTypeReference<List<Task>>() {});
    return tasks == null ? List.of() : tasks;
  }

  private Session session() {
    var current = session;
    if (current != null) {
      return current;
    }
    var answer =
        tasklist
            .post()
            .uri("/api/login?username={u}&password={p}", username, password)
            .retrieve()
            .toBodilessEntity();
    if (answer.getStatusCode() != HttpStatus.NO_CONTENT) {
      throw new IllegalStateException("Tasklist did not sign us in: " + answer.getStatusCode());
    }
    var cookies =
        answer.getHeaders().getOrEmpty(HttpHeaders.SET_COOKIE).stream()
            .map(cookie -> cookie.split(";", 2)[0])
            .toList();
    var csrf = answer.getHeaders().getFirst("X-CSRF-TOKEN");
    var signedIn = new Session(String.join("; ", cookies), csrf == null ? "" : csrf);
    session = signedIn;
    return signedIn;
  }

  private record Session(String cookies, String csrfToken) {
    void addTo(HttpHeaders headers) {
      headers.set(HttpHeaders.COOKIE, cookies);
      headers.set("X-CSRF-TOKEN", csrfToken);
    }
  }

  private record Task(String id, @Nullable String assignee, @Nullable String completionDate) {}
}
