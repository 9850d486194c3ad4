package eu.ttc.grants.portal.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * A {@code POST} with the header {@code Idempotency-Key} has one effect, however often it is sent:
 * its effect and its answer are stored in one transaction, and a repeat gets the stored answer. The
 * same key with other content is refused (422), and so is a repeat while the first is still worked
 * on (409). What was refused had no effect, so its key can be used again.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class IdempotencyKeys extends OncePerRequestFilter {

  static final String HEADER = "Idempotency-Key";
  private static final int LONGEST_KEY = 200;
  private static final int LARGEST_BODY_MB = 4;
  private static final int LARGEST_BODY = LARGEST_BODY_MB * 1024 * 1024;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final ApiProblems problems;
  private final Clock clock;

  IdempotencyKeys(
      JdbcClient jdbc, PlatformTransactionManager transactions, ApiProblems problems, Clock clock) {
    this.jdbc = jdbc;
    this.transaction = new TransactionTemplate(transactions);
    this.problems = problems;
    this.clock = clock;
  }

  private record Answer(
      String fingerprint,
      int status,
      @Nullable String contentType,
      @Nullable String location,
      byte[] body) {}

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !"POST".equals(request.getMethod())
        || !ApiProblems.concerns(request.getRequestURI())
        || request.getHeader(HEADER) == null;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var key = request.getHeader(HEADER).strip();
    if (key.isEmpty() || key.length() > LONGEST_KEY) {
      refuse(
          request,
          response,
          HttpStatus.BAD_REQUEST,
          "%s must have 1 to %d characters.".formatted(HEADER, LONGEST_KEY));
      return;
    }
    var readable = readable(request);
    if (readable.isEmpty()) {
      tooLarge(request, response, chain);
      return;
    }
    var answer = new ContentCachingResponseWrapper(response);
    try {
      transaction.executeWithoutResult(
          status -> {
            if (!once(key, readable.get(), answer, chain)) {
              status.setRollbackOnly();
            }
          });
    } catch (Refused refused) {
      answer.resetBuffer();
      refuse(request, answer, refused.status, String.valueOf(refused.getMessage()));
    }
    answer.copyBodyToResponse();
  }

  /** Documents have a limit of their own, which names itself. */
  private void tooLarge(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (isMultipart(request)) {
      chain.doFilter(request, response);
    } else {
      refuse(
          request,
          response,
          HttpStatus.CONTENT_TOO_LARGE,
          "A request with an %s holds at most %d MB.".formatted(HEADER, LARGEST_BODY_MB));
    }
  }

  /** Whether the answer is final and its effect to be kept. */
  private boolean once(
      String key, Readable request, ContentCachingResponseWrapper response, FilterChain chain) {
    var principal = request.getUserPrincipal();
    var caller = principal == null ? "anonymous" : principal.getName();
    if (!lock(caller, key)) {
      throw new Refused(
          HttpStatus.CONFLICT,
          "The first request with this %s is still worked on; send it again in a moment."
              .formatted(HEADER));
    }
    var earlier = find(caller, key);
    if (earlier.isPresent()) {
      repeat(earlier.get(), request, response);
      return true;
    }
    try {
      chain.doFilter(request, response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ServletException e) {
      throw new IllegalStateException(e);
    }
    if (!HttpStatus.valueOf(response.getStatus()).is2xxSuccessful()) {
      return false;
    }
    store(caller, key, request.fingerprint, response);
    return true;
  }

  private void repeat(Answer earlier, Readable request, HttpServletResponse response) {
    if (!earlier.fingerprint().equals(request.fingerprint)) {
      throw new Refused(
          HttpStatus.UNPROCESSABLE_CONTENT,
          "This %s was used with another request; take a new key for each request."
              .formatted(HEADER));
    }
    response.setStatus(earlier.status());
    if (earlier.contentType() != null) {
      response.setContentType(earlier.contentType());
    }
    if (earlier.location() != null) {
      response.setHeader(HttpHeaders.LOCATION, earlier.location());
    }
    response.setHeader("Idempotency-Replayed", "true");
    try {
      response.getOutputStream().write(earlier.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean lock(String caller, String key) {
    return jdbc.sql(
            "select pg_try_advisory_xact_lock(hashtextextended(:caller || ' ' || :key, 20))")
        .param("caller", caller)
        .param("key", key)
        .query(Boolean.class)
        .single();
  }

  private Optional<Answer> find(String caller, String key) {
    return jdbc.sql(
            "select fingerprint, status, content_type, location, body from idempotent_answer"
                + " where caller = :caller and key = :key")
        .param("caller", caller)
        .param("key", key)
        .query(
            (row, number) ->
                new Answer(
                    row.getString("fingerprint"),
                    row.getInt("status"),
                    row.getString("content_type"),
                    row.getString("location"),
                    row.getBytes("body")))
        .optional();
  }

  private void store(
      String caller, String key, String fingerprint, ContentCachingResponseWrapper response) {
    jdbc.sql(
            """
            insert into idempotent_answer (caller, key, fingerprint, status, content_type, location,
                                           body, answered_at)
            values (:caller, :key, :fingerprint, :status, :type, :location, :body, :at)
            """)
        .param("caller", caller)
        .param("key", key)
        .param("fingerprint", fingerprint)
        .param("status", response.getStatus())
        .param("type", response.getContentType())
        .param("location", response.getHeader(HttpHeaders.LOCATION))
        .param("body", response.getContentAsByteArray())
        .param("at", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  private void refuse(
      HttpServletRequest request, HttpServletResponse response, HttpStatus status, String detail)
      throws IOException {
    problems.write(request, response, ProblemDetail.forStatusAndDetail(status, detail));
  }

  /** The request with its content told by a fingerprint; empty when it is too large to be read. */
  private static Optional<Readable> readable(HttpServletRequest request)
      throws IOException, ServletException {
    var digest = new DigestOutputStream(OutputStream.nullOutputStream(), sha256());
    digest.write(
        (request.getMethod() + " " + request.getRequestURI() + "\n")
            .getBytes(StandardCharsets.UTF_8));
    if (isMultipart(request)) {
      try {
        for (var part : request.getParts()) {
          digest.write(
              (part.getName() + "\n" + part.getSubmittedFileName() + "\n")
                  .getBytes(StandardCharsets.UTF_8));
          try (var content = part.getInputStream()) {
            content.transferTo(digest);
          }
        }
      } catch (IllegalStateException tooLarge) {
        return Optional.empty();
      }
      return Optional.of(new Readable(request, null, fingerprint(digest)));
    }
    var body = request.getInputStream().readNBytes(LARGEST_BODY + 1);
    if (body.length > LARGEST_BODY) {
      return Optional.empty();
    }
    digest.write(body);
    return Optional.of(new Readable(request, body, fingerprint(digest)));
  }

  private static boolean isMultipart(HttpServletRequest request) {
    var type = request.getContentType();
    return type != null && type.startsWith(MediaType.MULTIPART_FORM_DATA_VALUE);
  }

  private static String fingerprint(DigestOutputStream digest) {
    return HexFormat.of().formatHex(digest.getMessageDigest().digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static final class Refused extends RuntimeException {

    private final HttpStatus status;

    Refused(HttpStatus status, String detail) {
      super(detail);
      this.status = status;
    }
  }

  private static final class Readable extends HttpServletRequestWrapper {

    private final byte @Nullable [] body;
    private final String fingerprint;

    Readable(HttpServletRequest request, byte @Nullable [] body, String fingerprint) {
      super(request);
      this.body = body;
      this.fingerprint = fingerprint;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      return body == null ? super.getInputStream() : new Replay(body);
    }
  }

  private static final class Replay extends ServletInputStream {

    private final ByteArrayInputStream bytes;

    Replay(byte[] body) {
      this.bytes = new ByteArrayInputStream(body);
    }

    @Override
    public int read() {
      return bytes.read();
    }

    @Override
    public boolean isFinished() {
      return bytes.available() == 0;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException("requests are read at once");
    }
  }
}
