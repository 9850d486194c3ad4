package eu.ttc.grants.consortium;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an officer found about a claim.
 *
 * @param reason why it is not as claimed; null when it is
 */
public record BonusFinding(
    BonusClaim claim,
    BonusVerdict verdict,
    @Nullable String reason,
    String officer,
    Instant verifiedAt) {}
