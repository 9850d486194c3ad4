package eu.ttc.grants.portal.pages;

import eu.ttc.grants.application.ApplicationView;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.portal.Access;
import eu.ttc.grants.portal.Viewer;
import eu.ttc.grants.withdrawal.Terminate;
import eu.ttc.grants.withdrawal.Withdrawals;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
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

/** A programme manager ends an agreement; afterwards tells how it ended. */
@Controller
@RequestMapping("/dossiers/{reference}/termination")
@PreAuthorize("hasRole('PROGRAMME_MANAGER')")
class TerminationPage {

  private final Withdrawals withdrawals;
  private final Access access;
  private final FieldTexts texts;

  TerminationPage(Withdrawals withdrawals, Access access, FieldTexts texts) {
    this.withdrawals = withdrawals;
    this.access = access;
    this.texts = texts;
  }

  @GetMapping
  String page(@PathVariable String reference, Authentication signedIn, Model model) {
    return show(access.visible(reference, Viewer.of(signedIn)), new Filled(texts, Map.of()), model);
  }

  @PostMapping
  String terminate(
      @PathVariable String reference,
      @RequestParam(defaultValue = "") String reason,
      @RequestParam(defaultValue = "") String hearing,
      Authentication signedIn,
      Model model,
      HttpServletResponse response) {
    var application = access.visible(reference, Viewer.of(signedIn));
    var ref = application.reference();
    var form =
        new Filled(
            texts,
            Map.of("reason", reason.replace("\0", ""), "hearing", hearing.replace("\0", "")));
    try {
      withdrawals.terminate(
          new Terminate(ref, form.value("reason"), form.value("hearing"), signedIn.getName()));
      return "redirect:/dossiers/%s/termination".formatted(ref);
    } catch (InvalidInput wrong) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return show(application, form.with(wrong.problems()), model);
    }
  }

  private String show(ApplicationView application, Filled form, Model model) {
    model.addAttribute("view", application);
    model.addAttribute("prospect", withdrawals.prospect(application.reference()));
    model.addAttribute(
        "termination", withdrawals.termination(application.reference()).orElse(null));
    model.addAttribute("form", form);
    return "withdrawal/termination";
  }
}
