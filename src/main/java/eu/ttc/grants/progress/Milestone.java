package eu.ttc.grants.progress;

import java.time.OffsetDateTime;

/**
 * The next day on which the lead is asked for a report.
 *
 * @param number of the review, from 1
 * @param at the beginning of that day in the programme's time zone
 */
public record Milestone(int number, OffsetDateTime at) {}
