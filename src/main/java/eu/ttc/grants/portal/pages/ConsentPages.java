package eu.ttc.grants.portal.pages;

import eu.ttc.grants.agreement.GrantPlans;
import eu.ttc.grants.amendment.Changes;
import eu.ttc.grants.amendment.Consents;
import eu.ttc.grants.amendment.PlanRow;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.List;
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
 * Where a partner consents to a change that touches its part of the grant, or refuses. Opened by
 * the link in its mail, by whoever signs in: the address alone shows nothing.
 */
@Controller
@RequestMapping("/consents/{token}")
@PreAuthorize("hasRole('APPLICANT')")
class ConsentPages {

  private final Consents consents;
  private final Changes changes;
  private final GrantPlans plans;
  private final Applications applications;
  private final FieldTexts texts;

  ConsentPages(
      Consents consents,
      Changes changes,
      GrantPlans plans,
      Applications applications,
      FieldTexts texts) {
    this.consents = consents;
    this.changes = changes;
    this.plans = plans;
    this.applications = applications;
    this.texts = texts;
  }

  @GetMapping
  String page(@PathVariable String token, Principal person, Model model) {
    return show(token, person, new Filled(texts, Map.of()), null, model);
  }

  @PostMapping("/consent")
  String give(
      @PathVariable String token, Principal person, Model model, HttpServletResponse response) {
    try {
      consents.give(token, person.getName());
      return "redirect:/consents/{token}?answered";
    } catch (NotNow refused) {
      response.setStatus(HttpStatus.CONFLICT.value());
      return show(token, person, new Filled(texts, Map.of()), refused, model);
    }
  }

  @PostMapping("/refusal")
  String refuse(
      @PathVariable String token,
      @RequestParam(defaultValue = "") String reason,
      Principal person,
      Model model,
      HttpServletResponse response) {
    var form = new Filled(texts, Map.of("reason", Written.plain(reason)));
    try {
      consents.refuse(token, person.getName(), form.value("reason"));
      return "redirect:/consents/{token}?answered";
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
    var asked = consents.find(token);
    var ref = asked.application();
    var change = changes.get(ref, asked.change());
    var application = applications.get(ref);
    model.addAttribute("token", token);
    model.addAttribute("asked", asked);
    model.addAttribute("change", change);
    model.addAttribute("dossier", application.dossier());
    model.addAttribute("names", plans.partners(ref));
    var effect = changes.effect(change);
    var changed = effect.changed();
    model.addAttribute(
        "rows",
        change.open() && changed != null
            ? PlanRow.compare(effect.present(), changed)
            : List.<PlanRow>of());
    model.addAttribute("isLead", application.applicant().equals(person.getName()));
    model.addAttribute("refused", refused != null);
    model.addAttribute("form", form);
    return "changes/consent";
  }
}
