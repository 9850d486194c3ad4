package eu.ttc.grants.evaluation;

import eu.ttc.grants.application.Dossier;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Conflicts of interest in one application that are known without asking an expert ({@code
 * domain.md} § 5).
 *
 * @param advisers who advised one of its enterprises as business support manager, or is to do so
 * @param rivals the other applications of the same call that were not withdrawn
 */
record KnownConflicts(String applicant, Dossier dossier, Set<String> advisers, List<Rival> rivals) {

  /** Another application of the same call. */
  record Rival(String applicant, Dossier dossier) {}

  /** The conflict of this expert; empty when none is known. */
  Optional<DrawVerdict> of(Candidate candidate) {
    if (candidate.username().equals(applicant)) {
      return Optional.of(DrawVerdict.APPLIES);
    }
    if (advisers.contains(candidate.username())) {
      return Optional.of(DrawVerdict.ADVISES);
    }
    if (dossier.hasParty(candidate.employer())) {
      return Optional.of(DrawVerdict.EMPLOYED);
    }
    if (candidate.formerEmployers().stream().anyMatch(dossier::hasParty)) {
      return Optional.of(DrawVerdict.FORMERLY_EMPLOYED);
    }
    return rivals.stream().anyMatch(rival -> competes(rival, candidate))
        ? Optional.of(DrawVerdict.COMPETES)
        : Optional.empty();
  }

  private static boolean competes(Rival rival, Candidate candidate) {
    return rival.applicant().equals(candidate.username())
        || rival.dossier().hasParty(candidate.employer());
  }
}
