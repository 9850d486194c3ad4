package eu.ttc.grants.evaluation;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Draws an expert for an application of the fund, always the same one in the same situation: nobody
 * with a known conflict of interest, nobody who would make a majority of one Member State, nobody
 * who reads no language of the call. Of those left, one who reads the language of the lead's region
 * comes first, then the one with the least open work, then with the least earlier work, then the
 * first in the alphabet ({@code domain.md} § 5).
 *
 * @param acted usernames of everybody who acted on the application
 * @param languages of the call
 * @param preferred language of the lead's region, if applications may be written in it
 * @param seats how many experts evaluate with this one
 * @param countries of the experts in the other seats
 */
record Draw(
    KnownConflicts conflicts,
    Set<String> acted,
    Set<String> languages,
    Optional<String> preferred,
    int seats,
    List<String> countries) {

  /**
   * What the draw says of one expert.
   *
   * @param rank from 1, for those who can be drawn; 0 for the others
   */
  record Drawn(Candidate candidate, DrawVerdict verdict, int rank, boolean reads) {}

  /** All candidates, those who can be drawn first and in their order. */
  List<Drawn> among(Collection<Candidate> candidates) {
    var independent =
        candidates.stream()
            .filter(one -> verdict(one) == DrawVerdict.INDEPENDENT)
            .sorted(
                Comparator.comparing((Candidate one) -> !reads(one))
                    .thenComparingLong(Candidate::openWork)
                    .thenComparingLong(Candidate::earlierWork)
                    .thenComparing(Candidate::username))
            .toList();
    var others =
        candidates.stream()
            .filter(one -> verdict(one) != DrawVerdict.INDEPENDENT)
            .sorted(Comparator.comparing(Candidate::username));
    return Stream.concat(
            IntStream.range(0, independent.size())
                .mapToObj(index -> drawn(independent.get(index), index + 1)),
            others.map(one -> drawn(one, 0)))
        .toList();
  }

  private Drawn drawn(Candidate candidate, int rank) {
    return new Drawn(candidate, verdict(candidate), rank, reads(candidate));
  }

  private DrawVerdict verdict(Candidate candidate) {
    if (candidate.hadIt()) {
      return DrawVerdict.HAD_IT_BEFORE;
    }
    var known = conflicts.of(candidate);
    if (known.isPresent()) {
      return known.get();
    }
    if (acted.contains(candidate.username())) {
      return DrawVerdict.ACTED;
    }
    if (candidate.country().isEmpty()) {
      return DrawVerdict.NO_COUNTRY;
    }
    var compatriots = countries.stream().filter(candidate.country()::equals).count();
    if ((compatriots + 1) * 2 > seats) {
      return DrawVerdict.STATE_HAS_ENOUGH;
    }
    return candidate.languages().stream().anyMatch(languages::contains)
        ? DrawVerdict.INDEPENDENT
        : DrawVerdict.DOES_NOT_READ;
  }

  private boolean reads(Candidate candidate) {
    return preferred
        .map(candidate.languages()::contains)
        .orElseGet(() -> candidate.languages().stream().anyMatch(languages::contains));
  }
}
