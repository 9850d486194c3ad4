package eu.ttc.grants.application;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.kernel.Scheme;
import java.time.Instant;
import java.util.List;

/** Says for a scheme what an application must fit besides its own dossier, such as a call. */
public interface SubmissionRule {

  /** The scheme it is for. */
  Scheme scheme();

  /** What is impossible in a draft; asked whenever one is stored. */
  List<FieldProblem> problems(Dossier dossier);

  /** What keeps an application from being submitted as it is, whenever that is. */
  default List<FieldProblem> hindrances(Dossier dossier) {
    return List.of();
  }

  /**
   * Takes part in the submission, within its transaction.
   *
   * @param receivedAt the moment that counts, to the microsecond
   * @throws eu.ttc.grants.kernel.NotNow when it cannot be submitted then
   * @throws eu.ttc.grants.kernel.InvalidInput when it cannot be submitted as it is
   */
  void admit(ApplicationRef ref, Dossier dossier, Instant receivedAt);
}
