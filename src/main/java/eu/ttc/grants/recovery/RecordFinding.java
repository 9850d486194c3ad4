package eu.ttc.grants.recovery;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import org.jspecify.annotations.Nullable;

/**
 * What a second person found.
 *
 * @param correction what is to come back; absent when the suspicion is unfounded
 * @param settlement how it comes back; absent when the suspicion is unfounded
 * @param reasons in words that the applicant reads
 */
public record RecordFinding(
    ApplicationRef application,
    int number,
    boolean founded,
    @Nullable Cents correction,
    @Nullable Settlement settlement,
    String reasons,
    String finder) {}
