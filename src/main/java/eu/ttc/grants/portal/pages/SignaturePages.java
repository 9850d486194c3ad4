package eu.ttc.grants.portal.pages;

import eu.ttc.grants.agreement.Agreements;
import eu.ttc.grants.agreement.Signatures;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.identity.Language;
import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.Unknown;
import eu.ttc.grants.portal.Downloads;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Where a partner signs the agreement of its project, or declines. Opened by the link in its mail,
 * by whoever signs in: the address alone shows nothing.
 */
@Controller
@RequestMapping("/signatures/{token}")
@PreAuthorize("hasRole('APPLICANT')")
class SignaturePages {

  private final Signatures signatures;
  private final Agreements agreements;
  private final AgreedGrant agreed;
  private final Applications applications;
  private final FieldTexts texts;

  SignaturePages(
      Signatures signatures,
      Agreements agreements,
      AgreedGrant agreed,
      Applications applications,
      FieldTexts texts) {
    this.signatures = signatures;
    this.agreements = agreements;
    this.agreed = agreed;
    this.applications = applications;
    this.texts = texts;
  }

  @GetMapping
  String page(@PathVariable String token, Principal person, Model model, Locale locale) {
    return show(token, person, new Filled(texts, Map.of()), null, model, locale);
  }

  /** The agreement as PDF, with the signatures once all are there. */
  @GetMapping("/document")
  ResponseEntity<byte[]> document(@PathVariable String token) {
    var ref = signatures.find(token).application();
    return agreements
        .letter(ref)
        .map(Downloads::of)
        .orElseThrow(() -> new Unknown("agreement of", ref));
  }

  /**
   * Signs.
   *
   * @param language in which the statement was read; in it the statement is kept
   */
  @PostMapping
  String sign(
      @PathVariable String token,
      @RequestParam(defaultValue = "false") boolean confirmed,
      @RequestParam(defaultValue = "") String language,
      Principal person,
      Model model,
      Locale locale,
      HttpServletResponse response) {
    var asked = signatures.find(token);
    if (!confirmed && asked.open()) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      var form =
          new Filled(texts, Map.of())
              .with(List.of(new FieldProblem("confirmed", "required", "must be confirmed")));
      return show(token, person, form, null, model, locale);
    }
    var read = Language.parse(language).map(Language::locale).orElse(locale);
    try {
      signatures.sign(
          token, person.getName(), agreed.statement(asked.application(), asked.name(), read));
      return "redirect:/signatures/{token}?answered";
    } catch (NotNow refused) {
      response.setStatus(HttpStatus.CONFLICT.value());
      return show(token, person, new Filled(texts, Map.of()), refused, model, locale);
    }
  }

  @PostMapping("/refusal")
  String decline(
      @PathVariable String token,
      @RequestParam(defaultValue = "") String reason,
      Principal person,
      Model model,
      Locale locale,
      HttpServletResponse response) {
    var form = new Filled(texts, Map.of("reason", Written.plain(reason)));
    try {
      signatures.decline(token, person.getName(), form.value("reason"));
      return "redirect:/signatures/{token}?answered";
    } catch (InvalidInput wrong) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return show(token, person, form.with(wrong.problems()), null, model, locale);
    } catch (NotNow refused) {
      response.setStatus(HttpStatus.CONFLICT.value());
      return show(token, person, form, refused, model, locale);
    }
  }

  private String show(
      String token,
      Principal person,
      Filled form,
      @Nullable NotNow refused,
      Model model,
      Locale locale) {
    var asked = signatures.find(token);
    var ref = asked.application();
    var application = applications.get(ref);
    agreed.show(ref, asked.name(), model, locale);
    model.addAttribute("token", token);
    model.addAttribute("asked", asked);
    model.addAttribute("dossier", application.dossier());
    model.addAttribute("isLead", application.applicant().equals(person.getName()));
    model.addAttribute("canSign", asked.open() && application.status().open());
    model.addAttribute("refused", refused != null);
    model.addAttribute("form", form);
    return "consortium/signature";
  }
}
