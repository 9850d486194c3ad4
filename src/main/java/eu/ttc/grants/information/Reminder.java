package eu.ttc.grants.information;

import java.time.OffsetDateTime;

/**
 * What the domain says when a reminder seems due.
 *
 * @param noted whether the applicant is reminded now
 * @param next when to ask again; a day after the deadline when there is nothing left to remind of
 */
public record Reminder(boolean noted, OffsetDateTime next) {}
