package eu.ttc.grants.evaluation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the scores of a round say.
 *
 * @param openSeats seats whose scores are missing
 * @param method how the scores became one, once they are settled
 * @param scores consolidated, once they are settled
 */
public record ScoreCheck(
    State state,
    List<Integer> openSeats,
    @Nullable ConsolidationMethod method,
    @Nullable Scores scores) {

  public ScoreCheck {
    openSeats = List.copyOf(openSeats);
  }

  /** What happens next. */
  public enum State {
    /** Experts score first. */
    MISSING,
    /** The experts differ too much: they meet. */
    DIFFERENT,
    /** There is one score of each criterion. */
    SETTLED
  }

  static ScoreCheck missing(List<Integer> openSeats) {
    return new ScoreCheck(State.MISSING, openSeats, null, null);
  }

  static ScoreCheck different() {
    return new ScoreCheck(State.DIFFERENT, List.of(), null, null);
  }

  static ScoreCheck settled(ConsolidationMethod method, Scores scores) {
    return new ScoreCheck(State.SETTLED, List.of(), method, scores);
  }
}
