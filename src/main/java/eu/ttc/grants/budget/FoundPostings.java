package eu.ttc.grants.budget;

import java.util.List;

/**
 * One page of postings, the newest first.
 *
 * @param count of all that were found, on all pages
 * @param changeCents by which all of them together change what was asked for; without a first
 *     moment that is its balance at the last one
 * @param more whether a further page follows
 */
public record FoundPostings(
    List<Posting> rows, int page, boolean more, long count, long changeCents) {

  static final int PAGE = 50;

  public FoundPostings {
    rows = List.copyOf(rows);
  }
}
