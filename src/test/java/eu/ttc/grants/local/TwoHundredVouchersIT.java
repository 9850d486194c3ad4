package eu.ttc.grants.local;

import static eu.ttc.grants.local.Applicant.must;
import static eu.ttc.grants.local.TwoHundredVouchers.PAID;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * Two hundred vouchers with the mixed fates of {@link Fate}, all at once on the complete platform:
 * applicants, finance officers and the bank through the API, staff through Tasklist's, deadlines on
 * the real clock after an administrator shortened some of them. {@code -Drun200.seed=…} repeats the
 * order of a run, {@code -Drun200.small} takes each fate once.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Two hundred vouchers with mixed fates")
class TwoHundredVouchersIT {

  private static final Path FOLDER = Path.of("target", "two-hundred-vouchers");

  private TwoHundredVouchers run;

  @BeforeAll
  @Timeout(value = 75, unit = TimeUnit.MINUTES)
  void liveThroughIt() throws Exception {
    run =
        TwoHundredVouchers.on(
            FOLDER,
            Long.getLong("run200.seed", System.nanoTime() % 1_000_000),
            System.getProperty("run200.small") == null ? Cast.complete() : Cast.small());
    run.live();
    Awaitility.await("the last mail")
        .atMost(Duration.ofMinutes(3))
        .until(() -> ask().number("select count(*) from notification where state <> 'SENT'") == 0);
  }

  @AfterAll
  void tellAndLeaveNothingBehind() throws Exception {
    if (run == null) {
      return;
    }
    try {
      var result = Result.of(run, ask());
      Diary.say("%n%s", result);
      Files.writeString(FOLDER.resolve("result.txt"), result);
    } finally {
      run.close();
    }
  }

  @Test
  @DisplayName("end as their fates say, each for its reasons")
  void endAsTheirFatesSay() {
    assertThat(run.vouchers())
        .hasSize(run.cast().size())
        .allSatisfy(
            v -> {
              assertThat(v.history().status()).as("%s", v).isEqualTo(v.fate().story().status());
              assertThat(v.history().reason("REJECTED").orElse(null))
                  .as("reason of %s", v)
                  .isEqualTo(v.fate().story().reason());
            });
  }

  @Test
  @DisplayName("have one lifecycle each, and nothing of it is left")
  void haveOneLifecycleEach() throws SQLException {
    var submitted = run.vouchers().size() - run.cast().of(Fate.WITHDRAWN_IN_DRAFT);

    assertThat(run.engine().ever("voucher")).isEqualTo(submitted);
    assertThat(withoutLifecycle()).isSubsetOf(references(Fate.WITHDRAWN_AT_ONCE));
    assertThat(run.engine().whereabouts()).isEmpty();
    assertThat(run.engine().activeProcesses()).isZero();
    Awaitility.await("Tasklist to hear of the last end")
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(run.staff().open()).isEmpty());
    assertThat(ask().number("select count(*) from outbox_record where status <> 'COMPLETED'"))
        .isZero();
  }

  @Test
  @DisplayName("cause no incident")
  void causeNoIncident() {
    assertThat(run.engine().incidentsEver()).isZero();
  }

  @Test
  @DisplayName("never hold more than 35 vouchers, as everybody sees and the ledger proves")
  void neverHoldMoreThanThereAre() throws SQLException {
    assertThat(run.budget().wrong()).isEmpty();
    assertThat(run.budget().looks()).isGreaterThan(10);
    assertThat(run.budget().mostTaken()).isEqualTo(PAID);
    assertThat(ask().number(Result.MOST_HELD_AT_ONCE)).isEqualTo(PAID);
  }

  @Test
  @DisplayName("hold a voucher as often as their fates say")
  void reserveAsOftenAsTheirFatesSay() {
    assertThat(run.vouchers())
        .filteredOn(v -> v.fate().story().reservations() != null)
        .allSatisfy(
            v ->
                assertThat(v.history().count("BUDGET_RESERVED"))
                    .as("%s", v)
                    .isEqualTo(v.fate().story().reservations().longValue()));
  }

  @Test
  @DisplayName("get vouchers in order of arrival")
  void getVouchersInOrderOfArrival() throws SQLException {
    int last = run.cast().expected(story -> story.wave() == Story.Wave.LAST);
    assertThat(ask().number("select count(*) from waiting_list_entry"))
        .isGreaterThanOrEqualTo(last);
    assertThat(
            ask()
                .texts(
                    """
                    select later.application || ' was told of a voucher before ' || earlier.application
                    from waiting_list_entry earlier
                    join waiting_list_entry later
                      on later.line = earlier.line and later.place > earlier.place
                    where later.woken_at < coalesce(earlier.woken_at, earlier.left_at)
                    """))
        .isEmpty();
    assertThat(
            ask()
                .texts(
                    """
                    select p.application || ' overtook ' || waiting.application
                    from waiting_list_entry waiting
                    join budget_posting p
                      on p.line = waiting.line and p.kind = 'RESERVE' and p.id > waiting.place
                    where p.posted_at < coalesce(waiting.woken_at, waiting.left_at)
                      and not exists (
                        select 1 from waiting_list_entry before
                        where before.application = p.application and before.place < waiting.place)
                    """))
        .isEmpty();
    assertThat(run.placesBefore()).isEqualTo(IntStream.rangeClosed(1, last).boxed().toList());
    assertThat(run.placesAfter())
        .isEqualTo(IntStream.rangeClosed(1, run.cast().of(Fate.NO_VOUCHER_LEFT)).boxed().toList());
  }

  @Test
  @DisplayName("are paid once each, to the cent")
  void arePaidOnceEach() throws SQLException {
    var payments = must(200, run.portal().as("fiona", "fiona").get("/api/payments")).json();
    var paid =
        payments
            .valueStream()
            .collect(
                Collectors.toMap(
                    payment -> payment.path("application").asString(),
                    payment -> payment.path("amountCents").asLong()));

    assertThat(paid)
        .isEqualTo(
            run.vouchers().stream()
                .filter(v -> v.fate().story().keepsVoucher())
                .collect(
                    Collectors.toMap(OneVoucher::reference, v -> v.fate().story().paidCents())));
    assertThat(payments)
        .allSatisfy(payment -> assertThat(payment.path("state").asString()).isEqualTo("BOOKED"));
    assertThat(run.finance().filed())
        .doesNotHaveDuplicates()
        .hasSameSizeAs(ask().texts("select 1 from payment_instruction"))
        .hasSize(PAID);
  }

  @Test
  @DisplayName("leave a ledger that adds up")
  void leaveLedgerThatAddsUp() {
    var line = must(200, run.portal().as("aude", "aude").get("/api/budget")).json().path(0);
    long paid = run.vouchers().stream().mapToLong(v -> v.fate().story().paidCents()).sum();

    assertThat(line.path("paidCents").asLong()).isEqualTo(paid);
    assertThat(line.path("availableCents").asLong())
        .isEqualTo(line.path("allocatedCents").asLong() - paid);
    assertThat(line.path("reservedCents").asLong()).isZero();
    assertThat(line.path("committedCents").asLong()).isZero();
    assertThat(line.path("inPaymentCents").asLong()).isZero();
    assertThat(line.path("vouchersTaken").asLong()).isEqualTo(PAID);
    assertThat(line.path("sources"))
        .as("the ERDF and the region pay half each")
        .hasSize(2)
        .allSatisfy(source -> assertThat(source.path("paidCents").asLong()).isEqualTo(paid / 2));
  }

  @Test
  @DisplayName("are told by one mail about each change of status")
  void areToldByOneMailEach() throws SQLException, IOException {
    assertThat(mailsInMailbox())
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(ask().texts("select message_id from notification"));
    assertThat(
            ask()
                .number(
                    """
                    select count(*) from (
                      select status, lag(status) over (partition by application order by number) before
                      from status_history) h
                    where before <> status
                    """))
        .isPositive()
        .isEqualTo(
            ask()
                .number(
                    """
                    select count(*) from notification n
                    join status_history h on h.application = n.application and h.number = n.history_number
                    join status_history b on b.application = h.application and b.number = h.number - 1
                    where b.status <> h.status
                    """));
  }

  @Test
  @DisplayName("break no promise")
  void breakNoPromise() throws SQLException {
    assertThat(ask().promises()).hasSizeGreaterThanOrEqualTo(9);
    assertThat(ask().brokenPromises()).isEmpty();
  }

  /** Whoever withdraws fast enough ends its lifecycle before its first step. */
  private List<String> withoutLifecycle() throws SQLException {
    return ask()
        .texts(
            "select reference from application"
                + " where dossier_frozen_at is not null and process_instance is null");
  }

  private List<String> references(Fate fate) {
    return run.vouchers().stream()
        .filter(v -> v.fate() == fate)
        .map(OneVoucher::reference)
        .toList();
  }

  private Questions ask() {
    return new Questions(run.platform());
  }

  private List<String> mailsInMailbox() throws IOException {
    try (var files = Files.list(FOLDER.resolve("data").resolve("mailbox"))) {
      return files
          .filter(file -> file.toString().endsWith(".eml"))
          .map(TwoHundredVouchersIT::messageId)
          .toList();
    }
  }

  private static String messageId(Path mail) {
    try (var lines = Files.lines(mail, StandardCharsets.ISO_8859_1)) {
      return lines
          .filter(line -> line.startsWith("Message-ID:"))
          .findFirst()
          .orElseThrow()
          .substring("Message-ID:".length())
          .strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
