package eu.ttc.grants.consortium;

import java.time.OffsetDateTime;

/**
 * What came of asking the partners so far.
 *
 * @param number of the round
 * @param dueAt until when the partners can really answer
 */
public record ConsortiumCheck(int number, ConsortiumState state, OffsetDateTime dueAt) {}
