package eu.ttc.grants.portal.pages;

import eu.ttc.grants.application.ApplicationView;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.DocumentInfo;
import eu.ttc.grants.application.DocumentKind;
import eu.ttc.grants.application.Documents;
import eu.ttc.grants.application.LegalForm;
import eu.ttc.grants.application.Region;
import eu.ttc.grants.application.Sector;
import eu.ttc.grants.information.AnswerInformation;
import eu.ttc.grants.information.Information;
import eu.ttc.grants.information.InformationRequestView;
import eu.ttc.grants.information.InformationTopic;
import eu.ttc.grants.information.Supplement;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.portal.Access;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import tools.jackson.databind.json.JsonMapper;

/** What the programme asks of an applicant, and the form to answer it. */
@Controller
@RequestMapping("/applications/{reference}/information")
class InformationPage {

  private static final String ANSWER = "answer";
  private static final String INCOMPLETE = "incomplete";

  private final Information information;
  private final Applications applications;
  private final Access access;
  private final Documents documents;
  private final UploadedFiles uploaded;
  private final FieldTexts texts;
  private final JsonMapper json;
  private final Clock clock;

  InformationPage(
      Information information,
      Applications applications,
      Access access,
      Documents documents,
      UploadedFiles uploaded,
      FieldTexts texts,
      JsonMapper json,
      Clock clock) {
    this.information = information;
    this.applications = applications;
    this.access = access;
    this.documents = documents;
    this.uploaded = uploaded;
    this.texts = texts;
    this.json = json;
    this.clock = clock;
  }

  @ModelAttribute
  void choices(Model model) {
    model.addAttribute("legalForms", LegalForm.values());
    model.addAttribute("regions", Region.values());
    model.addAttribute("sectors", Sector.values());
  }

  @GetMapping
  String page(@PathVariable String reference, Principal person, Model model, Locale locale) {
    var application = access.own(reference, person);
    var open = open(application.reference());
    var form =
        open.map(request -> form(application, request, locale))
            .orElseGet(() -> new Filled(texts, Map.of()));
    return show(application, open, form, model);
  }

  /**
   * Keeps what was typed and the files that were sent, then does what the pressed button says.
   *
   * @param number of the request that the page showed
   * @param action {@code save}, {@code send}, {@code add:<list>} or {@code remove:<row>}
   */
  @PostMapping
  String send(
      @PathVariable String reference,
      @RequestParam int number,
      @RequestParam Map<String, String> sent,
      @RequestParam MultiValueMap<String, MultipartFile> files,
      @RequestParam(name = "do", defaultValue = "save") String action,
      Principal person,
      Model model,
      HttpServletResponse response) {
    var application = access.own(reference, person);
    var ref = application.reference();
    var open = open(ref).filter(request -> request.number() == number);
    if (open.isEmpty()) {
      return "redirect:/applications/%s/information?%s".formatted(ref, ended(ref, number));
    }
    var request = open.get();
    var asked = new MissingFields(request.missing());
    var typed = typed(asked, sent, action);
    var problems = new ArrayList<FieldProblem>();
    try {
      information.saveDraft(ref, number, person.getName(), typed);
      problems.addAll(store(ref, person.getName(), asked, files));
      if (action.equals("send") && problems.isEmpty()) {
        problems.addAll(answer(application, request, asked, typed));
      }
    } catch (InvalidInput wrong) {
      problems.addAll(wrong.problems());
    }
    if (!problems.isEmpty()) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return show(application, open, new Filled(texts, typed).with(problems), model);
    }
    return "redirect:/applications/%s/information%s"
        .formatted(
            ref,
            switch (action) {
              case "send" -> "?" + ended(ref, number);
              case "save" -> "?saved";
              default -> "#asked";
            });
  }

  /** What keeps the answer from being taken; empty when it was. */
  private List<FieldProblem> answer(
      ApplicationView application,
      InformationRequestView request,
      MissingFields asked,
      Map<String, String> typed) {
    var ref = application.reference();
    var said = asked.read(application.dossier(), typed, json);
    if (!said.unreadable().isEmpty()) {
      return said.unreadable();
    }
    var missing = applications.missing(ref, said.dossier());
    if (request.topic() == InformationTopic.COMPLETENESS
        && !missing.isEmpty()
        && !typed.containsKey(INCOMPLETE)) {
      var problems = new ArrayList<>(missing);
      problems.add(new FieldProblem(INCOMPLETE, "required", "must be confirmed"));
      return problems;
    }
    information.answer(
        new AnswerInformation(
            ref,
            request.number(),
            application.applicant(),
            typed.getOrDefault(ANSWER, "").strip(),
            Supplement.of(said.dossier()),
            added(ref, request.askedAt()).stream().map(DocumentInfo::id).toList()));
    return List.of();
  }

  private static Map<String, String> typed(
      MissingFields asked, Map<String, String> sent, String action) {
    var fields = asked.asked(sent);
    if (action.startsWith("add:")) {
      fields = Rows.with(fields, action.substring("add:".length()));
    } else if (action.startsWith("remove:")) {
      fields = Rows.without(fields, action.substring("remove:".length()));
    }
    var typed = new LinkedHashMap<>(fields);
    typed.put(ANSWER, Written.plain(sent.getOrDefault(ANSWER, "")));
    if (sent.containsKey(INCOMPLETE)) {
      typed.put(INCOMPLETE, "true");
    }
    return typed;
  }

  private List<FieldProblem> store(
      ApplicationRef ref,
      String applicant,
      MissingFields asked,
      MultiValueMap<String, MultipartFile> files) {
    var kinds = new ArrayList<>(asked.documents());
    kinds.add(DocumentKind.OTHER);
    return kinds.stream()
        .distinct()
        .flatMap(
            kind -> {
              var field = "documents." + kind;
              return uploaded
                  .store(ref, applicant, kind, field, files.getOrDefault(field, List.of()))
                  .stream();
            })
        .toList();
  }

  private Filled form(ApplicationView application, InformationRequestView request, Locale locale) {
    var asked = new MissingFields(request.missing());
    var typed = new LinkedHashMap<>(information.draft(application.reference(), request.number()));
    if (typed.isEmpty()) {
      typed.putAll(asked.typed(application.dossier(), Show.country(locale)));
    }
    typed.remove(INCOMPLETE);
    var lists = Stream.of("partners", "costs").filter(asked.fields()::contains).toList();
    return new Filled(texts, Rows.withOneIn(typed, lists));
  }

  private String show(
      ApplicationView application,
      Optional<InformationRequestView> open,
      Filled form,
      Model model) {
    var ref = application.reference();
    var all = information.of(ref);
    model.addAttribute("view", application);
    model.addAttribute("form", form);
    model.addAttribute(
        "earlier",
        all.stream()
            .filter(request -> !open.map(request::equals).orElse(false))
            .toList()
            .reversed());
    model.addAttribute(
        "files",
        documents.of(ref).stream()
            .collect(Collectors.toMap(DocumentInfo::id, Function.identity())));
    open.ifPresent(
        request -> {
          model.addAttribute("request", request);
          model.addAttribute("asked", new MissingFields(request.missing()));
          model.addAttribute("added", added(ref, request.askedAt()));
        });
    return "information/page";
  }

  private Optional<InformationRequestView> open(ApplicationRef ref) {
    var now = clock.instant();
    return information.of(ref).stream().filter(request -> request.takesAnswer(now)).findFirst();
  }

  /** What to say about a request that takes no answer any more. */
  private String ended(ApplicationRef ref, int number) {
    return information.of(ref).stream()
        .filter(request -> request.number() == number)
        .findFirst()
        .map(request -> request.answer() == null ? "late" : "sent")
        .orElse("late");
  }

  private List<DocumentInfo> added(ApplicationRef ref, Instant since) {
    return documents.of(ref).stream()
        .filter(document -> !document.uploadedAt().isBefore(since))
        .toList();
  }
}
