package eu.ttc.grants.withdrawal;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.claim.GrantClaims;
import eu.ttc.grants.engine.EngineMessages;
import eu.ttc.grants.evaluation.Evaluations;
import eu.ttc.grants.identity.Accounts;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.Scheme;
import eu.ttc.grants.payment.Payments;
import eu.ttc.grants.stateaid.DeMinimis;
import eu.ttc.grants.withdrawal.Prospect.Kind;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Ends applications before their payment, and grants of the fund between payments, which are
 * settled then on what was verified: status, money, voucher, de minimis aid, open evaluation,
 * payment instruction and the message to the lifecycle in one transaction. Order of locks:
 * application, payments, budget line.
 */
@Service
public class Withdrawals {

  private static final int LONGEST_REASON = 4000;
  private static final int LONGEST_HEARING = 8000;

  private final Applications applications;
  private final Payments payments;
  private final GrantClaims grants;
  private final Evaluations evaluations;
  private final Budget budget;
  private final DeMinimis deMinimis;
  private final Accounts accounts;
  private final EngineMessages engine;
  private final JdbcClient jdbc;
  private final Clock clock;

  Withdrawals(
      Applications applications,
      Payments payments,
      GrantClaims grants,
      Evaluations evaluations,
      Budget budget,
      DeMinimis deMinimis,
      Accounts accounts,
      EngineMessages engine,
      JdbcClient jdbc,
      Clock clock) {
    this.applications = applications;
    this.payments = payments;
    this.grants = grants;
    this.evaluations = evaluations;
    this.budget = budget;
    this.deMinimis = deMinimis;
    this.accounts = accounts;
    this.engine = engine;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * The applicant withdraws: before an accepted agreement the application is withdrawn, after it
   * the agreement is terminated. Doing so again changes nothing. A hold keeps nobody from it.
   *
   * @param reason may be empty; at most 4000 characters
   * @return what the application is now: WITHDRAWN or TERMINATED
   * @throws eu.ttc.grants.kernel.Unknown when there is no such application of this applicant
   * @throws NotNow when it ended otherwise, or its payment went to the bank
   */
  @Transactional
  public ApplicationStatus withdraw(ApplicationRef ref, String applicant, String reason) {
    applications.get(ref, applicant);
    if (reason.length() > LONGEST_REASON) {
      throw InvalidInput.of(
          "reason", "size", "must have at most %d characters".formatted(LONGEST_REASON));
    }
    var status = applications.lockedDespiteHold(ref);
    if (status == ApplicationStatus.WITHDRAWN || status == ApplicationStatus.TERMINATED) {
      return status;
    }
    var told = reason.isBlank() ? null : reason.strip();
    if (status.mayBecome(ApplicationStatus.WITHDRAWN)) {
      end(ref, ApplicationStatus.WITHDRAWN, applicant, told);
      if (status != ApplicationStatus.DRAFT) {
        engine.publish("application-withdrawn", ref, ref.value(), Map.of());
      }
      return ApplicationStatus.WITHDRAWN;
    }
    terminate(ref, status, applicant, told);
    return ApplicationStatus.TERMINATED;
  }

  /**
   * The programme ends an accepted agreement. The same manager doing so again changes nothing.
   *
   * @throws InvalidInput when reason or hearing are missing or too long
   * @throws NotNow when there is no agreement to end, its payment went to the bank, or this person
   *     is no programme manager or applies
   */
  @Transactional
  public void terminate(Terminate command) {
    var ref = command.application();
    require(command);
    var status = applications.lockedStatus(ref);
    if (termination(ref).filter(t -> t.terminatedBy().equals(command.manager())).isPresent()) {
      return;
    }
    if (!accounts.hasRole(command.manager(), Role.PROGRAMME_MANAGER)
        || applications.get(ref).applicant().equals(command.manager())) {
      throw new NotNow(
          "Only a programme manager who does not apply for it can terminate the agreement of %s."
              .formatted(ref));
    }
    terminate(ref, status, command.manager(), command.reason().strip());
    jdbc.sql(
            """
            insert into termination (application, reason, hearing, terminated_by, terminated_at)
            values (:ref, :reason, :hearing, :manager, :now)
            """)
        .param("ref", ref.value())
        .param("reason", command.reason().strip())
        .param("hearing", command.hearing().strip())
        .param("manager", command.manager())
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  /** What ending the application would do now. */
  @Transactional(readOnly = true)
  public Prospect prospect(ApplicationRef ref) {
    var status = applications.get(ref).status();
    return new Prospect(kind(ref, status), status, budget.held(ref).orElse(null));
  }

  /** How the programme ended the agreement, if it did. */
  @Transactional(readOnly = true)
  public Optional<Termination> termination(ApplicationRef ref) {
    return jdbc.sql("select * from termination where application = :ref")
        .param("ref", ref.value())
        .query(
            (row, number) ->
                new Termination(
                    row.getString("reason"),
                    row.getString("hearing"),
                    row.getString("terminated_by"),
                    row.getTimestamp("terminated_at").toInstant()))
        .optional();
  }

  private void terminate(
      ApplicationRef ref, ApplicationStatus status, String actor, @Nullable String reason) {
    if (status.ended()) {
      throw new NotNow("%s is %s; there is nothing left to end.".formatted(ref, status));
    }
    if (!status.mayBecome(ApplicationStatus.TERMINATED)) {
      throw new NotNow(
          "%s is %s; without an accepted agreement there is nothing to terminate."
              .formatted(ref, status));
    }
    end(ref, ApplicationStatus.TERMINATED, actor, reason);
    engine.publish("application-terminated", ref, ref.value(), Map.of());
  }

  private void end(
      ApplicationRef ref, ApplicationStatus last, String actor, @Nullable String reason) {
    applications.move(ref, last, last.name(), actor, reason);
    evaluations.withdraw(ref, "the application is " + last);
    boolean settled = ref.scheme() == Scheme.INNOVATION_FUND && grants.terminate(ref, actor);
    if (!settled) {
      payments.cancel(ref, actor);
      budget.releaseUnpaid(ref, "application " + last, actor);
      deMinimis.release(ref);
    }
  }

  private Kind kind(ApplicationRef ref, ApplicationStatus status) {
    if (status == ApplicationStatus.DRAFT) {
      return Kind.DRAFT;
    }
    if (status.mayBecome(ApplicationStatus.WITHDRAWN)) {
      return Kind.WITHDRAWAL;
    }
    if (!status.mayBecome(ApplicationStatus.TERMINATED)) {
      return Kind.ENDED;
    }
    if (grants.isSettled(ref)) {
      return Kind.SETTLED;
    }
    return payments.wasReleased(ref) ? Kind.IN_PAYMENT : Kind.TERMINATION;
  }

  private static void require(Terminate command) {
    var problems = new ArrayList<FieldProblem>();
    problems.addAll(check("reason", command.reason(), LONGEST_REASON));
    problems.addAll(check("hearing", command.hearing(), LONGEST_HEARING));
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
  }

  private static List<FieldProblem> check(String field, String text, int longest) {
    if (text.isBlank()) {
      return List.of(new FieldProblem(field, "required", "is required"));
    }
    return text.length() > longest
        ? List.of(
            new FieldProblem(field, "size", "must have at most %d characters".formatted(longest)))
        : List.of();
  }
}
