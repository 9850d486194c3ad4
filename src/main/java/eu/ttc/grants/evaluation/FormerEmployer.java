package eu.ttc.grants.evaluation;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * For whom an expert worked before.
 *
 * @param until last day of the employment; needed, absent only in what a person typed
 */
public record FormerEmployer(String employer, @Nullable LocalDate until) {}
