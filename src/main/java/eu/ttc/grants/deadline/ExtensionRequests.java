package eu.ttc.grants.deadline;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.identity.Accounts;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.InvalidInput;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Requests of applicants for more time, one per application and subject, as the module keeps them
 * whose deadline moves: it says when they are possible, and moves the deadline. Whoever writes
 * holds the lock of the application.
 */
@Component
public class ExtensionRequests {

  private static final int LONGEST_TEXT = 4000;

  private final JdbcClient jdbc;
  private final Applications applications;
  private final Accounts accounts;
  private final Clock clock;

  ExtensionRequests(JdbcClient jdbc, Applications applications, Accounts accounts, Clock clock) {
    this.jdbc = jdbc;
    this.applications = applications;
    this.accounts = accounts;
    this.clock = clock;
  }

  /**
   * Refuses a reason that is missing or too long.
   *
   * @throws InvalidInput then
   */
  public static void requireReason(String reason) {
    if (isImpossible(reason)) {
      throw InvalidInput.of(
          "reason", "size", "must have 1 to %d characters".formatted(LONGEST_TEXT));
    }
  }

  /** Keeps a request; within the running transaction. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void ask(ApplicationRef ref, ExtensionSubject subject, String applicant, String reason) {
    requireReason(reason);
    jdbc.sql(
            """
            insert into extension_request (application, subject, requested_at, requested_by, reason)
            values (:ref, :subject, :now, :by, :reason)
            """)
        .param("ref", ref.value())
        .param("subject", subject.name())
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .param("by", applicant)
        .param("reason", reason.strip())
        .update();
  }

  /** Why this person's decision cannot be recorded; empty when it can. */
  @Transactional(propagation = Propagation.MANDATORY)
  public Optional<String> problem(ApplicationRef ref, String officer, String reasons) {
    if (!accounts.hasRole(officer, Role.PROGRAMME_OFFICER)) {
      return Optional.of("Only a programme officer decides on more time.");
    }
    if (applications.get(ref).applicant().equals(officer)) {
      return Optional.of("An applicant cannot decide on their own request.");
    }
    return isImpossible(reasons)
        ? Optional.of("The reasons must have 1 to %d characters.".formatted(LONGEST_TEXT))
        : Optional.empty();
  }

  /**
   * Keeps the decision; within the running transaction.
   *
   * @param extendedTo null when it moves nothing
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void decide(
      ApplicationRef ref,
      ExtensionSubject subject,
      boolean granted,
      String reasons,
      @Nullable Instant extendedTo,
      String officer) {
    jdbc.sql(
            """
            update extension_request
            set granted = :granted, decision_reasons = :reasons, extended_to = :to,
                decided_by = :by, decided_at = :now
            where application = :ref and subject = :subject
            """)
        .param("granted", granted)
        .param("reasons", reasons.strip())
        .param("to", extendedTo == null ? null : extendedTo.atOffset(ZoneOffset.UTC))
        .param("by", officer)
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .param("ref", ref.value())
        .param("subject", subject.name())
        .update();
  }

  /** The request of an application, if there is one. */
  @Transactional(readOnly = true)
  public Optional<Extension> of(ApplicationRef ref, ExtensionSubject subject) {
    return jdbc.sql(
            "select * from extension_request where application = :ref and subject = :subject")
        .param("ref", ref.value())
        .param("subject", subject.name())
        .query(
            (row, number) ->
                new Extension(
                    row.getTimestamp("requested_at").toInstant(),
                    row.getString("reason"),
                    Optional.ofNullable(row.getObject("granted", Boolean.class)),
                    Optional.ofNullable(row.getString("decision_reasons")),
                    Optional.ofNullable(row.getTimestamp("extended_to")).map(Timestamp::toInstant)))
        .optional();
  }

  private static boolean isImpossible(String text) {
    return text.isBlank() || text.length() > LONGEST_TEXT;
  }
}
