package eu.ttc.grants.cofunding;

import eu.ttc.grants.kernel.ApplicationRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an officer found in one round.
 *
 * @param verdicts one for each item that was to be judged
 * @param reducedSound whether a smaller project would still be sound; null when not answered
 * @param officer who completed the task, as the engine recorded it
 */
public record RecordVerdicts(
    ApplicationRef application,
    int round,
    List<ItemVerdict> verdicts,
    @Nullable Boolean reducedSound,
    String findings,
    String officer) {

  public RecordVerdicts {
    verdicts = List.copyOf(verdicts);
  }
}
