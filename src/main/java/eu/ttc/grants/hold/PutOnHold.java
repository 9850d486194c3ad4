package eu.ttc.grants.hold;

import eu.ttc.grants.kernel.ApplicationRef;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An officer or manager puts a case on hold.
 *
 * @param reason why, for the applicant to read as well
 * @param lastDay of the hold, in the programme's time zone; null when none was given
 * @param person who does so
 */
public record PutOnHold(
    ApplicationRef application, String reason, @Nullable LocalDate lastDay, String person) {}
