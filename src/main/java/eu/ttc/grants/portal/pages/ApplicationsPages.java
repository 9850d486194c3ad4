package eu.ttc.grants.portal.pages;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.ApplicationSummary;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.budget.LineTotals;
import eu.ttc.grants.call.Calls;
import eu.ttc.grants.kernel.InvalidInput;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A person's own applications, and the beginning of a new one. */
@Controller
@RequestMapping("/applications")
class ApplicationsPages {

  private final Applications applications;
  private final Drafts drafts;
  private final NextSteps nextSteps;
  private final Budget budget;
  private final Calls calls;
  private final FieldTexts texts;

  ApplicationsPages(
      Applications applications,
      Drafts drafts,
      NextSteps nextSteps,
      Budget budget,
      Calls calls,
      FieldTexts texts) {
    this.applications = applications;
    this.drafts = drafts;
    this.nextSteps = nextSteps;
    this.budget = budget;
    this.calls = calls;
    this.texts = texts;
  }

  /**
   * One application in the list.
   *
   * @param todo its applicant has to do something
   */
  record Listed(ApplicationSummary summary, boolean todo) {}

  @GetMapping
  String all(Principal person, Model model) {
    model.addAttribute(
        "applications",
        applications.ofApplicant(person.getName()).stream().map(this::listed).toList());
    return "applications/list";
  }

  /**
   * The beginning of a new application.
   *
   * @param call of the innovation fund that it will answer; none for a voucher
   */
  @GetMapping("/new")
  String start(@RequestParam Optional<String> call, Model model) {
    var form = new Filled(texts, call.map(named -> Map.of("fund.call", named)).orElse(Map.of()));
    return start(model, form);
  }

  @PostMapping
  String create(
      @RequestParam Map<String, String> sent,
      Principal person,
      Model model,
      HttpServletResponse response) {
    var form = new Filled(texts, DossierForm.fields(sent));
    try {
      var draft =
          drafts.create(
              form.value("enterprise.name"),
              form.value("project.title"),
              Optional.of(form.value("fund.call")).filter(call -> !call.isBlank()),
              form.value("fund.language"),
              person.getName());
      return "redirect:/applications/%s/form".formatted(draft.reference());
    } catch (InvalidInput wrong) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return start(model, form.with(wrong.problems()));
    }
  }

  private String start(Model model, Filled form) {
    var lines = budget.totals();
    model.addAttribute(
        "vouchersLeft",
        lines.stream().mapToInt(LineTotals::vouchers).sum()
            - lines.stream().mapToInt(LineTotals::vouchersTaken).sum());
    model.addAttribute("calls", calls.open());
    model.addAttribute("call", calls.find(form.value("fund.call")).orElse(null));
    model.addAttribute("form", form);
    return "applications/new";
  }

  private Listed listed(ApplicationSummary summary) {
    if (summary.status() == ApplicationStatus.DRAFT || summary.status().ended()) {
      return new Listed(summary, false);
    }
    var steps = nextSteps.of(applications.get(summary.reference()));
    return new Listed(summary, steps.stream().anyMatch(NextStep::todo));
  }
}
