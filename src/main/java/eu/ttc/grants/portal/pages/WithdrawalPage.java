package eu.ttc.grants.portal.pages;

import eu.ttc.grants.application.ApplicationView;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.portal.Access;
import eu.ttc.grants.withdrawal.Withdrawals;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Says what a withdrawal would mean, and withdraws. */
@Controller
@RequestMapping("/applications/{reference}/withdrawal")
class WithdrawalPage {

  private final Access access;
  private final Withdrawals withdrawals;
  private final FieldTexts texts;

  WithdrawalPage(Access access, Withdrawals withdrawals, FieldTexts texts) {
    this.access = access;
    this.withdrawals = withdrawals;
    this.texts = texts;
  }

  @GetMapping
  String page(@PathVariable String reference, Principal person, Model model) {
    return show(access.own(reference, person), new Filled(texts, Map.of()), model);
  }

  @PostMapping
  String withdraw(
      @PathVariable String reference,
      @RequestParam(defaultValue = "") String reason,
      Principal person,
      Model model,
      HttpServletResponse response) {
    var application = access.own(reference, person);
    var form = new Filled(texts, Map.of("reason", reason.replace("\0", "")));
    try {
      withdrawals.withdraw(application.reference(), person.getName(), form.value("reason"));
      return "redirect:/applications/%s/withdrawal".formatted(application.reference());
    } catch (InvalidInput wrong) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return show(application, form.with(wrong.problems()), model);
    }
  }

  private String show(ApplicationView application, Filled form, Model model) {
    model.addAttribute("view", application);
    model.addAttribute("prospect", withdrawals.prospect(application.reference()));
    model.addAttribute("form", form);
    return "withdrawal/withdrawal";
  }
}
