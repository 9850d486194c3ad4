package eu.ttc.grants.portal.pages;

import eu.ttc.grants.application.ApplicationView;
import eu.ttc.grants.application.DocumentInfo;
import eu.ttc.grants.application.DocumentKind;
import eu.ttc.grants.application.Documents;
import eu.ttc.grants.cofunding.CoFunding;
import eu.ttc.grants.cofunding.CoFundingParty;
import eu.ttc.grants.cofunding.CureState;
import eu.ttc.grants.cofunding.Cures;
import eu.ttc.grants.cofunding.EvidenceKind;
import eu.ttc.grants.cofunding.EvidenceRequests;
import eu.ttc.grants.cofunding.RecordEvidence;
import eu.ttc.grants.cofunding.ReducedGrants;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.Scheme;
import eu.ttc.grants.kernel.Unknown;
import eu.ttc.grants.portal.Access;
import eu.ttc.grants.portal.Uploads;
import eu.ttc.grants.portal.Viewer;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** Co-funding: what was shown, what counts, what is missing; read by staff, too. */
@Controller
class CoFundingPage {

  private static final String FORM = "co-funding";
  private static final String FILE = "documentId";

  /** What the domain calls the fields of the form about a co-funder who left. */
  private static final Map<String, String> DEPARTURE =
      Map.of("item", "leavingItem", "reasons", "leavingReasons");

  private static final List<String> FIELDS =
      List.of(
          "kind",
          "party",
          "givenBy",
          "issuer",
          "reference",
          "amountCents",
          "fundsShownCents",
          "datedOn",
          "validUntil",
          "unencumbered",
          "unconditional");

  private final Access access;
  private final CoFunding coFunding;
  private final EvidenceRequests requests;
  private final ReducedGrants reducedGrants;
  private final Cures cures;
  private final Documents documents;
  private final Uploads uploads;
  private final TypedForms forms;
  private final FieldTexts texts;
  private final Clock clock;

  CoFundingPage(
      Access access,
      CoFunding coFunding,
      EvidenceRequests requests,
      ReducedGrants reducedGrants,
      Cures cures,
      Documents documents,
      Uploads uploads,
      TypedForms forms,
      FieldTexts texts,
      Clock clock) {
    this.access = access;
    this.coFunding = coFunding;
    this.requests = requests;
    this.reducedGrants = reducedGrants;
    this.cures = cures;
    this.documents = documents;
    this.uploads = uploads;
    this.forms = forms;
    this.texts = texts;
    this.clock = clock;
  }

  @GetMapping("/applications/{reference}/co-funding")
  String page(@PathVariable String reference, Principal person, Model model) {
    var application = own(reference, person);
    var typed =
        forms.find(application.reference(), FORM).map(TypedForms.Typed::fields).orElse(Map.of());
    return show(application, new Filled(texts, typed), model);
  }

  /** Keeps file and fields first, so that nothing is lost when something is wrong. */
  @PostMapping("/applications/{reference}/co-funding")
  String record(
      @PathVariable String reference,
      @RequestParam Map<String, String> sent,
      @RequestParam MultiValueMap<String, MultipartFile> files,
      Principal person,
      Model model,
      HttpServletResponse response) {
    var application = own(reference, person);
    var ref = application.reference();
    requireWelcome(ref);
    var typed = typed(sent);
    forms.keep(ref, FORM, typed);
    var form = new Filled(texts, typed);
    var unreadable = new ArrayList<FieldProblem>();
    var document = store(ref, person.getName(), files.getFirst(FILE), unreadable);
    var command =
        command(
            ref,
            person.getName(),
            typed,
            document.or(() -> chosen(ref, typed.get(FILE))).map(DocumentInfo::id).orElse(null),
            unreadable);
    form.with(unreadable);
    if (!form.hasProblems()) {
      try {
        coFunding.record(command);
        forms.drop(ref, FORM);
        return "redirect:/applications/%s/co-funding?recorded".formatted(ref);
      } catch (InvalidInput wrong) {
        form.with(wrong.problems());
      }
    }
    keepDocument(command.documentId(), form, ref);
    response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
    return show(application, form, model);
  }

  @PostMapping("/applications/{reference}/co-funding/submission")
  String handIn(
      @PathVariable String reference, Principal person, Model model, HttpServletResponse response) {
    var application = own(reference, person);
    try {
      requests.handIn(application.reference(), person.getName());
    } catch (InvalidInput wrong) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return show(application, new Filled(texts, Map.of()).with(wrong.problems()), model);
    }
    return "redirect:/applications/%s/co-funding?handedIn".formatted(application.reference());
  }

  @PostMapping("/applications/{reference}/co-funding/reduced-grant")
  String answer(@PathVariable String reference, @RequestParam boolean accepted, Principal person) {
    var ref = own(reference, person).reference();
    reducedGrants.answer(ref, person.getName(), accepted);
    return "redirect:/applications/%s/co-funding".formatted(ref);
  }

  /** The lead has recorded what takes the place of a co-funder who left. */
  @PostMapping("/applications/{reference}/co-funding/replacement")
  String handInReplacement(
      @PathVariable String reference, Principal person, Model model, HttpServletResponse response) {
    var application = own(reference, person);
    try {
      cures.handIn(application.reference(), person.getName());
    } catch (InvalidInput wrong) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return show(application, new Filled(texts, Map.of()).with(wrong.problems()), model);
    }
    return "redirect:/applications/%s/co-funding?handedIn".formatted(application.reference());
  }

  /** What an officer reads who verifies it. */
  @GetMapping("/dossiers/{reference}/co-funding")
  String review(@PathVariable String reference, Authentication signedIn, Model model) {
    return review(handled(reference, signedIn), new Filled(texts, Map.of()), signedIn, model);
  }

  /** An officer notes that a co-funder left after the agreement. */
  @PostMapping("/dossiers/{reference}/co-funding/departures")
  @PreAuthorize("hasRole('PROGRAMME_OFFICER')")
  String funderLeft(
      @PathVariable String reference,
      @RequestParam(defaultValue = "") String leavingItem,
      @RequestParam(defaultValue = "") String leavingReasons,
      Authentication signedIn,
      Model model,
      HttpServletResponse response) {
    var application = handled(reference, signedIn);
    var form =
        new Filled(
            texts,
            Map.of("leavingItem", leavingItem, "leavingReasons", Written.plain(leavingReasons)));
    try {
      cures.funderLeft(
          application.reference(),
          Written.whole(leavingItem).orElse(0),
          form.value("leavingReasons"),
          signedIn.getName());
      return "redirect:/dossiers/%s/co-funding?noted".formatted(application.reference());
    } catch (InvalidInput wrong) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      form.with(
          wrong.problems().stream()
              .map(problem -> problem.on(DEPARTURE.getOrDefault(problem.field(), problem.field())))
              .toList());
      return review(application, form, signedIn, model);
    }
  }

  private ApplicationView handled(String reference, Authentication signedIn) {
    var viewer = Viewer.of(signedIn);
    var application = access.handled(reference, viewer);
    if (!viewer.seesAllSubmitted() || application.scheme() != Scheme.INNOVATION_FUND) {
      throw new Unknown("co-funding of", reference);
    }
    return application;
  }

  private String review(
      ApplicationView application, Filled form, Authentication signedIn, Model model) {
    tell(application, model);
    var ref = application.reference();
    model.addAttribute("form", form);
    model.addAttribute(
        "canLeave",
        Viewer.of(signedIn).has(Role.PROGRAMME_OFFICER)
            && cures.possible(ref)
            && model.getAttribute("onHold") == null);
    model.addAttribute("counting", cures.counting(ref));
    return "cofunding/review";
  }

  private ApplicationView own(String reference, Principal person) {
    var application = access.own(reference, person);
    if (application.scheme() != Scheme.INNOVATION_FUND) {
      throw new Unknown("co-funding of", reference);
    }
    return application;
  }

  private void requireWelcome(ApplicationRef ref) {
    if (!coFunding.takesEvidence(ref)) {
      throw new NotNow("No evidence of the co-funding of %s is taken now.".formatted(ref));
    }
  }

  private String show(ApplicationView application, Filled form, Model model) {
    var ref = application.reference();
    var now = clock.instant();
    tell(application, model);
    var view = coFunding.of(ref);
    model.addAttribute("form", form);
    model.addAttribute("kinds", EvidenceKind.values());
    model.addAttribute("welcome", coFunding.takesEvidence(ref));
    model.addAttribute(
        "request",
        Optional.ofNullable(view.request()).filter(one -> one.takesAnswer(now)).orElse(null));
    model.addAttribute(
        "open", Optional.ofNullable(view.offer()).filter(one -> one.takesAnswer(now)).orElse(null));
    model.addAttribute(
        "cure",
        view.cures().stream()
            .filter(cure -> cure.state() == CureState.OPEN)
            .findFirst()
            .orElse(null));
    model.addAttribute("chosen", chosen(ref, form.value(FILE)).orElse(null));
    return "cofunding/page";
  }

  private void tell(ApplicationView application, Model model) {
    var view = coFunding.of(application.reference());
    model.addAttribute("view", application);
    model.addAttribute("coFunding", view);
    model.addAttribute(
        "partyNames",
        view.parties().stream()
            .collect(Collectors.toMap(CoFundingParty::key, CoFundingParty::name)));
    model.addAttribute(
        "files",
        documents.of(application.reference()).stream()
            .collect(Collectors.toMap(DocumentInfo::id, Function.identity())));
  }

  private static Map<String, String> typed(Map<String, String> sent) {
    var typed = new LinkedHashMap<String, String>();
    FIELDS.forEach(field -> typed.put(field, Written.plain(sent.getOrDefault(field, ""))));
    typed.put(FILE, sent.getOrDefault("chosen", ""));
    return typed;
  }

  /** The file that was sent; empty when none was, or it is refused. */
  private Optional<DocumentInfo> store(
      ApplicationRef ref,
      String applicant,
      @Nullable MultipartFile file,
      List<FieldProblem> problems) {
    if (file == null || file.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(uploads.store(ref, applicant, DocumentKind.CO_FUNDING, file));
    } catch (InvalidInput refused) {
      refused
          .problems()
          .forEach(
              problem -> problems.add(new FieldProblem(FILE, problem.rule(), problem.message())));
      return Optional.empty();
    }
  }

  private Optional<DocumentInfo> chosen(ApplicationRef ref, @Nullable String id) {
    return documents.of(ref).stream()
        .filter(document -> document.kind() == DocumentKind.CO_FUNDING)
        .filter(document -> document.id().toString().equals(id))
        .findFirst();
  }

  private void keepDocument(@Nullable UUID document, Filled form, ApplicationRef ref) {
    if (document != null) {
      form.put(FILE, document.toString());
      forms.keep(ref, FORM, form.typed());
    }
  }

  private static RecordEvidence command(
      ApplicationRef ref,
      String applicant,
      Map<String, String> typed,
      @Nullable UUID document,
      List<FieldProblem> unreadable) {
    return new RecordEvidence(
        ref,
        applicant,
        Arrays.stream(EvidenceKind.values())
            .filter(kind -> kind.name().equals(typed.get("kind")))
            .findFirst()
            .orElse(null),
        typed.get("party"),
        typed.get("givenBy"),
        typed.get("issuer"),
        typed.get("reference"),
        amount(typed, "amountCents", unreadable),
        amount(typed, "fundsShownCents", unreadable),
        day(typed, "datedOn", unreadable),
        day(typed, "validUntil", unreadable),
        Boolean.valueOf(typed.get("unencumbered")),
        Boolean.valueOf(typed.get("unconditional")),
        document);
  }

  private static @Nullable Long amount(
      Map<String, String> typed, String field, List<FieldProblem> unreadable) {
    return read(typed, field, "amount", Written::cents, unreadable);
  }

  private static @Nullable LocalDate day(
      Map<String, String> typed, String field, List<FieldProblem> unreadable) {
    return read(typed, field, "date", Written::day, unreadable);
  }

  private static <T> @Nullable T read(
      Map<String, String> typed,
      String field,
      String rule,
      Function<String, Optional<T>> reader,
      List<FieldProblem> unreadable) {
    var text = typed.getOrDefault(field, "");
    if (text.isBlank()) {
      return null;
    }
    var read = reader.apply(text);
    if (read.isEmpty()) {
      unreadable.add(new FieldProblem(field, rule, "cannot be read"));
    }
    return read.orElse(null);
  }
}
