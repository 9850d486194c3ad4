package eu.ttc.grants.portal.pages;

import eu.ttc.grants.application.ApplicationView;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.Unknown;
import eu.ttc.grants.portal.api.ApiProblems;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.servlet.ModelAndView;

/**
 * Whatever goes wrong looks like a page of the programme; under {@code /api/} it is a problem. What
 * came too late for an application tells how the application stands now.
 */
@Controller
class ErrorPages implements ErrorController {

  private static final String DETAIL = ErrorPages.class.getName() + ".detail";

  private static final Pattern OF_APPLICATION = Pattern.compile("/applications/([^/]+)(/.*)?");

  private final ApiProblems problems;
  private final Applications applications;

  ErrorPages(ApiProblems problems, Applications applications) {
    this.problems = problems;
    this.applications = applications;
  }

  @RequestMapping("/error")
  @Nullable ModelAndView error(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var status = status(request);
    var path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    if (path != null && ApiProblems.concerns(path.toString())) {
      problems.write(request, response, ProblemDetail.forStatus(status));
      return null;
    }
    if (status == HttpStatus.CONFLICT) {
      var own = own(String.valueOf(path), request.getUserPrincipal());
      if (own.isPresent()) {
        var late = new ModelAndView("applications/late", Map.of("view", own.get()), status);
        late.addObject("onHold", applications.holdOf(own.get().reference()).orElse(null));
        return late;
      }
    }
    var page = new ModelAndView("error", status);
    page.addObject("status", status.value());
    page.addObject("detail", request.getAttribute(DETAIL));
    return page;
  }

  /** Turns refusals of the domain into the page of their status. */
  @ControllerAdvice(annotations = Controller.class)
  static class Refusals {

    @ExceptionHandler
    void unknown(Unknown unknown, HttpServletResponse response) throws IOException {
      response.sendError(HttpStatus.NOT_FOUND.value());
    }

    @ExceptionHandler
    void notNow(NotNow notNow, HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      request.setAttribute(DETAIL, notNow.getMessage());
      response.sendError(HttpStatus.CONFLICT.value());
    }

    @ExceptionHandler
    void invalid(InvalidInput invalid, HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      request.setAttribute(DETAIL, invalid.getMessage());
      response.sendError(HttpStatus.UNPROCESSABLE_CONTENT.value());
    }

    @ExceptionHandler
    void tooLarge(MaxUploadSizeExceededException tooLarge, HttpServletResponse response)
        throws IOException {
      response.sendError(HttpStatus.CONTENT_TOO_LARGE.value());
    }
  }

  private Optional<ApplicationView> own(String path, @Nullable Principal person) {
    var match = OF_APPLICATION.matcher(path);
    return match.matches() && person != null
        ? ApplicationRef.parse(match.group(1))
            .flatMap(applications::find)
            .filter(found -> found.applicant().equals(person.getName()))
        : Optional.empty();
  }

  private static HttpStatus status(HttpServletRequest request) {
    var told = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    var known = told instanceof Integer code ? HttpStatus.resolve(code) : null;
    return known == null ? HttpStatus.INTERNAL_SERVER_ERROR : known;
  }
}
