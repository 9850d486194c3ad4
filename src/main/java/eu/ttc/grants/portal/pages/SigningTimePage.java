package eu.ttc.grants.portal.pages;

import eu.ttc.grants.agreement.AgreementView;
import eu.ttc.grants.agreement.Agreements;
import eu.ttc.grants.agreement.Signatures;
import eu.ttc.grants.agreement.SigningTimes;
import eu.ttc.grants.application.ApplicationView;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.portal.Access;
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

/** Takes the lead's one request for more time to sign, and shows what was decided. */
@Controller
@RequestMapping("/applications/{reference}/agreement/extension")
class SigningTimePage {

  private final Access access;
  private final Agreements agreements;
  private final Signatures signatures;
  private final SigningTimes times;
  private final FieldTexts texts;

  SigningTimePage(
      Access access,
      Agreements agreements,
      Signatures signatures,
      SigningTimes times,
      FieldTexts texts) {
    this.access = access;
    this.agreements = agreements;
    this.signatures = signatures;
    this.times = times;
    this.texts = texts;
  }

  @GetMapping
  String page(@PathVariable String reference, Principal person, Model model) {
    return show(access.own(reference, person), new Filled(texts, Map.of()), model);
  }

  @PostMapping
  String request(
      @PathVariable String reference,
      @RequestParam(defaultValue = "") String reason,
      Principal person,
      Model model,
      HttpServletResponse response) {
    var application = access.own(reference, person);
    var form = new Filled(texts, Map.of("reason", Written.plain(reason)));
    try {
      times.request(application.reference(), person.getName(), form.value("reason"));
      return "redirect:/applications/%s/agreement/extension".formatted(application.reference());
    } catch (InvalidInput wrong) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return show(application, form.with(wrong.problems()), model);
    }
  }

  private String show(ApplicationView application, Filled form, Model model) {
    var ref = application.reference();
    var dueAt =
        signatures.extensible(ref)
            ? agreements.of(ref).map(AgreementView::acceptBy).orElse(null)
            : null;
    return ExtensionPage.show(
        application, "signingTime", "agreement/extension", dueAt, times.of(ref), form, model);
  }
}
