package eu.ttc.grants.amendment;

import com.fasterxml.jackson.annotation.JsonProperty;
import eu.ttc.grants.application.AidCategory;
import eu.ttc.grants.kernel.Cents;

/**
 * What a partner is to spend on a category after a change.
 *
 * @param partner number within the plan; the lead is 1
 */
public record PlannedCosts(
    int partner, AidCategory category, @JsonProperty("costsCents") Cents costs) {}
