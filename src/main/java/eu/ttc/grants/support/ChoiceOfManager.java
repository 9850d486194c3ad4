package eu.ttc.grants.support;

import eu.ttc.grants.application.Dossier;
import eu.ttc.grants.application.Region;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/**
 * Which business support manager visits the enterprise that applies: one who has nothing to do with
 * the application otherwise; if possible one of the enterprise's region, then one who speaks the
 * region's language, then one who knows the sector, then the one with the fewest open visits, then
 * the first in the alphabet, so that the choice can be explained. Where nobody fits a wish, it is
 * dropped.
 */
final class ChoiceOfManager {

  private final Dossier dossier;
  private final Set<String> involved;

  /**
   * @param involved usernames of everybody who acted on the application or evaluates the firm
   */
  ChoiceOfManager(Dossier dossier, Collection<String> involved) {
    this.dossier = dossier;
    this.involved = Set.copyOf(involved);
  }

  Optional<Candidate> among(Collection<Candidate> candidates) {
    return candidates.stream()
        .filter(this::isIndependent)
        .min(
            Comparator.comparing((Candidate one) -> !worksInRegion(one))
                .thenComparing(one -> !speaksLanguage(one))
                .thenComparing(one -> !knowsSector(one))
                .thenComparingLong(Candidate::openVisits)
                .thenComparing(Candidate::username));
  }

  private boolean isIndependent(Candidate candidate) {
    return !involved.contains(candidate.username()) && !dossier.hasParty(candidate.employer());
  }

  private boolean worksInRegion(Candidate candidate) {
    return region().map(candidate.regions()::contains).orElse(false);
  }

  private boolean speaksLanguage(Candidate candidate) {
    return region().flatMap(Region::language).map(candidate.languages()::contains).orElse(false);
  }

  private boolean knowsSector(Candidate candidate) {
    return dossier.sector().map(candidate.sectors()::contains).orElse(false);
  }

  private Optional<Region> region() {
    return Optional.ofNullable(dossier.enterprise().region());
  }
}
