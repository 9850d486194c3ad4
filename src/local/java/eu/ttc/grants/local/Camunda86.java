package eu.ttc.grants.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/**
 * Camunda 8.6: the broker alone, and Operate with Tasklist, from one distribution. In one process
 * Tasklist 8.6.0 could neither assign nor complete native user tasks.
 */
final class Camunda86 implements CamundaDistribution {

  private static final String USERS = "operate-user-1.2.0_";
  private static final int QUICK_BCRYPT = 4;

  private static final String BROKER =
      """
      server: {port: %1$d, address: 127.0.0.1}
      management: {server: {port: %2$d, address: 127.0.0.1}}
      zeebe.broker:
        network:
          host: 127.0.0.1
          commandApi: {port: %4$d}
          internalApi: {port: %5$d}
        gateway:
          enable: true
          network: {host: 127.0.0.1, port: %3$d}
          cluster: {initialContactPoints: []}
        data:
          directory: "%6$s"
          logSegmentSize: 16MB
          disk.freeSpace: {processing: 512MB, replication: 256MB}
        cluster: {partitionsCount: 1, replicationFactor: 1}
        threads: {cpuThreadCount: 2, ioThreadCount: 2}
        exporters.opensearch:
          className: io.camunda.zeebe.exporter.opensearch.OpensearchExporter
          args:
            url: "%7$s"
            bulk: {delay: 1, size: 100}
            index: {prefix: zeebe-record, createTemplate: true, numberOfReplicas: 0}
      """;

  private static final String WEB_APPLICATIONS =
      """
      server: {port: %1$d, address: 127.0.0.1}
      management: {server: {port: %2$d, address: 127.0.0.1}}
      camunda:
        database: {type: opensearch, url: "%5$s"}
        operate:
          archiverEnabled: false
          database: opensearch
          userId: %6$s
          password: %6$s
          opensearch: {url: "%5$s", numberOfReplicas: 0}
          zeebeOpensearch: {url: "%5$s"}
          zeebe: {gatewayAddress: "localhost:%3$d", restAddress: "%4$s"}
        tasklist:
          archiverEnabled: false
          database: opensearch
          userId: %6$s
          password: %6$s
          opensearch: {url: "%5$s", numberOfReplicas: 0}
          zeebeOpensearch: {url: "%5$s"}
          zeebe: {gatewayAddress: "localhost:%3$d", restAddress: "%4$s"}
      """;

  private static final String LOGGING =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <Configuration status="WARN" shutdownHook="disable">
        <Appenders>
          <Console name="Console" target="SYSTEM_OUT">
            <PatternLayout pattern="%d{yyyy-MM-dd HH:mm:ss.SSS} [%t] %-5level %logger{36} - %msg%n"/>
          </Console>
        </Appenders>
        <Loggers>
          <Root level="info">
            <AppenderRef ref="Console"/>
          </Root>
          <Logger name="org.ehcache.core.EhcacheManager" level="warn"/>
        </Loggers>
      </Configuration>
      """;

  private final PlatformSettings settings;
  private final RunFile runFile;
  private final Http http;

  Camunda86(PlatformSettings settings, RunFile runFile, Http http) {
    this.settings = settings;
    this.runFile = runFile;
    this.http = http;
  }

  @Override
  public List<JavaPart> parts() throws IOException {
    return List.of(broker(), webApplications());
  }

  @Override
  public void putAccounts(List<LocalAccount> accounts) throws InterruptedException {
    putAccounts(accounts, OpenSearch.url(settings), http);
  }

  /**
   * As {@link #putAccounts(List)}, of a platform that this program does not run itself.
   *
   * @param openSearch address of its secondary storage
   */
  static void putAccounts(List<LocalAccount> accounts, String openSearch, Http http)
      throws InterruptedException {
    var index = openSearch + "/" + USERS;
    Waiting.until(() -> http.succeeds(http.get(index)));
    var encoder = new BCryptPasswordEncoder(QUICK_BCRYPT);
    for (var account : accounts) {
      if (account.engineRole().isEmpty()) {
        continue;
      }
      var document =
          """
          {"id":"%1$s","userId":"%1$s","displayName":"%2$s","password":"{bcrypt}%3$s","roles":["%4$s"]}
          """
              .formatted(
                  account.username(),
                  account.displayName(),
                  encoder.encode(account.username()),
                  account.engineRole().get());
      Waiting.until(() -> http.succeeds(http.put(index + "/_doc/" + account.username(), document)));
    }
  }

  private JavaPart broker() throws IOException {
    var ports = settings.ports();
    var configuration =
        BROKER.formatted(
            ports.of(LocalPort.ZEEBE_REST),
            ports.of(LocalPort.ZEEBE_MANAGEMENT),
            ports.of(LocalPort.ZEEBE_GRPC),
            ports.of(LocalPort.ZEEBE_COMMAND),
            ports.of(LocalPort.ZEEBE_INTERNAL),
            settings.data().resolve("zeebe"),
            OpenSearch.url(settings));
    var health = ports.url(LocalPort.ZEEBE_MANAGEMENT) + "/actuator/health/readiness";
    return part(
        "Zeebe broker",
        "zeebe",
        "io.camunda.application.StandaloneBroker",
        "broker",
        settings.camundaClassPath(),
        List.of("-Xms128m", "-Xmx512m"),
        configuration,
        () -> http.succeeds(http.get(health)));
  }

  private JavaPart webApplications() throws IOException {
    var ports = settings.ports();
    var administrator = LocalAccount.administrator().username();
    var configuration =
        WEB_APPLICATIONS.formatted(
            ports.of(LocalPort.TASKLIST),
            ports.of(LocalPort.TASKLIST_MANAGEMENT),
            ports.of(LocalPort.ZEEBE_GRPC),
            ports.url(LocalPort.ZEEBE_REST),
            OpenSearch.url(settings),
            administrator);
    var classPath = new ArrayList<>(TasklistCorrection.jars(settings));
    classPath.addAll(settings.camundaClassPath());
    var signIn =
        "%s/api/login?username=%2$s&password=%2$s"
            .formatted(ports.url(LocalPort.TASKLIST), administrator);
    return part(
        "Tasklist and Operate",
        "tasklist-operate",
        "io.camunda.application.StandaloneCamunda",
        "operate,tasklist,auth",
        classPath,
        List.of("-Xms256m", "-Xmx768m"),
        configuration,
        () -> http.succeeds(http.post(signIn)));
  }

  private JavaPart part(
      String name,
      String key,
      String mainClass,
      String profiles,
      List<Path> classPath,
      List<String> flags,
      String configuration,
      BooleanSupplier ready)
      throws IOException {
    var folder = settings.generated().resolve(key);
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("application.yaml"), configuration);
    var logging = folder.resolve("log4j2.xml");
    Files.writeString(logging, LOGGING);
    var program =
        new JavaProgram(
            name,
            key,
            mainClass,
            List.of(),
            classPath,
            flags,
            Map.of(
                "spring.profiles.active",
                profiles,
                "spring.config.additional-location",
                "file:" + folder + "/",
                "log4j2.configurationFile",
                logging.toString()),
            workingDirectory());
    return new JavaPart(program, settings, runFile, ready);
  }

  /** The distribution reads its own settings from the folder {@code config} beside it. */
  private Path workingDirectory() {
    return settings.camunda();
  }
}
