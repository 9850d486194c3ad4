package eu.ttc.grants.call;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** At each start, gives a lifecycle to calls that were announced before calls had one. */
@Component
class MissingLifecycles {

  private static final Logger log = LoggerFactory.getLogger(MissingLifecycles.class);

  private final Calls calls;

  MissingLifecycles(Calls calls) {
    this.calls = calls;
  }

  @EventListener(ApplicationReadyEvent.class)
  void begin() {
    var begun = calls.beginMissing();
    if (!begun.isEmpty()) {
      log.info("Started the lifecycle of calls that had none: {}", begun);
    }
  }
}
