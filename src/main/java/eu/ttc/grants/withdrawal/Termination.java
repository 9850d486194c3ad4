package eu.ttc.grants.withdrawal;

import java.time.Instant;

/** How and why the programme ended an agreement. */
public record Termination(
    String reason, String hearing, String terminatedBy, Instant terminatedAt) {}
