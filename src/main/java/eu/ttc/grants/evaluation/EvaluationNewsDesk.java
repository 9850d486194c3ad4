package eu.ttc.grants.evaluation;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.kernel.ApplicationRef;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Records in the history what happens in an evaluation, and who has to know of it. */
@Component
class EvaluationNewsDesk {

  private final Applications applications;
  private final ApplicationEventPublisher events;

  EvaluationNewsDesk(Applications applications, ApplicationEventPublisher events) {
    this.applications = applications;
    this.events = events;
  }

  /**
   * Adds an entry to the history, which names nobody, and tells these people of it; within the
   * running transaction.
   */
  int tell(ApplicationRef ref, String event, EvaluationNews.Kind kind, List<String> people) {
    var entry = applications.note(ref, event, Applications.SYSTEM, null);
    alsoTell(ref, entry, kind, people);
    return entry;
  }

  /** Tells further people of an entry that was added just now. */
  void alsoTell(ApplicationRef ref, int entry, EvaluationNews.Kind kind, List<String> people) {
    if (!people.isEmpty()) {
      events.publishEvent(new EvaluationNews(ref, entry, kind, people));
    }
  }
}
