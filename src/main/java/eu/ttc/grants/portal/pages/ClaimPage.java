package eu.ttc.grants.portal.pages;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.ApplicationView;
import eu.ttc.grants.application.DocumentInfo;
import eu.ttc.grants.application.DocumentKind;
import eu.ttc.grants.application.Documents;
import eu.ttc.grants.claim.ClaimState;
import eu.ttc.grants.claim.ClaimView;
import eu.ttc.grants.claim.Claims;
import eu.ttc.grants.claim.Submission.Incomplete;
import eu.ttc.grants.claim.Submission.NotOpen;
import eu.ttc.grants.claim.Submission.Submitted;
import eu.ttc.grants.claim.SubmitClaim;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.Unknown;
import eu.ttc.grants.portal.Access;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** Claims: what was submitted and found, and the one that is open. */
@Controller
@RequestMapping("/applications/{reference}/claim")
class ClaimPage {

  private static final String FORM = "claim";

  private final Access access;
  private final Documents documents;
  private final Claims claims;
  private final UploadedFiles uploaded;
  private final TypedForms forms;
  private final FieldTexts texts;
  private final Clock clock;

  ClaimPage(
      Access access,
      Documents documents,
      Claims claims,
      UploadedFiles uploaded,
      TypedForms forms,
      FieldTexts texts,
      Clock clock) {
    this.access = access;
    this.documents = documents;
    this.claims = claims;
    this.uploaded = uploaded;
    this.forms = forms;
    this.texts = texts;
    this.clock = clock;
  }

  @GetMapping
  String claim(@PathVariable String reference, Principal person, Model model) {
    var application = access.own(reference, person);
    var report =
        forms
            .find(application.reference(), FORM)
            .map(typed -> typed.fields().get("report"))
            .orElseGet(() -> lastReport(application.reference()));
    return show(application, new Filled(texts, Map.of("report", report)), model);
  }

  /** Adds the files that were sent, then submits the claim or keeps it for later. */
  @PostMapping
  String send(
      @PathVariable String reference,
      @RequestParam(defaultValue = "") String report,
      @RequestParam MultiValueMap<String, MultipartFile> files,
      @RequestParam(name = "do", defaultValue = "submit") String action,
      Principal person,
      Model model,
      HttpServletResponse response) {
    var application = access.own(reference, person);
    var ref = application.reference();
    var form = new Filled(texts, Map.of("report", Written.plain(report)));
    if (isSubmitted(ref)) {
      return "redirect:/applications/%s/claim".formatted(ref);
    }
    requireOpen(application);
    forms.keep(ref, FORM, form.typed());
    form.with(
        uploaded.store(
            ref,
            person.getName(),
            DocumentKind.EVIDENCE,
            "documentIds",
            files.getOrDefault("documentIds", List.of())));
    if (action.equals("submit") && !form.hasProblems()) {
      form.with(submit(ref, person.getName(), form.value("report")));
    }
    if (form.hasProblems()) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return show(application, form, model);
    }
    return action.equals("submit")
        ? "redirect:/applications/%s?claimed".formatted(ref)
        : "redirect:/applications/%s/claim?kept#documentIds".formatted(ref);
  }

  /** Keeps what is being typed; called by the page itself now and then. */
  @PostMapping("/typed")
  String keep(
      @PathVariable String reference, @RequestParam String report, Principal person, Model model) {
    var application = access.own(reference, person);
    requireOpen(application);
    forms.keep(application.reference(), FORM, Map.of("report", Written.plain(report)));
    model.addAttribute("keptAt", clock.instant());
    return "applications/parts :: kept";
  }

  private List<FieldProblem> submit(ApplicationRef ref, String applicant, String report) {
    var evidence = evidence(ref).stream().map(DocumentInfo::id).toList();
    return switch (claims.submit(new SubmitClaim(ref, applicant, report, evidence))) {
      case Submitted now -> List.of();
      case NotOpen(var explanation) -> throw new NotNow(explanation);
      case Incomplete(var problems) -> problems;
    };
  }

  private String show(ApplicationView application, Filled form, Model model) {
    var ref = application.reference();
    var all = claims.of(ref);
    if (all.isEmpty()) {
      throw new Unknown("claim of", ref);
    }
    var last = all.getLast();
    var open = isOpen(application, last);
    model.addAttribute("view", application);
    model.addAttribute("claims", all.reversed());
    model.addAttribute("open", open ? last : null);
    model.addAttribute("overdue", last.state() == ClaimState.OPEN && !open ? last.dueAt() : null);
    model.addAttribute(
        "refused",
        all.stream()
            .filter(claim -> claim.state() == ClaimState.REFUSED)
            .reduce((earlier, later) -> later)
            .orElse(null));
    model.addAttribute("evidence", evidence(ref));
    model.addAttribute("form", form);
    return "applications/claim";
  }

  private boolean isSubmitted(ApplicationRef ref) {
    var all = claims.of(ref);
    return !all.isEmpty() && all.getLast().state() == ClaimState.SUBMITTED;
  }

  private void requireOpen(ApplicationView application) {
    var all = claims.of(application.reference());
    if (all.isEmpty() || !isOpen(application, all.getLast())) {
      throw new NotNow("No claim of %s is open.".formatted(application.reference()));
    }
  }

  private boolean isOpen(ApplicationView application, ClaimView claim) {
    return application.status() == ApplicationStatus.RUNNING
        && claim.state() == ClaimState.OPEN
        && !clock.instant().isAfter(claim.dueAt());
  }

  /** The report of the claim that was refused, to go on from; empty for the first claim. */
  private String lastReport(ApplicationRef ref) {
    return claims.of(ref).reversed().stream()
        .map(ClaimView::report)
        .filter(text -> text != null)
        .findFirst()
        .orElse("");
  }

  private List<DocumentInfo> evidence(ApplicationRef ref) {
    return documents.of(ref).stream()
        .filter(document -> document.kind() == DocumentKind.EVIDENCE)
        .toList();
  }
}
