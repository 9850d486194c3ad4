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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps what is reserved, committed and paid within the budget lines, and the vouchers within their
 * number. Every movement is a posting that is never changed; a movement that was posted already is
 * not posted again. Vouchers go in order of arrival; of grants, {@link MoneyAvailable} tells when
 * more can be reserved. Order of locks: application, then budget line.
 */
@Service
public class Budget {

  private final BudgetLines lines;
  private final Holdings holdings;
  private final Postings postings;
  private final WaitingList waitingList;
  private final Steps steps;
  private final Applications applications;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Budget(
      BudgetLines lines,
      Holdings holdings,
      Postings postings,
      WaitingList waitingList,
      Steps steps,
      Applications applications,
      ApplicationEventPublisher events,
      Clock clock) {
    this.lines = lines;
    this.holdings = holdings;
    this.postings = postings;
    this.waitingList = waitingList;
    this.steps = steps;
    this.applications = applications;
    this.events = events;
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
          var standing = holdings.of(ref);
          if (standing.isPresent()) {
            var held = standing.get();
            return new Reserved(held.line(), held.voucher(), held.amount());
          }
          return reserveNow(ref, amount);
        });
  }

  /**
   * Holds a line until the end of the running transaction: nobody else reserves, commits or
   * releases money of it meanwhile.
   *
   * @return what nobody holds of it
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public Cents lockLine(String line) {
    lines.lock(line);
    return lines.room(line).money();
  }

  /**
   * Sets money of the fund aside for an application that may not be locked: its turn came because
   * another one gave money back. Within the running transaction; at most once per application.
   * Whoever calls has made sure under {@link #lockLine} that the application waits for it, and
   * tells it in the application's history as soon as that can be locked.
   *
   * @return whether the application holds it now
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public boolean setAside(ApplicationRef ref, Cents amount) {
    if (ref.scheme() != Scheme.INNOVATION_FUND) {
      throw new IllegalArgumentException(
          "%s is no application to the fund; vouchers are only reserved in turn.".formatted(ref));
    }
    var line = lines.lock(ref.scheme());
    return holdings.of(ref).isPresent() || hold(ref, line, 0, amount).isPresent();
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
          var held = requireHolding(ref);
          if (held.committed()) {
            return true;
          }
          post(held, Fact.of(PostingKind.COMMIT), held.amount(), null, Applications.SYSTEM);
          holdings.commit(ref);
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
   * @param by username of the person whose act ended it, or {@link Applications#SYSTEM}
   * @throws IllegalStateException when money of it is in payment or paid
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void release(ApplicationRef ref, String reason, String by) {
    applications.lockedStatus(ref);
    // money may be on its way to it, set aside by who gave some back
    lines.lockIfAny(ref.scheme());
    var held = holdings.of(ref);
    held.ifPresent(given -> giveBack(given, reason, by));
    waitingList
        .leave(ref, LeftReason.APPLICATION_ENDED)
        .or(() -> held.map(Holding::line))
        .ifPresent(line -> wakeNext(ref, line));
  }

  /**
   * Gives back what an application that ends holds and was not paid; what was paid stays as it is.
   * Within the running transaction. As {@link #release} when nothing was paid.
   *
   * @param reason why, for the ledger
   * @param by username of the person whose act ended it, or {@link Applications#SYSTEM}
   * @throws IllegalStateException when money of it is in payment
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void releaseUnpaid(ApplicationRef ref, String reason, String by) {
    applications.lockedStatus(ref);
    var held = holdings.of(ref);
    var standing = held.map(one -> postings.standing(ref, one.reservation())).orElse(Standing.NONE);
    if (standing.nothingOrdered()) {
      release(ref, reason, by);
      return;
    }
    if (standing.inPayment().value() > 0) {
      throw new IllegalStateException(
          "%s has %s in payment; only what the bank has booked or refused can be told from the rest."
              .formatted(ref, standing.inPayment()));
    }
    if (standing.committed().value() > 0) {
      free(ref, Fact.of(PostingKind.RELEASE_COMMITTED, "ended"), standing.committed(), reason, by);
      applications.note(
          ref, "BUDGET_REDUCED", Applications.SYSTEM, standing.committed().toString());
    }
  }

  /** What is set aside or committed for an application now, what is in payment or paid included. */
  @Transactional(readOnly = true)
  public Optional<Cents> held(ApplicationRef ref) {
    return holdings.of(ref).map(Holding::amount);
  }

  /** What was paid for an application and did not come back. */
  @Transactional(readOnly = true)
  public Cents paid(ApplicationRef ref) {
    return postings.standing(ref, holdings.newestReservation(ref)).paid();
  }

  /**
   * Keeps only {@code needed} of a commitment, what is in payment or paid included, and gives the
   * rest back to the line, once per instalment, within the running transaction. The voucher stays
   * taken.
   *
   * @param reason why, for the ledger
   * @param by username of the person who decided it, or {@link Applications#SYSTEM}
   * @throws IllegalStateException when nothing is committed, or less than is needed
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void reduce(ApplicationRef ref, Cents needed, int instalment, String reason, String by) {
    if (instalment < 1) {
      throw new IllegalArgumentException("instalments count from 1, not from " + instalment);
    }
    var fact = Fact.of(PostingKind.RELEASE_COMMITTED, instalment);
    if (posted(ref, fact).isPresent()) {
      return;
    }
    var held = requireHolding(ref);
    if (!held.committed()) {
      throw new IllegalStateException(
          "%s has only reserved its money, so no part of a commitment can be given back."
              .formatted(ref));
    }
    if (needed.exceeds(held.amount())) {
      throw new IllegalStateException(
          "%s is to keep %s but holds %s.".formatted(ref, needed, held.amount()));
    }
    keepOnly(needed, held, fact, reason, by);
  }

  /**
   * Keeps only {@code needed} of a reservation and gives the rest back to the line, within the
   * running transaction; nothing happens when that is all that is reserved.
   *
   * @param key names the reduction among those of this application; posted once
   * @param reason why, for the ledger
   * @param by username of the person who decided it, or {@link Applications#SYSTEM}
   * @throws IllegalStateException when nothing is reserved, or less than is needed
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void reduceReservation(
      ApplicationRef ref, Cents needed, String key, String reason, String by) {
    var fact = Fact.of(PostingKind.RELEASE_RESERVED, key);
    if (posted(ref, fact).isPresent()) {
      return;
    }
    var held = requireHolding(ref);
    if (held.committed() || needed.exceeds(held.amount()) || needed.equals(Cents.ZERO)) {
      throw new IllegalStateException(
          "%s is to keep %s of its reservation, but holds %s, which is %s."
              .formatted(ref, needed, held.amount(), held.committed() ? "committed" : "reserved"));
    }
    keepOnly(needed, held, fact, reason, by);
  }

  /**
   * Committed money goes into payment: its bank file was released. Within the running transaction.
   * An instalment whose payment was {@link #reject rejected} or {@link #returned} is ordered again
   * as another attempt.
   *
   * @param attempt which try to pay this instalment, from 1
   * @param by username of the person who released the payment
   * @throws IllegalStateException when the application holds too little, or another attempt of this
   *     instalment is in payment or paid
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void order(ApplicationRef ref, int instalment, int attempt, Cents amount, String by) {
    var fact = Fact.of(PostingKind.ORDER, instalment, attempt);
    if (repeats(ref, fact, amount)) {
      return;
    }
    var held = requireHolding(ref);
    postings
        .standingAttempt(ref, held.reservation(), instalment)
        .ifPresent(
            other -> {
              throw new IllegalStateException(
                  "Attempt %d to pay instalment %d of %s stands; attempt %d would pay it twice."
                      .formatted(other, instalment, ref, attempt));
            });
    post(held, fact, amount, null, by);
  }

  /**
   * Money in payment was paid: the bank booked it. Within the running transaction.
   *
   * @param by username of the person who took the bank's answer, or {@link Applications#SYSTEM}
   * @throws IllegalStateException when this attempt was not ordered with this amount, or was
   *     rejected
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void pay(ApplicationRef ref, int instalment, int attempt, Cents amount, String by) {
    follow(
        ref,
        Fact.of(PostingKind.PAY, instalment, attempt),
        PostingKind.ORDER,
        PostingKind.REJECT,
        amount,
        null,
        by);
  }

  /**
   * The bank refused a payment before booking it: the money is committed again and can be ordered
   * as another attempt. Within the running transaction.
   *
   * @param reason the bank's code, or {@code NONE}, for the ledger
   * @param by username of the person who took the bank's answer, or {@link Applications#SYSTEM}
   * @throws IllegalStateException when this attempt was not ordered with this amount, or was paid
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void reject(
      ApplicationRef ref, int instalment, int attempt, Cents amount, String reason, String by) {
    follow(
        ref,
        Fact.of(PostingKind.REJECT, instalment, attempt),
        PostingKind.ORDER,
        PostingKind.PAY,
        amount,
        reason,
        by);
  }

  /**
   * A booked payment came back from the bank: the money is committed again and can be ordered as
   * another attempt. Within the running transaction.
   *
   * @param reason the bank's code, or {@code NONE}, for the ledger
   * @param by username of the person who took the bank's answer, or {@link Applications#SYSTEM}
   * @throws IllegalStateException when this attempt was not paid with this amount, or so much of it
   *     was recovered that less is paid now
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void returned(
      ApplicationRef ref, int instalment, int attempt, Cents amount, String reason, String by) {
    follow(
        ref,
        Fact.of(PostingKind.RETURN, instalment, attempt),
        PostingKind.PAY,
        PostingKind.REJECT,
        amount,
        reason,
        by);
  }

  /**
   * Part of what was paid for an application came back: it is available in its line again, and the
   * application holds so much less. Within the running transaction.
   *
   * @param key names the receipt among those of this application; posted once
   * @param reason why, for the ledger
   * @param by username of the person who booked it, or {@link Applications#SYSTEM}
   * @throws IllegalStateException when it is more than is paid for the application
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void recover(ApplicationRef ref, String key, Cents amount, String reason, String by) {
    free(ref, Fact.of(PostingKind.RECOVER, key), amount, reason, by);
  }

  /**
   * Part of a commitment is not paid but set off against what the beneficiary owes: it is available
   * in its line again, and the application holds so much less. Within the running transaction.
   *
   * @param key names the set-off among those of this application; posted once
   * @param reason why, for the ledger
   * @param by username of the person who decided it, or {@link Applications#SYSTEM}
   * @throws IllegalStateException when it is more than is committed and not in payment
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void setOff(ApplicationRef ref, String key, Cents amount, String reason, String by) {
    free(ref, Fact.of(PostingKind.RELEASE_COMMITTED, key), amount, reason, by);
  }

  /**
   * Part of a commitment is not needed any more, because the grant became smaller: it is available
   * in its line again, and the application holds so much less. Within the running transaction.
   *
   * @param change names what made it smaller among all that does so for this application; posted
   *     once
   * @param reason why, for the ledger
   * @param by username of the person who decided it
   * @throws IllegalStateException when it is more than is committed and not in payment
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void giveBack(ApplicationRef ref, String change, Cents amount, String reason, String by) {
    free(ref, Fact.of(PostingKind.RELEASE_COMMITTED, change), amount, reason, by);
    applications.note(ref, "BUDGET_REDUCED", by, amount.toString());
  }

  /** What is committed to an application and neither in payment nor paid. */
  @Transactional(readOnly = true)
  public Cents committed(ApplicationRef ref) {
    return postings.standing(ref, holdings.newestReservation(ref)).committed();
  }

  /** All budget lines with their balances. */
  @Transactional(readOnly = true)
  public List<LineTotals> totals() {
    return lines.totals();
  }

  private void keepOnly(Cents needed, Holding held, Fact fact, String reason, String by) {
    var ref = held.application();
    var rest = held.amount().minus(needed);
    if (rest.equals(Cents.ZERO)) {
      return;
    }
    post(held, fact, rest, reason, by);
    holdings.keep(ref, needed);
    applications.note(ref, "BUDGET_REDUCED", Applications.SYSTEM, rest.toString());
    wakeNext(ref, held.line());
  }

  /** Makes part of what an application holds available in its line again, and wakes who is next. */
  private void free(ApplicationRef ref, Fact fact, Cents amount, String reason, String by) {
    if (repeats(ref, fact, amount)) {
      return;
    }
    var held = requireHolding(ref);
    post(held, fact, amount, reason, by);
    holdings.keep(ref, held.amount().minus(amount));
    wakeNext(ref, held.line());
  }

  /** A posting that follows an earlier one about the same attempt and excludes a third. */
  private void follow(
      ApplicationRef ref,
      Fact fact,
      PostingKind earlier,
      PostingKind excluded,
      Cents amount,
      @Nullable String reason,
      String by) {
    if (repeats(ref, fact, amount)) {
      return;
    }
    var held = requireHolding(ref);
    var before = postings.posted(ref, held.reservation(), fact.as(earlier));
    if (before.isEmpty() || !before.get().equals(amount)) {
      throw new IllegalStateException(
          "%s of %s for %s does not follow its %s: %s was posted there."
              .formatted(
                  fact, amount, ref, earlier, before.map(Cents::toString).orElse("nothing")));
    }
    if (postings.posted(ref, held.reservation(), fact.as(excluded)).isPresent()) {
      throw new IllegalStateException(
          "%s of %s for %s contradicts its %s, which is posted."
              .formatted(fact, amount, ref, excluded));
    }
    post(held, fact, amount, reason, by);
  }

  /** Whether this was posted already, with this amount. */
  private boolean repeats(ApplicationRef ref, Fact fact, Cents amount) {
    var before = posted(ref, fact);
    if (before.isPresent() && !before.get().equals(amount)) {
      throw new IllegalStateException(
          "%s for %s is posted with %s and cannot be posted with %s."
              .formatted(fact, ref, before.get(), amount));
    }
    return before.isPresent();
  }

  /** What was posted for the newest reservation of an application, which is locked then. */
  private Optional<Cents> posted(ApplicationRef ref, Fact fact) {
    applications.lockedStatus(ref);
    return postings.posted(ref, holdings.newestReservation(ref), fact);
  }

  private void giveBack(Holding held, String reason, String by) {
    var ref = held.application();
    var standing = postings.standing(ref, held.reservation());
    if (!standing.nothingOrdered()) {
      throw new IllegalStateException(
          "%s has %s in payment and %s paid; it cannot be given back."
              .formatted(ref, standing.inPayment(), standing.paid()));
    }
    var kind = held.committed() ? PostingKind.RELEASE_COMMITTED : PostingKind.RELEASE_RESERVED;
    if (!held.amount().equals(Cents.ZERO)) {
      post(held, Fact.of(kind), held.amount(), reason, by);
    }
    lines.lock(held.line());
    holdings.release(held, by, lines.moment(held.line(), clock.instant()));
    applications.note(ref, "BUDGET_RELEASED", Applications.SYSTEM, reason);
  }

  /**
   * Told in the history of who freed it: the next one's own tells it when they reserve. Who waits
   * for a grant listens to the event.
   */
  private void wakeNext(ApplicationRef ref, String line) {
    var woken = waitingList.wakeNext(line);
    if (!woken.isEmpty()) {
      applications.note(
          ref,
          "VOUCHER_RELEASED_TO_NEXT",
          Applications.SYSTEM,
          woken.stream().map(ApplicationRef::value).collect(Collectors.joining(", ")));
    }
    events.publishEvent(new MoneyAvailable(line));
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
    var voucher = holdings.firstFreeVoucher(line).orElse(0);
    if (hold(ref, line, voucher, amount).isEmpty()) {
      return new BudgetExhausted(
          "%s needs %s, more than is available in line %s".formatted(ref, amount, line));
    }
    waitingList.leave(ref, LeftReason.VOUCHER_RESERVED);
    applications.note(ref, "BUDGET_RESERVED", Applications.SYSTEM, null);
    return new Reserved(line, voucher, amount);
  }

  /** Reserves money of a locked line; empty when there is too little. */
  private Optional<Holding> hold(ApplicationRef ref, String line, int voucher, Cents amount) {
    var reservation = holdings.newestReservation(ref) + 1;
    var held = new Holding(ref, reservation, line, voucher, amount, false);
    var now = lines.moment(line, clock.instant());
    var note = new Postings.Note(null, Applications.SYSTEM, now);
    if (!postings.post(held, Fact.of(PostingKind.RESERVE), amount, note)) {
      return Optional.empty();
    }
    holdings.add(held, Applications.SYSTEM, now);
    return Optional.of(held);
  }

  private Holding requireHolding(ApplicationRef ref) {
    return holdings
        .of(ref)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "%s holds no budget; without a reservation nothing is committed or paid."
                        .formatted(ref)));
  }

  private void post(Holding held, Fact fact, Cents amount, @Nullable String reason, String by) {
    lines.lock(held.line());
    var from = fact.kind().from().orElseThrow();
    var movable = postings.standing(held.application(), held.reservation()).in(from);
    var note = new Postings.Note(reason, by, lines.moment(held.line(), clock.instant()));
    if (amount.exceeds(movable) || !postings.post(held, fact, amount, note)) {
      throw new IllegalStateException(
          "%s of %s for %s does not fit line %s: the application has %s %s there. Compare the ledger with the application before retrying."
              .formatted(
                  fact,
                  amount,
                  held.application(),
                  held.line(),
                  movable,
                  from.name().toLowerCase(Locale.ROOT).replace('_', ' ')));
    }
  }
}
