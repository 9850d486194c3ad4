package eu.ttc.grants.local;

import java.util.ArrayList;
import java.util.List;

/** The table with which a start ends: what runs where, who can sign in, how to stop. */
final class Overview {

  private static final String LINE = "─".repeat(88);

  private final PlatformSettings settings;

  Overview(PlatformSettings settings) {
    this.settings = settings;
  }

  String text(long seconds) {
    var ports = settings.ports();
    var lines = new ArrayList<String>();
    lines.add("");
    lines.add(LINE);
    lines.add(" Everything is ready (%d s)".formatted(seconds));
    lines.add(LINE);
    var portal = ports.url(LocalPort.PORTAL);
    lines.addAll(
        columns(
            List.of(
                List.of("Portal", portal, "apply, follow a case, pay"),
                List.of(
                    "API", portal + "/v3/api-docs", "OpenAPI; HTTP Basic with the accounts below"),
                List.of("Mailbox", portal + "/mailbox", "what applicants were mailed"),
                List.of("Health", portal + "/actuator/health", ""),
                List.of(
                    "Tasklist",
                    ports.url(LocalPort.TASKLIST) + "/tasklist",
                    "evaluate, decide, verify"),
                List.of(
                    "Operate",
                    ports.url(LocalPort.TASKLIST) + "/operate",
                    "see every case in its diagram"),
                List.of("Zeebe gRPC", "localhost:" + ports.of(LocalPort.ZEEBE_GRPC), ""),
                List.of("Zeebe REST", ports.url(LocalPort.ZEEBE_REST), ""),
                List.of(
                    "PostgreSQL",
                    "localhost:%d/%s".formatted(ports.of(LocalPort.DATABASE), Postgres.DATABASE),
                    "user %s, password %s".formatted(Postgres.USER, Postgres.PASSWORD)))));
    lines.add(LINE);
    lines.add(" Accounts (the password is the name)");
    lines.addAll(
        columns(
            LocalAccount.all().stream()
                .map(
                    account ->
                        List.of(
                            "  " + account.username(),
                            account.role(),
                            account.engineRole().map(Overview::where).orElse("portal")))
                .toList()));
    lines.add(LINE);
    lines.add(
        " Load the sample dossiers: mvn -q -Plocal spring-boot:run@samples -Dportal=%s"
            .formatted(portal));
    lines.add(" Stop: Ctrl-C. Everything is kept in %s".formatted(settings.data()));
    lines.add(" Start afresh: mvn -Plocal spring-boot:run -Dfresh");
    lines.add(" Logs: %s".formatted(settings.logs()));
    lines.add(LINE);
    return String.join(System.lineSeparator(), lines);
  }

  private static String where(String engineRole) {
    return engineRole.equals("USER")
        ? "portal, Tasklist and Operate (reads only)"
        : "portal, Tasklist and Operate";
  }

  /** Rows as lines, each column as wide as its widest cell. */
  static List<String> columns(List<List<String>> rows) {
    int count = rows.stream().mapToInt(List::size).max().orElse(0);
    var widths = new int[count];
    for (var row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return rows.stream()
        .map(
            row -> {
              var line = new StringBuilder(" ");
              for (int i = 0; i < row.size(); i++) {
                line.append(("%-" + Math.max(1, widths[i]) + "s   ").formatted(row.get(i)));
              }
              return line.toString().stripTrailing();
            })
        .toList();
  }
}
