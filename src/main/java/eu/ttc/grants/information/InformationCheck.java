package eu.ttc.grants.information;

import java.time.OffsetDateTime;

/** What the domain says when the time to answer seems over: the state, and the real deadline. */
public record InformationCheck(InformationState state, OffsetDateTime dueAt) {}
