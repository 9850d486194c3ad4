package eu.ttc.grants.support;

import eu.ttc.grants.kernel.ApplicationRef;

/**
 * Records what became of a visit.
 *
 * @param manager who completed the task, as the engine recorded it
 */
public record RecordVisit(ApplicationRef application, VisitReport report, String manager) {}
