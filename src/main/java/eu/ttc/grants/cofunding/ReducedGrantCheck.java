package eu.ttc.grants.cofunding;

import java.time.OffsetDateTime;

/** Where the offer of a reduced grant stands, and until when it can really be answered. */
public record ReducedGrantCheck(ReducedGrantState state, OffsetDateTime dueAt) {}
