package eu.ttc.grants.ranking;

import eu.ttc.grants.kernel.ApplicationRef;

/**
 * A place that the panel gives to an application instead of the one by its figures.
 *
 * @param place among those above the threshold, from 1
 * @param reason why, for the record
 */
public record ChangedPlace(ApplicationRef application, int place, String reason) {}
