package eu.ttc.grants.budget;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;

import eu.ttc.grants.budget.Joining.Waiting;
import eu.ttc.grants.budget.Reservation.Reserved;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.testing.ApplicationDesk;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What tests do with vouchers. Those of applications whose money is in payment stay taken for the
 * whole test run.
 */
final class Vouchers {

  static final Cents AMOUNT = Cents.euros(5_000);

  private static final List<ApplicationRef> HOLDERS = new ArrayList<>();

  private final Budget budget;
  private final WaitingList waitingList;
  private final ApplicationDesk desk;
  private final JdbcClient jdbc;

  Vouchers(Budget budget, WaitingList waitingList, ApplicationDesk desk, JdbcClient jdbc) {
    this.budget = budget;
    this.waitingList = waitingList;
    this.desk = desk;
    this.jdbc = jdbc;
  }

  /** Nobody waits and nobody holds a voucher any more. */
  void giveAllBack() {
    waitingList.entries().forEach(entry -> release(entry.application()));
    jdbc.sql(
            "select r.application from budget_reservation r where r.state <> 'RELEASED'"
                + " and not exists (select 1 from budget_holding h"
                + " where h.application = r.application and h.in_payment_cents + h.paid_cents > 0)")
        .query(String.class)
        .list()
        .forEach(ref -> release(ApplicationRef.of(ref)));
  }

  int free() {
    var line =
        budget.totals().stream()
            .filter(totals -> totals.line().equals("VOUCHER"))
            .findFirst()
            .orElseThrow();
    return line.vouchers() - line.vouchersTaken();
  }

  /** Submitted applications of different enterprises. */
  List<ApplicationRef> applicants(int count) {
    var refs = new ArrayList<ApplicationRef>();
    for (int i = 0; i < count; i++) {
      refs.add(desk.submit(anApplication()));
    }
    return refs;
  }

  /** Takes every free voucher; returns who holds them, the same ones in every test. */
  List<ApplicationRef> takeAll() {
    HOLDERS.addAll(applicants(Math.max(0, free() - HOLDERS.size())));
    var holders = List.copyOf(HOLDERS.subList(0, free()));
    holders.forEach(this::reserve);
    return holders;
  }

  /** As many new applicants, one after the other at the end of the list. */
  List<ApplicationRef> waiting(int count) {
    var refs = applicants(count);
    refs.forEach(this::join);
    return refs;
  }

  Reservation reserve(ApplicationRef ref) {
    return budget.reserve(ref, AMOUNT, passageOf("budget.reserve"));
  }

  boolean tryReserve(ApplicationRef ref) {
    return reserve(ref) instanceof Reserved;
  }

  Waiting join(ApplicationRef ref) {
    return (Waiting) waitingList.join(ref, passageOf("budget.join-waiting-list"));
  }

  void release(ApplicationRef ref) {
    desk.inTransaction(
        () -> {
          budget.release(ref, "released by test", "tester");
          return ref;
        });
  }

  /** Does the same for all of them at once; returns the results in their order. */
  <R> List<R> atOnce(List<ApplicationRef> refs, Function<ApplicationRef, R> work)
      throws InterruptedException, ExecutionException {
    var go = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var started =
          refs.stream()
              .map(
                  ref ->
                      threads.submit(
                          () -> {
                            go.await();
                            return work.apply(ref);
                          }))
              .toList();
      go.countDown();
      var results = new ArrayList<R>();
      for (var one : started) {
        results.add(one.get());
      }
      return results;
    }
  }

  /** Keys of the messages of this name that are on their way to an application's lifecycle. */
  List<String> keys(ApplicationRef ref, String message) {
    return jdbc.sql(
            "select payload::json ->> 'correlationKey' from outbox_record where record_key = :ref"
                + " and payload::json ->> 'name' = :name order by created_at")
        .param("ref", ref.value())
        .param("name", message)
        .query(String.class)
        .list();
  }

  /** Whether a voucher was set aside for an application that waits. */
  boolean woken(ApplicationRef ref) {
    return waitingList.position(ref).map(WaitingPosition::voucherReleased).orElse(false);
  }
}
