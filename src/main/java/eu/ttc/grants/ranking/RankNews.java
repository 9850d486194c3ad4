package eu.ttc.grants.ranking;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.engine.EngineMessages;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells history, applicant and lifecycle of an application what its rank means. */
@Component
class RankNews {

  private final Applications applications;
  private final EngineMessages engine;

  RankNews(Applications applications, EngineMessages engine) {
    this.applications = applications;
    this.engine = engine;
  }

  /**
   * Within the running transaction, in which the entry was ranked.
   *
   * @param place null below the threshold
   */
  void tell(RankingEntry entry, RankingState state, @Nullable Integer place, String actor) {
    var ref = entry.application();
    var told = place == null ? null : place.toString();
    if (state.funded()) {
      applications.note(ref, "RANKED_FOR_FUNDING", actor, told);
    } else if (state == RankingState.RESERVE) {
      applications.move(ref, ApplicationStatus.RESERVE, "RESERVE_LISTED", actor, told);
    } else {
      applications.note(ref, "RANKED_BELOW_THRESHOLD", actor, null);
    }
  }

  /** Its lifecycle need not wait any more for the panel; what it finds is read by its next step. */
  void goOn(RankingEntry entry) {
    engine.publish("application-ranked", entry.application(), entry.key(), Map.of());
  }
}
