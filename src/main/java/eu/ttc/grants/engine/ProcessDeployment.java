package eu.ttc.grants.engine;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ClientException;
import io.camunda.client.api.command.DeployResourceCommandStep1.DeployResourceCommandStep2;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.stereotype.Component;

/**
 * Deploys everything under {@code processes/} as one bundle when the application starts. The engine
 * gives unchanged files no new version. While the engine is away this waits for it in the
 * background: applicants can submit meanwhile.
 */
@Component
public class ProcessDeployment implements EngineGate {

  private static final Logger log = LoggerFactory.getLogger(ProcessDeployment.class);
  private static final String ROOT = "processes/";

  /**
   * Much longer than other commands: an impatient client would ask again while the engine works,
   * and each of these bundles would count as the newest, after whatever was deployed in between.
   */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final CamundaClient client;
  private final boolean atStart;
  private volatile boolean deployed;

  ProcessDeployment(
      CamundaClient client, @Value("${grants.engine.deploy-at-start:true}") boolean atStart) {
    this.client = client;
    this.atStart = atStart;
    this.deployed = !atStart;
  }

  @Override
  public boolean open() {
    return deployed;
  }

  @EventListener(ApplicationReadyEvent.class)
  void deployInBackground() {
    if (atStart) {
      Thread.ofVirtual().name("process-deployment").start(this::deployUntilAccepted);
    }
  }

  private void deployUntilAccepted() {
    var policy =
        RetryPolicy.builder()
            .includes(ClientException.class)
            .maxRetries(Long.MAX_VALUE)
            .delay(Duration.ofMillis(500))
            .multiplier(1.5)
            .maxDelay(Duration.ofSeconds(5))
            .build();
    try {
      new RetryTemplate(policy).execute(this::deploy);
    } catch (RetryException stopped) {
      log.error("The process models were not deployed; no lifecycle starts or moves", stopped);
    }
  }

  private Void deploy() {
    DeployResourceCommandStep2 command = null;
    var deployment = client.newDeployResourceCommand();
    for (Resource file : bundle()) {
      var step = command == null ? deployment : command;
      command = step.addResourceBytes(content(file), nameOf(file));
    }
    if (command == null) {
      throw new IllegalStateException("there is no model under " + ROOT + " on the class path");
    }
    var event = command.requestTimeout(PATIENCE).send().join();
    log.info(
        "Deployed {} processes, {} decisions, {} forms",
        event.getProcesses().size(),
        event.getDecisions().size(),
        event.getForm().size());
    deployed = true;
    return null;
  }

  /** The files of the bundle in a fixed order; a test deploys the same. */
  static List<Resource> bundle() {
    var resolver = new PathMatchingResourcePatternResolver();
    return List.of("bpmn", "dmn", "form").stream()
        .flatMap(
            ending -> {
              try {
                return Arrays.stream(
                    resolver.getResources("classpath*:" + ROOT + "**/*." + ending));
              } catch (IOException e) {
                throw new UncheckedIOException("cannot list the models under " + ROOT, e);
              }
            })
        .sorted(Comparator.comparing(ProcessDeployment::nameOf))
        .toList();
  }

  private static byte[] content(Resource file) {
    try {
      return file.getContentAsByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the model " + file, e);
    }
  }

  private static String nameOf(Resource file) {
    try {
      var path = file.getURL().getPath();
      return path.substring(path.lastIndexOf("/" + ROOT) + 1 + ROOT.length());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot tell the path of the model " + file, e);
    }
  }
}
