package eu.ttc.grants.portal.pages;

import eu.ttc.grants.agreement.GrantPlan;
import eu.ttc.grants.agreement.GrantPlans;
import eu.ttc.grants.amendment.ChangeKind;
import eu.ttc.grants.amendment.Changes;
import eu.ttc.grants.amendment.ConsentView;
import eu.ttc.grants.amendment.Consents;
import eu.ttc.grants.amendment.PlannedCosts;
import eu.ttc.grants.amendment.RequestChange;
import eu.ttc.grants.application.AidCategory;
import eu.ttc.grants.application.ApplicationView;
import eu.ttc.grants.application.DocumentInfo;
import eu.ttc.grants.application.DocumentKind;
import eu.ttc.grants.application.Documents;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.Unknown;
import eu.ttc.grants.portal.Access;
import eu.ttc.grants.portal.Downloads;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** Changes after the agreement: the lead asks, sees what became of it, and may take it back. */
@Controller
@RequestMapping("/applications/{reference}/changes")
class ChangesPage {

  private static final String FILES = "changeDocuments";
  private static final String COST = "cost-";

  private static final List<String> FIELDS =
      List.of("changeReasons", "newEnd", "newScope", "leavingPartner");

  /** What the domain calls the fields of the form. */
  private static final Map<String, String> NAMES =
      Map.of(
          "reasons", "changeReasons",
          "endsOn", "newEnd",
          "scope", "newScope",
          "partner", "leavingPartner",
          "costs", "newCosts",
          "documents", FILES);

  private final Access access;
  private final Changes changes;
  private final Consents consents;
  private final GrantPlans plans;
  private final Documents documents;
  private final UploadedFiles uploaded;
  private final FieldTexts texts;

  ChangesPage(
      Access access,
      Changes changes,
      Consents consents,
      GrantPlans plans,
      Documents documents,
      UploadedFiles uploaded,
      FieldTexts texts) {
    this.access = access;
    this.changes = changes;
    this.consents = consents;
    this.plans = plans;
    this.documents = documents;
    this.uploaded = uploaded;
    this.texts = texts;
  }

  /** A partner of the plan, as the form lists it. */
  public record Party(int number, String name) {}

  @GetMapping
  String page(@PathVariable String reference, Principal person, Model model) {
    var application = own(reference, person);
    var ref = application.reference();
    model.addAttribute("view", application);
    model.addAttribute("changes", changes.of(ref).reversed());
    model.addAttribute("kinds", changes.kindsNow(ref));
    model.addAttribute("files", files(ref));
    model.addAttribute("names", plans.partners(ref));
    model.addAttribute("consents", consents(ref));
    return "changes/applicant";
  }

  @GetMapping("/{kind:[A-Z_]+}")
  String form(
      @PathVariable String reference,
      @PathVariable String kind,
      Principal person,
      Model model,
      Locale locale) {
    var application = own(reference, person);
    var wanted = kind(kind);
    var plan = plan(application.reference());
    var typed = new LinkedHashMap<String, String>();
    if (wanted.changesCosts()) {
      plan.shares()
          .forEach(
              share ->
                  typed.put(
                      cell(share.partner(), share.category()),
                      Written.euros(share.costs().value(), locale)));
    }
    return show(application, wanted, plan, new Filled(texts, typed), model);
  }

  /** Keeps the files first, so that nothing is lost when something is wrong. */
  @PostMapping("/{kind:[A-Z_]+}")
  String request(
      @PathVariable String reference,
      @PathVariable String kind,
      @RequestParam Map<String, String> sent,
      @RequestParam MultiValueMap<String, MultipartFile> files,
      Principal person,
      Model model,
      HttpServletResponse response) {
    var application = own(reference, person);
    var ref = application.reference();
    var wanted = kind(kind);
    var plan = plan(ref);
    var form = new Filled(texts, typed(sent, plan));
    form.with(
        uploaded.store(
            ref,
            person.getName(),
            DocumentKind.CHANGE,
            FILES,
            files.getOrDefault(FILES, List.of())));
    var unreadable = new ArrayList<FieldProblem>();
    var command = command(ref, person.getName(), wanted, plan, form, unreadable);
    form.with(unreadable);
    if (!form.hasProblems()) {
      try {
        changes.request(command);
        return "redirect:/applications/%s/changes?requested".formatted(ref);
      } catch (InvalidInput wrong) {
        form.with(wrong.problems().stream().map(ChangesPage::named).toList());
      } catch (NotNow refused) {
        response.setStatus(HttpStatus.CONFLICT.value());
        model.addAttribute("refused", true);
        return show(application, wanted, plan, form, model);
      }
    }
    response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
    return show(application, wanted, plan, form, model);
  }

  @PostMapping("/{number:\\d+}/withdrawal")
  String withdraw(@PathVariable String reference, @PathVariable int number, Principal person) {
    var ref = own(reference, person).reference();
    changes.withdraw(ref, number, person.getName());
    return "redirect:/applications/%s/changes".formatted(ref);
  }

  /** The letter about a granted change. */
  @GetMapping("/{number:\\d+}/letter")
  ResponseEntity<byte[]> letter(
      @PathVariable String reference, @PathVariable int number, Principal person) {
    var ref = own(reference, person).reference();
    return changes
        .letter(ref, number)
        .map(Downloads::of)
        .orElseThrow(() -> new Unknown("letter about change of " + ref, number));
  }

  private ApplicationView own(String reference, Principal person) {
    var application = access.own(reference, person);
    var ref = application.reference();
    if (!changes.possibleNow(ref) && changes.of(ref).isEmpty()) {
      throw new Unknown("changes of", ref);
    }
    return application;
  }

  private GrantPlan plan(ApplicationRef ref) {
    return plans
        .inForce(ref)
        .orElseThrow(() -> new NotNow("%s has no plan in force.".formatted(ref)));
  }

  private static ChangeKind kind(String name) {
    return Arrays.stream(ChangeKind.values())
        .filter(known -> known.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new Unknown("kind of change", name));
  }

  private String show(
      ApplicationView application, ChangeKind kind, GrantPlan plan, Filled form, Model model) {
    var ref = application.reference();
    model.addAttribute("view", application);
    model.addAttribute("kind", kind);
    model.addAttribute("plan", plan);
    model.addAttribute("possible", changes.kindsNow(ref).contains(kind));
    if (kind == ChangeKind.EXTENSION) {
      model.addAttribute("latest", changes.latestEnd(ref));
    }
    model.addAttribute("parties", parties(plan));
    model.addAttribute("categories", AidCategory.values());
    model.addAttribute("documents", unused(ref));
    model.addAttribute("form", form);
    return "changes/form";
  }

  private static List<Party> parties(GrantPlan plan) {
    return plan.shares().stream()
        .map(share -> new Party(share.partner(), share.name()))
        .distinct()
        .toList();
  }

  /** By the number of the change; those without any are left out. */
  private Map<Integer, List<ConsentView>> consents(ApplicationRef ref) {
    return changes.of(ref).stream()
        .flatMap(change -> consents.of(ref, change.number()).stream())
        .collect(Collectors.groupingBy(ConsentView::change));
  }

  private Map<UUID, DocumentInfo> files(ApplicationRef ref) {
    return documents.of(ref).stream()
        .filter(document -> document.kind() == DocumentKind.CHANGE)
        .collect(
            Collectors.toMap(
                DocumentInfo::id, file -> file, (one, same) -> one, LinkedHashMap::new));
  }

  /** Documents that go with no request yet. */
  private List<DocumentInfo> unused(ApplicationRef ref) {
    var used =
        changes.of(ref).stream()
            .flatMap(change -> change.documents().stream())
            .collect(Collectors.toSet());
    return files(ref).values().stream().filter(file -> !used.contains(file.id())).toList();
  }

  private static Map<String, String> typed(Map<String, String> sent, GrantPlan plan) {
    var typed = new LinkedHashMap<String, String>();
    FIELDS.forEach(field -> typed.put(field, Written.plain(sent.getOrDefault(field, ""))));
    for (var party : parties(plan)) {
      for (var category : AidCategory.values()) {
        var cell = cell(party.number(), category);
        typed.put(cell, Written.plain(sent.getOrDefault(cell, "")));
      }
    }
    return typed;
  }

  private RequestChange command(
      ApplicationRef ref,
      String applicant,
      ChangeKind kind,
      GrantPlan plan,
      Filled form,
      List<FieldProblem> unreadable) {
    return new RequestChange(
        ref,
        applicant,
        kind,
        form.value("changeReasons"),
        kind == ChangeKind.EXTENSION ? day(form, unreadable) : null,
        kind == ChangeKind.SCOPE ? form.value("newScope") : null,
        kind == ChangeKind.PARTNER_LEAVES
            ? Written.whole(form.value("leavingPartner")).orElse(null)
            : null,
        kind.changesCosts() ? costs(kind, plan, form, unreadable) : List.of(),
        unused(ref).stream().map(DocumentInfo::id).toList());
  }

  private static @Nullable LocalDate day(Filled form, List<FieldProblem> unreadable) {
    var text = form.value("newEnd");
    var day = Written.day(text);
    if (day.isEmpty() && !text.isBlank()) {
      unreadable.add(new FieldProblem("newEnd", "date", "is no date"));
    }
    return day.orElse(null);
  }

  /** What stands beside the partner that leaves counts for nothing. */
  private static List<PlannedCosts> costs(
      ChangeKind kind, GrantPlan plan, Filled form, List<FieldProblem> unreadable) {
    var leaving =
        kind == ChangeKind.PARTNER_LEAVES
            ? Written.whole(form.value("leavingPartner")).orElse(0)
            : 0;
    var costs = new ArrayList<PlannedCosts>();
    for (var party : parties(plan)) {
      for (var category : AidCategory.values()) {
        var text = form.value(cell(party.number(), category));
        if (text.isBlank() || party.number() == leaving) {
          continue;
        }
        var cents = Written.cents(text).filter(amount -> amount >= 0);
        if (cents.isEmpty()) {
          unreadable.add(new FieldProblem("newCosts", "unreadable", "an amount cannot be read"));
        } else if (cents.get() > 0) {
          costs.add(new PlannedCosts(party.number(), category, Cents.of(cents.get())));
        }
      }
    }
    return costs;
  }

  private static String cell(int partner, AidCategory category) {
    return COST + partner + "-" + category;
  }

  private static FieldProblem named(FieldProblem problem) {
    return problem.on(NAMES.getOrDefault(problem.field(), problem.field()));
  }
}
