package eu.ttc.grants.consortium;

import eu.ttc.grants.kernel.ApplicationRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An officer's findings on the claims of a dossier.
 *
 * @param officer who completed the task, as the engine recorded it
 */
public record RecordBonusFindings(
    ApplicationRef application, List<Finding> findings, String officer) {

  public RecordBonusFindings {
    findings = List.copyOf(findings);
  }

  /**
   * The finding on one claim.
   *
   * @param claim its number
   * @param verdict null when none was given
   * @param reason empty when there is none
   */
  public record Finding(int claim, @Nullable BonusVerdict verdict, String reason) {}
}
