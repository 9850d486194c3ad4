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
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

  /** Nothing takes longer, not even a step that comes back after a hold. */
  private static final Duration STANDSTILL = Duration.ofMinutes(8);

  private static final Duration TO_PREPARE = Duration.ofMinutes(15);
  private static final Duration TO_END = Duration.ofMinutes(5);
  private static final List<String> LANGUAGES = List.of("nl", "de", "fr", "en");

  /** Long enough to be read in an answer, short enough to be waited for. */
  private static final String SOON = "PT3S";

  private static final String DRAFTED = "drafts written";
  private static final String ENDED = "last process ended";

  private final long seed;
  private final Cast cast;
  private final PlatformProcess platform;
  private final Http portal;
  private final Engine engine;
  private final Histories histories;
  private final BudgetWatch budget;
  private final Staff staff;
  private final Finance finance;
  private final List<OneVoucher> vouchers;
  private final Diary diary;
  private final CountDownLatch everybodyWaits = new CountDownLatch(1);
  private final ExecutorService people = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<OneVoucher, Future<?>> lives = new LinkedHashMap<>();
  private final Map<String, Future<?>> others = new LinkedHashMap<>();
  private final List<Integer> placesBefore = new ArrayList<>();
  private final List<Integer> placesAfter = new ArrayList<>();

  private TwoHundredVouchers(long seed, Cast cast, Instant begin, PlatformProcess platform)
      throws SQLException {
    this.seed = seed;
    this.cast = cast;
    this.platform = platform;
    this.portal = Http.at(platform.port(LocalPort.PORTAL));
    this.engine = Engine.at(platform.url(LocalPort.TASKLIST));
    this.histories = new Histories(platform.database());
    this.budget = new BudgetWatch(portal, platform.database());
    this.staff = new Staff(platform.url(LocalPort.TASKLIST));
    this.finance = new Finance(portal, histories, diceOf(-1));
    this.vouchers = fatesInRandomOrder();
    this.diary = new Diary(begin, histories, budget, platform);
  }

  /**
   * Starts a platform of its own.
   *
   * @param seed decides the order of fates and everything else that is left to chance
   */
  static TwoHundredVouchers on(Path folder, long seed, Cast cast) throws IOException, SQLException {
    Diary.say("%d vouchers, seed %d", cast.size(), seed);
    assertThat(cast.expected(Story::keepsVoucher)).isEqualTo(PAID);
    var begin = Instant.now();
    var platform = PlatformProcess.with(folder);
    platform.start();
    var run = new TwoHundredVouchers(seed, cast, begin, platform);
    run.diary.passed("platform started");
    return run;
  }

  /** Returns when everything has ended, or as soon as something went wrong. */
  void live() throws Exception {
    inParallel(IntStream.range(0, APPLICANTS).boxed().toList(), this::register);
    inParallel(vouchers, OneVoucher::draft);
    diary.passed(DRAFTED);

    var table = deadlinesOfFates();
    table.deploy(platform.url(LocalPort.ZEEBE_GRPC));
    begin(Wave.FIRST);
    until("everybody of the first wave has had a voucher", v -> !stillWants(v));
    diary.passed("first wave had vouchers");

    table.with("FOLLOW_UP", SOON).deploy(platform.url(LocalPort.ZEEBE_GRPC));
    others.put("finance", people.submit(this::pay));
    begin(Wave.SECOND);
    until("all vouchers are held for good", v -> !mayMoveVoucher(v));
    diary.passed("all vouchers taken for good");

    begin(Wave.LAST);
    closeWaitingList();
    diary.passed("waiting list closed");

    until("everything has ended", v -> lives.get(v).isDone());
    others.get("finance").get(TO_END.toMinutes(), TimeUnit.MINUTES);
    Awaitility.await("the end of every process")
        .atMost(TO_END)
        .pollInterval(Duration.ofSeconds(1))
        .conditionEvaluationListener(
            condition -> {
              if (condition.getRemainingTimeInMS() < 1000) {
                Diary.say("under way: %s", engine.whereabouts());
              }
            })
        .until(() -> engine.activeProcesses() == 0);
    diary.passed(ENDED);
  }

  Cast cast() {
    return cast;
  }

  Diary diary() {
    return diary;
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

  /** How long it took since the drafts were written, once everything has ended. */
  Optional<Duration> running() {
    return diary.between(DRAFTED, ENDED);
  }

  @Override
  public void close() throws Exception {
    people.shutdownNow();
    diary.close();
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
    var fates = new ArrayList<>(cast.fates());
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
    untilAll(last, "the last wave waits", v -> v.history().has("WAITING_LIST_JOINED"));
    placesBefore.addAll(last.stream().map(OneVoucher::place).sorted().toList());
    everybodyWaits.countDown();

    var leaving = all(v -> v.fate() == Fate.WITHDRAWN_ON_WAITING_LIST);
    untilAll(leaving, "some have left the list", v -> lives.get(v).isDone());
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

  /**
   * Waits until something holds for all of them, and ends as soon as somebody failed or nothing
   * happens any more: it then tells where everybody is who has not arrived.
   */
  private void untilAll(Collection<OneVoucher> concerned, String what, Predicate<OneVoucher> holds)
      throws Exception {
    try {
      histories.await(
          what,
          all ->
              concerned.stream().allMatch(holds)
                  || failure().isPresent()
                  || histories.stillness().compareTo(STANDSTILL) > 0);
    } catch (TimeoutException never) {
      throw new AssertionError(waitingFor(concerned, what, holds), never);
    }
    failure()
        .ifPresent(
            failed -> {
              throw new AssertionError(
                  "%s failed. %s".formatted(failed.getKey(), waitingFor(concerned, what, holds)),
                  failed.getValue().exceptionNow());
            });
    if (!concerned.stream().allMatch(holds)) {
      throw new AssertionError("Nothing happens. " + waitingFor(concerned, what, holds));
    }
  }

  private Optional<? extends Map.Entry<?, Future<?>>> failure() {
    return Stream.concat(lives.entrySet().stream(), others.entrySet().stream())
        .filter(life -> life.getValue().state() == Future.State.FAILED)
        .findFirst();
  }

  /**
   * What each of those who have not arrived has done, and what the engine and staff do about it.
   */
  private String waitingFor(
      Collection<OneVoucher> concerned, String what, Predicate<OneVoucher> holds) {
    var steps = engine.whereabouts();
    var keys = lifecycles();
    return concerned.stream()
        .filter(v -> !holds.test(v))
        .map(
            v ->
                "%s is %s after %s; engine at %s; tasks %s"
                    .formatted(
                        v,
                        v.history().status(),
                        v.history(),
                        steps.getOrDefault(keys.getOrDefault(v.reference(), 0L), List.of()),
                        staff.open().stream()
                            .filter(task -> task.application().equals(v.reference()))
                            .map(Staff.Task::definition)
                            .toList()))
        .collect(Collectors.joining("\n  ", "Waited until " + what + ":\n  ", ""));
  }

  /** The keys of their lifecycles in the engine. */
  private Map<String, Long> lifecycles() {
    var keys = new HashMap<String, Long>();
    try (var database = platform.database();
        var statement = database.createStatement();
        var rows =
            statement.executeQuery(
                "select reference, process_instance from application"
                    + " where process_instance is not null")) {
      while (rows.next()) {
        keys.put(rows.getString(1), rows.getLong(2));
      }
      return keys;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private <T> void inParallel(Collection<T> all, Consumer<T> work) throws Exception {
    var started = all.stream().map(one -> people.submit(() -> work.accept(one))).toList();
    for (var one : started) {
      one.get(TO_PREPARE.toMinutes(), TimeUnit.MINUTES);
    }
  }
}
