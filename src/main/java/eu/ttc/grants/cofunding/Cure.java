package eu.ttc.grants.cofunding;

import java.time.Instant;

/**
 * A co-funder who left after the agreement was signed (case C6).
 *
 * @param item number of the evidence that counts no more
 */
public record Cure(int number, int item, CureState state, String reasons, Instant cureBy) {}
