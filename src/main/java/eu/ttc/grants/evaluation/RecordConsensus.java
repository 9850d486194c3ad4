package eu.ttc.grants.evaluation;

import eu.ttc.grants.kernel.ApplicationRef;
import java.util.List;

/**
 * What a moderator records of a consensus meeting.
 *
 * @param agreed whether the experts agreed
 * @param words how they came to agree, or why they did not
 * @param moderator who completed the task, as the engine recorded it
 */
public record RecordConsensus(
    ApplicationRef application,
    int meeting,
    boolean agreed,
    String words,
    List<AgreedChange> changes,
    String moderator) {

  public RecordConsensus {
    changes = List.copyOf(changes);
  }

  /** A score that the expert in a seat changes. */
  public record AgreedChange(int seat, Criterion criterion, Score score, String reason) {}
}
