package eu.ttc.grants.appeal;

import java.time.OffsetDateTime;

/** Which appeal it is, where it stands, and when its window really closes. */
public record Window(int number, AppealState state, OffsetDateTime lodgeBy) {}
