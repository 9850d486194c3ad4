package eu.ttc.grants.portal.pages;

import eu.ttc.grants.agreement.Agreements;
import eu.ttc.grants.agreement.Signatures;
import eu.ttc.grants.agreement.SigningTimes;
import eu.ttc.grants.application.ApplicationView;
import eu.ttc.grants.deadline.Extension;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.Unknown;
import eu.ttc.grants.portal.Access;
import eu.ttc.grants.portal.Viewer;
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

/** An officer or manager sees who signed an agreement of the fund, and gives more time. */
@Controller
@RequestMapping("/dossiers/{reference}/signatures")
@PreAuthorize("hasAnyRole('PROGRAMME_OFFICER', 'PROGRAMME_MANAGER')")
class SignaturesStaffPage {

  private final Signatures signatures;
  private final SigningTimes times;
  private final Agreements agreements;
  private final Access access;
  private final FieldTexts texts;

  SignaturesStaffPage(
      Signatures signatures,
      SigningTimes times,
      Agreements agreements,
      Access access,
      FieldTexts texts) {
    this.signatures = signatures;
    this.times = times;
    this.agreements = agreements;
    this.access = access;
    this.texts = texts;
  }

  @GetMapping
  String page(@PathVariable String reference, Authentication signedIn, Model model) {
    return show(access.handled(reference, Viewer.of(signedIn)), new Filled(texts, Map.of()), model);
  }

  @PostMapping
  String extend(
      @PathVariable String reference,
      @RequestParam(defaultValue = "") String reason,
      Authentication signedIn,
      Model model,
      HttpServletResponse response) {
    var application = access.handled(reference, Viewer.of(signedIn));
    var form = new Filled(texts, Map.of("reason", Written.plain(reason)));
    try {
      signatures.extend(application.reference(), signedIn.getName(), form.value("reason"));
      return "redirect:/dossiers/%s/signatures?extended".formatted(application.reference());
    } catch (InvalidInput wrong) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return show(application, form.with(wrong.problems()), model);
    }
  }

  private String show(ApplicationView application, Filled form, Model model) {
    var ref = application.reference();
    var all = signatures.of(ref);
    if (all.isEmpty()) {
      throw new Unknown("signatures of", ref);
    }
    model.addAttribute("view", application);
    model.addAttribute("agreement", agreements.of(ref).orElseThrow());
    model.addAttribute("signatures", all);
    var request = times.of(ref);
    model.addAttribute("extension", request.orElse(null));
    model.addAttribute("words", "signingTime");
    model.addAttribute(
        "extensible", signatures.extensible(ref) && request.filter(Extension::waiting).isEmpty());
    model.addAttribute("form", form);
    return "dossiers/signatures";
  }
}
