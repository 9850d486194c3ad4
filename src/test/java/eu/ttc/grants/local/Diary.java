package eu.ttc.grants.local;

import eu.ttc.grants.local.Histories.History;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Tells every half minute how far a run is, and keeps what its parts took. */
final class Diary implements AutoCloseable {

  private static final long SECONDS = 30;

  private final Instant begin;
  private final Histories histories;
  private final Supplier<String> money;
  private final PlatformProcess platform;
  private final Map<String, Duration> times = new LinkedHashMap<>();
  private final AtomicLong mostMemory = new AtomicLong();
  private final ScheduledExecutorService writing = Executors.newSingleThreadScheduledExecutor();

  /**
   * @param money tells how the budget stands
   */
  Diary(Instant begin, Histories histories, Supplier<String> money, PlatformProcess platform) {
    this.begin = begin;
    this.histories = histories;
    this.money = money;
    this.platform = platform;
    writing.scheduleWithFixedDelay(this::write, SECONDS, SECONDS, TimeUnit.SECONDS);
  }

  static void say(String text, Object... values) {
    System.out.println(text.formatted(values));
  }

  synchronized void passed(String what) {
    times.put(what, Duration.between(begin, Instant.now()));
    say("%4d s  %s", times.get(what).toSeconds(), what);
  }

  /** How long it took from one milestone to another, if both were passed. */
  synchronized Optional<Duration> between(String one, String other) {
    return Optional.ofNullable(times.get(other)).map(end -> end.minus(times.get(one)));
  }

  /** Milestones in order, with the time since the begin. */
  synchronized Map<String, Duration> times() {
    return new LinkedHashMap<>(times);
  }

  /** The most memory that the Java programs of the platform had together, 0 if it is not told. */
  long mostMegabytes() {
    return mostMemory.get() / 1024;
  }

  @Override
  public void close() {
    writing.shutdownNow();
  }

  private void write() {
    mostMemory.accumulateAndGet(
        platform.processes().stream().mapToLong(Diary::kilobytes).sum(), Math::max);
    say(
        "%4d s    %s; %s",
        Duration.between(begin, Instant.now()).toSeconds(), byStatus(), money.get());
  }

  private Map<String, Long> byStatus() {
    return histories.all().values().stream()
        .map(History::status)
        .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
  }

  /** Where the system tells it as Linux does. */
  private static long kilobytes(ProcessHandle process) {
    try (var lines = Files.lines(Path.of("/proc", String.valueOf(process.pid()), "status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .map(line -> line.replaceAll("\\D", ""))
          .mapToLong(Long::parseLong)
          .sum();
    } catch (IOException | UncheckedIOException endedOrElsewhere) {
      return 0;
    }
  }
}
