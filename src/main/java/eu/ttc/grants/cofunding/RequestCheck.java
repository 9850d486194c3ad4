package eu.ttc.grants.cofunding;

import java.time.OffsetDateTime;

/** Where a request stands when its deadline seems over, and the real deadline. */
public record RequestCheck(RequestState state, OffsetDateTime dueAt) {}
