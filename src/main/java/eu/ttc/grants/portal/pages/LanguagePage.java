package eu.ttc.grants.portal.pages;

import eu.ttc.grants.identity.Language;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.LocaleResolver;

/** Changes the language in which pages speak to this person, and goes back to where they were. */
@Controller
class LanguagePage {

  private final LocaleResolver locales;

  LanguagePage(LocaleResolver locales) {
    this.locales = locales;
  }

  @PostMapping("/language")
  String speak(
      @RequestParam String to,
      @RequestParam(defaultValue = "/") String back,
      HttpServletRequest request,
      HttpServletResponse response) {
    Language.parse(to)
        .ifPresent(language -> locales.setLocale(request, response, language.locale()));
    var here = back.startsWith("/") && !back.startsWith("//") && !back.contains("\\");
    return "redirect:" + (here ? back : "/");
  }
}
