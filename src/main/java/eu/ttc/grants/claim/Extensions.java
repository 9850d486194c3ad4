package eu.ttc.grants.claim;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.claim.ExtensionDecision.Decided;
import eu.ttc.grants.claim.ExtensionDecision.ExtensionNotAllowed;
import eu.ttc.grants.engine.EngineMessages;
import eu.ttc.grants.engine.Steps;
import eu.ttc.grants.identity.Accounts;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.Scheme;
import eu.ttc.grants.kernel.StepKey;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * More time for work and claim: asked for once per application while its claim is open, decided by
 * a programme officer. The claim's due date in the database is the one that counts.
 */
@Service
public class Extensions {

  private static final int LONGEST_TEXT = 4000;

  private final ClaimRows claims;
  private final Applications applications;
  private final Accounts accounts;
  private final EngineMessages engine;
  private final Steps steps;
  private final JdbcClient jdbc;
  private final Clock clock;

  Extensions(
      ClaimRows claims,
      Applications applications,
      Accounts accounts,
      EngineMessages engine,
      Steps steps,
      JdbcClient jdbc,
      Clock clock) {
    this.claims = claims;
    this.applications = applications;
    this.accounts = accounts;
    this.engine = engine;
    this.steps = steps;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * The applicant asks for more time; asking again changes nothing.
   *
   * @throws eu.ttc.grants.kernel.Unknown when there is no such application of this applicant
   * @throws InvalidInput when there is no reason, or it is too long
   * @throws NotNow when no claim is awaited, or it is overdue
   */
  @Transactional
  public void request(ApplicationRef ref, String applicant, String reason) {
    applications.get(ref, applicant);
    if (reason.isBlank() || reason.length() > LONGEST_TEXT) {
      throw InvalidInput.of(
          "reason", "size", "must have 1 to %d characters".formatted(LONGEST_TEXT));
    }
    applications.lockedStatus(ref);
    if (ref.scheme() == Scheme.INNOVATION_FUND) {
      throw new NotNow(
          "%s is a grant of the innovation fund; ask for a change of its dates instead."
              .formatted(ref));
    }
    if (of(ref).isPresent()) {
      return;
    }
    var awaited =
        claims.findByApplicationOrderByNumber(ref.value()).stream()
            .filter(claim -> claim.state() == ClaimState.OPEN)
            .findFirst()
            .orElseThrow(
                () ->
                    new NotNow("No claim of %s is awaited, so no deadline moves.".formatted(ref)));
    if (awaited.isOverdue(clock.instant())) {
      throw new NotNow(
          "The claim of %s was due on %s; more time can be asked for before that only."
              .formatted(ref, awaited.dueAt()));
    }
    jdbc.sql(
            """
            insert into claim_extension (application, requested_at, requested_by, reason)
            values (:ref, :now, :by, :reason)
            """)
        .param("ref", ref.value())
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .param("by", applicant)
        .param("reason", reason.strip())
        .update();
    applications.note(ref, "EXTENSION_REQUESTED", applicant, null);
    engine.publish("extension-requested", ref, ref.value() + "/extension", Map.of());
  }

  /**
   * Records an officer's decision, once, and moves the claim's due date if more time is granted.
   *
   * @param until when the claim is due if it is granted
   * @param officer who completed the task, as the engine recorded it
   */
  @Transactional
  public ExtensionDecision decide(
      ApplicationRef ref,
      boolean granted,
      String reasons,
      OffsetDateTime until,
      String officer,
      StepKey step) {
    return steps.once(
        step,
        ExtensionDecision.class,
        () -> {
          applications.lockedStatus(ref);
          var request =
              of(ref)
                  .orElseThrow(
                      () ->
                          new IllegalStateException(
                              "%s never asked for more time. Cancel the step.".formatted(ref)));
          var claim = claims.findByApplicationOrderByNumber(ref.value()).getLast();
          if (request.granted().isPresent()) {
            return new Decided(request.granted().get(), Applications.inProgramme(claim.dueAt()));
          }
          if (!accounts.hasRole(officer, Role.PROGRAMME_OFFICER)) {
            return new ExtensionNotAllowed("Only a programme officer decides on more time.");
          }
          if (applications.get(ref).applicant().equals(officer)) {
            return new ExtensionNotAllowed("An applicant cannot decide on their own request.");
          }
          if (reasons.isBlank() || reasons.length() > LONGEST_TEXT) {
            return new ExtensionNotAllowed(
                "The reasons must have 1 to %d characters.".formatted(LONGEST_TEXT));
          }
          var moved = granted && claim.extendTo(until.toInstant());
          record(ref, granted, reasons, moved ? until : null, officer);
          applications.note(
              ref, granted ? "EXTENSION_GRANTED" : "EXTENSION_REFUSED", officer, reasons);
          return new Decided(granted, Applications.inProgramme(claim.dueAt()));
        });
  }

  /** The request of an application, if there is one. */
  @Transactional(readOnly = true)
  public Optional<Extension> of(ApplicationRef ref) {
    return jdbc.sql("select * from claim_extension where application = :ref")
        .param("ref", ref.value())
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

  private void record(
      ApplicationRef ref,
      boolean granted,
      String reasons,
      @Nullable OffsetDateTime extendedTo,
      String officer) {
    jdbc.sql(
            """
            update claim_extension
            set granted = :granted, decision_reasons = :reasons, extended_to = :to,
                decided_by = :by, decided_at = :now
            where application = :ref
            """)
        .param("granted", granted)
        .param("reasons", reasons.strip())
        .param("to", extendedTo)
        .param("by", officer)
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .param("ref", ref.value())
        .update();
  }
}
