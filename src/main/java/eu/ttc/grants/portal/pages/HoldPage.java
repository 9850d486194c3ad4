package eu.ttc.grants.portal.pages;

import eu.ttc.grants.application.ApplicationView;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.hold.Holds;
import eu.ttc.grants.hold.PutOnHold;
import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.portal.Access;
import eu.ttc.grants.portal.Viewer;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
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

/** An officer or manager puts a case on hold, or ends that. */
@Controller
@RequestMapping("/dossiers/{reference}/hold")
@PreAuthorize("hasAnyRole('PROGRAMME_OFFICER', 'PROGRAMME_MANAGER')")
class HoldPage {

  private final Holds holds;
  private final Applications applications;
  private final Access access;
  private final FieldTexts texts;

  HoldPage(Holds holds, Applications applications, Access access, FieldTexts texts) {
    this.holds = holds;
    this.applications = applications;
    this.access = access;
    this.texts = texts;
  }

  @GetMapping
  String page(@PathVariable String reference, Authentication signedIn, Model model) {
    return show(access.handled(reference, Viewer.of(signedIn)), new Filled(texts, Map.of()), model);
  }

  @PostMapping
  String place(
      @PathVariable String reference,
      @RequestParam(defaultValue = "") String reason,
      @RequestParam(defaultValue = "") String until,
      Authentication signedIn,
      Model model,
      HttpServletResponse response) {
    var application = access.handled(reference, Viewer.of(signedIn));
    var form =
        new Filled(texts, Map.of("reason", Written.plain(reason), "until", Written.plain(until)));
    var lastDay = Written.day(until);
    if (lastDay.isEmpty() && !until.isBlank()) {
      form.with(List.of(new FieldProblem("until", "date", "must be a date")));
    }
    try {
      holds.place(
          new PutOnHold(
              application.reference(),
              form.value("reason"),
              lastDay.orElse(null),
              signedIn.getName()));
      return "redirect:/dossiers/%s".formatted(application.reference());
    } catch (InvalidInput wrong) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return show(application, form.with(wrong.problems()), model);
    }
  }

  @PostMapping("/end")
  String end(
      @PathVariable String reference,
      @RequestParam(defaultValue = "") String reason,
      Authentication signedIn,
      Model model,
      HttpServletResponse response) {
    var application = access.handled(reference, Viewer.of(signedIn));
    var form = new Filled(texts, Map.of("reason", Written.plain(reason)));
    try {
      holds.end(application.reference(), form.value("reason"), signedIn.getName());
      return "redirect:/dossiers/%s".formatted(application.reference());
    } catch (InvalidInput wrong) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return show(application, form.with(wrong.problems()), model);
    }
  }

  private String show(ApplicationView application, Filled form, Model model) {
    model.addAttribute("view", application);
    model.addAttribute("hold", applications.holdOf(application.reference()).orElse(null));
    model.addAttribute("possible", !application.status().ended());
    model.addAttribute("latest", holds.latestLastDay());
    model.addAttribute("form", form);
    return "dossiers/hold";
  }
}
