package eu.ttc.grants.claim;

import eu.ttc.grants.kernel.ApplicationRef;
import java.util.List;

/**
 * What an officer found about a claim of a grant.
 *
 * @param accepted false gives it back as a whole, without a look at its lines
 * @param verdicts one for each cost that is to be judged, in their order
 * @param officer who completed the task, as the engine recorded it
 */
public record RecordGrantVerification(
    ApplicationRef application,
    int claimNumber,
    boolean accepted,
    String findings,
    List<CostVerdict> verdicts,
    String officer) {

  public RecordGrantVerification {
    verdicts = List.copyOf(verdicts);
  }
}
