package eu.ttc.grants.portal.pages;

import eu.ttc.grants.agreement.AgreementView;
import eu.ttc.grants.agreement.Agreements;
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
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.Scheme;
import eu.ttc.grants.kernel.Unknown;
import eu.ttc.grants.portal.Access;
import eu.ttc.grants.portal.Fulfilments;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
import org.springframework.web.util.UriUtils;

/** Claims: what was submitted and found, and the one that is open. */
@Controller
@RequestMapping("/applications/{reference}/claim")
class ClaimPage {

  private static final String FORM = "claim";
  private static final FieldProblem TOO_MANY =
      new FieldProblem(
          ClaimForm.LINES, "size", "must have at most %d lines".formatted(Claims.MOST_LINES));

  private final Access access;
  private final Documents documents;
  private final Claims claims;
  private final Agreements agreements;
  private final Fulfilments fulfilments;
  private final UploadedFiles uploaded;
  private final TypedForms forms;
  private final FieldTexts texts;
  private final Clock clock;

  ClaimPage(
      Access access,
      Documents documents,
      Claims claims,
      Agreements agreements,
      Fulfilments fulfilments,
      UploadedFiles uploaded,
      TypedForms forms,
      FieldTexts texts,
      Clock clock) {
    this.access = access;
    this.documents = documents;
    this.claims = claims;
    this.agreements = agreements;
    this.fulfilments = fulfilments;
    this.uploaded = uploaded;
    this.forms = forms;
    this.texts = texts;
    this.clock = clock;
  }

  @GetMapping
  String claim(@PathVariable String reference, Principal person, Model model, Locale locale) {
    var application = access.own(reference, person);
    var ref = application.reference();
    if (application.scheme() == Scheme.INNOVATION_FUND) {
      return "redirect:/applications/%s/grant-claim".formatted(ref);
    }
    var fields =
        forms
            .find(ref, FORM)
            .map(TypedForms.Typed::fields)
            .orElseGet(() -> lastClaim(ref, Show.country(locale)));
    return show(application, new Filled(texts, fields), model);
  }

  /**
   * Adds the files that were sent, then does what the pressed button says. Whatever is wrong,
   * everything typed is kept.
   *
   * @param action {@code submit}, {@code keep}, {@code add:lines} or {@code remove:<row>}
   */
  @PostMapping
  String send(
      @PathVariable String reference,
      @RequestParam Map<String, String> sent,
      @RequestParam MultiValueMap<String, MultipartFile> files,
      @RequestParam(name = "do", defaultValue = "submit") String action,
      Principal person,
      Model model,
      HttpServletResponse response) {
    var application = access.own(reference, person);
    var ref = application.reference();
    if (isSubmitted(ref)) {
      return "redirect:/applications/%s/claim".formatted(ref);
    }
    requireOpen(application);
    var verb = action.split(":", 2);
    var fields = ClaimForm.fields(sent);
    var full = Rows.of(fields, ClaimForm.LINES).size() >= Claims.MOST_LINES;
    fields =
        switch (verb[0]) {
          case "add" -> full ? fields : Rows.with(fields, ClaimForm.LINES);
          case "remove" -> Rows.without(fields, action.substring("remove:".length()));
          case "submit" -> Rows.withoutBlank(fields);
          default -> fields;
        };
    forms.keep(ref, FORM, fields);
    var form = new Filled(texts, fields);
    form.with(
        uploaded.store(
            ref,
            person.getName(),
            DocumentKind.EVIDENCE,
            "documentIds",
            files.getOrDefault("documentIds", List.of())));
    if (verb[0].equals("add") && full) {
      form.with(List.of(TOO_MANY));
    }
    if (verb[0].equals("submit") && !form.hasProblems()) {
      form.with(submit(ref, person.getName(), fields));
    }
    if (form.hasProblems()) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return show(application, form, model);
    }
    return switch (verb[0]) {
      case "submit" -> "redirect:/applications/%s?claimed".formatted(ref);
      case "add" -> "redirect:/applications/%s/claim?row#%s".formatted(ref, lastRow(fields));
      case "remove" -> "redirect:/applications/%s/claim?row#lines".formatted(ref);
      default -> "redirect:/applications/%s/claim?kept#documentIds".formatted(ref);
    };
  }

  /** Keeps what is being typed; called by the page itself now and then. */
  @PostMapping("/typed")
  String keep(
      @PathVariable String reference,
      @RequestParam Map<String, String> sent,
      Principal person,
      Model model) {
    var application = access.own(reference, person);
    requireOpen(application);
    var fields = ClaimForm.fields(sent);
    forms.keep(application.reference(), FORM, fields);
    model.addAttribute("keptAt", clock.instant());
    model.addAttribute("sum", ClaimForm.sum(fields));
    model.addAttribute("agreed", agreed(application.reference()));
    return "applications/claim-lines :: kept";
  }

  private List<FieldProblem> submit(
      ApplicationRef ref, String applicant, Map<String, String> fields) {
    var said = ClaimForm.read(fields);
    var evidence = evidence(ref).stream().map(DocumentInfo::id).toList();
    var report = fields.getOrDefault(ClaimForm.REPORT, "");
    var command = new SubmitClaim(ref, applicant, report, evidence, said.lines());
    if (!said.unreadable().isEmpty()) {
      return inOrderOfThePage(said.unreadable(), claims.problems(command));
    }
    return switch (claims.submit(command)) {
      case Submitted now -> List.of();
      case NotOpen(var explanation) -> throw new NotNow(explanation);
      case Incomplete(var problems) -> problems;
    };
  }

  private static List<FieldProblem> inOrderOfThePage(
      List<FieldProblem> unreadable, List<FieldProblem> others) {
    var problems =
        others.stream().collect(Collectors.partitioningBy(one -> one.field().startsWith("lines")));
    return Stream.of(problems.get(false), unreadable, problems.get(true))
        .flatMap(List::stream)
        .toList();
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
    var agreed = agreed(ref);
    model.addAttribute("claims", fulfilments.claimsOf(ref, agreed).reversed());
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
    model.addAttribute("sum", ClaimForm.sum(form.typed()));
    model.addAttribute("agreed", agreed);
    model.addAttribute("categories", ClaimForm.CATEGORIES);
    return "applications/claim";
  }

  private Cents agreed(ApplicationRef ref) {
    return agreements.of(ref).map(AgreementView::amount).orElse(Cents.ZERO);
  }

  /** Anchor of the first field of the last row. */
  private static String lastRow(Map<String, String> fields) {
    return UriUtils.encodeFragment(
        Rows.of(fields, ClaimForm.LINES).getLast() + ".category", StandardCharsets.UTF_8);
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

  /** The claim that was refused, to go on from; empty for the first claim. */
  private Map<String, String> lastClaim(ApplicationRef ref, Locale locale) {
    return claims.of(ref).reversed().stream()
        .filter(claim -> claim.report() != null)
        .findFirst()
        .map(
            claim ->
                ClaimForm.of(
                    Objects.requireNonNull(claim.report()),
                    claims.linesOf(ref, claim.number()),
                    locale))
        .orElse(Map.of(ClaimForm.REPORT, ""));
  }

  private List<DocumentInfo> evidence(ApplicationRef ref) {
    return documents.of(ref).stream()
        .filter(document -> document.kind() == DocumentKind.EVIDENCE)
        .toList();
  }
}
