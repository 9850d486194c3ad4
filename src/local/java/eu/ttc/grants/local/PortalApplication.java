package eu.ttc.grants.local;

import eu.ttc.grants.GrantsApplication;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** This project's own application, run inside the platform's process. */
final class PortalApplication {

  private static final Duration TO_STOP = Duration.ofSeconds(15);

  private final PlatformSettings settings;
  private final AtomicReference<ConfigurableApplicationContext> context = new AtomicReference<>();

  PortalApplication(PlatformSettings settings) {
    this.settings = settings;
  }

  /** Starts it and returns when it serves requests; PostgreSQL must run, the engine need not. */
  void start(String jdbcUrl) {
    var application = new SpringApplication(GrantsApplication.class);
    application.setAdditionalProfiles("local");
    application.setRegisterShutdownHook(false);
    application.addInitializers(context::set);
    application.run(arguments(jdbcUrl).toArray(String[]::new));
  }

  /** Stops it in good order, at any stage of its life. */
  void stop() throws InterruptedException {
    var running = context.get();
    if (running != null) {
      var closing = Thread.ofPlatform().daemon().name("close-application").start(running::close);
      closing.join(TO_STOP);
    }
  }

  private List<String> arguments(String jdbcUrl) {
    var ports = settings.ports();
    var administrator = LocalAccount.administrator().username();
    var arguments = new ArrayList<String>();
    arguments.add("spring.datasource.url=" + jdbcUrl);
    arguments.add("spring.datasource.username=" + Postgres.USER);
    arguments.add("spring.datasource.password=" + Postgres.PASSWORD);
    arguments.add("server.port=" + ports.of(LocalPort.PORTAL));
    arguments.add("grants.base-url=" + ports.url(LocalPort.PORTAL));
    arguments.add("spring.mail.port=" + ports.of(LocalPort.SMTP));
    arguments.add("grants.local.mailbox=" + settings.data().resolve("mailbox"));
    arguments.add("grants.payment.inbox.folder=" + settings.data().resolve("bank-inbox"));
    arguments.add("grants.payment.inbox.every=PT10S");
    arguments.add("grants.engine.task-search=tasklist");
    arguments.add("grants.engine.tasklist.url=" + ports.url(LocalPort.TASKLIST));
    arguments.add("grants.engine.tasklist.username=" + administrator);
    arguments.add("grants.engine.tasklist.password=" + administrator);
    arguments.add("grants.local.opensearch=" + OpenSearch.url(settings));
    arguments.add("camunda.client.grpc-address=" + ports.url(LocalPort.ZEEBE_GRPC));
    arguments.add("camunda.client.rest-address=" + ports.url(LocalPort.ZEEBE_REST));
    arguments.add("logging.file.name=" + settings.logs().resolve("application.log"));
    return arguments.stream().map(argument -> "--" + argument).toList();
  }
}
