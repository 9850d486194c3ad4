package eu.ttc.grants.notification.web;

import eu.ttc.grants.application.ApplicationView;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Unknown;
import org.springframework.stereotype.Component;

/** The applications that staff may see: all that were submitted. */
@Component
class SubmittedApplications {

  private final Applications applications;

  SubmittedApplications(Applications applications) {
    this.applications = applications;
  }

  /**
   * Reads a reference as a link or a person says it.
   *
   * @throws Unknown when there is no such application, or it was never submitted
   */
  ApplicationRef require(String reference) {
    return ApplicationRef.parse(reference)
        .flatMap(applications::find)
        .filter(found -> found.submittedAt() != null)
        .map(ApplicationView::reference)
        .orElseThrow(() -> new Unknown("application", reference));
  }
}
