package eu.ttc.grants.screening;

import eu.ttc.grants.kernel.ApplicationRef;

/**
 * An officer wants to know something from the applicant before the verdict.
 *
 * @param officer who completed the task, as the engine recorded it
 */
public record AskApplicant(ApplicationRef application, String question, String officer) {}
