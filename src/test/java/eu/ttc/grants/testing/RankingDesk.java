package eu.ttc.grants.testing;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.budget.AllocateBudget;
import eu.ttc.grants.budget.Allocations;
import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.budget.LineTotals;
import eu.ttc.grants.call.AnnounceCall;
import eu.ttc.grants.call.Calls;
import eu.ttc.grants.identity.Language;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.Scheme;
import eu.ttc.grants.stateaid.AidComputations;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Brings calls and their applications to where a ranking begins: the scores are written as an
 * evaluation leaves them, everything else is done by the modules.
 */
public final class RankingDesk {

  private static final String LINE = "FUND";

  private final ApplicationDesk desk;
  private final Calls calls;
  private final AidComputations computations;
  private final Allocations allocations;
  private final Budget budget;
  private final JdbcClient jdbc;
  private final Clock clock;

  /** From the beans that a test gets. */
  public RankingDesk(
      ApplicationDesk desk,
      Calls calls,
      AidComputations computations,
      Allocations allocations,
      Budget budget,
      JdbcClient jdbc,
      Clock clock) {
    this.desk = desk;
    this.calls = calls;
    this.computations = computations;
    this.allocations = allocations;
    this.budget = budget;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** A new call that takes applications. */
  public String openCall() {
    desk.openCall();
    var now = clock.instant();
    return calls
        .announce(
            new AnnounceCall(
                "Call of a test",
                now.minusSeconds(60),
                now.plus(Duration.ofDays(30)),
                List.of(Language.EN),
                LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(90)),
            desk.person(Role.ADMINISTRATOR))
        .reference();
  }

  /** Closes it before its time. */
  public void close(String call) {
    calls.close(call, "Enough came.", desk.person(Role.ADMINISTRATOR));
  }

  /** An application that answered the call, eligible, with this grant computed. */
  public ApplicationRef eligible(AnApplication told, String call, Cents grant) {
    var ref =
        desk.submitAndMove(
            told.forTheFund(grant).answering(call),
            ApplicationStatus.COMPLETE,
            ApplicationStatus.ELIGIBLE);
    computeAid(ref, grant);
    return ref;
  }

  /** Computes a grant of so much, of costs of EUR 400,000. */
  public void computeAid(ApplicationRef ref, Cents grant) {
    desk.inTransaction(() -> computations.keep(ref, AProject.ofF1().requesting(grant).told()));
    var prepared = computations.prepare(ref, passageOf("stateaid.prepare-aid"));
    computations.compute(
        ref,
        prepared.project(),
        AidTables.answers(prepared.questions()),
        passageOf("stateaid.compute-aid"));
  }

  /** As {@link ApplicationDesk#evaluate}. */
  public void evaluate(ApplicationRef ref, int excellence, int impact, int implementation) {
    desk.evaluate(ref, excellence, impact, implementation);
  }

  /** An application of the call with this grant and as many half points in every criterion. */
  public ApplicationRef evaluated(String call, Cents grant, int halfPoints) {
    var ref = eligible(anApplication(), call, grant);
    evaluate(ref, halfPoints, halfPoints, halfPoints);
    return ref;
  }

  /**
   * Makes exactly so much available in the line of the fund; nobody of earlier tests waits for it.
   */
  public void fund(Cents money) {
    jdbc.sql(
            "update ranking_entry set ended_at = now() where state = 'RESERVE' and ended_at is"
                + " null")
        .update();
    allocate(1);
    var change = money.value() - available().value();
    if (change != 0) {
      allocate(change);
    }
  }

  /** Gives the line of the fund more money, or takes some. */
  public void allocate(long cents) {
    allocations.allocate(
        new AllocateBudget(
            LINE,
            Scheme.INNOVATION_FUND,
            cents,
            "MC " + System.nanoTime(),
            "decided by test",
            "ada"));
  }

  /** What nobody holds of the line of the fund. */
  public Cents available() {
    return budget.totals().stream()
        .filter(totals -> totals.line().equals(LINE))
        .map(LineTotals::available)
        .findFirst()
        .orElseThrow();
  }

  /** Names and keys of the messages to the engine about this subject, as they were written. */
  public List<String> messages(String subject) {
    return jdbc.sql(
            """
            select payload::json ->> 'name' || ' ' || (payload::json ->> 'correlationKey')
            from outbox_record where record_key = :key order by ctid
            """)
        .param("key", subject)
        .query(String.class)
        .list();
  }
}
