package eu.ttc.grants.portal.pages;

import eu.ttc.grants.application.ApplicationView;
import eu.ttc.grants.claim.ClaimState;
import eu.ttc.grants.claim.ClaimView;
import eu.ttc.grants.claim.Claims;
import eu.ttc.grants.claim.Extensions;
import eu.ttc.grants.deadline.Extension;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.portal.Access;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Takes the one request for more time, and shows what was decided. */
@Controller
@RequestMapping("/applications/{reference}/extension")
class ExtensionPage {

  private final Access access;
  private final Claims claims;
  private final Extensions extensions;
  private final FieldTexts texts;

  ExtensionPage(Access access, Claims claims, Extensions extensions, FieldTexts texts) {
    this.access = access;
    this.claims = claims;
    this.extensions = extensions;
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
      extensions.request(application.reference(), person.getName(), form.value("reason"));
      return "redirect:/applications/%s/extension".formatted(application.reference());
    } catch (InvalidInput wrong) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return show(application, form.with(wrong.problems()), model);
    }
  }

  private String show(ApplicationView application, Filled form, Model model) {
    var ref = application.reference();
    var dueAt =
        claims.of(ref).stream()
            .filter(claim -> claim.state() == ClaimState.OPEN)
            .findFirst()
            .map(ClaimView::dueAt)
            .orElse(null);
    return show(application, "extension", "extension", dueAt, extensions.of(ref), form, model);
  }

  /**
   * One page for whatever more time can be asked for.
   *
   * @param words prefix of its texts
   * @param path below the page of the application
   * @param dueAt present deadline, if more time can be asked for now
   */
  static String show(
      ApplicationView application,
      String words,
      String path,
      @Nullable Instant dueAt,
      Optional<Extension> extension,
      Filled form,
      Model model) {
    model.addAttribute("view", application);
    model.addAttribute("words", words);
    model.addAttribute("path", path);
    model.addAttribute("dueAt", dueAt);
    model.addAttribute("extension", extension.orElse(null));
    model.addAttribute("form", form);
    return "applications/extension";
  }
}
