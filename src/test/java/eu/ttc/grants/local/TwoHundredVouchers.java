package eu.ttc.grants.local;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.local.Story.Wave;
import eu.ttc.grants.portal.Http;
import java.io.IOException;
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
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/**
 * The programme while two hundred vouchers live through their fates in it, in three waves: most at
 * once; then those who keep their voucher, behind everybody who gives it back; at last those who
 * come when all is given.
 */
final class TwoHundredVouchers implements AutoCloseable {

  /** As many as there are, and as many as are paid in the end. */
  static final int PAID = 35;

  private static final int APPLICANTS = 40;
  private static final List<String> LANGUAGES = List.of("nl", "de", "fr", "en");

  /** Long enough to be read in an answer, short enough to be waited for. */
  private static final String SOON = "PT3S";

  private final long seed;
  private final PlatformProcess platform;
  private final Http portal;
  private final Engine engine;
  private final Histories histories;
  private final BudgetWatch budget;
  private final Staff staff;
  private final Finance finance;
  private final List<OneVoucher> vouchers;
  private final Instant begin;
  private final Map<String, Duration> times = new LinkedHashMap<>();
  private final CountDownLatch everybodyWaits = new CountDownLatch(1);
  private final ExecutorService people = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<OneVoucher, Future<?>> lives = new LinkedHashMap<>();
  private final List<Integer> placesBefore = new ArrayList<>();
  private final List<Integer> placesAfter = new ArrayList<>();

  private TwoHundredVouchers(long seed, Instant begin, PlatformProcess platform)
      throws SQLException {
    this.seed = seed;
    this.begin = begin;
    this.platform = platform;
    this.portal = Http.at(platform.port(LocalPort.PORTAL));
    this.engine = Engine.at(platform.url(LocalPort.TASKLIST));
    this.histories = new Histories(platform.database());
    this.budget = new BudgetWatch(portal, platform.database());
    this.staff = new Staff(platform.url(LocalPort.TASKLIST));
    this.finance = new Finance(portal, histories, diceOf(-1));
    this.vouchers = fatesInRandomOrder();
  }

  /**
   * Starts a platform of its own.
   *
   * @param seed decides the order of fates and everything else that is left to chance
   */
  static TwoHundredVouchers on(Path folder, long seed) throws IOException, SQLException {
    say("seed %d", seed);
    assertThat(expected(Story::keepsVoucher)).isEqualTo(PAID);
    var begin = Instant.now();
    var platform = PlatformProcess.with(folder);
    platform.start();
    var run = new TwoHundredVouchers(seed, begin, platform);
    run.passed("platform started");
    return run;
  }

  /** Returns when everything has ended, or as soon as something went wrong. */
  void live() throws Exception {
    inParallel(IntStream.range(0, APPLICANTS).boxed().toList(), this::register);
    inParallel(vouchers, OneVoucher::draft);
    passed("drafts written");

    var table = deadlinesOfFates();
    table.deploy(platform.url(LocalPort.ZEEBE_GRPC));
    begin(Wave.FIRST);
    until("everybody of the first wave to have had a voucher", v -> !stillWants(v));
    passed("first wave had vouchers");

    table.with("FOLLOW_UP", SOON).deploy(platform.url(LocalPort.ZEEBE_GRPC));
    var paying = people.submit(this::pay);
    begin(Wave.SECOND);
    until("all vouchers to be held for good", v -> !mayMoveVoucher(v));
    passed("all vouchers taken for good");

    begin(Wave.LAST);
    closeWaitingList();
    passed("waiting list closed");

    until("the end of everything", v -> lives.get(v).isDone());
    paying.get();
    Awaitility.await("the end of every process")
        .atMost(Duration.ofMinutes(5))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> engine.activeProcesses() == 0);
    passed("last process ended");
  }

  PlatformProcess platform() {
    return platform;
  }

  Http portal() {
    return portal;
  }

  Engine engine() {
    return engine;
  }

  BudgetWatch budget() {
    return budget;
  }

  Staff staff() {
    return staff;
  }

  Finance finance() {
    return finance;
  }

  List<OneVoucher> vouchers() {
    return vouchers;
  }

  /** Places on the waiting list of the last wave, as its applicants saw them. */
  List<Integer> placesBefore() {
    return placesBefore;
  }

  /** The same after some of them had left. */
  List<Integer> placesAfter() {
    return placesAfter;
  }

  /** How long it took since the drafts were written. */
  Duration running() {
    return times.get("last process ended").minus(times.get("drafts written"));
  }

  /** How many of the two hundred have such a fate. */
  static int expected(Predicate<Story> which) {
    return Arrays.stream(Fate.values())
        .filter(fate -> which.test(fate.story()))
        .mapToInt(Fate::count)
        .sum();
  }

  static void say(String text, Object... values) {
    System.out.println(text.formatted(values));
  }

  @Override
  public void close() throws Exception {
    people.shutdownNow();
    staff.close();
    budget.close();
    histories.close();
    platform.killHard();
  }

  private boolean pay() throws Exception {
    finance.pay(PAID);
    return true;
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
    Collections.shuffle(fates, new Random(seed));
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

  /** Whether it is of the first wave and still to have a voucher, which it gives back later. */
  private boolean stillWants(OneVoucher voucher) {
    var story = voucher.fate().story();
    return story.wave() == Wave.FIRST
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

  private void until(String what, Predicate<OneVoucher> holds) throws Exception {
    untilAll(vouchers, what, holds);
  }

  /** Waits until something holds for all of them, and ends as soon as one of them failed. */
  private void untilAll(Collection<OneVoucher> concerned, String what, Predicate<OneVoucher> holds)
      throws Exception {
    histories.await(
        what,
        all ->
            lives.values().stream().anyMatch(TwoHundredVouchers::failed)
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

  private <T> void inParallel(Collection<T> all, Consumer<T> work) throws Exception {
    var started = all.stream().map(one -> people.submit(() -> work.accept(one))).toList();
    for (var one : started) {
      one.get();
    }
  }

  private void passed(String what) {
    times.put(what, Duration.between(begin, Instant.now()));
    say("%4d s  %s", times.get(what).toSeconds(), what);
  }
}
