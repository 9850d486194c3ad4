package eu.ttc.grants.portal.pages;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.budget.Bucket;
import eu.ttc.grants.budget.Ledger;
import eu.ttc.grants.budget.LineTotals;
import eu.ttc.grants.budget.PostingSearch;
import eu.ttc.grants.budget.Source;
import eu.ttc.grants.budget.VoucherSlot;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.portal.PostingGrounds;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The ledger for staff: balances by source at any moment, and the postings behind each of them.
 * Moments are told in the programme's time zone. One that cannot be read is shown as it was typed,
 * with what is wrong, and the page is that of now.
 */
@Controller
@PreAuthorize("hasAnyRole('FINANCE_OFFICER', 'PROGRAMME_MANAGER', 'ADMINISTRATOR', 'AUDITOR')")
class LedgerPages {

  private final Ledger ledger;
  private final PostingGrounds grounds;
  private final Clock clock;

  LedgerPages(Ledger ledger, PostingGrounds grounds, Clock clock) {
    this.ledger = ledger;
    this.grounds = grounds;
    this.clock = clock;
  }

  /** A budget line with its vouchers that are taken. */
  record LineShown(LineTotals totals, List<VoucherSlot> taken) {}

  @GetMapping("/ledger")
  String balances(
      @RequestParam(defaultValue = "") String at, HttpServletResponse response, Model model) {
    var wrong = new HashSet<String>();
    var asked = moment("at", at, wrong);
    List<LineTotals> totals;
    try {
      totals = ledger.totals(asked.orElse(Ledger.LATEST));
    } catch (InvalidInput outOfReach) {
      wrong.add("at");
      asked = Optional.empty();
      totals = ledger.totals(Ledger.LATEST);
    }
    var moment = asked.orElse(Ledger.LATEST);
    model.addAttribute("at", at);
    model.addAttribute("moment", moment);
    model.addAttribute("past", asked.isPresent());
    model.addAttribute("to", asked.isPresent() ? at : "");
    model.addAttribute("latest", typed(clock.instant()));
    model.addAttribute("buckets", Bucket.values());
    model.addAttribute("sources", Source.values());
    model.addAttribute(
        "lines",
        totals.stream()
            .map(
                line ->
                    new LineShown(
                        line,
                        ledger.vouchers(line.line(), moment).stream()
                            .filter(slot -> slot.application() != null)
                            .toList()))
            .toList());
    return answer("ledger/balances", wrong, response, model);
  }

  @GetMapping("/ledger/lines/{line}")
  String postings(
      @PathVariable String line,
      @RequestParam(defaultValue = "") String bucket,
      @RequestParam(defaultValue = "") String source,
      @RequestParam(defaultValue = "") String application,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String to,
      @RequestParam(defaultValue = "1") String page,
      HttpServletResponse response,
      Model model) {
    var wrong = new HashSet<String>();
    var reference = ApplicationRef.parse(application.strip());
    if (reference.isEmpty() && !application.isBlank()) {
      wrong.add("application");
    }
    var search =
        new PostingSearch(
            line,
            one(Bucket.values(), bucket).orElse(null),
            one(Source.values(), source).orElse(null),
            reference.orElse(null),
            moment("from", from, wrong).orElse(null),
            moment("to", to, wrong).orElse(null),
            number(page));
    try {
      show(search, model);
    } catch (InvalidInput outOfReach) {
      outOfReach.problems().forEach(problem -> wrong.add(problem.field()));
      show(PostingSearch.of(line), model);
    }
    model.addAttribute("line", line);
    model.addAttribute("bucket", search.bucket());
    model.addAttribute("source", search.source());
    // "application" is a name of Thymeleaf's own
    model.addAttribute("reference", application);
    model.addAttribute("from", from);
    model.addAttribute("to", to);
    model.addAttribute("buckets", Bucket.values());
    model.addAttribute("sources", Source.values());
    return answer("ledger/postings", wrong, response, model);
  }

  private void show(PostingSearch search, Model model) {
    var found = ledger.postings(search);
    var decisions = grounds.decisions(found.rows());
    model.addAttribute("found", found);
    model.addAttribute("decisions", decisions);
    model.addAttribute("names", grounds.names(found.rows(), decisions));
  }

  private static String answer(
      String template, Set<String> wrong, HttpServletResponse response, Model model) {
    model.addAttribute("wrong", wrong);
    if (!wrong.isEmpty()) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
    }
    return template;
  }

  /** The whole of the minute that was typed: what was posted in it counts. */
  private static Optional<Instant> moment(String field, String typed, Set<String> wrong) {
    if (typed.isBlank()) {
      return Optional.empty();
    }
    try {
      var local = LocalDateTime.parse(typed.strip());
      var whole =
          field.equals("from") || local.getSecond() > 0 || local.getNano() > 0
              ? local
              : local.plusMinutes(1).minus(1, ChronoUnit.MICROS);
      return Optional.of(whole.atZone(Applications.PROGRAMME_ZONE).toInstant());
    } catch (DateTimeParseException notAMoment) {
      wrong.add(field);
      return Optional.empty();
    }
  }

  private static String typed(Instant moment) {
    return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
        moment
            .atZone(Applications.PROGRAMME_ZONE)
            .toLocalDateTime()
            .truncatedTo(ChronoUnit.MINUTES));
  }

  private static <E extends Enum<E>> Optional<E> one(E[] known, String name) {
    return Arrays.stream(known).filter(one -> one.name().equals(name)).findFirst();
  }

  private static int number(String page) {
    try {
      return Integer.parseInt(page);
    } catch (NumberFormatException notOurs) {
      return 1;
    }
  }
}
