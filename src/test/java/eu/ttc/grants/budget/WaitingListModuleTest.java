package eu.ttc.grants.budget;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.budget.Joining.ListClosed;
import eu.ttc.grants.budget.Joining.Waiting;
import eu.ttc.grants.budget.Reservation.BudgetExhausted;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.Scheme;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.ModuleTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@ModuleTest
class WaitingListModuleTest {

  private final WaitingList waitingList;
  private final Budget budget;
  private final Allocations allocations;
  private final ApplicationDesk desk;
  private final JdbcClient jdbc;
  private final Vouchers vouchers;

  WaitingListModuleTest(
      WaitingList waitingList,
      Budget budget,
      Allocations allocations,
      ApplicationDesk desk,
      JdbcClient jdbc) {
    this.waitingList = waitingList;
    this.budget = budget;
    this.allocations = allocations;
    this.desk = desk;
    this.jdbc = jdbc;
    this.vouchers = new Vouchers(budget, waitingList, desk, jdbc);
  }

  @BeforeEach
  void allVouchersAreFree() {
    vouchers.giveAllBack();
  }

  @AfterEach
  void promisesHold() {
    assertThat(broken()).isEmpty();
    vouchers.giveAllBack();
    assertThat(broken()).isEmpty();
  }

  @Test
  void whoFindsNoVoucherWaitsAtTheEndAndSeesTheirPosition() {
    vouchers.takeAll();
    var first = vouchers.applicants(1).getFirst();
    var second = vouchers.applicants(1).getFirst();

    assertThat(vouchers.reserve(first)).isInstanceOf(BudgetExhausted.class);
    assertThat(vouchers.join(first)).isEqualTo(new Waiting(1, 1));
    assertThat(vouchers.join(second)).isEqualTo(new Waiting(1, 2));

    var seen = waitingList.position(second).orElseThrow();
    assertThat(seen.position()).isEqualTo(2);
    assertThat(seen.total()).isEqualTo(2);
    assertThat(seen.voucherReleased()).isFalse();
    assertThat(waitingList.entries())
        .extracting(WaitingListEntry::application)
        .containsExactly(first, second);
    assertThat(reasonOf(second, "WAITING_LIST_JOINED")).isEqualTo("2");
  }

  @Test
  void joiningAgainKeepsThePlace() {
    vouchers.takeAll();
    var refs = vouchers.waiting(2);
    var passage = passageOf("budget.join-waiting-list");
    var late = vouchers.applicants(1).getFirst();

    var joined = waitingList.join(late, passage);

    assertThat(waitingList.join(late, passage)).isEqualTo(joined);
    assertThat(vouchers.join(late)).isEqualTo(joined);
    assertThat(vouchers.join(refs.getFirst())).isEqualTo(new Waiting(1, 1));
    assertThat(desk.events(late)).containsOnlyOnce("WAITING_LIST_JOINED");
  }

  @Test
  @DisplayName("a released voucher is for the first who waits, and for nobody else")
  void aReleaseWakesTheNextInLine() {
    var holders = vouchers.takeAll();
    var waiting = vouchers.waiting(3);
    var newcomer = vouchers.applicants(1).getFirst();

    vouchers.release(holders.getFirst());

    assertThat(vouchers.keys(waiting.get(0), "voucher-released"))
        .containsExactly(waiting.get(0) + "/waiting/1");
    assertThat(vouchers.keys(waiting.get(1), "voucher-released")).isEmpty();
    assertThat(reasonOf(holders.getFirst(), "VOUCHER_RELEASED_TO_NEXT"))
        .isEqualTo(waiting.get(0).value());
    assertThat(vouchers.tryReserve(newcomer)).isFalse();
    assertThat(vouchers.tryReserve(waiting.get(2))).isFalse();
    assertThat(vouchers.tryReserve(waiting.get(1))).isFalse();

    assertThat(vouchers.tryReserve(waiting.get(0))).isTrue();

    assertThat(waitingList.position(waiting.get(0))).isEmpty();
    assertThat(waitingList.position(waiting.get(1)).orElseThrow().position()).isEqualTo(1);
    assertThat(reasonOf(waiting.get(0), "WAITING_LIST_LEFT")).isEqualTo("VOUCHER_RESERVED");
    assertThat(desk.events(waiting.get(0)))
        .containsSubsequence("WAITING_LIST_JOINED", "WAITING_LIST_LEFT", "BUDGET_RESERVED");
  }

  @Test
  void releasingAgainWakesNobodyMore() {
    var holders = vouchers.takeAll();
    var waiting = vouchers.waiting(2);

    vouchers.release(holders.getFirst());
    vouchers.release(holders.getFirst());

    assertThat(vouchers.keys(waiting.get(0), "voucher-released")).hasSize(1);
    assertThat(vouchers.keys(waiting.get(1), "voucher-released")).isEmpty();
  }

  @Test
  void aNewcomerTakesWhatIsLeftAfterThoseWhoWait() {
    var holders = vouchers.takeAll();
    var waiting = vouchers.waiting(1).getFirst();
    var newcomers = vouchers.applicants(2);

    vouchers.release(holders.get(0));
    vouchers.release(holders.get(1));

    assertThat(vouchers.tryReserve(newcomers.get(0))).isTrue();
    assertThat(vouchers.tryReserve(newcomers.get(1))).isFalse();
    assertThat(vouchers.tryReserve(waiting)).isTrue();
  }

  @Test
  void aWokenApplicationThatEndsPassesTheVoucherOn() {
    var holders = vouchers.takeAll();
    var waiting = vouchers.waiting(2);
    vouchers.release(holders.getFirst());

    vouchers.release(waiting.get(0));

    assertThat(vouchers.woken(waiting.get(1))).isTrue();
    assertThat(reasonOf(waiting.get(0), "WAITING_LIST_LEFT")).isEqualTo("APPLICATION_ENDED");
    assertThat(reasonOf(waiting.get(0), "VOUCHER_RELEASED_TO_NEXT"))
        .isEqualTo(waiting.get(1).value());
    assertThat(vouchers.tryReserve(waiting.get(1))).isTrue();
  }

  @Test
  void whoLeavesWhileWaitingLetsOthersMoveUp() {
    vouchers.takeAll();
    var waiting = vouchers.waiting(3);

    vouchers.release(waiting.get(1));
    vouchers.release(waiting.get(1));

    assertThat(waitingList.position(waiting.get(1))).isEmpty();
    assertThat(waitingList.position(waiting.get(2)).orElseThrow().position()).isEqualTo(2);
    assertThat(vouchers.woken(waiting.get(0))).isFalse();
    assertThat(desk.events(waiting.get(1))).containsOnlyOnce("WAITING_LIST_LEFT");
  }

  @Test
  @DisplayName("a voucher freed between finding none and joining is not missed")
  void joiningFindsAVoucherFreedMeanwhile() {
    var holders = vouchers.takeAll();
    var ref = vouchers.applicants(1).getFirst();
    assertThat(vouchers.tryReserve(ref)).isFalse();
    vouchers.release(holders.getFirst());

    vouchers.join(ref);

    assertThat(vouchers.keys(ref, "voucher-released")).containsExactly(ref + "/waiting/1");
    assertThat(vouchers.tryReserve(ref)).isTrue();
  }

  @Test
  @DisplayName("after a crash between release and wake-up neither has happened")
  void releaseAndWakeUpAreOneTransaction() {
    var holder = vouchers.takeAll().getFirst();
    var next = vouchers.waiting(1).getFirst();

    desk.inRolledBackTransaction(
        () -> {
          budget.release(holder, "released by test", "tester");
          assertThat(vouchers.woken(next)).isTrue();
        });

    assertThat(vouchers.free()).isZero();
    assertThat(vouchers.woken(next)).isFalse();
    assertThat(vouchers.keys(next, "voucher-released")).isEmpty();
  }

  @Test
  @DisplayName("who was woken and finds no money waits on at the same place, under a new key")
  void keepsThePlaceWhenTheVoucherIsGone() {
    var holders = vouchers.takeAll();
    var waiting = vouchers.waiting(2);
    vouchers.release(holders.get(0));

    desk.inRolledBackTransaction(
        () -> {
          lower(available());
          assertThat(vouchers.tryReserve(waiting.get(0))).isFalse();

          assertThat(vouchers.join(waiting.get(0))).isEqualTo(new Waiting(2, 1));
          assertThat(vouchers.woken(waiting.get(0))).isFalse();

          budget.release(holders.get(1), "released by test", "tester");
          assertThat(vouchers.keys(waiting.get(0), "voucher-released"))
              .containsExactly(waiting.get(0) + "/waiting/1", waiting.get(0) + "/waiting/2");
          assertThat(vouchers.woken(waiting.get(1))).isFalse();
          assertThat(vouchers.tryReserve(waiting.get(0))).isTrue();
        });
  }

  @Test
  @DisplayName("a smaller amount does not pass a larger one that waited longer")
  void moneyGoesInOrderToo() {
    var holder = vouchers.takeAll().getFirst();
    var large = vouchers.waiting(1).getFirst();
    var small = desk.submit(anApplication().requesting(Cents.euros(1_000)));
    vouchers.join(small);

    desk.inRolledBackTransaction(
        () -> {
          lower(available());
          jdbc.sql(
                  "update budget_line set allocated_cents = allocated_cents - 1,"
                      + " reserved_cents = reserved_cents - 1 where code = 'VOUCHER'")
              .update();
          jdbc.sql(
                  "update budget_reservation set amount_cents = amount_cents - 1"
                      + " where application = :ref")
              .param("ref", holder.value())
              .update();
          budget.release(holder, "released by test", "tester");

          assertThat(vouchers.woken(large)).isFalse();
          assertThat(vouchers.woken(small)).isFalse();
          assertThat(budget.reserve(small, Cents.euros(1_000), passageOf("budget.reserve")))
              .isInstanceOf(BudgetExhausted.class);
        });
  }

  @Test
  void onlyOpenApplicationsWithoutAVoucherWait() {
    var holder = vouchers.takeAll().getFirst();
    var rejected = desk.submitAndMove(anApplication(), ApplicationStatus.REJECTED);

    assertThatThrownBy(() -> vouchers.join(rejected))
        .isInstanceOf(NotNow.class)
        .hasMessageContaining("REJECTED");
    assertThatThrownBy(() -> vouchers.join(holder))
        .isInstanceOf(NotNow.class)
        .hasMessageContaining("holds a voucher");
  }

  @Test
  @DisplayName("100 at once: as many as there are get one, the others wait in order of arrival")
  void oneHundredAtOnce() throws Exception {
    int free = vouchers.free();
    var refs = vouchers.applicants(100);

    var outcomes =
        vouchers.atOnce(
            refs, ref -> vouchers.tryReserve(ref) ? "reserved" : vouchers.join(ref).toString());

    assertThat(outcomes).filteredOn("reserved"::equals).hasSize(free);
    assertThat(vouchers.free()).isZero();
    assertThat(waitingList.entries()).hasSize(100 - free).noneMatch(WaitingListEntry::woken);
    assertThat(waitingList.entries())
        .isSortedAccordingTo(Comparator.comparing(WaitingListEntry::joinedAt));
    var position = 0;
    for (var entry : waitingList.entries()) {
      position++;
      assertThat(waitingList.position(entry.application()).orElseThrow().position())
          .isEqualTo(position);
      assertThat(reasonOf(entry.application(), "WAITING_LIST_JOINED"))
          .isEqualTo(Integer.toString(position));
    }
  }

  @Test
  @DisplayName("ten released at once wake the first ten; whoever asks, only those get them")
  void releasesAtOnceWakeExactlyTheNext() throws Exception {
    var holders = vouchers.takeAll();
    var waiting = vouchers.waiting(25);
    var newcomers = vouchers.applicants(10);
    var next = waiting.subList(0, 10);
    var crowd = new ArrayList<>(holders.subList(0, 10));
    crowd.addAll(newcomers);
    Collections.shuffle(crowd, new Random(7));

    var got =
        vouchers.atOnce(
            crowd,
            ref -> {
              if (newcomers.contains(ref)) {
                return vouchers.tryReserve(ref);
              }
              vouchers.release(ref);
              return false;
            });

    assertThat(got).doesNotContain(true);
    assertThat(waiting).filteredOn(vouchers::woken).isEqualTo(next);
    assertThat(next)
        .allSatisfy(ref -> assertThat(vouchers.keys(ref, "voucher-released")).hasSize(1));

    var everybody = new ArrayList<>(waiting);
    everybody.addAll(newcomers);
    Collections.shuffle(everybody, new Random(8));
    var reserved = vouchers.atOnce(everybody, vouchers::tryReserve);

    assertThat(everybody)
        .filteredOn(ref -> reserved.get(everybody.indexOf(ref)))
        .containsExactlyInAnyOrderElementsOf(next);
    assertThat(vouchers.free()).isZero();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 20261125, 424242})
  @DisplayName("whatever happens in whatever order, vouchers go in order of arrival")
  void randomSequencesAreFair(long seed) {
    var random = new Random(seed);
    var arrivals = new ArrayList<ApplicationRef>();
    var holders = new ArrayList<>(vouchers.takeAll());
    for (int step = 0; step < 120; step++) {
      switch (random.nextInt(5)) {
        case 0, 1 -> {
          var ref = vouchers.applicants(1).getFirst();
          var roomForAll = vouchers.free() > arrivals.size();
          assertThat(vouchers.tryReserve(ref))
              .as("seed %d, step %d", seed, step)
              .isEqualTo(roomForAll);
          if (roomForAll) {
            holders.add(ref);
          } else {
            vouchers.join(ref);
            arrivals.add(ref);
          }
        }
        case 2 -> {
          if (!holders.isEmpty()) {
            vouchers.release(holders.remove(random.nextInt(holders.size())));
          }
        }
        case 3 -> {
          if (!arrivals.isEmpty()) {
            vouchers.release(arrivals.remove(random.nextInt(arrivals.size())));
          }
        }
        default -> {
          if (!arrivals.isEmpty()) {
            var ref = arrivals.get(random.nextInt(arrivals.size()));
            var itsTurn = arrivals.indexOf(ref) < vouchers.free();
            assertThat(vouchers.tryReserve(ref))
                .as("seed %d, step %d", seed, step)
                .isEqualTo(itsTurn);
            if (itsTurn) {
              arrivals.remove(ref);
              holders.add(ref);
            }
          }
        }
      }
      assertThat(waitingList.entries())
          .as("seed %d, step %d", seed, step)
          .extracting(WaitingListEntry::application)
          .isEqualTo(arrivals);
      assertThat(arrivals)
          .as("seed %d, step %d", seed, step)
          .filteredOn(vouchers::woken)
          .isEqualTo(arrivals.subList(0, Math.min(vouchers.free(), arrivals.size())));
    }
  }

  @Nested
  class Closed {

    @Test
    void tellsThoseWhoWaitButLeavesWhatIsSetAside() {
      var holder = vouchers.takeAll().getFirst();
      var waiting = vouchers.waiting(3);
      vouchers.release(holder);

      desk.inRolledBackTransaction(
          () -> {
            var closure = waitingList.close(" End of the programme ", "max");

            assertThat(closure.reason()).isEqualTo("End of the programme");
            assertThat(waitingList.closure()).contains(closure);
            assertThat(vouchers.keys(waiting.get(0), "waiting-list-closed")).isEmpty();
            assertThat(vouchers.keys(waiting.get(2), "waiting-list-closed"))
                .containsExactly(waiting.get(2) + "/waiting-list-closure/1");
            assertThat(waitingList.entries())
                .extracting(WaitingListEntry::application)
                .containsExactly(waiting.get(0));
            assertThat(vouchers.tryReserve(waiting.get(0))).isTrue();
          });
    }

    @Test
    void takesNobodyAnyMoreAndStaysAsFirstClosed() {
      vouchers.takeAll();
      var ref = vouchers.applicants(1).getFirst();

      desk.inRolledBackTransaction(
          () -> {
            var closure = waitingList.close("End of the programme", "max");

            assertThat(waitingList.close("Again", "somebody")).isEqualTo(closure);
            assertThat(waitingList.join(ref, passageOf("budget.join-waiting-list")))
                .isInstanceOf(ListClosed.class);
          });
    }

    @Test
    void letsTheWokenGoWhenTheirVoucherIsGone() {
      var holder = vouchers.takeAll().getFirst();
      var woken = vouchers.waiting(1).getFirst();
      vouchers.release(holder);

      desk.inRolledBackTransaction(
          () -> {
            waitingList.close("End of the programme", "max");
            lower(available());

            assertThat(vouchers.tryReserve(woken)).isFalse();
            assertThat(waitingList.join(woken, passageOf("budget.join-waiting-list")))
                .isInstanceOf(ListClosed.class);
            assertThat(waitingList.position(woken)).isEmpty();
          });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void needsAReason(String reason) {
      assertThatThrownBy(() -> waitingList.close(reason, "max")).isInstanceOf(InvalidInput.class);
    }

    @Test
    void isNeverChanged() {
      desk.inRolledBackTransaction(
          () -> {
            waitingList.close("x".repeat(1000), "max");

            assertThatThrownBy(
                    () -> jdbc.sql("update waiting_list_closure set reason = 'other'").update())
                .hasMessageContaining("append-only");
          });
      assertThatThrownBy(() -> waitingList.close("x".repeat(1001), "max"))
          .isInstanceOf(InvalidInput.class);
    }
  }

  @Nested
  @DisplayName("The view of the promise shows")
  class View {

    @Test
    void aForgottenWakeUp() {
      var holder = vouchers.takeAll().getFirst();
      var waiting = vouchers.waiting(2);

      desk.inRolledBackTransaction(
          () -> {
            budget.release(holder, "released by test", "tester");
            assertThat(broken()).isEmpty();
            jdbc.sql("update waiting_list_entry set woken_at = null").update();

            assertThat(broken())
                .containsExactly(waiting.getFirst() + " waits although a voucher is free for it");
          });
    }

    @Test
    void anOvertakenApplication() {
      var holder = vouchers.takeAll().getFirst();
      var waiting = vouchers.waiting(1).getFirst();

      desk.inRolledBackTransaction(
          () -> {
            jdbc.sql(
                    "update waiting_list_entry set left_at = now(), left_reason = 'CLOSED'"
                        + " where application = :ref")
                .param("ref", waiting.value())
                .update();
            budget.release(holder, "released by test", "tester");
            var quick = vouchers.applicants(1).getFirst();
            assertThat(vouchers.tryReserve(quick)).isTrue();
            jdbc.sql(
                    "update waiting_list_entry set left_at = null, left_reason = null"
                        + " where application = :ref")
                .param("ref", waiting.value())
                .update();

            assertThat(broken()).containsExactly(waiting + " was overtaken by " + quick);
          });
    }

    @Test
    void whoDoesNotTakeTheirVoucher() {
      var holder = vouchers.takeAll().getFirst();
      var waiting = vouchers.waiting(1).getFirst();

      desk.inRolledBackTransaction(
          () -> {
            budget.release(holder, "released by test", "tester");
            jdbc.sql(
                    "update waiting_list_entry set woken_at = now() - interval '20 minutes'"
                        + " where application = :ref and left_at is null")
                .param("ref", waiting.value())
                .update();
            assertThat(broken()).as("the message is still on its way").isEmpty();
            jdbc.sql("delete from outbox_record where record_key = :ref")
                .param("ref", waiting.value())
                .update();

            assertThat(broken())
                .containsExactly(waiting + " was told of a voucher, but does not take it");
          });
    }

    @Test
    void anEndedApplicationThatWaits() {
      vouchers.takeAll();
      var waiting = vouchers.waiting(1).getFirst();

      desk.inRolledBackTransaction(
          () -> {
            jdbc.sql("update application set status = 'REJECTED' where reference = :ref")
                .param("ref", waiting.value())
                .update();

            assertThat(broken()).containsExactly(waiting + " waits although it is REJECTED");
          });
    }

    @Test
    void aHolderWhoWaits() {
      var holder = vouchers.takeAll().getFirst();
      var waiting = vouchers.waiting(1).getFirst();

      desk.inRolledBackTransaction(
          () -> {
            jdbc.sql("update waiting_list_entry set application = :holder where application = :ref")
                .param("holder", holder.value())
                .param("ref", waiting.value())
                .update();

            assertThat(broken()).hasSize(1).first().asString().contains("holds voucher");
          });
    }
  }

  private List<String> broken() {
    return jdbc.sql(
            "select application || ' ' || broken from promise_9_vouchers_go_in_order_of_arrival")
        .query(String.class)
        .list();
  }

  private String reasonOf(ApplicationRef ref, String event) {
    return jdbc.sql(
            "select reason from status_history where application = :ref and event = :event"
                + " order by number desc limit 1")
        .param("ref", ref.value())
        .param("event", event)
        .query(String.class)
        .single();
  }

  private Cents available() {
    return budget.totals().stream()
        .filter(line -> line.line().equals("VOUCHER"))
        .findFirst()
        .orElseThrow()
        .available();
  }

  /** The programme takes money out of the line. */
  private void lower(Cents by) {
    if (by.equals(Cents.ZERO)) {
      return;
    }
    allocations.allocate(
        new AllocateBudget(
            "VOUCHER",
            Scheme.VOUCHER,
            -by.value(),
            "test " + System.nanoTime(),
            "taken by test",
            "tester"));
  }
}
