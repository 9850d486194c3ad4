package eu.ttc.grants.portal.pages;

import eu.ttc.grants.application.ApplicationView;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.Scheme;
import eu.ttc.grants.kernel.Unknown;
import eu.ttc.grants.portal.Access;
import eu.ttc.grants.portal.Viewer;
import eu.ttc.grants.progress.ProgressReviews;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.time.Clock;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Progress of a project: what is asked, reported and found. */
@Controller
class ProgressPages {

  private final Access access;
  private final ProgressReviews reviews;
  private final FieldTexts texts;
  private final Clock clock;

  ProgressPages(Access access, ProgressReviews reviews, FieldTexts texts, Clock clock) {
    this.access = access;
    this.reviews = reviews;
    this.texts = texts;
    this.clock = clock;
  }

  @GetMapping("/applications/{reference}/progress")
  String own(@PathVariable String reference, Principal person, Model model) {
    var application = access.own(reference, person);
    return show(application, "/applications/", new Filled(texts, Map.of()), model);
  }

  @GetMapping("/dossiers/{reference}/progress")
  String handled(@PathVariable String reference, Authentication signedIn, Model model) {
    var application = access.handled(reference, Viewer.of(signedIn));
    return show(application, "/dossiers/", new Filled(texts, Map.of()), model);
  }

  @PostMapping("/applications/{reference}/progress/{number}")
  String report(
      @PathVariable String reference,
      @PathVariable int number,
      @RequestParam(defaultValue = "") String report,
      Principal person,
      Model model,
      HttpServletResponse response) {
    var application = access.own(reference, person);
    try {
      reviews.report(application.reference(), number, person.getName(), Written.plain(report));
    } catch (InvalidInput wrong) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      var form = new Filled(texts, Map.of("report", report)).with(wrong.problems());
      return show(application, "/applications/", form, model);
    }
    return "redirect:/applications/%s/progress?reported".formatted(application.reference());
  }

  private String show(ApplicationView application, String of, Filled form, Model model) {
    var ref = application.reference();
    if (application.scheme() != Scheme.INNOVATION_FUND) {
      throw new Unknown("progress of", ref);
    }
    model.addAttribute("view", application);
    model.addAttribute("staff", of.equals("/dossiers/"));
    model.addAttribute("back", of + ref);
    model.addAttribute("reviews", reviews.of(ref).reversed());
    model.addAttribute("now", clock.instant());
    model.addAttribute("form", form);
    return "grant/progress";
  }
}
