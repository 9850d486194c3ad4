package eu.ttc.grants.portal.api;

import eu.ttc.grants.application.Documents;
import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.Unknown;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JacksonException.Reference;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers whatever goes wrong under {@code /api/} as problem details (RFC 9457). What is wrong with
 * fields is in {@code errors}: field, rule, message.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
public class ApiProblems implements HandlerExceptionResolver {

  private static final Logger log = LoggerFactory.getLogger(ApiProblems.class);
  private static final String LIMIT = "10 MB (%d bytes)".formatted(Documents.LIMIT_BYTES);

  private final JsonMapper json;

  ApiProblems(JsonMapper json) {
    this.json = json;
  }

  /** Whether this request is one of an API client. */
  public static boolean concerns(String path) {
    return path.startsWith("/api/");
  }

  @Override
  public @Nullable ModelAndView resolveException(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Object handler,
      Exception exception) {
    if (!concerns(request.getRequestURI()) || response.isCommitted()) {
      return null;
    }
    if (exception instanceof AccessDeniedException
        || exception instanceof AuthenticationException) {
      return null;
    }
    var problem = problem(exception, request);
    if (exception instanceof ErrorResponse known) {
      known.getHeaders().forEach((name, values) -> response.setHeader(name, values.getFirst()));
    }
    try {
      write(request, response, problem);
    } catch (IOException gone) {
      log.debug("The client left before its answer: {}", gone.getMessage());
    }
    return new ModelAndView();
  }

  /** Writes a problem as the answer. */
  public void write(HttpServletRequest request, HttpServletResponse response, ProblemDetail problem)
      throws IOException {
    response.resetBuffer();
    response.setStatus(problem.getStatus());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.getOutputStream().write(json.writeValueAsBytes(problem));
  }

  private ProblemDetail problem(Exception exception, HttpServletRequest request) {
    return switch (exception) {
      case InvalidInput wrong -> fields(wrong.problems());
      case Unknown unknown -> ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, told(unknown));
      case NotNow notNow -> ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, told(notNow));
      case ConcurrencyFailureException raced ->
          ProblemDetail.forStatusAndDetail(
              HttpStatus.CONFLICT, "Somebody changed the same thing meanwhile; send it again.");
      case HttpMessageNotReadableException unreadable -> unreadable(unreadable);
      case MaxUploadSizeExceededException tooLarge ->
          fields(
              List.of(
                  new FieldProblem("file", "tooLarge", "the document is larger than " + LIMIT)));
      case MissingServletRequestPartException missing ->
          fields(
              List.of(new FieldProblem(missing.getRequestPartName(), "required", "is required")));
      case MissingServletRequestParameterException missing ->
          fields(List.of(new FieldProblem(missing.getParameterName(), "required", "is required")));
      case MethodArgumentTypeMismatchException mismatch -> mismatch(mismatch, request);
      case NoResourceFoundException nothing ->
          ProblemDetail.forStatusAndDetail(
              HttpStatus.NOT_FOUND, "There is nothing at %s.".formatted(request.getRequestURI()));
      case ErrorResponse known -> known.getBody();
      default -> {
        log.error("{} {} failed", request.getMethod(), request.getRequestURI(), exception);
        yield ProblemDetail.forStatusAndDetail(
            HttpStatus.INTERNAL_SERVER_ERROR,
            "Something failed here, not with what you sent. Send it again; if it stays, tell the"
                + " programme.");
      }
    };
  }

  private static ProblemDetail fields(List<FieldProblem> problems) {
    var tooLarge = problems.stream().allMatch(problem -> problem.rule().equals("tooLarge"));
    var problem =
        ProblemDetail.forStatusAndDetail(
            tooLarge ? HttpStatus.CONTENT_TOO_LARGE : HttpStatus.UNPROCESSABLE_CONTENT,
            problems.stream()
                .map(wrong -> wrong.field() + " " + wrong.message())
                .collect(Collectors.joining("; ")));
    problem.setProperty("errors", problems);
    return problem;
  }

  private static ProblemDetail unreadable(HttpMessageNotReadableException unreadable) {
    return switch (unreadable.getCause()) {
      case InputCoercionException tooBig ->
          fields(
              List.of(
                  new FieldProblem(path(tooBig), "type", expected(tooBig.getTargetType(), null))));
      case StreamReadException broken ->
          ProblemDetail.forStatusAndDetail(
              HttpStatus.BAD_REQUEST,
              "This is no valid JSON, at line %d, column %d: %s"
                  .formatted(
                      broken.getLocation().getLineNr(),
                      broken.getLocation().getColumnNr(),
                      broken.getOriginalMessage()));
      case UnrecognizedPropertyException unknown ->
          fields(
              List.of(
                  new FieldProblem(
                      path(unknown),
                      "unknown",
                      "is no known field here; known are "
                          + unknown.getKnownPropertyIds().stream()
                              .map(String::valueOf)
                              .sorted()
                              .collect(Collectors.joining(", ")))));
      case InvalidNullException empty ->
          fields(List.of(new FieldProblem(path(empty), "required", "must not be null")));
      case DatabindException wrong ->
          fields(List.of(new FieldProblem(path(wrong), "type", expected(wrong))));
      case null, default ->
          ProblemDetail.forStatusAndDetail(
              HttpStatus.BAD_REQUEST, "A body in JSON (UTF-8) is required here.");
    };
  }

  private static ProblemDetail mismatch(
      MethodArgumentTypeMismatchException mismatch, HttpServletRequest request) {
    if (mismatch.getParameter().hasParameterAnnotation(PathVariable.class)) {
      return ProblemDetail.forStatusAndDetail(
          HttpStatus.NOT_FOUND, "There is nothing at %s.".formatted(request.getRequestURI()));
    }
    return fields(
        List.of(
            new FieldProblem(
                mismatch.getName(), "type", expected(mismatch.getRequiredType(), null))));
  }

  private static String expected(DatabindException wrong) {
    return switch (wrong) {
      case InvalidFormatException format ->
          expected(format.getTargetType(), format.getOriginalMessage());
      case MismatchedInputException mismatch ->
          expected(mismatch.getTargetType(), mismatch.getOriginalMessage());
      default -> wrong.getCause() == null ? "has the wrong form" : wrong.getCause().getMessage();
    };
  }

  private static String expected(@Nullable Class<?> type, @Nullable String message) {
    if (message != null && message.contains("U+0000")) {
      return "must not hold the character U+0000";
    }
    if (type == null) {
      return "has the wrong type";
    }
    if (type.isEnum()) {
      return "must be one of "
          + Arrays.stream(type.getEnumConstants())
              .map(String::valueOf)
              .collect(Collectors.joining(", "));
    }
    return switch (type.getSimpleName()) {
      case "Integer", "int", "Long", "long" -> "must be a whole number" + limits(type);
      case "Boolean", "boolean" -> "must be true or false";
      case "LocalDate" -> "must be a date such as 2026-11-24";
      case "String" -> "must be a text";
      case "UUID" -> "must be the id of a document";
      case "List", "ArrayList" -> "must be a list";
      default -> "must be a JSON object";
    };
  }

  private static String limits(Class<?> type) {
    return type == Integer.class || type == int.class ? " of at most 2147483647" : "";
  }

  private static String path(JacksonException wrong) {
    var path = new StringBuilder();
    for (Reference step : wrong.getPath()) {
      if (step.getPropertyName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
      }
    }
    return path.isEmpty() ? "body" : path.toString();
  }

  private static String told(RuntimeException exception) {
    return String.valueOf(exception.getMessage());
  }
}
