package eu.ttc.grants.ranking;

import eu.ttc.grants.kernel.ApplicationRef;

/** Somebody who left the room while an application was ranked, and why. */
public record Departure(String member, ApplicationRef application, ConflictKind conflict) {}
