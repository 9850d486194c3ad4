package eu.ttc.grants.accounting.web;

import eu.ttc.grants.accounting.Period;
import eu.ttc.grants.accounting.Reconciliation;
import eu.ttc.grants.kernel.InvalidInput;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Exports, and days with their differences. */
@Controller
@RequestMapping("/accounting")
class AccountingPages {

  private final CsvAnswer csv;
  private final Reconciliation reconciliation;

  AccountingPages(CsvAnswer csv, Reconciliation reconciliation) {
    this.csv = csv;
    this.reconciliation = reconciliation;
  }

  @GetMapping
  String overview(Model model) {
    var today = reconciliation.today();
    return overview(today.withDayOfMonth(1).toString(), today.toString(), model);
  }

  /** Leads to the page of the day that was picked. */
  @GetMapping("/days")
  String pick(
      @RequestParam(defaultValue = "") String date, HttpServletResponse response, Model model) {
    var day = day(date);
    if (day == null || day.isAfter(reconciliation.today())) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      model.addAttribute("pickedDay", date);
      model.addAttribute("dayProblem", day == null ? "day" : "future");
      return overview(model);
    }
    return "redirect:/accounting/days/" + day;
  }

  @GetMapping("/days/{date}")
  String day(@PathVariable LocalDate date, Model model) {
    model.addAttribute("report", reconciliation.of(date));
    return "accounting/day";
  }

  /** Sends the file; a period that is none shows the page again, with what was typed. */
  @GetMapping("/export")
  @Nullable String export(
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String to,
      @RequestParam(defaultValue = "postings") String what,
      @RequestParam(defaultValue = "false") boolean bom,
      Authentication person,
      HttpServletResponse response,
      Model model)
      throws IOException {
    Period period;
    try {
      period = Period.of(day(from), day(to));
    } catch (InvalidInput wrong) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      model.addAttribute("periodProblem", wrong.problems().getFirst().rule());
      return overview(from, to, model);
    }
    switch (what) {
      case "payments" -> csv.payments(period, bom, person, response);
      case "repayments" -> csv.repayments(period, bom, response);
      default -> csv.postings(period, bom, response);
    }
    return null;
  }

  private String overview(String from, String to, Model model) {
    var today = reconciliation.today();
    model.addAttribute("from", from);
    model.addAttribute("to", to);
    model.addAttribute("today", today);
    model.addAttribute(
        "days", List.of(reconciliation.of(today), reconciliation.of(today.minusDays(1))));
    return "accounting/overview";
  }

  private static @Nullable LocalDate day(String typed) {
    try {
      return LocalDate.parse(typed.strip());
    } catch (DateTimeParseException none) {
      return null;
    }
  }
}
