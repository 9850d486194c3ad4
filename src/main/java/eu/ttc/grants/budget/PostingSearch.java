package eu.ttc.grants.budget;

import eu.ttc.grants.kernel.ApplicationRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which postings of a line are looked for; what is null is not asked for.
 *
 * @param bucket those that change this balance
 * @param source those that change a balance of this source
 * @param from posted at this moment or later
 * @param to posted at this moment or before, as for a balance of that moment
 * @param page counted from 1
 */
public record PostingSearch(
    String line,
    @Nullable Bucket bucket,
    @Nullable Source source,
    @Nullable ApplicationRef application,
    @Nullable Instant from,
    @Nullable Instant to,
    int page) {

  public PostingSearch {
    page = Math.max(1, page);
  }

  /** All postings of a line. */
  public static PostingSearch of(String line) {
    return new PostingSearch(line, null, null, null, null, null, 1);
  }
}
