package eu.ttc.grants.budget;

import java.time.Instant;

/** Who ended the waiting for vouchers, and why. */
public record WaitingListClosure(String reason, String closedBy, Instant closedAt) {}
