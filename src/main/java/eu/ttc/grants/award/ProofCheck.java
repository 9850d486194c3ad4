package eu.ttc.grants.award;

import java.time.OffsetDateTime;
import java.util.List;

/**
 * Where the conditions of an award stand.
 *
 * @param proveBy the real deadline
 * @param open what is left to confirm
 */
public record ProofCheck(ConditionsState state, OffsetDateTime proveBy, List<OpenCondition> open) {}
