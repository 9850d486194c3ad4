package eu.ttc.grants.engine;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ClientStatusException;
import io.grpc.Status;
import io.namastack.outbox.annotation.OutboxHandler;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Takes messages from the outbox to the engine, each until it has been accepted. Class and method
 * are public because the outbox finds its handlers by their public methods.
 */
@Component
public class MessageRelay {

  /** As long as the engine remembers a message id, and waits for a catch event to open. */
  static final Duration TIME_TO_LIVE = Duration.ofDays(7);

  private static final Logger log = LoggerFactory.getLogger(MessageRelay.class);

  private final CamundaClient client;
  private final List<EngineGate> gates;

  MessageRelay(CamundaClient client, List<EngineGate> gates) {
    this.client = client;
    this.gates = gates;
  }

  /** Sends one message; failing keeps it in the outbox. */
  @OutboxHandler
  public void publish(EngineMessage message) {
    if (!gates.stream().allMatch(EngineGate::open)) {
      throw new EngineNotReady();
    }
    try {
      client
          .newPublishMessageCommand()
          .messageName(message.name())
          .correlationKey(message.correlationKey())
          .messageId(message.id().toString())
          .timeToLive(TIME_TO_LIVE)
          .variables(message.variables())
          .send()
          .join();
      log.info("{} sent for {}", message.name(), message.correlationKey());
    } catch (ClientStatusException refused) {
      if (refused.getStatusCode() != Status.Code.ALREADY_EXISTS) {
        throw refused;
      }
      log.info("{} for {} had already arrived", message.name(), message.correlationKey());
    }
  }

  /** The outbox keeps the message and tries again. */
  static class EngineNotReady extends RuntimeException {
    EngineNotReady() {
      super("The engine has not got the process models yet; the message waits in the outbox.");
    }
  }
}
