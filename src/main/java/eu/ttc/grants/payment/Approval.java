package eu.ttc.grants.payment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One officer's release of a batch; the last one that it needs makes its bank file.
 *
 * @param reason why a payee who did not match is right all the same, where one is in the batch
 */
public record Approval(String officer, Instant at, @Nullable String reason) {}
