package eu.ttc.grants.budget;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.budget.Reservation.BudgetExhausted;
import eu.ttc.grants.budget.Reservation.Reserved;
import eu.ttc.grants.engine.Steps;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.Scheme;
import eu.ttc.grants.kernel.StepKey;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps what is reserved, committed and paid within the budget lines, and the vouchers within their
 * number. Every movement is a posting that is never changed; a movement that was posted already is
 * not posted again. Vouchers go in order of arrival. Order of locks: application, then budget line.
 */
@Service
public class Budget {

  private static final int NO_INSTALMENT = 0;

  private final JdbcClient jdbc;
  private final BudgetLines lines;
  private final WaitingList waitingList;
  private final Steps steps;
  private final Applications applications;
  private final Clock clock;

  Budget(
      JdbcClient jdbc,
      BudgetLines lines,
      WaitingList waitingList,
      Steps steps,
      Applications applications,
      Clock clock) {
    this.jdbc = jdbc;
    this.lines = lines;
    this.waitingList = waitingList;
    this.steps = steps;
    this.applications = applications;
    this.clock = clock;
  }

  /**
   * Sets money (and a voucher) aside for an application; at most once per application.
   *
   * @throws eu.ttc.grants.kernel.NotNow when the application ended
   */
  @Transactional
  public Reservation reserve(ApplicationRef ref, Cents amount, StepKey step) {
    return steps.once(
        step,
        Reservation.class,
        () -> {
          applications.requireOpen(ref);
          var standing = standing(ref);
          if (standing.isPresent()) {
            var held = standing.get();
            return new Reserved(held.line(), held.voucher(), held.amount());
          }
          return reserveNow(ref, amount);
        });
  }

  /**
   * Turns the reservation into a commitment, once the agreement is accepted.
   *
   * @throws eu.ttc.grants.kernel.NotNow when the application ended
   */
  @Transactional
  public void commit(ApplicationRef ref, StepKey step) {
    steps.once(
        step,
        Boolean.class,
        () -> {
          applications.requireOpen(ref);
          var held = requireStanding(ref);
          if (held.state().equals("COMMITTED")) {
            return true;
          }
          post(held, PostingKind.COMMIT, held.amount(), NO_INSTALMENT, null);
          become(ref, "COMMITTED");
          applications.note(ref, "BUDGET_COMMITTED", Applications.SYSTEM, null);
          return true;
        });
  }

  /**
   * Gives back what an application holds, its voucher or its place on the waiting list, within the
   * running transaction, and wakes who is next. Whatever ends an application calls this; does
   * nothing when it holds nothing, so it may be called again.
   *
   * @param reason why, for the ledger
   * @throws IllegalStateException when money of it is in payment or paid
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void release(ApplicationRef ref, String reason) {
    applications.lockedStatus(ref);
    var held = standing(ref);
    held.ifPresent(given -> giveBack(given, reason));
    waitingList
        .leave(ref, LeftReason.APPLICATION_ENDED)
        .or(() -> held.map(Standing::line))
        .map(waitingList::wakeNext)
        .filter(woken -> !woken.isEmpty())
        .ifPresent(woken -> noteNext(ref, woken));
  }

  /** What is set aside or committed for an application now. */
  @Transactional(readOnly = true)
  public Optional<Cents> held(ApplicationRef ref) {
    return standing(ref).map(Standing::amount);
  }

  /**
   * Keeps only {@code needed} of a commitment and gives the rest back to the line, once per
   * instalment, within the running transaction. The voucher stays taken.
   *
   * @param reason why, for the ledger
   * @throws IllegalStateException when nothing is committed, or less than is needed
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void reduce(ApplicationRef ref, Cents needed, int instalment, String reason) {
    applications.lockedStatus(ref);
    var held = requireStanding(ref);
    if (!held.state().equals("COMMITTED")) {
      throw new IllegalStateException(
          "%s has only reserved its money, so no part of a commitment can be given back."
              .formatted(ref));
    }
    var rest = held.amount().minus(needed);
    post(held, PostingKind.RELEASE_COMMITTED, rest, instalment, reason);
    jdbc.sql(
            "update budget_reservation set amount_cents = :needed"
                + " where application = :ref and state = 'COMMITTED'")
        .param("needed", needed.value())
        .param("ref", ref.value())
        .update();
    applications.note(ref, "BUDGET_REDUCED", Applications.SYSTEM, rest.toString());
  }

  /** Committed money goes into payment: its bank file was released. Within the transaction. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void order(ApplicationRef ref, int instalment, Cents amount) {
    post(requireStanding(ref), PostingKind.ORDER, amount, instalment, null);
  }

  /** Money in payment was paid: the bank booked it. Within the running transaction. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void pay(ApplicationRef ref, int instalment, Cents amount) {
    post(requireStanding(ref), PostingKind.PAY, amount, instalment, null);
  }

  /** All budget lines with their balances. */
  @Transactional(readOnly = true)
  public List<LineTotals> totals() {
    return jdbc.sql(
            """
            select l.*,
                   (select count(*) from voucher_slot s where s.line = l.code) vouchers,
                   (select count(*) from voucher_slot s where s.line = l.code
                      and s.application is not null) taken
            from budget_line l order by l.code
            """)
        .query(
            (row, number) ->
                new LineTotals(
                    row.getString("code"),
                    Scheme.valueOf(row.getString("scheme")),
                    Cents.of(row.getLong("allocated_cents")),
                    Cents.of(row.getLong("available_cents")),
                    Cents.of(row.getLong("reserved_cents")),
                    Cents.of(row.getLong("committed_cents")),
                    Cents.of(row.getLong("in_payment_cents")),
                    Cents.of(row.getLong("paid_cents")),
                    row.getInt("vouchers"),
                    row.getInt("taken")))
        .list();
  }

  private void giveBack(Standing held, String reason) {
    requireNothingOrdered(held.ref());
    var kind =
        held.state().equals("COMMITTED")
            ? PostingKind.RELEASE_COMMITTED
            : PostingKind.RELEASE_RESERVED;
    post(held, kind, held.amount(), NO_INSTALMENT, reason);
    become(held.ref(), "RELEASED");
    jdbc.sql("update voucher_slot set application = null where application = :ref")
        .param("ref", held.ref().value())
        .update();
    applications.note(held.ref(), "BUDGET_RELEASED", Applications.SYSTEM, reason);
  }

  /** In the history of who released it: the next one's own tells it when they reserve. */
  private void noteNext(ApplicationRef ref, List<ApplicationRef> woken) {
    applications.note(
        ref,
        "VOUCHER_RELEASED_TO_NEXT",
        Applications.SYSTEM,
        woken.stream().map(ApplicationRef::value).collect(Collectors.joining(", ")));
  }

  private Reservation reserveNow(ApplicationRef ref, Cents amount) {
    var line = lines.lock(ref.scheme());
    if (ref.scheme() == Scheme.VOUCHER) {
      var room = lines.room(line);
      if (room.vouchers() == 0) {
        return new BudgetExhausted(
            "no voucher is left for %s: all of line %s are taken".formatted(ref, line));
      }
      if (!waitingList.roomFor(ref, line).fits(amount)) {
        return new BudgetExhausted(
            "no voucher is left for %s, which asks for %s: line %s has %d with %s, and those who wait longer come first"
                .formatted(ref, amount, line, room.vouchers(), room.money()));
      }
    }
    var free = lines.firstFreeVoucher(line);
    var held = new Standing(ref, line, free.orElse(0), amount, "RESERVED");
    if (!tryPost(held, PostingKind.RESERVE, amount, NO_INSTALMENT, null)) {
      return new BudgetExhausted(
          "%s needs %s, more than is available in line %s".formatted(ref, amount, line));
    }
    jdbc.sql(
            """
            insert into budget_reservation (application, line, amount_cents, state)
            values (:ref, :line, :amount, 'RESERVED')
            """)
        .param("ref", ref.value())
        .param("line", line)
        .param("amount", amount.value())
        .update();
    free.ifPresent(
        number ->
            jdbc.sql("update voucher_slot set application = :ref where number = :number")
                .param("ref", ref.value())
                .param("number", number)
                .update());
    waitingList.leave(ref, LeftReason.VOUCHER_RESERVED);
    applications.note(ref, "BUDGET_RESERVED", Applications.SYSTEM, null);
    return new Reserved(line, held.voucher(), amount);
  }

  private record Standing(
      ApplicationRef ref, String line, int voucher, Cents amount, String state) {}

  private Optional<Standing> standing(ApplicationRef ref) {
    return jdbc.sql(
            """
            select r.line, r.amount_cents, r.state, coalesce(s.number, 0) voucher
            from budget_reservation r left join voucher_slot s on s.application = r.application
            where r.application = :ref and r.state <> 'RELEASED'
            """)
        .param("ref", ref.value())
        .query(
            (row, number) ->
                new Standing(
                    ref,
                    row.getString("line"),
                    row.getInt("voucher"),
                    Cents.of(row.getLong("amount_cents")),
                    row.getString("state")))
        .optional();
  }

  private Standing requireStanding(ApplicationRef ref) {
    return standing(ref)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "%s holds no budget; without a reservation nothing is committed or paid."
                        .formatted(ref)));
  }

  private void requireNothingOrdered(ApplicationRef ref) {
    var ordered =
        jdbc.sql(
                """
                select count(*) from budget_posting p
                where p.application = :ref and p.kind = 'ORDER'
                  and p.reservation = (select count(*) from budget_reservation
                                       where application = :ref and state = 'RELEASED')
                """)
            .param("ref", ref.value())
            .query(Long.class)
            .single();
    if (ordered > 0) {
      throw new IllegalStateException(
          "Money of %s is in payment or paid; it cannot be given back.".formatted(ref));
    }
  }

  private void become(ApplicationRef ref, String state) {
    jdbc.sql(
            "update budget_reservation set state = :state"
                + " where application = :ref and state <> 'RELEASED'")
        .param("state", state)
        .param("ref", ref.value())
        .update();
  }

  private void post(
      Standing held, PostingKind kind, Cents amount, int instalment, @Nullable String reason) {
    if (!tryPost(held, kind, amount, instalment, reason)) {
      throw new IllegalStateException(
          "%s of %s for %s does not fit line %s: too little is %s. Compare the ledger with the application before retrying."
              .formatted(kind, amount, held.ref(), held.line(), kind.from().replace("_cents", "")));
    }
  }

  /** Whether the line had the money; a posting that exists already counts as posted. */
  private boolean tryPost(
      Standing held, PostingKind kind, Cents amount, int instalment, @Nullable String reason) {
    lines.lock(held.line());
    var posted =
        jdbc.sql(
                """
                select count(*) from budget_posting p
                where p.application = :ref and p.kind = :kind and p.instalment = :instalment
                  and p.reservation = (select count(*) from budget_reservation
                                       where application = :ref and state = 'RELEASED')
                """)
            .param("ref", held.ref().value())
            .param("kind", kind.name())
            .param("instalment", instalment)
            .query(Integer.class)
            .single();
    if (posted > 0) {
      return true;
    }
    var moved =
        jdbc.sql(
                "update budget_line set %1$s = %1$s - :amount, %2$s = %2$s + :amount"
                        .formatted(kind.from(), kind.to())
                    + " where code = :line and %s >= :amount".formatted(kind.from()))
            .param("amount", amount.value())
            .param("line", held.line())
            .update();
    if (moved == 0) {
      return false;
    }
    jdbc.sql(
            """
            insert into budget_posting (line, application, reservation, kind, instalment,
                                        amount_cents, reason, posted_at)
            values (:line, :ref, (select count(*) from budget_reservation
                                  where application = :ref and state = 'RELEASED'),
                    :kind, :instalment, :amount, :reason, :at)
            """)
        .param("line", held.line())
        .param("ref", held.ref().value())
        .param("kind", kind.name())
        .param("instalment", instalment)
        .param("amount", amount.value())
        .param("reason", reason)
        .param("at", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
    return true;
  }
}
