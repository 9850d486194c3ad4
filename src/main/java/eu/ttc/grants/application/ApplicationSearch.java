package eu.ttc.grants.application;

import eu.ttc.grants.kernel.ApplicationRef;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What staff look for among the submitted applications.
 *
 * @param words parts of words, each of which occurs in reference, enterprise or title; one of fewer
 *     than three letters where a word begins
 * @param among only these may be found; empty when all may
 * @param notOf username of the person who looks: their own applications are left out
 * @param page counted from 1
 */
public record ApplicationSearch(
    List<String> words,
    Optional<ApplicationStatus> status,
    Optional<Set<ApplicationRef>> among,
    String notOf,
    int page) {

  private static final int MOST_WORDS = 10;

  public ApplicationSearch {
    words = List.copyOf(words);
    page = Math.max(1, page);
  }

  /** The words of what a person typed. */
  public static List<String> words(String typed) {
    return Arrays.stream(typed.replace('\0', ' ').strip().split("\\s+"))
        .filter(word -> !word.isEmpty())
        .limit(MOST_WORDS)
        .toList();
  }
}
