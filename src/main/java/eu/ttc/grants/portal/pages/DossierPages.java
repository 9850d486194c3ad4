package eu.ttc.grants.portal.pages;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.ApplicationView;
import eu.ttc.grants.application.DocumentInfo;
import eu.ttc.grants.application.Documents;
import eu.ttc.grants.application.HistoryEntry;
import eu.ttc.grants.award.AwardCondition;
import eu.ttc.grants.award.AwardCondition.Confirmation;
import eu.ttc.grants.award.AwardDraft;
import eu.ttc.grants.award.Conditions;
import eu.ttc.grants.consortium.BonusGrounds;
import eu.ttc.grants.consortium.Consortia;
import eu.ttc.grants.evaluation.ExpertWork;
import eu.ttc.grants.identity.Accounts;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.portal.Access;
import eu.ttc.grants.portal.AccountNumbers;
import eu.ttc.grants.portal.Assessment;
import eu.ttc.grants.portal.Assessments;
import eu.ttc.grants.portal.Downloads;
import eu.ttc.grants.portal.Fulfilment;
import eu.ttc.grants.portal.Fulfilments;
import eu.ttc.grants.portal.Remark;
import eu.ttc.grants.portal.Timeline;
import eu.ttc.grants.portal.Viewer;
import eu.ttc.grants.screening.Screenings;
import eu.ttc.grants.stateaid.AidComputations;
import eu.ttc.grants.withdrawal.Prospect;
import eu.ttc.grants.withdrawal.Withdrawals;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Dossiers of the programme's staff: whatever is needed to screen, evaluate, decide and verify, as
 * far as the person looking may see it. Tasks in Tasklist link here.
 */
@Controller
class DossierPages {

  private final Access access;
  private final Documents documents;
  private final Consortia consortia;
  private final AidComputations computations;
  private final Screenings screenings;
  private final BonusGrounds grounds;
  private final Timeline timeline;
  private final Assessments assessments;
  private final Conditions conditions;
  private final Fulfilments fulfilments;
  private final Withdrawals withdrawals;
  private final Accounts accounts;

  DossierPages(
      Access access,
      Documents documents,
      Consortia consortia,
      AidComputations computations,
      Screenings screenings,
      BonusGrounds grounds,
      Timeline timeline,
      Assessments assessments,
      Conditions conditions,
      Fulfilments fulfilments,
      Withdrawals withdrawals,
      Accounts accounts) {
    this.access = access;
    this.documents = documents;
    this.consortia = consortia;
    this.computations = computations;
    this.screenings = screenings;
    this.grounds = grounds;
    this.timeline = timeline;
    this.assessments = assessments;
    this.conditions = conditions;
    this.fulfilments = fulfilments;
    this.withdrawals = withdrawals;
    this.accounts = accounts;
  }

  @GetMapping("/dossiers")
  String list(
      @RequestParam(defaultValue = "") String words,
      @RequestParam(defaultValue = "") String status,
      @RequestParam(defaultValue = "1") String page,
      Authentication signedIn,
      Model model) {
    var wanted = status(status);
    model.addAttribute("words", words);
    model.addAttribute("status", wanted.map(Enum::name).orElse(""));
    model.addAttribute("statuses", EnumSet.complementOf(EnumSet.of(ApplicationStatus.DRAFT)));
    model.addAttribute("found", access.handled(words, wanted, number(page), Viewer.of(signedIn)));
    return "dossiers/list";
  }

  @GetMapping("/dossiers/{reference}")
  String dossier(@PathVariable String reference, Authentication signedIn, Model model) {
    var application = access.handled(reference, Viewer.of(signedIn));
    var ref = application.reference();
    var looking = assessments.looking(ref, Viewer.of(signedIn));
    var assessment = assessments.of(ref, looking);
    var fulfilment = fulfilments.of(ref, looking);
    var history = timeline.of(application, looking).reversed();
    model.addAttribute("view", application);
    model.addAttribute("looking", looking);
    model.addAttribute("mayHold", mayHold(application, looking));
    model.addAttribute("termination", termination(ref, looking));
    model.addAttribute("documents", documents.of(ref));
    model.addAttribute("aidComputed", computations.latest(ref).isPresent());
    model.addAttribute("consortium", consortia.of(ref).orElse(null));
    model.addAttribute("partnersFacts", screenings.consortium(ref).orElse(null));
    model.addAttribute("bonusFindings", grounds.findings(ref));
    model.addAttribute("assessment", assessment);
    model.addAttribute("remarks", Remark.about(assessment, application.scheme()));
    model.addAttribute("fulfilment", fulfilment);
    model.addAttribute("history", history);
    model.addAttribute("names", names(application, assessment, fulfilment, history));
    if (looking.seesAllSubmitted()) {
      model.addAttribute("conditions", conditions.of(ref).orElse(null));
      model.addAttribute("bankAccount", AccountNumbers.shown(application, looking));
    }
    return "dossiers/dossier";
  }

  @GetMapping("/dossiers/{reference}/documents/{id}")
  ResponseEntity<byte[]> document(
      @PathVariable String reference, @PathVariable String id, Authentication signedIn) {
    var ref = access.handled(reference, Viewer.of(signedIn)).reference();
    DocumentInfo document = access.document(ref, id);
    return Downloads.of(document, access.content(ref, document.id()));
  }

  private static boolean mayHold(ApplicationView application, Viewer viewer) {
    return !application.status().ended()
        && (viewer.has(Role.PROGRAMME_OFFICER) || viewer.has(Role.PROGRAMME_MANAGER));
  }

  /** The key of what a programme manager finds on the page of the termination, if anything. */
  private @Nullable String termination(ApplicationRef ref, Viewer viewer) {
    if (!viewer.has(Role.PROGRAMME_MANAGER)) {
      return null;
    }
    if (withdrawals.termination(ref).isPresent()) {
      return "termination.done";
    }
    return withdrawals.prospect(ref).kind() == Prospect.Kind.TERMINATION
        ? "termination.title"
        : null;
  }

  private Map<String, String> names(
      ApplicationView application,
      Assessment assessment,
      Fulfilment fulfilment,
      List<HistoryEntry> history) {
    var shown = new HashSet<String>();
    shown.add(application.applicant());
    history.stream().map(HistoryEntry::actor).forEach(shown::add);
    assessment.experts().stream().map(ExpertWork::expert).forEach(shown::add);
    assessment.drafts().stream().map(AwardDraft::author).forEach(shown::add);
    if (assessment.decision() != null) {
      assessment.decision().conditions().stream()
          .map(AwardCondition::confirmation)
          .flatMap(Optional::stream)
          .map(Confirmation::confirmedBy)
          .forEach(shown::add);
    }
    fulfilment.claims().stream()
        .map(told -> told.claim().verifiedBy())
        .filter(Objects::nonNull)
        .forEach(shown::add);
    return accounts.names(shown);
  }

  private static Optional<ApplicationStatus> status(String name) {
    return Arrays.stream(ApplicationStatus.values())
        .filter(known -> known.name().equals(name))
        .findFirst();
  }

  private static int number(String page) {
    try {
      return Integer.parseInt(page);
    } catch (NumberFormatException notOurs) {
      return 1;
    }
  }
}
