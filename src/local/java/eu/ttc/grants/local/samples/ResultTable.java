package eu.ttc.grants.local.samples;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** What became of the samples, for people. */
final class ResultTable {

  private static final List<String> HEAD =
      List.of("Reference", "Enterprise", "Region", "Expected", "Actual", "Status", "Sign in as");

  private final URI portal;
  private final List<Result> results;

  ResultTable(URI portal, List<Result> results) {
    this.portal = portal;
    this.results = results;
  }

  String text() {
    var rows = new ArrayList<List<String>>();
    rows.add(HEAD);
    results.forEach(result -> rows.add(row(result)));
    var lines = new ArrayList<>(columns(rows));
    lines.addFirst("");
    lines.add(2, "─".repeat(lines.stream().mapToInt(String::length).max().orElse(0)));
    lines.add("");
    lines.add(sum());
    lines.add(
        "Where to look: %s, signed in as the applicant (the password is the name)"
            .formatted(portal));
    lines.add("or as olga, who sees every application. What waits for a person is in Tasklist.");
    return String.join(System.lineSeparator(), lines);
  }

  private static List<String> row(Result result) {
    var sample = result.sample();
    return List.of(
        result.reference(),
        sample.enterprise(),
        sample.region(),
        sample.expected().toString(),
        (result.asExpected() ? "" : "DIFFERS: ") + result.actual(),
        result.status(),
        sample.person().username());
  }

  private String sum() {
    long right = results.stream().filter(Result::asExpected).count();
    return right == results.size()
        ? "All %d samples came out as their files expect.".formatted(right)
        : "%d of %d samples came out otherwise than their files expect."
            .formatted(results.size() - right, results.size());
  }

  private static List<String> columns(List<List<String>> rows) {
    var widths = new int[HEAD.size()];
    for (var row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return rows.stream()
        .map(
            row -> {
              var line = new StringBuilder();
              for (int i = 0; i < widths.length; i++) {
                line.append(("%-" + Math.max(1, widths[i]) + "s  ").formatted(row.get(i)));
              }
              return line.toString().stripTrailing();
            })
        .toList();
  }
}
