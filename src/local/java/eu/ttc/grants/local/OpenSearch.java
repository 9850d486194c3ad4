package eu.ttc.grants.local;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/** OpenSearch, where Camunda keeps what Operate and Tasklist show. */
final class OpenSearch {

  private static final String SETTINGS =
      """
      network.host: 127.0.0.1
      transport.port: %d
      discovery.type: single-node
      cluster.routing.allocation.disk.threshold_enabled: false
      """;
  private static final String LOGGING =
      """
      status = error
      appender.console.type = Console
      appender.console.name = console
      appender.console.layout.type = PatternLayout
      appender.console.layout.pattern = %d{ISO8601} %-5p %c{1.} %m%n
      rootLogger.level = info
      rootLogger.appenderRef.console.ref = console
      """;

  private OpenSearch() {}

  static JavaPart part(PlatformSettings settings, RunFile runFile, Http http) throws IOException {
    var folder = settings.data().resolve("opensearch");
    var configuration = settings.generated().resolve("opensearch");
    Files.createDirectories(configuration);
    Files.writeString(
        configuration.resolve("opensearch.yml"),
        SETTINGS.formatted(settings.ports().of(LocalPort.OPENSEARCH_TRANSPORT)));
    Files.writeString(configuration.resolve("log4j2.properties"), LOGGING);
    var program =
        new JavaProgram(
            "OpenSearch",
            "opensearch",
            OpenSearchNode.class.getName(),
            List.of(
                "-basePath",
                folder.toString(),
                "-confPath",
                configuration.toString(),
                "-logsPath",
                settings.logs().toString(),
                "-clusterName",
                "grants",
                "-numOfNode",
                "1",
                // the runner adds the number of the node
                "-baseHttpPort",
                String.valueOf(settings.ports().of(LocalPort.OPENSEARCH) - 1)),
            settings.openSearchClassPath(),
            List.of("-Xms256m", "-Xmx512m"),
            Map.of(),
            folder);
    var health =
        settings.ports().url(LocalPort.OPENSEARCH)
            + "/_cluster/health?wait_for_status=yellow&timeout=1s";
    return new JavaPart(program, settings, runFile, () -> http.succeeds(http.get(health)));
  }

  static String url(PlatformSettings settings) {
    return settings.ports().url(LocalPort.OPENSEARCH);
  }
}
