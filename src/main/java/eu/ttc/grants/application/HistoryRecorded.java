package eu.ttc.grants.application;

import eu.ttc.grants.kernel.ApplicationRef;

/**
 * An entry was added to an application's history. Published within the transaction that added it:
 * who listens takes part in that transaction, and leaves the next step to the model.
 *
 * @param number of the entry, from 1
 * @param status the status from then on
 * @param statusChanged whether it was another one before; never for the first entry
 */
public record HistoryRecorded(
    ApplicationRef application,
    int number,
    ApplicationStatus status,
    String event,
    boolean statusChanged) {}
