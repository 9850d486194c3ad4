package eu.ttc.grants.agreement;

import java.time.OffsetDateTime;

/**
 * What the domain says when the acceptance deadline seems over: the state, and the real deadline.
 */
public record LapseCheck(AgreementState state, OffsetDateTime acceptBy) {}
