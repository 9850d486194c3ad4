package eu.ttc.grants.budget;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An application that waits for a voucher.
 *
 * @param number of this entry among all that the application ever had
 * @param place order of the list; grows, but not by one
 * @param amount what it asks for
 * @param wokenAt when a voucher was set aside for it
 */
public record WaitingListEntry(
    ApplicationRef application,
    int number,
    long place,
    Cents amount,
    Instant joinedAt,
    @Nullable Instant wokenAt) {

  boolean woken() {
    return wokenAt != null;
  }
}
