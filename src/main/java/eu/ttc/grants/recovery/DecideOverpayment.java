package eu.ttc.grants.recovery;

import eu.ttc.grants.kernel.ApplicationRef;
import org.jspecify.annotations.Nullable;

/**
 * How what was paid and not earned comes back.
 *
 * @param settlement absent when nothing was chosen
 * @param reasons in words that the applicant reads
 * @param manager who completed the task, as the engine recorded it
 */
public record DecideOverpayment(
    ApplicationRef application, @Nullable Settlement settlement, String reasons, String manager) {}
