package eu.ttc.grants.portal.pages;

import eu.ttc.grants.application.ApplicationView;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.identity.Accounts;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.portal.Access;
import eu.ttc.grants.portal.Viewer;
import eu.ttc.grants.recovery.OpenSuspicion;
import eu.ttc.grants.recovery.Recoveries;
import eu.ttc.grants.recovery.RecoveryState;
import eu.ttc.grants.recovery.RecoveryView;
import eu.ttc.grants.recovery.SuspicionKind;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Suspicions and recoveries of a dossier, with what a programme manager may do; and the list of all
 * that are open. A refusal shows the page as things now stand, with the reason and what was typed.
 */
@Controller
class RecoveryStaffPages {

  private static final int LISTED = 500;

  private final Recoveries recoveries;
  private final Access access;
  private final Accounts accounts;
  private final FieldTexts texts;
  private final Clock clock;

  RecoveryStaffPages(
      Recoveries recoveries, Access access, Accounts accounts, FieldTexts texts, Clock clock) {
    this.recoveries = recoveries;
    this.access = access;
    this.accounts = accounts;
    this.texts = texts;
    this.clock = clock;
  }

  @GetMapping("/recoveries")
  @PreAuthorize("hasAnyRole('PROGRAMME_MANAGER', 'FINANCE_OFFICER', 'AUDITOR')")
  String list(@RequestParam(defaultValue = "false") boolean ended, Model model) {
    var states =
        Arrays.stream(RecoveryState.values())
            .filter(state -> state.ended() == ended)
            .collect(Collectors.toSet());
    var found = recoveries.list(states, LISTED);
    model.addAttribute("recoveries", found);
    model.addAttribute("ended", ended);
    model.addAttribute("today", today());
    var all = recoveries.list(EnumSet.allOf(RecoveryState.class), LISTED);
    model.addAttribute(
        "unreported",
        all.stream().filter(one -> one.reportable() && one.reportedOn() == null).toList());
    model.addAttribute("overpaid", all.stream().filter(RecoveryStaffPages::isOverpaid).toList());
    return "recovery/list";
  }

  private static boolean isOverpaid(RecoveryView recovery) {
    var repayment = recovery.repayment();
    return repayment != null && repayment.leftOver().value() > 0;
  }

  @GetMapping("/dossiers/{reference}/recoveries")
  String dossier(@PathVariable String reference, Authentication signedIn, Model model) {
    return show(
        access.handledByAll(reference, Viewer.of(signedIn)),
        new Filled(texts, Map.of()),
        signedIn,
        model);
  }

  @PostMapping("/dossiers/{reference}/recoveries")
  @PreAuthorize("hasRole('PROGRAMME_MANAGER')")
  String open(
      @PathVariable String reference,
      @RequestParam(defaultValue = "") String suspicionKind,
      @RequestParam(defaultValue = "") String suspectedAmount,
      @RequestParam(defaultValue = "") String suspicion,
      Authentication signedIn,
      Model model,
      HttpServletResponse response) {
    var form =
        new Filled(
            texts,
            Map.of(
                "suspicionKind", suspicionKind,
                "suspectedAmount", Written.plain(suspectedAmount),
                "suspicion", Written.plain(suspicion)));
    return act(
        reference,
        form,
        signedIn,
        model,
        response,
        application -> recoveries.open(suspicion(application, form, signedIn.getName())));
  }

  @PostMapping("/dossiers/{reference}/recoveries/{number}/waiver")
  @PreAuthorize("hasRole('PROGRAMME_MANAGER')")
  String waive(
      @PathVariable String reference,
      @PathVariable int number,
      @RequestParam(defaultValue = "") String waiver,
      Authentication signedIn,
      Model model,
      HttpServletResponse response) {
    var form = new Filled(texts, Map.of("waiver", Written.plain(waiver)));
    return act(
        reference,
        form,
        signedIn,
        model,
        response,
        application ->
            recoveries.waive(
                application.reference(), number, signedIn.getName(), form.value("waiver")));
  }

  @PostMapping("/dossiers/{reference}/recoveries/{number}/repayment")
  @PreAuthorize("hasRole('PROGRAMME_MANAGER')")
  String orderInstead(
      @PathVariable String reference,
      @PathVariable int number,
      Authentication signedIn,
      Model model,
      HttpServletResponse response) {
    return act(
        reference,
        new Filled(texts, Map.of()),
        signedIn,
        model,
        response,
        application ->
            recoveries.orderInstead(application.reference(), number, signedIn.getName()));
  }

  @PostMapping("/dossiers/{reference}/recoveries/{number}/report")
  @PreAuthorize("hasRole('PROGRAMME_MANAGER')")
  String report(
      @PathVariable String reference,
      @PathVariable int number,
      @RequestParam(defaultValue = "") String imsReference,
      Authentication signedIn,
      Model model,
      HttpServletResponse response) {
    var form = new Filled(texts, Map.of("imsReference", Written.plain(imsReference)));
    return act(
        reference,
        form,
        signedIn,
        model,
        response,
        application ->
            recoveries.reported(
                application.reference(), number, signedIn.getName(), form.value("imsReference")));
  }

  /** What a manager does; fields of the domain are those of the form under other names. */
  private interface Act {
    RecoveryView on(ApplicationView application);
  }

  private static final Map<String, String> FIELDS =
      Map.of(
          "amountCents", "suspectedAmount", "kind", "suspicionKind", "reference", "imsReference");

  private String act(
      String reference,
      Filled form,
      Authentication signedIn,
      Model model,
      HttpServletResponse response,
      Act act) {
    var application = access.handledByAll(reference, Viewer.of(signedIn));
    try {
      act.on(application);
      return "redirect:/dossiers/%s/recoveries".formatted(application.reference());
    } catch (InvalidInput wrong) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      form.with(wrong.problems().stream().map(problem -> named(problem, form)).toList());
    } catch (NotNow refused) {
      response.setStatus(HttpStatus.CONFLICT.value());
      model.addAttribute("refused", refused.getMessage());
    }
    return show(access.handledByAll(reference, Viewer.of(signedIn)), form, signedIn, model);
  }

  private static FieldProblem named(FieldProblem problem, Filled form) {
    var field =
        problem.field().equals("reason")
            ? form.typed().containsKey("waiver") ? "waiver" : "suspicion"
            : FIELDS.getOrDefault(problem.field(), problem.field());
    return problem.on(field);
  }

  private static OpenSuspicion suspicion(ApplicationView application, Filled form, String manager) {
    var problems = new ArrayList<FieldProblem>();
    var kind = kind(form.value("suspicionKind"));
    if (kind.isEmpty()) {
      problems.add(new FieldProblem("suspicionKind", "required", "is required"));
    }
    var cents = Written.cents(form.value("suspectedAmount")).filter(amount -> amount > 0);
    if (form.value("suspectedAmount").isBlank()) {
      problems.add(new FieldProblem("suspectedAmount", "required", "is required"));
    } else if (cents.isEmpty()) {
      problems.add(new FieldProblem("suspectedAmount", "amount", "is no amount in euros"));
    }
    if (form.value("suspicion").isBlank()) {
      problems.add(new FieldProblem("suspicion", "required", "is required"));
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return new OpenSuspicion(
        application.reference(),
        kind.orElseThrow(),
        Cents.of(cents.orElseThrow()),
        form.value("suspicion"),
        manager);
  }

  private static Optional<SuspicionKind> kind(String name) {
    return Arrays.stream(SuspicionKind.values())
        .filter(known -> known.name().equals(name))
        .findFirst();
  }

  private String show(
      ApplicationView application, Filled form, Authentication signedIn, Model model) {
    var ref = application.reference();
    var all = recoveries.of(ref).reversed();
    model.addAttribute("view", application);
    model.addAttribute("recoveries", all);
    model.addAttribute(
        "acts",
        Viewer.of(signedIn).has(Role.PROGRAMME_MANAGER) && model.getAttribute("onHold") == null);
    model.addAttribute("canOpen", all.stream().noneMatch(one -> one.state().suspendsPayments()));
    model.addAttribute(
        "waivable",
        all.stream()
            .filter(one -> recoveries.mayWaive(one, signedIn.getName()))
            .map(RecoveryView::number)
            .toList());
    model.addAttribute("waiving", form.typed().containsKey("waiver"));
    model.addAttribute(
        "kinds", Arrays.stream(SuspicionKind.values()).filter(SuspicionKind::isSuspicion).toList());
    model.addAttribute("names", names(all));
    model.addAttribute("today", today());
    model.addAttribute("form", form);
    return "recovery/dossier";
  }

  private Map<String, String> names(List<RecoveryView> all) {
    var shown = new HashSet<String>();
    all.stream()
        .flatMap(one -> Stream.of(one.openedBy(), one.foundBy(), one.reportedBy()))
        .filter(Objects::nonNull)
        .forEach(shown::add);
    return accounts.names(shown);
  }

  private LocalDate today() {
    return clock.instant().atZone(Applications.PROGRAMME_ZONE).toLocalDate();
  }
}
