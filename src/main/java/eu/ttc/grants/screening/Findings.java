package eu.ttc.grants.screening;

import eu.ttc.grants.kernel.ReasonCode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an officer found about an unclear application, in their own words. */
public record Findings(
    boolean eligible,
    @Nullable ReasonCode reason,
    String text,
    String officer,
    Instant screenedAt) {}
