package eu.ttc.grants.evaluation;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.ApplicationView;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.call.Calls;
import eu.ttc.grants.evaluation.KnownConflicts.Rival;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.support.Advisers;
import java.util.List;
import org.springframework.stereotype.Component;

/** Gathers what is known about conflicts of interest in an application. */
@Component
class ConflictFinder {

  private final Applications applications;
  private final Calls calls;
  private final Advisers advisers;

  ConflictFinder(Applications applications, Calls calls, Advisers advisers) {
    this.applications = applications;
    this.calls = calls;
    this.advisers = advisers;
  }

  /**
   * Of an application to the fund, within a transaction: nobody becomes an adviser of its
   * enterprises before it ends.
   */
  KnownConflicts of(ApplicationRef ref) {
    var application = applications.get(ref);
    return new KnownConflicts(
        application.applicant(), application.dossier(), advisers.ofConsortium(ref), rivals(ref));
  }

  private List<Rival> rivals(ApplicationRef ref) {
    return calls.submissions(calls.answered(ref).reference()).stream()
        .filter(other -> !other.equals(ref))
        .map(applications::get)
        .filter(ConflictFinder::competes)
        .map(other -> new Rival(other.applicant(), other.dossier()))
        .toList();
  }

  private static boolean competes(ApplicationView other) {
    return other.status() != ApplicationStatus.WITHDRAWN;
  }
}
