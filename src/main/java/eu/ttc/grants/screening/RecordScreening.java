package eu.ttc.grants.screening;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.ReasonCode;
import org.jspecify.annotations.Nullable;

/**
 * Records what an officer found about an unclear application.
 *
 * @param reason why it is not eligible; needed then, ignored otherwise
 * @param officer who completed the task, as the engine recorded it
 */
public record RecordScreening(
    ApplicationRef application,
    boolean eligible,
    @Nullable ReasonCode reason,
    String findings,
    String officer) {}
