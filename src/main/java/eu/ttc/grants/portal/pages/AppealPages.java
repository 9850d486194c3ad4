package eu.ttc.grants.portal.pages;

import eu.ttc.grants.appeal.AppealView;
import eu.ttc.grants.appeal.Appeals;
import eu.ttc.grants.appeal.Lodging.AlreadyLodged;
import eu.ttc.grants.appeal.Lodging.Lodged;
import eu.ttc.grants.appeal.Lodging.NotOpen;
import eu.ttc.grants.appeal.Lodging.TooLate;
import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.ApplicationView;
import eu.ttc.grants.application.DocumentInfo;
import eu.ttc.grants.application.DocumentKind;
import eu.ttc.grants.application.Documents;
import eu.ttc.grants.award.AwardDecision;
import eu.ttc.grants.award.Awards;
import eu.ttc.grants.award.Decision;
import eu.ttc.grants.evaluation.Evaluations;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.portal.Access;
import eu.ttc.grants.portal.Viewer;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** The rejection with its reasons, and the objection: lodged by the applicant, read by staff. */
@Controller
class AppealPages {

  private static final String FILES = "appealDocuments";

  private final Documents documents;
  private final Appeals appeals;
  private final Awards awards;
  private final Evaluations evaluations;
  private final UploadedFiles uploaded;
  private final Access access;
  private final FieldTexts texts;
  private final Clock clock;

  AppealPages(
      Documents documents,
      Appeals appeals,
      Awards awards,
      Evaluations evaluations,
      UploadedFiles uploaded,
      Access access,
      FieldTexts texts,
      Clock clock) {
    this.documents = documents;
    this.appeals = appeals;
    this.awards = awards;
    this.evaluations = evaluations;
    this.uploaded = uploaded;
    this.access = access;
    this.texts = texts;
    this.clock = clock;
  }

  @GetMapping("/applications/{reference}/appeal")
  String page(@PathVariable String reference, Principal person, Model model) {
    return show(access.own(reference, person), new Filled(texts, Map.of()), model);
  }

  /** Keeps the files first, so that they are there when something else is wrong. */
  @PostMapping("/applications/{reference}/appeal")
  String lodge(
      @PathVariable String reference,
      @RequestParam(defaultValue = "") String grounds,
      @RequestParam MultiValueMap<String, MultipartFile> files,
      Principal person,
      Model model,
      HttpServletResponse response) {
    var application = access.own(reference, person);
    var ref = application.reference();
    var form = new Filled(texts, Map.of("grounds", Written.plain(grounds)));
    if (isOpen(appeals.of(ref).orElse(null))) {
      form.with(
          uploaded.store(
              ref,
              person.getName(),
              DocumentKind.APPEAL,
              FILES,
              files.getOrDefault(FILES, List.of())));
    }
    if (!form.hasProblems()) {
      lodge(ref, person.getName(), form);
    }
    if (form.hasProblems()) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return show(application, form, model);
    }
    return "redirect:/applications/%s/appeal".formatted(ref);
  }

  /** What whoever decides on an objection reads. */
  @GetMapping("/dossiers/{reference}/appeal")
  String review(@PathVariable String reference, Authentication signedIn, Model model) {
    var application = access.visible(reference, Viewer.of(signedIn));
    var ref = application.reference();
    var decisions = awards.all(ref);
    if (decisions.isEmpty()) {
      throw new NotNow("No decision on %s was made yet.".formatted(ref));
    }
    model.addAttribute("view", application);
    model.addAttribute("appeals", appeals.all(ref).reversed());
    tell(decisions.getLast(), ref, model);
    model.addAttribute("documents", documentsOf(ref));
    return "appeal/review";
  }

  private void lodge(ApplicationRef ref, String applicant, Filled form) {
    try {
      switch (appeals.lodge(ref, applicant, form.value("grounds"), List.of())) {
        case Lodged now -> {}
        case AlreadyLodged before -> {}
        case TooLate(var deadline) ->
            throw new NotNow(
                "The rejection of %s could be objected to until %s.".formatted(ref, deadline));
        case NotOpen(var explanation) -> throw new NotNow(explanation);
      }
    } catch (InvalidInput wrong) {
      form.with(wrong.problems());
    }
  }

  private String show(ApplicationView application, Filled form, Model model) {
    var ref = application.reference();
    var appeal = appeals.of(ref).orElse(null);
    if (appeal == null && application.status() != ApplicationStatus.REJECTED) {
      throw new NotNow(
          "%s is %s; only a rejection can be objected to.".formatted(ref, application.status()));
    }
    model.addAttribute("view", application);
    model.addAttribute("appeal", appeal);
    model.addAttribute("open", isOpen(appeal));
    awards
        .of(ref)
        .filter(decision -> decision.decision() == Decision.REJECT)
        .ifPresent(rejection -> tell(rejection, ref, model));
    model.addAttribute("documents", documentsOf(ref));
    model.addAttribute("form", form);
    return "appeal/appeal";
  }

  /** With the scores that the decision rests on, unless they were voided since. */
  private void tell(AwardDecision decision, ApplicationRef ref, Model model) {
    model.addAttribute("decision", decision);
    model.addAttribute(
        "evaluation",
        evaluations
            .of(ref)
            .filter(given -> !given.recordedAt().isAfter(decision.decidedAt()))
            .orElse(null));
  }

  private List<DocumentInfo> documentsOf(ApplicationRef ref) {
    return documents.of(ref).stream()
        .filter(document -> document.kind() == DocumentKind.APPEAL)
        .toList();
  }

  private boolean isOpen(@Nullable AppealView appeal) {
    return appeal != null && appeal.awaitsObjection(clock.instant());
  }
}
