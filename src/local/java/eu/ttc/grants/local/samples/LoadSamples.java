package eu.ttc.grants.local.samples;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Registers the applicant of each sample dossier, applies for them through the public API, follows
 * each application until the programme refuses it or a person has to act, and compares that with
 * what the file expects. Running it again loads nothing twice.
 */
public final class LoadSamples {

  private static final ZoneId PROGRAMME_ZONE = ZoneId.of("Europe/Amsterdam");
  private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(1);

  private final Portal portal;
  private final PrintStream out;

  private LoadSamples(Portal portal, PrintStream out) {
    this.portal = portal;
    this.out = out;
  }

  /** Ends with 0 when every sample came out as its file expects, else with 1. */
  public static void main(String[] args) throws InterruptedException {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    var address = URI.create(System.getProperty("portal", "http://localhost:8080"));
    var folder = Path.of(System.getProperty("samples", "src/samples"));
    var patience = Duration.ofSeconds(Long.getLong("patience", 180));
    System.exit(allAsExpected(address, folder, patience, Clock.systemUTC(), out) ? 0 : 1);
  }

  /**
   * Loads every sample of the folder and tells so in a table.
   *
   * @param patience how long the programme may take until all samples rest
   */
  public static boolean allAsExpected(
      URI portal, Path folder, Duration patience, Clock clock, PrintStream out)
      throws InterruptedException {
    try {
      var client = new Portal(portal);
      client.requireRunning();
      var samples = SampleFiles.read(folder, LocalDate.now(clock.withZone(PROGRAMME_ZONE)));
      var results = new LoadSamples(client, out).load(samples, patience);
      out.println(new ResultTable(portal, results).text());
      return !results.isEmpty() && results.stream().allMatch(Result::asExpected);
    } catch (PortalDown | IOException | IllegalArgumentException unusable) {
      out.println(unusable.getMessage());
      return false;
    }
  }

  private List<Result> load(List<Sample> samples, Duration patience)
      throws InterruptedException, PortalDown {
    var results = new ArrayList<Result>();
    for (var sample : samples) {
      results.add(begin(sample));
    }
    out.println("Following them until they are refused or wait for a person");
    var until = System.nanoTime() + patience.toNanos();
    while (results.stream().anyMatch(Result::open) && System.nanoTime() < until) {
      TimeUnit.NANOSECONDS.sleep(BETWEEN_QUESTIONS.toNanos());
      for (int i = 0; i < results.size(); i++) {
        results.set(i, look(results.get(i)));
      }
    }
    return results;
  }

  private Result begin(Sample sample) throws PortalDown {
    try {
      var result = new Applying(portal, sample).apply();
      out.printf(
          "%s  %s  %s%n",
          result.reference(), sample.file(), result.loadedNow() ? "loaded" : "was loaded before");
      return result;
    } catch (Refused refused) {
      out.printf("%s cannot be loaded: %s%n", sample.file(), refused.getMessage());
      return Result.notLoaded(sample, String.valueOf(refused.getMessage()));
    }
  }

  private Result look(Result before) throws PortalDown {
    if (!before.open()) {
      return before;
    }
    try {
      var path = "/api/applications/" + before.reference();
      var person = before.sample().person();
      return before.with(
          portal.get(person, path).path("status").asString(),
          Outcome.firstIn(portal.get(person, path + "/history")));
    } catch (Refused refused) {
      return before.failed(String.valueOf(refused.getMessage()));
    }
  }
}
