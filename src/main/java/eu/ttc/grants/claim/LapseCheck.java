package eu.ttc.grants.claim;

import java.time.OffsetDateTime;

/** What the domain says when a claim seems overdue: the state, and when it is really due. */
public record LapseCheck(ClaimState state, OffsetDateTime dueAt) {}
