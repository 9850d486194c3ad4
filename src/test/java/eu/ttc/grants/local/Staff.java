package eu.ttc.grants.local;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The programme's people at their tasks, through Tasklist's API. */
final class Staff implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration PATIENCE = Histories.PATIENCE;
  private static final int ALL = 1000;

  /** Variables that say what a task concerns. */
  private static final List<String> SUBJECTS = List.of("applicationRef", "callReference");

  private final URI tasklist;
  private final Map<String, CamundaSession> sessions = new ConcurrentHashMap<>();
  private final Set<String> completed = ConcurrentHashMap.newKeySet();
  private final Set<String> ended = ConcurrentHashMap.newKeySet();
  private final Seen<List<Task>> open;

  Staff(URI tasklist) {
    this.tasklist = tasklist;
    this.open = new Seen<>(this::search, PAUSE);
  }

  /**
   * A task that waits for somebody.
   *
   * @param subject the application that it concerns, or the call
   * @param candidates the groups from which anybody may take it; empty when it is somebody's
   */
  record Task(
      String id,
      String definition,
      String subject,
      Optional<String> assignee,
      List<String> candidates) {}

  /** A task of this kind that concerns the application or call, as soon as it is there. */
  Task await(String definition, String subject) throws InterruptedException, TimeoutException {
    return awaitAny(List.of(definition), subject);
  }

  /** A task of one of these kinds that concerns the application or call, as soon as it is there. */
  Task awaitAny(List<String> definitions, String subject)
      throws InterruptedException, TimeoutException {
    return open.await(
        "%s of %s".formatted(definitions, subject),
        PATIENCE,
        tasks ->
            tasks.stream()
                .filter(task -> definitions.contains(task.definition()))
                .filter(task -> task.subject().equals(subject))
                .filter(task -> !completed.contains(task.id()) && !ended.contains(task.id()))
                .findFirst());
  }

  /**
   * What the form of a task shows in this field, as the person sees it who opens it; Tasklist can
   * know a task before it knows what is in it.
   */
  JsonNode shown(Task task, String person, String field) {
    return Awaitility.await("%s of %s".formatted(field, task))
        .atMost(PATIENCE)
        .pollInterval(PAUSE)
        .until(() -> read(task, person, field), value -> !value.isNull());
  }

  private JsonNode read(Task task, String person, String field) {
    var variables =
        as(person)
            .ask(
                "POST",
                "/v1/tasks/%s/variables/search".formatted(task.id()),
                Map.of("variableNames", List.of(field)));
    return JSON.readTree(variables.path(0).path("value").asString("null"));
  }

  /** Takes a task out of the group's list, and completes it with what the person typed. */
  void takeAndComplete(Task task, String person, Map<String, ?> typed) {
    as(person).ask("PATCH", "/v1/tasks/%s/assign".formatted(task.id()), Map.of("assignee", person));
    complete(task, person, typed);
  }

  /** Completes a task that was given to this person. */
  void complete(Task task, String person, Map<String, ?> typed) {
    var variables =
        typed.entrySet().stream()
            .map(
                field ->
                    Map.of(
                        "name", field.getKey(), "value", JSON.writeValueAsString(field.getValue())))
            .toList();
    as(person)
        .ask("PATCH", "/v1/tasks/%s/complete".formatted(task.id()), Map.of("variables", variables));
    completed.add(task.id());
  }

  /** A task that ended without being done: Tasklist may show it for a while yet. */
  void leave(Task task) {
    ended.add(task.id());
  }

  /** What waits for somebody now. */
  List<Task> open() {
    return open.last();
  }

  int completed() {
    return completed.size();
  }

  @Override
  public void close() {
    open.close();
  }

  private CamundaSession as(String person) {
    return sessions.computeIfAbsent(person, name -> CamundaSession.of(name, tasklist));
  }

  private List<Task> search() {
    return as("ada")
        .ask(
            "POST",
            "/v1/tasks/search",
            Map.of(
                "state",
                "CREATED",
                "pageSize",
                ALL,
                "includeVariables",
                SUBJECTS.stream().map(name -> Map.of("name", name)).toList()))
        .valueStream()
        .map(Staff::task)
        .toList();
  }

  private static Task task(JsonNode found) {
    return new Task(
        found.path("id").asString(),
        found.path("taskDefinitionId").asString(),
        found
            .path("variables")
            .valueStream()
            .map(variable -> JSON.readTree(variable.path("value").asString()).asString())
            .findFirst()
            .orElse(""),
        Optional.ofNullable(found.path("assignee").asString(null)),
        found.path("candidateGroups").valueStream().map(JsonNode::asString).toList());
  }
}
