package eu.ttc.grants.portal.pages;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.ApplicationView;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.DocumentKind;
import eu.ttc.grants.application.Documents;
import eu.ttc.grants.application.LegalForm;
import eu.ttc.grants.application.Region;
import eu.ttc.grants.application.Sector;
import eu.ttc.grants.call.CallView;
import eu.ttc.grants.call.Calls;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.kernel.Scheme;
import eu.ttc.grants.portal.Access;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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

/** A draft: its form with documents, the review before submission, and the receipt after it. */
@Controller
@RequestMapping("/applications/{reference}")
class DraftPages {

  private static final List<DocumentKind> KINDS =
      List.of(DocumentKind.PROJECT_PLAN, DocumentKind.ANNUAL_ACCOUNTS, DocumentKind.OTHER);
  private static final String TRUTHFUL = "declarations.truthful";

  private final Applications applications;
  private final Access access;
  private final Documents documents;
  private final Calls calls;
  private final Drafts drafts;
  private final UploadedFiles uploaded;
  private final FieldTexts texts;
  private final Clock clock;

  DraftPages(
      Applications applications,
      Access access,
      Documents documents,
      Calls calls,
      Drafts drafts,
      UploadedFiles uploaded,
      FieldTexts texts,
      Clock clock) {
    this.applications = applications;
    this.access = access;
    this.documents = documents;
    this.calls = calls;
    this.drafts = drafts;
    this.uploaded = uploaded;
    this.texts = texts;
    this.clock = clock;
  }

  /**
   * A section in the navigation beside the form.
   *
   * @param open how many of its fields are missing or wrong
   */
  record Section(FormSection section, long open) {}

  /**
   * The form as it was left.
   *
   * @param row present when a row was just added or removed; nobody is told yet what is wrong
   */
  @GetMapping("/form")
  String form(
      @PathVariable String reference,
      @RequestParam Optional<String> row,
      Principal person,
      Model model,
      Locale locale) {
    var draft = access.own(reference, person);
    if (draft.status() != ApplicationStatus.DRAFT) {
      return "redirect:/applications/" + draft.reference();
    }
    var left = drafts.open(draft.reference(), person.getName(), Show.country(locale));
    if (row.isPresent()) {
      return show(draft, filled(left.fields()), model);
    }
    if (left.taken()) {
      return show(draft, filled(left.fields()).with(hindrances(draft.reference(), false)), model);
    }
    model.addAttribute("untakenSince", left.untakenSince());
    var form = filled(Rows.withoutBlank(left.fields()));
    return show(
        draft,
        form.with(drafts.problems(draft.reference(), left.fields()))
            .with(hindrances(draft.reference(), false)),
        model);
  }

  /**
   * Stores the files that were sent, then does what the pressed button says. Whatever is wrong,
   * everything typed is kept.
   *
   * @param action {@code save}, {@code review}, {@code add:<list>}, {@code remove:<row>} or {@code
   *     drop:<id of a document>}
   */
  @PostMapping("/form")
  String send(
      @PathVariable String reference,
      @RequestParam Map<String, String> sent,
      @RequestParam MultiValueMap<String, MultipartFile> files,
      @RequestParam(name = "do", defaultValue = "save") String action,
      Principal person,
      Model model,
      HttpServletResponse response) {
    var draft = access.own(reference, person);
    var ref = draft.reference();
    var verb = action.split(":", 2);
    var object = verb.length == 2 ? verb[1] : "";
    var fields = DossierForm.fields(sent);
    switch (verb[0]) {
      case "add" -> fields = Rows.with(fields, object);
      case "remove" -> fields = Rows.without(fields, object);
      default -> {}
    }
    drafts.keep(ref, person.getName(), fields);
    var problems = new ArrayList<>(store(ref, person.getName(), files));
    var saved = verb[0].equals("save") || verb[0].equals("review");
    if (saved) {
      fields = Rows.withoutBlank(fields);
      problems.addAll(drafts.save(ref, person.getName(), fields));
    }
    if (!problems.isEmpty()) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return show(draft, filled(fields).with(problems), model);
    }
    return switch (verb[0]) {
      case "add" -> "redirect:/applications/%s/form?row#%s".formatted(ref, lastOf(object, fields));
      case "remove" ->
          "redirect:/applications/%s/form?row#%s".formatted(ref, FormSection.of(object).id());
      case "drop" -> {
        remove(ref, person.getName(), object);
        yield "redirect:/applications/%s/form?row#%s".formatted(ref, FormSection.DOCUMENTS.id());
      }
      case "review" -> "redirect:/applications/%s/review".formatted(ref);
      default -> "redirect:/applications/%s/form?saved".formatted(ref);
    };
  }

  /** Keeps what is being typed; called by the page itself now and then. */
  @PostMapping("/typed")
  String keep(
      @PathVariable String reference,
      @RequestParam Map<String, String> sent,
      Principal person,
      Model model) {
    var ref = access.own(reference, person).reference();
    drafts.keep(ref, person.getName(), DossierForm.fields(sent));
    model.addAttribute("keptAt", clock.instant());
    return "applications/parts :: kept";
  }

  @GetMapping("/review")
  String review(@PathVariable String reference, Principal person, Model model) {
    var draft = access.own(reference, person);
    return draft.status() == ApplicationStatus.DRAFT
        ? review(draft, new Filled(texts, Map.of()), model)
        : "redirect:/applications/" + draft.reference();
  }

  /** Submits once, however often it is called. */
  @PostMapping("/submission")
  String submit(
      @PathVariable String reference,
      @RequestParam(name = TRUTHFUL, defaultValue = "false") boolean truthful,
      Principal person,
      Model model,
      HttpServletResponse response) {
    var draft = access.own(reference, person);
    var ref = draft.reference();
    if (draft.status() == ApplicationStatus.DRAFT) {
      var form = new Filled(texts, Map.of(TRUTHFUL, Boolean.toString(truthful)));
      if (!truthful) {
        form.with(
            List.of(new FieldProblem(TRUTHFUL, "required", "must be confirmed by the applicant")));
      }
      if (form.hasProblems()
          || !isReady(ref)
          || !applications.hindrances(ref).isEmpty()
          || !isInTime(draft)) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        return review(draft, form, model);
      }
    }
    drafts.submit(ref, person.getName());
    return "redirect:/applications/%s/receipt".formatted(ref);
  }

  @GetMapping("/receipt")
  String receipt(@PathVariable String reference, Principal person, Model model) {
    var application = access.own(reference, person);
    var receipt = applications.receipt(application.reference());
    if (receipt.isEmpty()) {
      return "redirect:/applications/" + application.reference();
    }
    model.addAttribute("view", application);
    model.addAttribute("receipt", receipt.get());
    model.addAttribute("documents", documents.of(application.reference()));
    return "applications/receipt";
  }

  /** The form, with an empty row where at least one is needed. */
  private Filled filled(Map<String, String> fields) {
    var lists =
        fields.containsKey("fund.call") ? List.of("partners") : List.of("partners", "costs");
    return new Filled(texts, Rows.withOneIn(fields, lists));
  }

  /** Anchor of the first field of the last row. */
  private static String lastOf(String list, Map<String, String> fields) {
    var rows = Rows.of(fields, list);
    return rows.isEmpty()
        ? FormSection.of(list).id()
        : UriUtils.encodeFragment(
            rows.getLast() + "." + Rows.LISTS.get(list), StandardCharsets.UTF_8);
  }

  private void remove(ApplicationRef ref, String applicant, String id) {
    documents.of(ref).stream()
        .filter(document -> document.id().toString().equals(id))
        .forEach(document -> documents.remove(ref, applicant, document.id()));
  }

  private List<FieldProblem> store(
      ApplicationRef ref, String applicant, MultiValueMap<String, MultipartFile> files) {
    return KINDS.stream()
        .flatMap(
            kind -> {
              var field = "documents." + kind;
              var chosen = files.getOrDefault(field, List.of());
              return uploaded.store(ref, applicant, kind, field, chosen).stream();
            })
        .toList();
  }

  private String show(ApplicationView draft, Filled form, Model model) {
    var ref = draft.reference();
    var missing = Stream.concat(missing(ref).stream(), hindrances(ref, true).stream()).toList();
    var open =
        Stream.concat(
                missing.stream().map(FieldProblem::field),
                form.problems().stream().map(Filled.Wrong::field))
            .distinct()
            .toList();
    model.addAttribute("view", draft);
    model.addAttribute("form", form);
    model.addAttribute("sections", sections(draft.scheme(), open));
    model.addAttribute("call", call(draft));
    model.addAttribute("missing", missing.size());
    model.addAttribute("legalForms", LegalForm.values());
    model.addAttribute("regions", Region.values());
    model.addAttribute("sectors", Sector.values());
    model.addAttribute("kinds", KINDS);
    model.addAttribute("documents", documents.of(ref));
    return "applications/form";
  }

  private String review(ApplicationView draft, Filled form, Model model) {
    var ref = draft.reference();
    var missing = Stream.concat(missing(ref).stream(), hindrances(ref, true).stream()).toList();
    var hindrances = hindrances(ref, false);
    var taken = drafts.isTaken(ref);
    model.addAttribute("view", draft);
    model.addAttribute("form", form);
    model.addAttribute("missing", new Filled(texts, Map.of()).with(missing).problems());
    model.addAttribute("hindrances", new Filled(texts, Map.of()).with(hindrances).problems());
    model.addAttribute("unsaved", !taken);
    model.addAttribute(
        "ready", taken && missing.isEmpty() && hindrances.isEmpty() && isInTime(draft));
    model.addAttribute("call", call(draft));
    model.addAttribute("documents", documents.of(ref));
    return "applications/review";
  }

  /** Vouchers always are; the domain decides to the second. */
  private boolean isInTime(ApplicationView draft) {
    var call = call(draft);
    return draft.scheme() == Scheme.VOUCHER || (call != null && call.isOpen());
  }

  private boolean isReady(ApplicationRef ref) {
    return drafts.isTaken(ref) && missing(ref).isEmpty();
  }

  /** What is missing, except what is asked only at submission. */
  private List<FieldProblem> missing(ApplicationRef ref) {
    return applications.missing(ref).stream()
        .filter(problem -> !problem.field().equals(TRUTHFUL))
        .toList();
  }

  /** What keeps it from being submitted: what is not told yet, or what is told and impossible. */
  private List<FieldProblem> hindrances(ApplicationRef ref, boolean missing) {
    return applications.hindrances(ref).stream()
        .filter(problem -> problem.rule().equals("required") == missing)
        .toList();
  }

  private @Nullable CallView call(ApplicationView draft) {
    var fund = draft.dossier().fund();
    return fund == null ? null : calls.find(fund.call()).orElse(null);
  }

  private static List<Section> sections(Scheme scheme, Collection<String> open) {
    return FormSection.of(scheme).stream()
        .map(
            section ->
                new Section(
                    section, open.stream().filter(f -> FormSection.of(f) == section).count()))
        .toList();
  }
}
