package eu.ttc.grants.local;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.kernel.Scheme;
import eu.ttc.grants.local.BudgetWatch.Count;
import eu.ttc.grants.local.Story.Wave;
import eu.ttc.grants.portal.Http;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The programme while two hundred vouchers live through their fates in it, in three waves: most at
 * once; then those who keep their voucher, behind everybody who gives it back; at last those who
 * come when all is given.
 */
final class TwoHundredVouchers implements AutoCloseable {

  /** As many as there are, and as many as are paid in the end. */
  static final int PAID = 35;

  private static final int APPLICANTS = 40;

  private static final BudgetWatch.Watched LINE =
      new BudgetWatch.Watched(
          Scheme.VOUCHER,
          line -> line.path("vouchersTaken").asLong(),
          "select count(*) from budget_reservation where state <> 'RELEASED'",
          PAID,
          List.of(
              "promise_2_budget_is_never_exceeded", "promise_9_vouchers_go_in_order_of_arrival"),
          List.of(
              new Count(
                  "select count(*) from budget_reservation where state <> 'RELEASED'",
                  "vouchers held"),
              new Count(
                  "select count(*) from waiting_list_entry where left_at is null", "wait for one"),
              new Count("select count(*) from budget_posting where kind = 'PAY'", "paid")));

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
  private final Moment everybodyWaits = new Moment("the waiting list is complete");
  private final Lives<OneVoucher> lives;
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
    this.budget = new BudgetWatch(LINE, portal, platform.database());
    this.staff = new Staff(platform.url(LocalPort.TASKLIST));
    this.finance = new Finance(portal, histories, diceOf(-1));
    this.vouchers = fatesInRandomOrder();
    this.lives = new Lives<>(vouchers, platform, histories, engine, staff);
    this.diary = new Diary(begin, histories, budget::now, platform);
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
    lives.inParallel(IntStream.range(0, APPLICANTS).boxed().toList(), this::register);
    lives.inParallel(vouchers, OneVoucher::draft);
    diary.passed(DRAFTED);

    var table = deadlinesOfFates();
    table.deploy(platform.url(LocalPort.ZEEBE_GRPC));
    begin(Wave.FIRST);
    lives.until("everybody of the first wave has had a voucher", v -> !stillWants(v));
    diary.passed("first wave had vouchers");

    table.with("FOLLOW_UP", SOON).deploy(platform.url(LocalPort.ZEEBE_GRPC));
    lives.beside("finance", this::pay);
    begin(Wave.SECOND);
    lives.until("all vouchers are held for good", v -> !mayMoveVoucher(v));
    diary.passed("all vouchers taken for good");

    begin(Wave.LAST);
    closeWaitingList();
    diary.passed("waiting list closed");

    lives.until("everything has ended", lives::isOver);
    lives.untilProcessesEnd();
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
    lives.close();
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
            Applicant.account(applicant(number), LANGUAGES.get(number % LANGUAGES.size())));
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
    var lengths = new LinkedHashMap<String, Map<String, String>>();
    vouchers.forEach(v -> lengths.put(v.reference(), v.fate().story().lengths()));
    return DeadlinesTable.asShipped().with(lengths).with("APPEAL", SOON);
  }

  private void begin(Wave wave) {
    for (var voucher : vouchers) {
      if (voucher.fate().story().wave() == wave) {
        lives.begin(
            voucher,
            () -> {
              voucher.fate().story().script().play(voucher);
              return true;
            });
      }
    }
  }

  /** Whether it is of the first wave and still to have a voucher, which it gives back later. */
  private boolean stillWants(OneVoucher voucher) {
    var story = voucher.fate().story();
    return story.wave() == Wave.FIRST
        && story.givesVoucherBack()
        && !lives.isOver(voucher)
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
        : !lives.isOver(voucher);
  }

  private void closeWaitingList() throws Exception {
    var last = all(v -> v.fate().story().wave() == Wave.LAST);
    lives.untilAll(last, "the last wave waits", v -> v.history().has("WAITING_LIST_JOINED"));
    placesBefore.addAll(last.stream().map(OneVoucher::place).sorted().toList());
    everybodyWaits.comes();

    var leaving = all(v -> v.fate() == Fate.WITHDRAWN_ON_WAITING_LIST);
    lives.untilAll(leaving, "some have left the list", lives::isOver);
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
}
