package eu.ttc.grants.local;

import static eu.ttc.grants.local.Applicant.must;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import eu.ttc.grants.local.CallStory.Band;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/**
 * A call of the innovation fund with sixty consortia, twenty-five experts and a budget for twelve
 * grants, on the complete platform: to ranking, awards, claims, payouts and two recoveries. {@code
 * -Dcall.seed=…} repeats a run, {@code -Dcall.small} takes a few fates, {@code -Dcall.fates=…}
 * those named, with commas between; a run with few, and every one with {@code -Dcall.twice}, is
 * ranked on another platform before, unless {@code -Dcall.once} forbids it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("A simulated call")
class SimulatedCallIT {

  private static final Path FOLDER = Path.of("target", "simulated-call");
  private static final List<CallFate> CHOSEN =
      Pattern.compile(",")
          .splitAsStream(System.getProperty("call.fates", ""))
          .filter(name -> !name.isBlank())
          .map(CallFate::valueOf)
          .toList();
  private static final boolean SMALL =
      System.getProperty("call.small") != null || !CHOSEN.isEmpty();
  private static final boolean ONCE = System.getProperty("call.once") != null;
  private static final boolean TWICE = !ONCE && (SMALL || System.getProperty("call.twice") != null);
  private static final int EXPERTS = SMALL ? 6 : 25;

  private List<Integer> rankedBefore = List.of();
  private SimulatedCall run;

  @BeforeAll
  @Timeout(value = 120, unit = TimeUnit.MINUTES)
  void liveThroughIt() throws Exception {
    long seed = Long.getLong("call.seed", System.nanoTime() % 1_000_000);
    var cast = cast(seed);
    if (TWICE) {
      try (var before = SimulatedCall.on(FOLDER.resolve("before"), cast, EXPERTS)) {
        before.apply();
        before.rank();
        rankedBefore = before.ranking();
      }
    }
    run = SimulatedCall.on(FOLDER.resolve("run"), cast, EXPERTS);
    run.apply();
    run.rank();
    run.carryOut();
    Awaitility.await("the last mail")
        .atMost(Duration.ofMinutes(3))
        .until(() -> ask().number("select count(*) from notification where state <> 'SENT'") == 0);
  }

  private static CallCast cast(long seed) {
    if (!CHOSEN.isEmpty()) {
      return CallCast.chosen(seed, CHOSEN);
    }
    return SMALL ? CallCast.small(seed) : CallCast.complete(seed);
  }

  @AfterAll
  void tellAndLeaveNothingBehind() throws Exception {
    if (run == null) {
      return;
    }
    try {
      var result = CallResult.of(run, ask());
      Diary.say("%n%s", result);
      Files.writeString(FOLDER.resolve("result.txt"), result);
    } finally {
      run.close();
    }
  }

  @Test
  @DisplayName("ends for each consortium as its fate says, and for its reason")
  void endsAsFatesSay() {
    assertThat(run.consortia())
        .hasSize(run.cast().size())
        .allSatisfy(
            one -> {
              assertThat(one.history().status()).as("%s", one).isEqualTo(one.story().status());
              assertThat(one.history().reason("REJECTED").orElse(null))
                  .as("reason of %s", one)
                  .isEqualTo(one.story().reason());
            });
  }

  @Test
  @DisplayName("is ranked by scores and tie-breaks alone")
  void isRankedByScoresAndTieBreaksAlone() {
    assertThat(run.ranking()).isEqualTo(run.cast().ranking().numbers());
  }

  @Test
  @DisplayName("is ranked the same way when it is held again")
  void isRankedTheSameWayAgain() {
    assumeTrue(TWICE, "only with -Dcall.small or -Dcall.twice, and not with -Dcall.once");
    assertThat(run.ranking()).isEqualTo(rankedBefore);
  }

  @Test
  @DisplayName("funds in order of rank as far as the money reaches, and then who moves up")
  void fundsInOrderOfRank() {
    var places = run.cast().ranking().numbers();
    var funded = places.subList(0, run.cast().funded());
    assertThat(run.consortia())
        .allSatisfy(
            one -> {
              assertThat(one.history().has("RANKED_FOR_FUNDING"))
                  .as("the panel funds %s", one)
                  .isEqualTo(funded.contains(one.number()));
              assertThat(one.history().has("MOVED_UP"))
                  .as("%s moves up", one)
                  .isEqualTo(one.story().band() == Band.NEXT);
            });
  }

  @Test
  @DisplayName("computes each grant to the cent")
  void computesEachGrantToTheCent() {
    var officer = run.portal().as("olga", "olga");
    assertThat(run.consortia())
        .filteredOn(one -> one.history().has("AID_COMPUTED"))
        .hasSizeGreaterThanOrEqualTo(run.cast().ranking().places().size())
        .allSatisfy(
            one -> {
              var sheet =
                  must(200, officer.get("/api/applications/" + one.reference() + "/state-aid"));
              long expected =
                  one.story().keepsGrant()
                      ? one.consortium().securedCents()
                      : one.consortium().grantCents();
              assertThat(sheet.json().path("grantCents").asLong())
                  .as("%s", one)
                  .isEqualTo(expected);
            });
  }

  @Test
  @DisplayName("never holds more than its budget, as everybody sees and the ledger proves")
  void neverHoldsMoreThanItsBudget() {
    assertThat(run.budget().wrong()).isEmpty();
    assertThat(run.budget().looks()).isGreaterThan(10);
    assertThat(run.budget().mostTaken())
        .isBetween(
            run.cast().ranking().grantsOfFirst(run.cast().funded()), run.cast().budgetCents());
  }

  @Test
  @DisplayName("pays each grant as it was earned, to the cent, and orders nothing else")
  void paysEachGrantAsEarned() throws SQLException {
    var paid = new TreeMap<String, Long>();
    for (var payment : list("/api/payments", "fiona")) {
      if (payment.path("state").asString().equals("BOOKED")) {
        paid.merge(
            payment.path("application").asString(),
            payment.path("amountCents").asLong(),
            Long::sum);
      }
    }
    assertThat(paid)
        .isEqualTo(
            run.consortia().stream()
                .filter(one -> one.story().keepsGrant())
                .collect(
                    Collectors.toMap(
                        OneConsortium::reference, one -> one.story().paidCents(one.consortium()))));
    assertThat(run.finance().filed()).doesNotHaveDuplicates();
    assertThat(run.finance().filedCents())
        .as("all bank files together, what the bank rejected included")
        .isEqualTo(
            ask()
                .number(
                    "select sum(amount_cents) from payment_instruction where state in ('BOOKED',"
                        + " 'REJECTED')"));
  }

  @Test
  @DisplayName("is paid by bank files that one officer prepares and two others release")
  void isPaidWithSixEyes() {
    assertThat(list("/api/payment-batches", "aude"))
        .isNotEmpty()
        .allSatisfy(
            batch -> {
              var path = "/api/payment-batches/" + batch.path("id").asString();
              var told = must(200, run.portal().as("aude", "aude").get(path)).json();
              var officers =
                  told.path("approvals")
                      .valueStream()
                      .map(approval -> approval.path("officer").asString())
                      .collect(Collectors.toSet());
              assertThat(officers)
                  .as("who released %s", path)
                  .hasSize(2)
                  .doesNotContain(told.path("preparedBy").asString());
            });
  }

  @Test
  @DisplayName("leaves a ledger whose postings are its balances, and these what was paid")
  void leavesLedgerThatAddsUp() throws SQLException {
    assertThat(ask().texts(CallResult.BALANCES_THAT_ARE_NOT_THEIR_POSTINGS)).isEmpty();
    var line =
        list("/api/budget", "aude").stream()
            .filter(one -> one.path("scheme").asString().equals("INNOVATION_FUND"))
            .findFirst()
            .orElseThrow();
    long kept =
        run.consortia().stream()
            .mapToLong(
                one ->
                    one.story().paidCents(one.consortium())
                        - one.story().repaidCents(one.consortium()))
            .sum();

    assertThat(line.path("allocatedCents").asLong()).isEqualTo(run.cast().budgetCents());
    assertThat(line.path("paidCents").asLong()).isEqualTo(kept);
    assertThat(line.path("availableCents").asLong()).isEqualTo(run.cast().budgetCents() - kept);
    assertThat(line.path("reservedCents").asLong()).isZero();
    assertThat(line.path("committedCents").asLong()).isZero();
    assertThat(line.path("inPaymentCents").asLong()).isZero();
  }

  @Test
  @DisplayName("recovers what was paid wrongly, once by set-off and once with interest")
  void recoversWhatWasPaidWrongly() {
    var recoveries = list("/api/recoveries", "aude");
    int setOff = run.cast().count(CallFate.RECOVERED_BY_SET_OFF);
    var repaid =
        run.consortia().stream()
            .filter(one -> one.story().repaidCents(one.consortium()) > 0)
            .collect(
                Collectors.toMap(
                    OneConsortium::reference, one -> one.story().repaidCents(one.consortium())));
    var settlements = new ArrayList<>(Collections.nCopies(setOff, "OFFSET"));
    settlements.addAll(Collections.nCopies(repaid.size(), "REPAYMENT_ORDER"));

    assertThat(recoveries)
        .allSatisfy(
            one -> {
              assertThat(one.path("state").asString()).isEqualTo("SETTLED");
              assertThat(one.at("/repayment/openCents").asLong()).isZero();
              assertThat(one.at("/repayment/interestOpenCents").asLong()).isZero();
              assertThat(one.at("/repayment/overpaidCents").asLong()).isZero();
            })
        .extracting(one -> one.path("settlement").asString())
        .containsExactlyInAnyOrderElementsOf(settlements);
    assertThat(recoveries)
        .filteredOn(one -> one.path("settlement").asString().equals("REPAYMENT_ORDER"))
        .allSatisfy(
            one -> {
              long cents = repaid.get(one.path("application").asString());
              assertThat(one.at("/repayment/recoveredCents").asLong()).isEqualTo(cents);
              assertThat(one.at("/repayment/interestRecoveredCents").asLong())
                  .isEqualTo(OneConsortium.interestCents(cents))
                  .isPositive();
            });
  }

  @Test
  @DisplayName("leaves no process, task or message behind")
  void leavesNothingBehind() throws SQLException {
    assertThat(run.engine().ever("innovation-fund"))
        .isEqualTo(run.cast().count(CallStory::isSubmitted));
    assertThat(run.engine().ever("call")).isEqualTo(1);
    assertThat(run.engine().whereabouts()).isEmpty();
    assertThat(run.engine().activeProcesses()).isZero();
    Awaitility.await("Tasklist to hear of the last end")
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(run.staff().open()).isEmpty());
    assertThat(ask().number("select count(*) from outbox_record where status <> 'COMPLETED'"))
        .isZero();
  }

  @Test
  @DisplayName("causes no incident")
  void causesNoIncident() {
    assertThat(run.engine().incidentsEver()).isZero();
  }

  @Test
  @DisplayName("breaks no promise")
  void breaksNoPromise() throws SQLException {
    assertThat(ask().promises()).hasSizeGreaterThanOrEqualTo(9);
    assertThat(ask().brokenPromises()).isEmpty();
  }

  private List<JsonNode> list(String path, String person) {
    return StreamSupport.stream(
            must(200, run.portal().as(person, person).get(path)).json().spliterator(), false)
        .toList();
  }

  private Questions ask() {
    return new Questions(run.platform());
  }
}
