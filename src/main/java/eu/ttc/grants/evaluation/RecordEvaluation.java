package eu.ttc.grants.evaluation;

import eu.ttc.grants.kernel.ApplicationRef;
import java.util.UUID;

/**
 * What an expert gave.
 *
 * @param passed what the table of outcomes says of the three scores
 * @param expert who completed the task, as the engine recorded it
 */
public record RecordEvaluation(
    ApplicationRef application,
    UUID evaluation,
    Score excellence,
    Score impact,
    Score implementation,
    String excellenceComment,
    String impactComment,
    String implementationComment,
    boolean passed,
    String expert) {

  Scores scores() {
    return new Scores(excellence, impact, implementation);
  }
}
