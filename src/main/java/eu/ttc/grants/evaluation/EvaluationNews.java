package eu.ttc.grants.evaluation;

import eu.ttc.grants.kernel.ApplicationRef;
import java.util.List;

/**
 * People who evaluate, or moderate, have to know something. Published within the transaction that
 * recorded it in the history.
 *
 * @param historyNumber the entry of the history that records it
 * @param people usernames
 */
public record EvaluationNews(
    ApplicationRef application, int historyNumber, Kind kind, List<String> people) {

  /** What they have to know. */
  public enum Kind {
    /** An expert was given the application. */
    EXPERT_INVITED,
    /** The declaration of independence is awaited of an expert. */
    DECLARATION_REMINDED,
    /** The scores are awaited of an expert. */
    SCORES_REMINDED,
    /** The application was taken away from an expert who stayed silent. */
    EXPERT_RELIEVED,
    /** The application ended before these experts scored it, or met about it. */
    EVALUATION_ENDED,
    /** The scores of these experts lie too far apart: they meet. */
    CONSENSUS_INVITED,
    /** One of these programme officers is to moderate the meeting. */
    MODERATION_ASKED,
    /** The meeting was not held yet. */
    MODERATION_REMINDED
  }
}
