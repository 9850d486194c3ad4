package eu.ttc.grants.local;

import io.camunda.client.CamundaClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The table of deadlines as an administrator changes it: with a column for the application, and
 * rows in front that say how long a step takes for some of them, or for all.
 */
final class DeadlinesTable {

  private static final Path SHIPPED = Path.of("processes", "decisions", "deadlines.dmn");
  private static final String COLUMN =
      """
      <input id="Input_application" label="Application">
        <inputExpression id="InputExpression_application" typeRef="string">
          <text>applicationRef</text>
        </inputExpression>
      </input>
      """;

  private final List<String> rows;

  private DeadlinesTable(List<String> rows) {
    this.rows = rows;
  }

  static DeadlinesTable asShipped() {
    return new DeadlinesTable(List.of());
  }

  /** The same, with a step taking this long for these applications; rows told earlier go first. */
  DeadlinesTable with(String step, String duration, Collection<String> applications) {
    return applications.isEmpty()
        ? this
        : and(
            step,
            duration,
            applications.stream().map("\"%s\""::formatted).collect(Collectors.joining(", ")));
  }

  /** The same, with steps taking this long for some: lengths by step, by application. */
  DeadlinesTable with(Map<String, Map<String, String>> lengths) {
    var applications = new LinkedHashMap<Map.Entry<String, String>, List<String>>();
    lengths.forEach(
        (application, own) ->
            own.entrySet()
                .forEach(
                    length ->
                        applications
                            .computeIfAbsent(
                                Map.entry(length.getKey(), length.getValue()),
                                ended -> new ArrayList<>())
                            .add(application)));
    var table = this;
    for (var length : applications.entrySet()) {
      table = table.with(length.getKey().getKey(), length.getKey().getValue(), length.getValue());
    }
    return table;
  }

  /** The same, with a step taking this long for everybody else. */
  DeadlinesTable with(String step, String duration) {
    return and(step, duration, "");
  }

  /** Makes it the newest version, which running cases look at as well. */
  void deploy(URI zeebe) throws IOException {
    try (var client =
        CamundaClient.newClientBuilder().grpcAddress(zeebe).preferRestOverGrpc(false).build()) {
      client
          .newDeployResourceCommand()
          .addResourceStringUtf8(xml(), "decisions/deadlines.dmn")
          .send()
          .join();
    }
  }

  private DeadlinesTable and(String step, String duration, String applications) {
    var more = new ArrayList<>(rows);
    more.add(
        """
        <rule id="Rule_%1$d">
          <inputEntry id="In_%1$d_1"><text>"%2$s"</text></inputEntry>
          <inputEntry id="In_%1$d_2"><text></text></inputEntry>
          <inputEntry id="In_%1$d_3"><text>%3$s</text></inputEntry>
          <outputEntry id="Out_%1$d_1"><text>"%4$s"</text></outputEntry>
          <outputEntry id="Out_%1$d_2"><text>null</text></outputEntry>
        </rule>
        """
            .formatted(more.size() + 1, step, applications, duration));
    return new DeadlinesTable(more);
  }

  private String xml() throws IOException {
    return Files.readString(SHIPPED)
        .replaceAll(
            "(?s)(<inputEntry id=\"(\\w+)_2\">.*?</inputEntry>)",
            "$1<inputEntry id=\"$2_3\"><text></text></inputEntry>")
        .replaceFirst("(?s)(</input>)(\\s*<output )", "$1" + COLUMN + "$2")
        .replaceFirst("<rule ", String.join("", rows) + "<rule ");
  }
}
