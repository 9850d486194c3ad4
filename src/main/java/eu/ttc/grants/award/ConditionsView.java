package eu.ttc.grants.award;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The conditions of an award that is in force, at least one.
 *
 * @param proveBy until when they are to be fulfilled; empty for a moment after the award
 */
public record ConditionsView(
    List<AwardCondition> conditions, ConditionsState state, Optional<Instant> proveBy) {

  /** Those that nobody confirmed yet. */
  public List<AwardCondition> open() {
    return conditions.stream().filter(AwardCondition::open).toList();
  }
}
