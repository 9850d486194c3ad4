package eu.ttc.grants.local;

import static eu.ttc.grants.local.Applicant.must;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.local.Histories.History;
import eu.ttc.grants.local.Story.Wave;
import eu.ttc.grants.portal.Http;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
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
 * order of a run.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Two hundred vouchers with mixed fates")
class TwoHundredVouchersIT {

  private static final Path FOLDER = Path.of("target", "two-hundred-vouchers");
  private static final int VOUCHERS = 35;
  private static final int APPLICANTS = 40;
  private static final List<String> LANGUAGES = List.of("nl", "de", "fr", "en");

  /** Long enough to be read in an answer, short enough to be waited for. */
  private static final String SOON = "PT3S";

  private final long seed = Long.getLong("run200.seed", System.nanoTime() % 1_000_000);
  private final Random dice = new Random(seed);
  private final Instant begin = Instant.now();
  private final Map<String, Duration> times = new LinkedHashMap<>();
  private final CountDownLatch everybodyWaits = new CountDownLatch(1);
  private final ExecutorService people = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<OneVoucher, Future<?>> lives = new LinkedHashMap<>();
  private final List<Integer> placesBefore = new ArrayList<>();
  private final List<Integer> placesAfter = new ArrayList<>();

  private PlatformProcess platform;
  private Http portal;
  private Histories histories;
  private BudgetWatch budget;
  private Staff staff;
  private Finance finance;
  private Engine engine;
  private List<OneVoucher> vouchers;

  @BeforeAll
  @Timeout(value = 75, unit = TimeUnit.MINUTES)
  void liveThroughIt() throws Exception {
    say("seed %d", seed);
    platform = PlatformProcess.with(FOLDER);
    platform.start();
    portal = Http.at(platform.port(LocalPort.PORTAL));
    engine = Engine.at(platform.url(LocalPort.TASKLIST));
    histories = new Histories(platform.database());
    budget = new BudgetWatch(portal, platform.database());
    staff = new Staff(platform.url(LocalPort.TASKLIST));
    finance = new Finance(portal, histories, diceOf(-1));
    passed("platform started");

    inParallel(IntStream.range(0, APPLICANTS).boxed().toList(), this::register);
    vouchers = fatesInRandomOrder();
    inParallel(vouchers, OneVoucher::draft);
    passed("drafts written");

    var table = deadlinesOfFates();
    table.deploy(platform.url(LocalPort.ZEEBE_GRPC));
    begin(Wave.FIRST);
    until("everybody of the first wave to have had a voucher", v -> !stillWants(v, Wave.FIRST));
    passed("first wave had vouchers");

    table.with("FOLLOW_UP", SOON).deploy(platform.url(LocalPort.ZEEBE_GRPC));
    var paying =
        people.submit(
            () -> {
              finance.pay(expected(Story::keepsVoucher));
              return true;
            });
    begin(Wave.SECOND);
    until("all vouchers to be held for good", v -> !mayMoveVoucher(v));
    passed("all vouchers taken for good");

    begin(Wave.LAST);
    closeWaitingList();
    passed("waiting list closed");

    until("the end of everything", v -> lives.get(v).isDone());
    for (var life : lives.values()) {
      life.get();
    }
    paying.get();
    Awaitility.await("the end of every process")
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> engine.activeProcesses() == 0);
    passed("last process ended");
    report();
  }

  @AfterAll
  void leaveNothingBehind() throws Exception {
    people.shutdownNow();
    for (AutoCloseable watch : Arrays.asList(staff, budget, histories)) {
      if (watch != null) {
        watch.close();
      }
    }
    if (platform != null) {
      platform.killHard();
    }
  }

  @Test
  @DisplayName("end as their fates say, each for its reasons")
  void endAsTheirFatesSay() {
    assertThat(vouchers)
        .hasSize(200)
        .allSatisfy(
            v -> {
              assertThat(v.history().status()).as("%s", v).isEqualTo(v.fate().story().status());
              assertThat(v.history().reason("REJECTED").orElse(null))
                  .as("reason of %s", v)
                  .isEqualTo(v.fate().story().reason());
            });
  }

  @Test
  @DisplayName("have one lifecycle each, and none is left")
  void haveOneLifecycleEach() throws SQLException {
    var submitted = vouchers.size() - Fate.WITHDRAWN_IN_DRAFT.count();

    assertThat(engine.vouchers()).isEqualTo(submitted);
    assertThat(number("select count(distinct process_instance) from application"))
        .isEqualTo(submitted);
    assertThat(engine.activeProcesses()).isZero();
  }

  @Test
  @DisplayName("cause no incident")
  void causeNoIncident() {
    assertThat(engine.incidentsEver()).isZero();
  }

  @Test
  @DisplayName("never hold more than 35 vouchers, as everybody sees and the ledger proves")
  void neverHoldMoreThanThereAre() throws SQLException {
    assertThat(budget.wrong()).isEmpty();
    assertThat(budget.mostTaken()).isEqualTo(VOUCHERS);
    assertThat(mostHeldAtOnce()).isEqualTo(VOUCHERS);
  }

  @Test
  @DisplayName("hold a voucher as often as their fates say")
  void reserveAsOftenAsTheirFatesSay() {
    assertThat(vouchers)
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
    assertThat(number("select count(*) from waiting_list_entry")).isGreaterThan(VOUCHERS);
    assertThat(
            texts(
                """
                select later.application || ' was told of a voucher before ' || earlier.application
                from waiting_list_entry earlier
                join waiting_list_entry later
                  on later.line = earlier.line and later.place > earlier.place
                where later.woken_at < coalesce(earlier.woken_at, earlier.left_at)
                """))
        .isEmpty();
    assertThat(
            texts(
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
    int last = Fate.WITHDRAWN_ON_WAITING_LIST.count() + Fate.NO_VOUCHER_LEFT.count();
    assertThat(placesBefore).isEqualTo(IntStream.rangeClosed(1, last).boxed().toList());
    assertThat(placesAfter)
        .isEqualTo(IntStream.rangeClosed(1, Fate.NO_VOUCHER_LEFT.count()).boxed().toList());
  }

  @Test
  @DisplayName("are paid once each, to the cent")
  void arePaidOnceEach() throws SQLException {
    var payments = must(200, portal.as("fiona", "fiona").get("/api/payments")).json();
    var paid =
        payments
            .valueStream()
            .collect(
                Collectors.toMap(
                    payment -> payment.path("application").asString(),
                    payment -> payment.path("amountCents").asLong()));

    assertThat(paid)
        .isEqualTo(
            vouchers.stream()
                .filter(v -> v.fate().story().keepsVoucher())
                .collect(
                    Collectors.toMap(OneVoucher::reference, v -> v.fate().story().paidCents())));
    assertThat(payments)
        .allSatisfy(payment -> assertThat(payment.path("state").asString()).isEqualTo("BOOKED"));
    assertThat(finance.filed())
        .doesNotHaveDuplicates()
        .hasSameSizeAs(texts("select 1 from payment_instruction"))
        .hasSize(VOUCHERS);
  }

  @Test
  @DisplayName("leave a ledger that adds up")
  void leaveLedgerThatAddsUp() {
    var line = must(200, portal.as("aude", "aude").get("/api/budget")).json().path(0);
    long paid = vouchers.stream().mapToLong(v -> v.fate().story().paidCents()).sum();

    assertThat(line.path("paidCents").asLong()).isEqualTo(paid);
    assertThat(line.path("availableCents").asLong())
        .isEqualTo(line.path("allocatedCents").asLong() - paid);
    assertThat(line.path("reservedCents").asLong()).isZero();
    assertThat(line.path("committedCents").asLong()).isZero();
    assertThat(line.path("inPaymentCents").asLong()).isZero();
    assertThat(line.path("vouchersTaken").asLong()).isEqualTo(VOUCHERS);
  }

  @Test
  @DisplayName("are told by one mail about each change of status")
  void areToldByOneMailEach() throws SQLException, IOException {
    Awaitility.await("the last mail")
        .atMost(Duration.ofMinutes(3))
        .until(() -> number("select count(*) from notification where state <> 'SENT'") == 0);

    assertThat(mailsInMailbox())
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(texts("select message_id from notification"));
    assertThat(
            number(
                """
                select count(*) from (
                  select status, lag(status) over (partition by application order by number) before
                  from status_history) h
                where before <> status
                """))
        .isPositive()
        .isEqualTo(
            number(
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
    var views =
        texts("select table_name from information_schema.views where table_name like 'promise_%'");

    assertThat(views).hasSizeGreaterThanOrEqualTo(9);
    for (var view : views) {
      assertThat(texts("select v::text from %s v".formatted(view))).as(view).isEmpty();
    }
  }

  private void register(int number) {
    new KeyedClient(portal, diceOf(-2 - number))
        .post(
            201,
            "/api/applicants",
            """
            {"username": "%1$s", "displayName": "%1$s", "email": "%1$s@example.org",
             "password": "%1$s", "language": "%2$s"}
            """
                .formatted(applicant(number), LANGUAGES.get(number % LANGUAGES.size())));
  }

  private static String applicant(int number) {
    return "applicant.%02d".formatted(number % APPLICANTS);
  }

  private List<OneVoucher> fatesInRandomOrder() {
    var fates =
        Arrays.stream(Fate.values())
            .flatMap(fate -> Collections.nCopies(fate.count(), fate).stream())
            .collect(Collectors.toCollection(ArrayList::new));
    Collections.shuffle(fates, dice);
    return IntStream.range(0, fates.size())
        .mapToObj(
            number ->
                new OneVoucher(
                    number,
                    fates.get(number),
                    applicant(number),
                    portal,
                    histories,
                    staff,
                    everybodyWaits,
                    diceOf(number)))
        .toList();
  }

  /** Chance that does not depend on which thread is faster. */
  private Random diceOf(int number) {
    return new Random(seed * 1000 + number);
  }

  /** What an administrator changes: lengths for those whose fate needs them, and for objections. */
  private DeadlinesTable deadlinesOfFates() {
    var applications =
        vouchers.stream()
            .flatMap(
                v ->
                    v.fate().story().lengths().entrySet().stream()
                        .map(length -> Map.entry(length, v.reference())))
            .collect(
                Collectors.groupingBy(
                    Map.Entry::getKey,
                    LinkedHashMap::new,
                    Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    var table = DeadlinesTable.asShipped();
    for (var length : applications.entrySet()) {
      table = table.with(length.getKey().getKey(), length.getKey().getValue(), length.getValue());
    }
    return table.with("APPEAL", SOON);
  }

  private void begin(Wave wave) {
    for (var voucher : vouchers) {
      if (voucher.fate().story().wave() == wave) {
        lives.put(
            voucher,
            people.submit(
                () -> {
                  voucher.fate().story().script().play(voucher);
                  return true;
                }));
      }
    }
  }

  /** Whether it is still to have a voucher, which it gives back later. */
  private boolean stillWants(OneVoucher voucher, Wave wave) {
    var story = voucher.fate().story();
    return story.wave() == wave
        && story.givesVoucherBack()
        && !lives.get(voucher).isDone()
        && !voucher.history().has("BUDGET_RESERVED");
  }

  /** Whether it may still take a voucher or give one back. */
  private boolean mayMoveVoucher(OneVoucher voucher) {
    var story = voucher.fate().story();
    if (story.wave() == Wave.LAST) {
      return false;
    }
    return story.keepsVoucher()
        ? voucher.history().count("BUDGET_RESERVED") < story.reservations()
        : !lives.get(voucher).isDone();
  }

  private void closeWaitingList() throws Exception {
    var last = all(v -> v.fate().story().wave() == Wave.LAST);
    untilAll(last, "the last wave to wait", v -> v.history().has("WAITING_LIST_JOINED"));
    placesBefore.addAll(last.stream().map(OneVoucher::place).sorted().toList());
    everybodyWaits.countDown();

    var leaving = all(v -> v.fate() == Fate.WITHDRAWN_ON_WAITING_LIST);
    untilAll(leaving, "some to leave the list", v -> lives.get(v).isDone());
    placesAfter.addAll(
        all(v -> v.fate() == Fate.NO_VOUCHER_LEFT).stream()
            .map(OneVoucher::place)
            .sorted()
            .toList());
    new KeyedClient(portal.as("max", "max"), diceOf(-100))
        .post(200, "/api/waiting-list/closure", "{\"reason\": \"All vouchers are given.\"}");
  }

  private List<OneVoucher> all(Predicate<OneVoucher> which) {
    return vouchers.stream().filter(which).toList();
  }

  private int expected(Predicate<Story> which) {
    return Arrays.stream(Fate.values())
        .filter(fate -> which.test(fate.story()))
        .mapToInt(Fate::count)
        .sum();
  }

  private void until(String what, Predicate<OneVoucher> holds) throws Exception {
    untilAll(vouchers, what, holds);
  }

  /** Waits until something holds for all of them, and ends as soon as one of them failed. */
  private void untilAll(Collection<OneVoucher> concerned, String what, Predicate<OneVoucher> holds)
      throws Exception {
    histories.await(
        what,
        all ->
            lives.values().stream().anyMatch(TwoHundredVouchersIT::failed)
                || concerned.stream().allMatch(holds));
    for (var life : lives.entrySet()) {
      if (failed(life.getValue())) {
        throw new AssertionError(
            "%s: %s".formatted(life.getKey(), life.getKey().history()),
            life.getValue().exceptionNow());
      }
    }
  }

  private static boolean failed(Future<?> life) {
    return life.state() == Future.State.FAILED;
  }

  private <T> void inParallel(Collection<T> all, java.util.function.Consumer<T> work)
      throws Exception {
    var started = all.stream().map(one -> people.submit(() -> work.accept(one))).toList();
    for (var one : started) {
      one.get();
    }
  }

  /** The most vouchers that were held at any moment, as the postings tell it. */
  private long mostHeldAtOnce() throws SQLException {
    return number(
        """
        select max(held) from (
          select sum(case when kind = 'RESERVE' then 1
                          when kind in ('RELEASE_RESERVED', 'RELEASE_COMMITTED') and instalment = 0 then -1
                          else 0 end) over (order by id) held
          from budget_posting) moments
        """);
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
      throw new java.io.UncheckedIOException(e);
    }
  }

  private long number(String query) throws SQLException {
    return Long.parseLong(texts(query).getFirst());
  }

  private List<String> texts(String query) throws SQLException {
    try (var connection = platform.database();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      var found = new ArrayList<String>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    }
  }

  private void passed(String what) {
    times.put(what, Duration.between(begin, Instant.now()));
    say("%4d s  %s", times.get(what).toSeconds(), what);
  }

  private void report() throws SQLException {
    say("%n%-34s %8s %-12s  %s", "fate", "expected", "", "found");
    for (var fate : Fate.values()) {
      Map<String, Long> found =
          all(v -> v.fate() == fate).stream()
              .map(OneVoucher::history)
              .collect(Collectors.groupingBy(History::status, Collectors.counting()));
      say("%-34s %8d %-12s  %s", fate, fate.count(), fate.story().status(), found);
    }
    say("");
    byStatus()
        .forEach(
            (status, count) ->
                say(
                    "%-12s %3d expected, %3d found",
                    status, expected(story -> story.status().equals(status)), count));
    var running = times.get("last process ended").minus(times.get("drafts written"));
    long jobs = engine.jobs();
    say(
        """

        %d s from first submission to last process; %d s with start and drafts
        %d jobs, %.1f a second; %d tasks of staff; %d requests sent twice
        %d bank files, %d mails; budget looked at %d times, at most %d of 35 vouchers held (ledger: %d)
        """,
        running.toSeconds(),
        times.get("last process ended").toSeconds(),
        jobs,
        jobs * 1000.0 / running.toMillis(),
        staff.completed(),
        KeyedClient.repeated(),
        finance.batches(),
        number("select count(*) from notification"),
        budget.looks(),
        budget.mostTaken(),
        mostHeldAtOnce());
  }

  private Map<String, Long> byStatus() {
    return vouchers.stream()
        .map(v -> v.history().status())
        .collect(
            Collectors.groupingBy(
                Function.identity(), java.util.TreeMap::new, Collectors.counting()));
  }

  private static void say(String text, Object... values) {
    System.out.println(text.formatted(values));
  }
}
