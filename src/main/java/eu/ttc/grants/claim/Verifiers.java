package eu.ttc.grants.claim;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.award.Awards;
import eu.ttc.grants.evaluation.Evaluations;
import eu.ttc.grants.identity.Accounts;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Who may verify a claim: an officer without a part in the application or in its award. */
@Component
class Verifiers {

  private static final int LONGEST_TEXT = 8000;

  private final Applications applications;
  private final Awards awards;
  private final Evaluations evaluations;
  private final Accounts accounts;

  Verifiers(Applications applications, Awards awards, Evaluations evaluations, Accounts accounts) {
    this.applications = applications;
    this.awards = awards;
    this.evaluations = evaluations;
    this.accounts = accounts;
  }

  /** What keeps this person from recording these findings; empty when nothing does. */
  Optional<String> problem(ApplicationRef ref, String officer, String findings) {
    if (findings.isBlank() || findings.length() > LONGEST_TEXT) {
      return Optional.of("The findings must have 1 to %d characters.".formatted(LONGEST_TEXT));
    }
    if (!accounts.hasRole(officer, Role.PROGRAMME_OFFICER)) {
      return Optional.of("Only a programme officer verifies a claim.");
    }
    return tookPart(ref, officer)
        ? Optional.of(
            "Somebody who applies, evaluated or decided on the award cannot verify the claim.")
        : Optional.empty();
  }

  private boolean tookPart(ApplicationRef ref, String username) {
    return applications.get(ref).applicant().equals(username)
        || evaluations.hasEvaluated(ref, username)
        || awards.of(ref).filter(decision -> decision.decidedBy().equals(username)).isPresent();
  }
}
