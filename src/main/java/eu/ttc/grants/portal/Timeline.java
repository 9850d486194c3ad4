package eu.ttc.grants.portal;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.ApplicationView;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.HistoryEntry;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Service;

/**
 * The history as the person looking may see it: applicants and evaluators learn what happened and
 * why it was refused, but neither who evaluated nor what staff noted among themselves.
 */
@Service
public class Timeline {

  /** Stands for any member of staff. */
  public static final String PROGRAMME = "programme";

  private static final Set<String> REASONS_FOR_APPLICANTS =
      Set.of(
          "REJECTED",
          "AID_REFUSED",
          "CLAIM_REFUSED",
          "AGREEMENT_LAPSED",
          "CLAIM_LAPSED",
          "WAITING_LIST_JOINED",
          "TERMINATED",
          "EXTENSION_GRANTED",
          "EXTENSION_REFUSED",
          "INFORMATION_REQUESTED",
          "INFORMATION_REMINDED",
          "APPEAL_EXTENDED",
          "APPEAL_DISMISSED",
          "APPEAL_UPHELD",
          "SUSPICION_OPENED",
          "SUSPICION_UNFOUNDED",
          "CORRECTION_FOUND",
          "CORRECTION_SET_OFF",
          "PUT_ON_HOLD",
          "HOLD_ENDED",
          "PARTICIPATION_ASKED",
          "PARTICIPATION_REMINDED",
          "PARTICIPATION_CONFIRMED",
          "PARTICIPATION_DECLINED",
          "SIGNATURE_ASKED",
          "SIGNATURE_REMINDED",
          "AGREEMENT_SIGNED",
          "AGREEMENT_NOT_SIGNED",
          "CHANGE_CONSENT_ASKED",
          "CHANGE_CONSENT_REMINDED",
          "CHANGE_CONSENT_GIVEN",
          "CHANGE_CONSENT_REFUSED",
          "CHANGE_CONSENT_LAPSED",
          "AGREEMENT_DECLINED",
          "AGREEMENT_EXTENDED",
          "SIGNATURE_EXTENDED",
          "SIGNING_TIME_REFUSED");

  private final Applications applications;

  Timeline(Applications applications) {
    this.applications = applications;
  }

  /** All entries, oldest first. */
  public List<HistoryEntry> of(ApplicationView application, Viewer viewer) {
    return applications.history(application.reference()).stream()
        .map(entry -> shown(entry, application, viewer))
        .toList();
  }

  /** One entry as this person may see it. */
  public HistoryEntry shown(HistoryEntry entry, ApplicationView application, Viewer viewer) {
    if (viewer.seesAllSubmitted() && !application.applicant().equals(viewer.username())) {
      return entry;
    }
    var told =
        REASONS_FOR_APPLICANTS.contains(entry.event())
            || entry.status() == ApplicationStatus.REJECTED;
    var own =
        entry.actor().equals(application.applicant())
            || entry.actor().equals(viewer.username())
            || entry.actor().equals(Applications.SYSTEM);
    return new HistoryEntry(
        entry.number(),
        entry.status(),
        entry.event(),
        own ? entry.actor() : PROGRAMME,
        told ? entry.reason() : null,
        entry.at());
  }
}
