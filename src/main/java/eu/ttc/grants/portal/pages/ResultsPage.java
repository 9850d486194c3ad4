package eu.ttc.grants.portal.pages;

import eu.ttc.grants.application.ApplicationView;
import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.outcome.OutcomeReports;
import eu.ttc.grants.outcome.OutcomeState;
import eu.ttc.grants.outcome.ReportOutcome;
import eu.ttc.grants.portal.Access;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Takes what came out of the support, and shows what was reported. */
@Controller
@RequestMapping("/applications/{reference}/results")
class ResultsPage {

  private final Access access;
  private final OutcomeReports reports;
  private final FieldTexts texts;

  ResultsPage(Access access, OutcomeReports reports, FieldTexts texts) {
    this.access = access;
    this.reports = reports;
    this.texts = texts;
  }

  @GetMapping
  String page(@PathVariable String reference, Principal person, Model model) {
    return show(access.own(reference, person), new Filled(texts, Map.of()), model);
  }

  @PostMapping
  String report(
      @PathVariable String reference,
      @RequestParam Map<String, String> typed,
      Principal person,
      Model model,
      HttpServletResponse response) {
    var application = access.own(reference, person);
    var form = new Filled(texts, typed);
    var problems = new ArrayList<FieldProblem>();
    var told =
        new ReportOutcome(
            read(form, "jobsCreated", Written::decimal, "decimal", problems),
            read(form, "followOnInvestmentCents", Written::cents, "amount", problems),
            switch (form.value("productLaunched")) {
              case "true" -> Boolean.TRUE;
              case "false" -> Boolean.FALSE;
              default -> null;
            },
            form.value("comment").replace("\0", ""));
    if (problems.isEmpty()) {
      try {
        reports.report(application.reference(), person.getName(), told);
        return "redirect:/applications/%s/results".formatted(application.reference());
      } catch (InvalidInput wrong) {
        problems.addAll(wrong.problems());
      }
    }
    response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
    return show(application, form.with(problems), model);
  }

  /** What was typed, read; null when nothing was, or what was is told as a problem. */
  private static <T> @Nullable T read(
      Filled form,
      String field,
      Function<String, Optional<T>> reading,
      String rule,
      List<FieldProblem> problems) {
    var typed = form.value(field).strip();
    if (typed.isEmpty()) {
      return null;
    }
    var read = reading.apply(typed);
    if (read.isEmpty()) {
      problems.add(new FieldProblem(field, rule, "cannot be read as a number"));
    }
    return read.orElse(null);
  }

  private String show(ApplicationView application, Filled form, Model model) {
    var all = reports.of(application.reference());
    model.addAttribute("view", application);
    model.addAttribute("reports", all);
    model.addAttribute(
        "open", all.stream().anyMatch(report -> report.state() == OutcomeState.OPEN));
    model.addAttribute("form", form);
    return "applications/results";
  }
}
