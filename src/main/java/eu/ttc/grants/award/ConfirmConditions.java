package eu.ttc.grants.award;

import eu.ttc.grants.kernel.ApplicationRef;
import java.util.List;

/**
 * What a programme officer found about the conditions of an award; those that are not named stay
 * open.
 *
 * @param officer who completed the task, as the engine recorded it
 */
public record ConfirmConditions(
    ApplicationRef application, List<Fulfilled> fulfilled, String officer) {

  /**
   * One condition found fulfilled.
   *
   * @param note how that can be seen
   */
  public record Fulfilled(int number, String note) {}
}
