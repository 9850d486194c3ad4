package eu.ttc.grants.engine;

import eu.ttc.grants.kernel.ApplicationRef;
import io.namastack.outbox.Outbox;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tells running lifecycles what happened. Messages leave in order per application, or other
 * subject.
 */
@Service
public class EngineMessages {

  private final Outbox outbox;

  EngineMessages(Outbox outbox) {
    this.outbox = outbox;
  }

  /**
   * Writes a message into the outbox of the running transaction; it leaves after the commit, and
   * not at all after a rollback. The engine ignores a repeat of the same message for a week.
   *
   * @param name what happened, such as {@code agreement-accepted}
   * @param application whose lifecycle it concerns; messages of one application keep their order
   * @param correlationKey the key the waiting event has in the model
   * @param variables what the model decides on; ids, amounts and flags only
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void publish(
      String name,
      ApplicationRef application,
      String correlationKey,
      Map<String, Object> variables) {
    publish(name, application.value(), correlationKey, variables);
  }

  /**
   * As {@link #publish(String, ApplicationRef, String, Map)}, about something that is no
   * application, such as a call.
   *
   * @param subject its reference; messages about one subject keep their order
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void publish(
      String name, String subject, String correlationKey, Map<String, Object> variables) {
    outbox.schedule(new EngineMessage(UUID.randomUUID(), name, correlationKey, variables), subject);
  }
}
