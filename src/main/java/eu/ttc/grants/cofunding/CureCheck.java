package eu.ttc.grants.cofunding;

import java.time.OffsetDateTime;

/** Where a cure stands, and until when the co-funder can be replaced. */
public record CureCheck(CureState state, OffsetDateTime until) {}
