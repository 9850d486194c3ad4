package eu.ttc.grants.agreement;

import java.time.Instant;

/**
 * A plan as it was agreed once.
 *
 * @param number counts from 1; the newest is in force
 * @param reason what changed, and why
 * @param decidedBy username of who decided it, or the system for the first one
 */
public record PlanVersion(
    int number, GrantPlan plan, String reason, String decidedBy, Instant decidedAt) {}
