package eu.ttc.grants.portal.pages;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.Dossier;
import eu.ttc.grants.call.Calls;
import eu.ttc.grants.consortium.Consortia;
import eu.ttc.grants.consortium.ParticipationView;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Where a partner says whether it takes part. Opened by the link in its mail, by whoever signs in:
 * the address alone shows nothing.
 */
@Controller
@RequestMapping("/participations/{token}")
@PreAuthorize("hasRole('APPLICANT')")
class ParticipationPages {

  private final Consortia consortia;
  private final Applications applications;
  private final Calls calls;
  private final FieldTexts texts;

  ParticipationPages(
      Consortia consortia, Applications applications, Calls calls, FieldTexts texts) {
    this.consortia = consortia;
    this.applications = applications;
    this.calls = calls;
    this.texts = texts;
  }

  @GetMapping
  String page(@PathVariable String token, Principal person, Model model) {
    return show(token, person, new Filled(texts, Map.of()), null, model);
  }

  @PostMapping("/confirmation")
  String confirm(
      @PathVariable String token, Principal person, Model model, HttpServletResponse response) {
    try {
      consortia.confirm(token, person.getName());
      return "redirect:/participations/{token}?answered";
    } catch (NotNow refused) {
      response.setStatus(HttpStatus.CONFLICT.value());
      return show(token, person, new Filled(texts, Map.of()), refused, model);
    }
  }

  @PostMapping("/refusal")
  String decline(
      @PathVariable String token,
      @RequestParam(defaultValue = "") String reason,
      Principal person,
      Model model,
      HttpServletResponse response) {
    var form = new Filled(texts, Map.of("reason", Written.plain(reason)));
    try {
      consortia.decline(token, person.getName(), form.value("reason"));
      return "redirect:/participations/{token}?answered";
    } catch (InvalidInput wrong) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return show(token, person, form.with(wrong.problems()), null, model);
    } catch (NotNow refused) {
      response.setStatus(HttpStatus.CONFLICT.value());
      return show(token, person, form, refused, model);
    }
  }

  private String show(
      String token, Principal person, Filled form, @Nullable NotNow refused, Model model) {
    var asked = consortia.find(token);
    var dossier = consortia.dossierOf(asked);
    model.addAttribute("token", token);
    model.addAttribute("asked", asked);
    model.addAttribute("dossier", dossier);
    model.addAttribute("partner", partner(asked, dossier));
    model.addAttribute("call", calls.answered(asked.application()));
    model.addAttribute("isLead", isLead(asked, person));
    model.addAttribute("refused", refused != null);
    model.addAttribute("form", form);
    return "consortium/participation";
  }

  private boolean isLead(ParticipationView asked, Principal person) {
    return applications.get(asked.application()).applicant().equals(person.getName());
  }

  /** Partners are numbered from 2: the lead is 1. */
  private static Dossier.Partner partner(ParticipationView asked, Dossier dossier) {
    return dossier.partners().get(asked.partner() - 2);
  }
}
