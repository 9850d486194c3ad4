package eu.ttc.grants.progress;

import java.time.OffsetDateTime;

/**
 * What the domain says when it is time to look for a report.
 *
 * @param dueAt when it is really due
 */
public record ReportCheck(ProgressState state, boolean overdue, OffsetDateTime dueAt) {}
