package eu.ttc.grants.evaluation;

import eu.ttc.grants.application.Dossier;
import eu.ttc.grants.application.Region;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/**
 * Which expert evaluates an application: one who is independent of everybody in it, if possible one
 * who reads its language, then the one with the least open work, then the first in the alphabet, so
 * that the choice can be explained ({@code domain.md} § 5).
 */
final class ChoiceOfExpert {

  private final Dossier dossier;
  private final Set<String> involved;

  /**
   * @param involved usernames of everybody who acted on the application or advised the firm
   */
  ChoiceOfExpert(Dossier dossier, Collection<String> involved) {
    this.dossier = dossier;
    this.involved = Set.copyOf(involved);
  }

  Optional<Candidate> among(Collection<Candidate> candidates) {
    return candidates.stream()
        .filter(this::isIndependent)
        .min(
            Comparator.comparing((Candidate one) -> !readsLanguage(one))
                .thenComparingLong(Candidate::openWork)
                .thenComparing(Candidate::username));
  }

  boolean isIndependent(Candidate candidate) {
    return !involved.contains(candidate.username())
        && !dossier.hasParty(candidate.employer())
        && candidate.formerEmployers().stream().noneMatch(dossier::hasParty);
  }

  private boolean readsLanguage(Candidate candidate) {
    return Optional.ofNullable(dossier.enterprise().region())
        .flatMap(Region::language)
        .map(candidate.languages()::contains)
        .orElse(true);
  }
}
