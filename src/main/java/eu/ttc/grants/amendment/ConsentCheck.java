package eu.ttc.grants.amendment;

import java.time.OffsetDateTime;

/**
 * What came of asking for consents.
 *
 * @param dueAt until when they can really be given
 */
public record ConsentCheck(ConsentsState state, OffsetDateTime dueAt) {}
