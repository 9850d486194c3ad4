package eu.ttc.grants.portal.pages;

import eu.ttc.grants.application.ApplicationView;
import eu.ttc.grants.claim.GrantClaims;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.Unknown;
import eu.ttc.grants.payment.ProgrammeAccount;
import eu.ttc.grants.portal.Access;
import eu.ttc.grants.recovery.Recoveries;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.time.Clock;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What the programme suspects: the applicant answers, and learns what to pay back and how. */
@Controller
@RequestMapping("/applications/{reference}/recovery")
class RecoveryPage {

  private final Recoveries recoveries;
  private final GrantClaims grants;
  private final ProgrammeAccount account;
  private final Access access;
  private final FieldTexts texts;
  private final Clock clock;

  RecoveryPage(
      Recoveries recoveries,
      GrantClaims grants,
      ProgrammeAccount account,
      Access access,
      FieldTexts texts,
      Clock clock) {
    this.recoveries = recoveries;
    this.grants = grants;
    this.account = account;
    this.access = access;
    this.texts = texts;
    this.clock = clock;
  }

  @GetMapping
  String page(@PathVariable String reference, Principal person, Model model) {
    return show(access.own(reference, person), new Filled(texts, Map.of()), model);
  }

  @PostMapping("/{number}/answer")
  String answer(
      @PathVariable String reference,
      @PathVariable int number,
      @RequestParam(defaultValue = "") String answer,
      Principal person,
      Model model,
      HttpServletResponse response) {
    var application = access.own(reference, person);
    var form = new Filled(texts, Map.of("answer", Written.plain(answer)));
    try {
      recoveries.answer(application.reference(), number, person.getName(), form.value("answer"));
      return "redirect:/applications/%s/recovery".formatted(application.reference());
    } catch (InvalidInput wrong) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return show(application, form.with(wrong.problems()), model);
    }
  }

  private String show(ApplicationView application, Filled form, Model model) {
    var all = recoveries.of(application.reference()).reversed();
    if (all.isEmpty()) {
      throw new Unknown("recovery of", application.reference());
    }
    model.addAttribute("view", application);
    model.addAttribute("recoveries", all);
    model.addAttribute("settledAs", grants.settledAs(application.reference()).orElse(null));
    model.addAttribute("now", clock.instant());
    model.addAttribute("account", account);
    model.addAttribute("form", form);
    return "recovery/applicant";
  }
}
