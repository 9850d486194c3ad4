package eu.ttc.grants.portal;

import eu.ttc.grants.application.ApplicationFinder;
import eu.ttc.grants.application.ApplicationSearch;
import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.ApplicationSummary;
import eu.ttc.grants.application.ApplicationView;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.DocumentInfo;
import eu.ttc.grants.application.Documents;
import eu.ttc.grants.application.FoundApplications;
import eu.ttc.grants.evaluation.Evaluations;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Unknown;
import eu.ttc.grants.support.Visits;
import java.security.Principal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;

/**
 * Who may see which application: applicants their own, evaluators and business support managers the
 * ones assigned to them, other staff all that were submitted. Who was drawn to evaluate for the
 * fund sees it only after declaring to be independent. What somebody may not see does not exist for
 * them.
 */
@Service
public class Access {

  private static final int LISTED = 500;

  private final Applications applications;
  private final ApplicationFinder finder;
  private final Documents documents;
  private final Evaluations evaluations;
  private final Visits visits;

  Access(
      Applications applications,
      ApplicationFinder finder,
      Documents documents,
      Evaluations evaluations,
      Visits visits) {
    this.applications = applications;
    this.finder = finder;
    this.documents = documents;
    this.evaluations = evaluations;
    this.visits = visits;
  }

  /**
   * One application that this person may see.
   *
   * @param reference as a link or a person says it
   * @throws Unknown when there is none, or not for them
   */
  public ApplicationView visible(String reference, Viewer viewer) {
    return ApplicationRef.parse(reference)
        .flatMap(applications::find)
        .filter(found -> maySee(found, viewer))
        .orElseThrow(() -> new Unknown("application", reference));
  }

  /**
   * One application that this person handles: any that they may see, except their own.
   *
   * @throws Unknown when there is none, or not for them
   */
  public ApplicationView handled(String reference, Viewer viewer) {
    var found = visible(reference, viewer);
    if (found.applicant().equals(viewer.username())) {
      throw new Unknown("application", reference);
    }
    return found;
  }

  /**
   * One application handled by staff who see all; those who see only what is assigned to them, such
   * as evaluators, see nothing of it.
   *
   * @throws Unknown when there is none, or not for them
   */
  public ApplicationView handledByAll(String reference, Viewer viewer) {
    if (!viewer.seesAllSubmitted()) {
      throw new Unknown("application", reference);
    }
    return handled(reference, viewer);
  }

  /**
   * One application whose money this person may see: the applicant, and staff who see all.
   *
   * @throws Unknown when there is none, or not for them
   */
  public ApplicationView account(String reference, Viewer viewer) {
    var found = visible(reference, viewer);
    if (!found.applicant().equals(viewer.username()) && !viewer.seesAllSubmitted()) {
      throw new Unknown("application", reference);
    }
    return found;
  }

  /**
   * The applications that this person handles and looks for, a page of them.
   *
   * @param words as typed: parts of reference, enterprise or title
   * @param page counted from 1
   */
  public FoundApplications handled(
      String words, Optional<ApplicationStatus> status, int page, Viewer viewer) {
    var among =
        viewer.seesAllSubmitted()
            ? Optional.<Set<ApplicationRef>>empty()
            : Optional.of(assigned(viewer));
    return finder.find(
        new ApplicationSearch(
            ApplicationSearch.words(words), status, among, viewer.username(), page));
  }

  /**
   * Reads a reference that only its applicant may use; the domain checks whose it is.
   *
   * @throws Unknown when it cannot be a reference
   */
  public static ApplicationRef reference(String text) {
    return ApplicationRef.parse(text).orElseThrow(() -> new Unknown("application", text));
  }

  /**
   * The application of the applicant who is signed in.
   *
   * @throws Unknown when there is none, or it is someone else's
   */
  public ApplicationView own(String reference, Principal applicant) {
    return applications.get(reference(reference), applicant.getName());
  }

  /** All applications that this person may see, the ones that changed last first. */
  public List<ApplicationSummary> visible(Viewer viewer) {
    var seen = new ArrayList<ApplicationSummary>();
    if (viewer.isStaff()) {
      applications.latest(LISTED).stream()
          .filter(listed -> viewer.seesAllSubmitted() || isAssigned(listed.reference(), viewer))
          .forEach(seen::add);
    }
    if (viewer.has(Role.APPLICANT)) {
      applications.ofApplicant(viewer.username()).stream()
          .filter(own -> seen.stream().noneMatch(s -> s.reference().equals(own.reference())))
          .forEach(seen::add);
    }
    return List.copyOf(seen);
  }

  /**
   * One document of an application.
   *
   * @throws Unknown when the application has no such document
   */
  public DocumentInfo document(ApplicationRef ref, String id) {
    return documents.of(ref).stream()
        .filter(document -> document.id().toString().equalsIgnoreCase(id))
        .findFirst()
        .orElseThrow(() -> new Unknown("document", id));
  }

  /** Content of a document found before. */
  public byte[] content(ApplicationRef ref, UUID id) {
    return documents.content(ref, id).orElseThrow(() -> new Unknown("document", id));
  }

  private boolean maySee(ApplicationView found, Viewer viewer) {
    if (found.applicant().equals(viewer.username())) {
      return true;
    }
    return found.submittedAt() != null
        && !evaluations.isToDeclare(found.reference(), viewer.username())
        && (viewer.seesAllSubmitted() || isAssigned(found.reference(), viewer));
  }

  private Set<ApplicationRef> assigned(Viewer viewer) {
    var assigned = new HashSet<>(evaluations.assignedTo(viewer.username()));
    if (viewer.has(Role.BUSINESS_SUPPORT_MANAGER)) {
      assigned.addAll(visits.assignedTo(viewer.username()));
    }
    return Set.copyOf(assigned);
  }

  private boolean isAssigned(ApplicationRef ref, Viewer viewer) {
    return evaluations.isAssigned(ref, viewer.username())
        || (viewer.has(Role.BUSINESS_SUPPORT_MANAGER) && visits.isAssigned(ref, viewer.username()));
  }
}
