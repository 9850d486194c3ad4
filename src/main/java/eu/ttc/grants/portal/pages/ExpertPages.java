package eu.ttc.grants.portal.pages;

import eu.ttc.grants.application.Sector;
import eu.ttc.grants.evaluation.ExpertView;
import eu.ttc.grants.evaluation.Experts;
import eu.ttc.grants.evaluation.FormerEmployer;
import eu.ttc.grants.evaluation.TellExpert;
import eu.ttc.grants.identity.Language;
import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.Unknown;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

/** Administrators keep the experts who evaluate. */
@Controller
@RequestMapping("/experts")
@PreAuthorize("hasRole('ADMINISTRATOR')")
class ExpertPages {

  private static final String FORMER = "formerEmployers";
  private static final String ADD = "add:" + FORMER;
  private static final String TRUE = "true";

  private final Experts experts;
  private final FieldTexts texts;

  ExpertPages(Experts experts, FieldTexts texts) {
    this.experts = experts;
    this.texts = texts;
  }

  @GetMapping
  String list(Model model) {
    model.addAttribute("experts", experts.all());
    return "experts/list";
  }

  @GetMapping("/new")
  String form(Model model) {
    return show(null, new Filled(texts, Map.of("available", TRUE)), model);
  }

  @PostMapping
  String add(
      @RequestParam Map<String, String> sent,
      Authentication signedIn,
      Model model,
      HttpServletResponse response) {
    return save(null, sent, signedIn, model, response);
  }

  @GetMapping("/{username}")
  String expert(@PathVariable String username, Model model) {
    var expert = find(username);
    return show(expert, filled(expert), model);
  }

  @PostMapping("/{username}")
  String change(
      @PathVariable String username,
      @RequestParam Map<String, String> sent,
      Authentication signedIn,
      Model model,
      HttpServletResponse response) {
    return save(find(username), sent, signedIn, model, response);
  }

  private String save(
      @Nullable ExpertView expert,
      Map<String, String> sent,
      Authentication signedIn,
      Model model,
      HttpServletResponse response) {
    var plain = new LinkedHashMap<String, String>();
    sent.forEach((field, value) -> plain.put(field, Written.plain(value)));
    if (ADD.equals(plain.get("do"))) {
      return show(expert, new Filled(texts, Rows.with(Rows.numbered(plain), FORMER)), model);
    }
    var form = new Filled(texts, Rows.withoutBlank(plain));
    try {
      var told = told(expert == null ? form.value("username") : expert.username(), form);
      var saved =
          expert == null
              ? experts.add(told, signedIn.getName())
              : experts.change(told, signedIn.getName());
      return "redirect:/experts?saved#" + saved.username();
    } catch (InvalidInput wrong) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return show(expert, form.with(wrong.problems()), model);
    }
  }

  private static TellExpert told(String username, Filled form) {
    return new TellExpert(
        username,
        Arrays.stream(Sector.values())
            .filter(sector -> form.value("sectors." + sector).equals(TRUE))
            .toList(),
        Arrays.stream(Language.values())
            .filter(language -> form.value("languages." + language.code()).equals(TRUE))
            .toList(),
        form.value("country"),
        form.value("employer"),
        form.rows(FORMER).stream().map(row -> former(row, form)).toList(),
        form.value("available").equals(TRUE));
  }

  private static FormerEmployer former(String row, Filled form) {
    var until = form.value(row + ".until");
    var day = Written.day(until);
    if (day.isEmpty() && !until.isBlank()) {
      form.with(List.of(new FieldProblem(row + ".until", "date", "must be a date")));
    }
    return new FormerEmployer(form.value(row + ".employer"), day.orElse(null));
  }

  private Filled filled(ExpertView expert) {
    var values = new LinkedHashMap<String, String>();
    expert.sectors().forEach(sector -> values.put("sectors." + sector, TRUE));
    expert.languages().forEach(language -> values.put("languages." + language.code(), TRUE));
    values.put("country", expert.country());
    values.put("employer", expert.employer());
    for (int i = 0; i < expert.formerEmployers().size(); i++) {
      var former = expert.formerEmployers().get(i);
      values.put("%s[%d].employer".formatted(FORMER, i), former.employer());
      values.put("%s[%d].until".formatted(FORMER, i), Objects.toString(former.until(), ""));
    }
    values.put("available", Boolean.toString(expert.available()));
    return new Filled(texts, values);
  }

  private ExpertView find(String username) {
    return experts.find(username).orElseThrow(() -> new Unknown("expert", username));
  }

  private static String show(@Nullable ExpertView expert, Filled form, Model model) {
    model.addAttribute("expert", expert);
    model.addAttribute("form", form);
    model.addAttribute("sectors", EnumSet.complementOf(EnumSet.of(Sector.OTHER)));
    model.addAttribute("choices", Language.values());
    return "experts/form";
  }
}
