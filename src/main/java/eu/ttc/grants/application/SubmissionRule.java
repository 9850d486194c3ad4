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

  /**
   * Takes part in the submission, within its transaction.
   *
   * @param receivedAt the moment that counts, to the microsecond
   * @throws eu.ttc.grants.kernel.NotNow when it cannot be submitted then
   */
  void admit(ApplicationRef ref, Dossier dossier, Instant receivedAt);
}
