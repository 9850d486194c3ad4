package eu.ttc.grants.portal.pages;

import eu.ttc.grants.application.Documents;
import eu.ttc.grants.identity.Language;
import eu.ttc.grants.portal.Viewer;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What {@code templates/layout.html} shows around every page. */
@ControllerAdvice(annotations = Controller.class)
class PageFrame {

  private final String tasklistUrl;

  PageFrame(@Value("${grants.tasklist-url}") String tasklistUrl) {
    this.tasklistUrl = tasklistUrl;
  }

  /** Who is signed in; null when nobody is. */
  @ModelAttribute("viewer")
  @Nullable Viewer viewer() {
    Authentication signedIn = SecurityContextHolder.getContext().getAuthentication();
    return signedIn == null || signedIn instanceof AnonymousAuthenticationToken
        ? null
        : Viewer.of(signedIn);
  }

  @ModelAttribute("path")
  String path(HttpServletRequest request) {
    return request.getRequestURI();
  }

  @ModelAttribute("language")
  String language(Locale locale) {
    return Language.nearest(locale).code();
  }

  @ModelAttribute("languages")
  List<String> languages() {
    return Arrays.stream(Language.values()).map(Language::code).toList();
  }

  /** Largest document in bytes, for the check before it is sent. */
  @ModelAttribute("documentLimit")
  int documentLimit() {
    return Documents.LIMIT_BYTES;
  }

  @ModelAttribute("tasklistUrl")
  String tasklistUrl() {
    return tasklistUrl;
  }
}
