package eu.ttc.grants.evaluation;

import eu.ttc.grants.application.Dossier;
import eu.ttc.grants.application.Region;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which expert evaluates an application: one who is independent of everybody in it, if possible one
 * who reads its language, then the one with the least open work, then the first in the alphabet, so
 * that the choice can be explained ({@code domain.md} § 5).
 */
final class ChoiceOfExpert {

  private final Set<String> parties;
  private final Set<String> involved;
  private final Optional<String> language;

  /**
   * @param involved usernames of everybody who acted on the application
   */
  ChoiceOfExpert(Dossier dossier, Collection<String> involved) {
    var enterprise = dossier.enterprise();
    this.parties =
        Stream.of(
                Stream.of(enterprise.name()),
                enterprise.holdings().stream().map(Dossier.Holding::name),
                dossier.partners().stream().map(Dossier.Partner::name))
            .flatMap(names -> names)
            .map(ChoiceOfExpert::comparable)
            .collect(Collectors.toUnmodifiableSet());
    this.involved = Set.copyOf(involved);
    this.language = language(enterprise.region());
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
    var employer = comparable(candidate.employer());
    return !involved.contains(candidate.username())
        && (employer.isEmpty() || !parties.contains(employer));
  }

  private boolean readsLanguage(Candidate candidate) {
    return language.isEmpty() || candidate.languages().contains(language.get());
  }

  private static Optional<String> language(@Nullable Region region) {
    return switch (region) {
      case AACHEN, OSTBELGIEN -> Optional.of("de");
      case LIEGE -> Optional.of("fr");
      case HASSELT, LEUVEN, MAASTRICHT, EINDHOVEN -> Optional.of("nl");
      case OTHER -> Optional.empty();
      case null -> Optional.empty();
    };
  }

  /** A name without what people write differently: case, spaces, dots and hyphens. */
  private static String comparable(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
  }
}
