package eu.ttc.grants.claim;

import eu.ttc.grants.kernel.ApplicationRef;
import java.util.List;

/**
 * What an officer found about a claim.
 *
 * @param accepted whether it is paid, for what its lines are worth; a refused one can be handed in
 *     again
 * @param verdicts one for each cost line; none at all accepts every line as it is
 * @param officer who completed the task, as the engine recorded it
 */
public record RecordVerification(
    ApplicationRef application,
    int claimNumber,
    boolean accepted,
    String findings,
    List<LineVerdict> verdicts,
    String officer) {

  public RecordVerification {
    verdicts = List.copyOf(verdicts);
  }
}
