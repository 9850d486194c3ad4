package eu.ttc.grants.local;

import eu.ttc.grants.local.Staff.Task;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * Lets many cases live at once, and notices when one of them fails or nothing happens to anybody
 * any more: it then tells what each of those has done that is waited for, and where it stands.
 */
final class Lives<C extends Lived> implements AutoCloseable {

  /** Nothing takes longer, not even a step that comes back after a hold. */
  private static final Duration STANDSTILL = Duration.ofMinutes(8);

  private static final Duration TO_PREPARE = Duration.ofMinutes(15);
  private static final Duration TO_END = Duration.ofMinutes(5);

  /** Between two looks for incidents. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final Collection<C> cases;
  private final PlatformProcess platform;
  private final Histories histories;
  private final Engine engine;
  private final Staff staff;
  private final ExecutorService people = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<C, Future<?>> lives = new LinkedHashMap<>();
  private final Map<String, Future<?>> others = new LinkedHashMap<>();
  private final Seen<List<String>> troubles;

  Lives(
      Collection<C> cases,
      PlatformProcess platform,
      Histories histories,
      Engine engine,
      Staff staff) {
    this.cases = cases;
    this.platform = platform;
    this.histories = histories;
    this.engine = engine;
    this.staff = staff;
    this.troubles = new Seen<>(engine::troubles, PAUSE);
  }

  /** Lets a case live from now on. */
  void begin(C one, Callable<?> life) {
    lives.put(one, people.submit(life));
  }

  /** Lets somebody else work beside the cases. */
  void beside(String who, Callable<?> work) {
    others.put(who, people.submit(work));
  }

  /** Whether it has lived to its end. */
  boolean isOver(C one) {
    return lives.get(one).isDone();
  }

  /** Does this for all of them at once, and returns when it is done for each. */
  <T> void inParallel(Collection<T> all, Consumer<T> work) throws Exception {
    var started = new LinkedHashMap<T, Future<?>>();
    all.forEach(one -> started.put(one, people.submit(() -> work.accept(one))));
    for (var one : started.entrySet()) {
      try {
        one.getValue().get(TO_PREPARE.toMinutes(), TimeUnit.MINUTES);
      } catch (ExecutionException failed) {
        throw new AssertionError("%s failed".formatted(one.getKey()), failed.getCause());
      }
    }
  }

  /** As {@link #untilAll} for every case. */
  void until(String what, Predicate<C> holds) throws Exception {
    untilAll(cases, what, holds);
  }

  /**
   * Waits until something holds for all of them, and ends as soon as somebody failed, a step waits
   * for an operator or nothing happens any more.
   */
  void untilAll(Collection<C> concerned, String what, Predicate<C> holds) throws Exception {
    try {
      histories.await(
          what,
          all ->
              concerned.stream().allMatch(holds)
                  || failure().isPresent()
                  || !troubles.last().isEmpty()
                  || histories.stillness().compareTo(STANDSTILL) > 0);
    } catch (TimeoutException never) {
      throw new AssertionError(waitingFor(concerned, what, holds), never);
    }
    failure()
        .ifPresent(
            failed -> {
              throw new AssertionError(
                  "%s failed. %s".formatted(failed.getKey(), waitingFor(concerned, what, holds)),
                  failed.getValue().exceptionNow());
            });
    if (!troubles.last().isEmpty()) {
      throw new AssertionError(
          "Incidents: %s. %s".formatted(troubles.last(), waitingFor(concerned, what, holds)));
    }
    if (!concerned.stream().allMatch(holds)) {
      throw new AssertionError("Nothing happens. " + waitingFor(concerned, what, holds));
    }
  }

  /** Waits for the end of those who work beside the cases, and of every process. */
  void untilProcessesEnd() throws Exception {
    for (var other : others.values()) {
      other.get(TO_END.toMinutes(), TimeUnit.MINUTES);
    }
    Awaitility.await("the end of every process")
        .atMost(TO_END)
        .pollInterval(Duration.ofSeconds(1))
        .conditionEvaluationListener(
            condition -> {
              if (condition.getRemainingTimeInMS() < 1000) {
                Diary.say("under way: %s", engine.whereabouts());
              }
            })
        .until(() -> engine.activeProcesses() == 0);
  }

  @Override
  public void close() {
    troubles.close();
    people.shutdownNow();
  }

  private Optional<? extends Map.Entry<?, Future<?>>> failure() {
    return Stream.concat(lives.entrySet().stream(), others.entrySet().stream())
        .filter(life -> life.getValue().state() == Future.State.FAILED)
        .findFirst();
  }

  private String waitingFor(Collection<C> concerned, String what, Predicate<C> holds) {
    var steps = engine.whereabouts();
    var keys = lifecycles();
    return concerned.stream()
        .filter(one -> !holds.test(one))
        .map(
            one ->
                "%s is %s after %s; engine at %s; tasks %s"
                    .formatted(
                        one,
                        one.history().status(),
                        one.history(),
                        steps.getOrDefault(keys.getOrDefault(one.reference(), 0L), List.of()),
                        staff.open().stream()
                            .filter(task -> task.subject().equals(one.reference()))
                            .map(Task::definition)
                            .toList()))
        .collect(Collectors.joining("\n  ", "Waited until " + what + ":\n  ", ""));
  }

  /** The keys of their lifecycles in the engine. */
  private Map<String, Long> lifecycles() {
    var keys = new HashMap<String, Long>();
    try (var database = platform.database();
        var statement = database.createStatement();
        var rows =
            statement.executeQuery(
                "select reference, process_instance from application"
                    + " where process_instance is not null")) {
      while (rows.next()) {
        keys.put(rows.getString(1), rows.getLong(2));
      }
      return keys;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
