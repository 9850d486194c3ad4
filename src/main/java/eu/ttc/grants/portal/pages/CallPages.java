package eu.ttc.grants.portal.pages;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.call.AnnounceCall;
import eu.ttc.grants.call.CallView;
import eu.ttc.grants.call.Calls;
import eu.ttc.grants.identity.Language;
import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.kernel.InvalidInput;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The calls of the fund: everybody who signed in reads them, administrators announce and close. */
@Controller
@RequestMapping("/calls")
class CallPages {

  private static final String ADMINISTRATOR = "hasRole('ADMINISTRATOR')";
  private static final String TIME = ".time";

  private final Calls calls;
  private final FieldTexts texts;

  CallPages(Calls calls, FieldTexts texts) {
    this.calls = calls;
    this.texts = texts;
  }

  @GetMapping
  String list(Model model) {
    model.addAttribute("calls", calls.all());
    return "calls/list";
  }

  @GetMapping("/new")
  @PreAuthorize(ADMINISTRATOR)
  String form(Model model) {
    return show(
        new Filled(texts, Map.of("opensAt.time", "09:00", "closesAt.time", "17:00")), model);
  }

  /** Announces a call. Times are those of the programme; without seconds they are on the minute. */
  @PostMapping
  @PreAuthorize(ADMINISTRATOR)
  String announce(
      @RequestParam Map<String, String> sent,
      Authentication signedIn,
      Model model,
      HttpServletResponse response) {
    var typed = new LinkedHashMap<String, String>();
    sent.forEach((field, value) -> typed.put(field, Written.plain(value)));
    var form = new Filled(texts, typed);
    try {
      var call =
          calls.announce(
              new AnnounceCall(
                  form.value("title"),
                  moment(form, "opensAt"),
                  moment(form, "closesAt"),
                  languages(form),
                  Written.day(form.value("grantsExpectedOn")).orElse(null)),
              signedIn.getName());
      return "redirect:/calls?announced#" + call.reference();
    } catch (InvalidInput wrong) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      var others =
          wrong.problems().stream()
              .filter(problem -> form.problem(problem.field() + TIME) == null)
              .toList();
      return show(form.with(others), model);
    }
  }

  @GetMapping("/{call}/closure")
  @PreAuthorize(ADMINISTRATOR)
  String closure(@PathVariable String call, Model model) {
    return showClosure(calls.get(call), new Filled(texts, Map.of()), model);
  }

  @PostMapping("/{call}/closure")
  @PreAuthorize(ADMINISTRATOR)
  String close(
      @PathVariable String call,
      @RequestParam(defaultValue = "") String reason,
      Authentication signedIn,
      Model model,
      HttpServletResponse response) {
    var form = new Filled(texts, Map.of("reason", Written.plain(reason)));
    try {
      calls.close(call, form.value("reason"), signedIn.getName());
      return "redirect:/calls?closed#" + call;
    } catch (InvalidInput wrong) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return showClosure(calls.get(call), form.with(wrong.problems()), model);
    }
  }

  private String show(Filled form, Model model) {
    model.addAttribute("form", form);
    model.addAttribute("choices", Language.values());
    return "calls/new";
  }

  private static String showClosure(CallView call, Filled form, Model model) {
    model.addAttribute("call", call);
    model.addAttribute("form", form);
    return "calls/closure";
  }

  private static List<Language> languages(Filled form) {
    return Arrays.stream(Language.values())
        .filter(language -> form.value("languages." + language.code()).equals("true"))
        .toList();
  }

  /** A day and a time apart, as browsers know no field for both with seconds everywhere. */
  private static @Nullable Instant moment(Filled form, String field) {
    var day = Written.day(form.value(field));
    var time = time(form.value(field + TIME));
    if (day.isEmpty() && !form.value(field).isBlank()) {
      form.with(List.of(new FieldProblem(field, "date", "must be a date")));
    }
    if (time.isEmpty()) {
      form.with(List.of(new FieldProblem(field + TIME, "time", "must be a time such as 17:00:00")));
    }
    return day.isEmpty() || time.isEmpty()
        ? null
        : day.get().atTime(time.get()).atZone(Applications.PROGRAMME_ZONE).toInstant();
  }

  private static Optional<LocalTime> time(String text) {
    try {
      return Optional.of(LocalTime.parse(text.strip()));
    } catch (DateTimeParseException notOne) {
      return Optional.empty();
    }
  }
}
