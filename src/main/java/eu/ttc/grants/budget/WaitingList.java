package eu.ttc.grants.budget;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.budget.Joining.ListClosed;
import eu.ttc.grants.budget.Joining.Waiting;
import eu.ttc.grants.engine.EngineMessages;
import eu.ttc.grants.engine.Steps;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.Scheme;
import eu.ttc.grants.kernel.StepKey;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who waits for a voucher, in order of arrival. A free voucher belongs to the first who waits: the
 * transaction that frees it wakes them, and nobody behind them may take it. The woken one reserves
 * by itself, because a transaction that holds a budget line never locks a second application.
 */
@Service
public class WaitingList {

  private static final int LONGEST_REASON = 1000;

  private final WaitingListRows rows;
  private final BudgetLines lines;
  private final Applications applications;
  private final EngineMessages engine;
  private final Steps steps;
  private final Clock clock;

  WaitingList(
      WaitingListRows rows,
      BudgetLines lines,
      Applications applications,
      EngineMessages engine,
      Steps steps,
      Clock clock) {
    this.rows = rows;
    this.lines = lines;
    this.applications = applications;
    this.engine = engine;
    this.steps = steps;
    this.clock = clock;
  }

  /**
   * Puts an application at the end of the list, unless it waits already. When a voucher was freed
   * since it found none, it is woken at once.
   *
   * @throws NotNow when the application ended, or holds a voucher
   */
  @Transactional
  public Joining join(ApplicationRef ref, StepKey step) {
    return steps.once(
        step,
        Joining.class,
        () -> {
          var status = applications.lockedStatus(ref);
          if (status.ended()) {
            throw new NotNow("%s is %s and cannot wait for a voucher.".formatted(ref, status));
          }
          if (rows.holdsVoucher(ref)) {
            throw new NotNow("%s holds a voucher and need not wait for one.".formatted(ref));
          }
          var line = lines.lock(ref.scheme());
          var standing = rows.standing(ref);
          if (standing.isPresent() && !standing.get().woken()) {
            return waiting(ref);
          }
          var closure = rows.closure(line);
          if (closure.isPresent()) {
            standing.ifPresent(gone -> leave(ref, LeftReason.VOUCHER_GONE));
            return new ListClosed(
                "the waiting list of line %s is closed since %s, so %s cannot join it"
                    .formatted(line, closure.get().closedAt(), ref));
          }
          var place = standing.map(WaitingListEntry::place).orElseGet(rows::nextPlace);
          standing.ifPresent(gone -> leave(ref, LeftReason.VOUCHER_GONE));
          rows.add(ref, line, place, applications.get(ref).requestedAmount(), clock.instant());
          var joined = waiting(ref);
          applications.note(
              ref, "WAITING_LIST_JOINED", Applications.SYSTEM, Integer.toString(joined.position()));
          wakeNext(line);
          return joined;
        });
  }

  /** Where an application stands; empty when it does not wait. */
  @Transactional(readOnly = true)
  public Optional<WaitingPosition> position(ApplicationRef ref) {
    return rows.position(ref);
  }

  /** Everybody who waits, first come first. */
  @Transactional(readOnly = true)
  public List<WaitingListEntry> entries() {
    return rows.standing(lines.of(Scheme.VOUCHER));
  }

  /** Who closed the list, if it is closed. */
  @Transactional(readOnly = true)
  public Optional<WaitingListClosure> closure() {
    return rows.closure(lines.of(Scheme.VOUCHER));
  }

  /**
   * Ends the waiting for good, as at the end of the programme: whoever waits is told, and their
   * case goes on without a voucher. Those for whom a voucher was set aside may still take it.
   * Closing again changes nothing.
   *
   * @param reason told to nobody, kept for auditors
   * @param manager username of the programme manager who closes it
   */
  @Transactional
  public WaitingListClosure close(String reason, String manager) {
    if (reason.isBlank() || reason.length() > LONGEST_REASON) {
      throw InvalidInput.of(
          "reason", "size", "must have 1 to %d characters".formatted(LONGEST_REASON));
    }
    var line = lines.lock(Scheme.VOUCHER);
    var earlier = rows.closure(line);
    if (earlier.isPresent()) {
      return earlier.get();
    }
    // as precise as the database keeps it, so that every answer says the same
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    var closure = new WaitingListClosure(reason.strip(), manager, now);
    rows.close(line, closure);
    for (var entry : rows.standing(line)) {
      if (!entry.woken()) {
        rows.leave(entry.application(), LeftReason.CLOSED, closure.closedAt());
        engine.publish(
            "waiting-list-closed",
            entry.application(),
            entry.application() + "/waiting-list-closure/" + entry.number(),
            Map.of());
      }
    }
    return closure;
  }

  /** What a locked line has left for an application after all who come before it. */
  Room roomFor(ApplicationRef ref, String line) {
    var room = lines.room(line);
    var place = rows.standing(ref).map(WaitingListEntry::place).orElse(Long.MAX_VALUE);
    for (var earlier : rows.before(line, place, room.vouchers())) {
      room = room.after(earlier.amount());
    }
    return room;
  }

  /**
   * Takes an application whose row is locked off its list, if it is on one.
   *
   * @return the line, which is locked then
   */
  Optional<String> leave(ApplicationRef ref, LeftReason reason) {
    var line = rows.lineOf(ref);
    line.ifPresent(
        held -> {
          lines.lock(held);
          rows.leave(ref, reason, clock.instant());
          applications.note(ref, "WAITING_LIST_LEFT", Applications.SYSTEM, reason.name());
        });
    return line;
  }

  /**
   * Sets the free vouchers of a locked line aside for the first who wait, and tells the lifecycles
   * of those who did not know.
   */
  List<ApplicationRef> wakeNext(String line) {
    var woken = new ArrayList<ApplicationRef>();
    var room = lines.room(line);
    for (var entry : rows.first(line, room.vouchers())) {
      if (!room.fits(entry.amount())) {
        break;
      }
      room = room.after(entry.amount());
      if (!entry.woken()) {
        rows.wake(entry.application(), clock.instant());
        engine.publish(
            "voucher-released",
            entry.application(),
            entry.application() + "/waiting/" + entry.number(),
            Map.of());
        woken.add(entry.application());
      }
    }
    return woken;
  }

  private Waiting waiting(ApplicationRef ref) {
    var number = rows.standing(ref).orElseThrow().number();
    return new Waiting(number, rows.position(ref).orElseThrow().position());
  }
}
