package eu.ttc.grants.budget;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.budget.Reservation.Reserved;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.Scheme;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.ModuleTest;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Throws random sequences of commands at the ledger and compares it after each of them with a model
 * of what must have happened, written down independently. Amounts are a few cents, so that every
 * rounding and every shortage is met. The seed is in the name of the test and in each failure.
 */
@ModuleTest
@DisplayName("The ledger under random events")
class LedgerPropertyTest {

  private static final int COMMANDS = 150;
  private static final int APPLICATIONS = 6;
  private static final int FIXED_SEEDS = 4;
  private static final Instant ALWAYS = Instant.parse("2999-12-31T00:00:00Z");

  private final Budget budget;
  private final Allocations allocations;
  private final Ledger ledger;
  private final ApplicationDesk desk;
  private final JdbcClient jdbc;
  private final Vouchers vouchers;

  private final Map<Bucket, Long> expected = new EnumMap<>(Bucket.class);
  private final List<Case> cases = new ArrayList<>();
  private final Map<StepKey, Outcome> passed = new HashMap<>();
  private final Map<String, Long> decided = new HashMap<>();
  private final List<Command> done = new ArrayList<>();
  private final Map<PostingKind, Integer> moved = new EnumMap<>(PostingKind.class);
  private Scheme scheme = Scheme.VOUCHER;
  private String line = "VOUCHER";
  private int freeVouchers;
  private long availableBefore;
  private boolean posts;

  LedgerPropertyTest(
      Budget budget,
      Allocations allocations,
      Ledger ledger,
      WaitingList list,
      ApplicationDesk desk,
      JdbcClient jdbc) {
    this.budget = budget;
    this.allocations = allocations;
    this.ledger = ledger;
    this.desk = desk;
    this.jdbc = jdbc;
    this.vouchers = new Vouchers(budget, list, desk, jdbc);
  }

  private enum Outcome {
    MOVED,
    /** Was posted already, or there is nothing to do. */
    SAME,
    REFUSED
  }

  /** Something somebody wants of the ledger; which of the fields count depends on the kind. */
  private record Command(
      PostingKind kind,
      int number,
      int instalment,
      int attempt,
      String key,
      long cents,
      StepKey passage) {

    @Override
    public String toString() {
      return "%s of case %d: instalment %d, attempt %d, key %s, %d cents"
          .formatted(kind, number, instalment, attempt, key, cents);
    }
  }

  /** What the model knows of an application. */
  private static final class Case {
    final ApplicationRef ref;
    final Map<Bucket, Long> money = new EnumMap<>(Bucket.class);
    final Map<String, Long> facts = new HashMap<>();
    boolean holds;
    boolean committed;

    Case(ApplicationRef ref) {
      this.ref = ref;
      empty();
    }

    void empty() {
      for (var bucket : Bucket.values()) {
        money.put(bucket, 0L);
      }
    }

    long held() {
      return money.values().stream().mapToLong(Long::longValue).sum();
    }

    long ordered() {
      return money.get(Bucket.IN_PAYMENT) + money.get(Bucket.PAID);
    }
  }

  static Stream<Arguments> seeds() {
    var any = new Random().nextLong();
    return Arrays.stream(Scheme.values())
        .flatMap(
            scheme ->
                LongStream.concat(LongStream.rangeClosed(1, FIXED_SEEDS), LongStream.of(any))
                    .mapToObj(seed -> Arguments.of(scheme, seed)));
  }

  @AfterEach
  void giveEverythingBack() {
    vouchers.giveAllBack();
    var changed = availableBefore - totals().available().value();
    if (changed != 0) {
      allocate(changed, "as before");
    }
  }

  @ParameterizedTest(name = "{0}, seed {1}")
  @MethodSource("seeds")
  void neverLosesACent(Scheme scheme, long seed) {
    var random = new Random(seed);
    vouchers.giveAllBack();
    open(scheme, random);
    var atFirst = totals();

    for (int step = 1; step <= COMMANDS; step++) {
      var replayed = !done.isEmpty() && random.nextInt(5) == 0;
      var command = replayed ? done.get(random.nextInt(done.size())) : any(random);
      var told = "seed %d, step %d: %s".formatted(seed, step, command);
      check(command, told);
      done.add(command);
      if (random.nextInt(4) == 0) {
        check(command, told + ", again");
      }
    }
    giveBack("seed %d, at the end: ".formatted(seed));

    assertThat(Set.of(Bucket.RESERVED, Bucket.COMMITTED, Bucket.IN_PAYMENT, Bucket.PAID))
        .as("seed %d: what is left at the end", seed)
        .allMatch(bucket -> totals().all().in(bucket).equals(atFirst.all().in(bucket)));
    if (seed > 0 && seed <= FIXED_SEEDS) {
      assertThat(moved.keySet())
          .as("what seed %d meets", seed)
          .containsAll(EnumSet.range(PostingKind.RESERVE, PostingKind.RELEASE_COMMITTED));
    }
  }

  private void open(Scheme wanted, Random random) {
    scheme = wanted;
    line = wanted == Scheme.VOUCHER ? "VOUCHER" : "FUND";
    allocate(1, "opened");
    var free = totals().available().value();
    availableBefore = free - 1;
    var wish = 20 + random.nextInt(400);
    if (wish != free) {
      allocate(wish - free, "few cents");
    }
    for (int i = 0; i < APPLICATIONS; i++) {
      cases.add(new Case(desk.submit(scheme, anApplication())));
    }
    var totals = totals();
    for (var bucket : Bucket.values()) {
      expected.put(bucket, totals.all().in(bucket).value());
    }
    freeVouchers = totals.vouchers() - totals.vouchersTaken();
  }

  private void allocate(long cents, String what) {
    allocations.allocate(
        new AllocateBudget(
            line, scheme, cents, what + " " + System.nanoTime(), "given by test", "tester"));
  }

  /** Mostly something that could work now, sometimes anything. */
  private Command any(Random random) {
    var number = random.nextInt(cases.size());
    var one = cases.get(number);
    var kinds = PostingKind.values();
    var kind = kinds[random.nextInt(kinds.length)];
    if (random.nextInt(10) < 7) {
      kind = fitting(one, random);
    }
    var instalment = instalment(one, kind, random);
    var attempt = 1 + random.nextInt(3);
    if (random.nextInt(10) < 8) {
      attempt = newestAttempt(one, instalment) + (kind == PostingKind.ORDER ? 1 : 0);
    }
    attempt = Math.max(1, attempt);
    var cents = amount(one, kind, instalment, attempt, random);
    return new Command(
        kind,
        number,
        instalment,
        attempt,
        "key " + random.nextInt(4),
        cents,
        passageOf("ledger.test"));
  }

  private static PostingKind fitting(Case one, Random random) {
    var fitting = new ArrayList<PostingKind>();
    if (!one.holds) {
      return random.nextInt(8) == 0 ? PostingKind.ALLOCATE : PostingKind.RESERVE;
    }
    if (!one.committed) {
      fitting.addAll(List.of(PostingKind.COMMIT, PostingKind.COMMIT, PostingKind.RELEASE_RESERVED));
    }
    if (one.money.get(Bucket.COMMITTED) > 0) {
      fitting.addAll(List.of(PostingKind.ORDER, PostingKind.ORDER, PostingKind.RELEASE_COMMITTED));
    }
    if (one.money.get(Bucket.IN_PAYMENT) > 0) {
      fitting.addAll(List.of(PostingKind.PAY, PostingKind.PAY, PostingKind.REJECT));
    }
    if (one.money.get(Bucket.PAID) > 0) {
      fitting.addAll(List.of(PostingKind.RETURN, PostingKind.RETURN, PostingKind.RECOVER));
    }
    return fitting.isEmpty()
        ? PostingKind.RELEASE_COMMITTED
        : fitting.get(random.nextInt(fitting.size()));
  }

  /** Mostly one about which this can be said now. */
  private static int instalment(Case one, PostingKind kind, Random random) {
    var fitting = new ArrayList<Integer>();
    for (int instalment = 1; instalment <= 3; instalment++) {
      var attempt = newestAttempt(one, instalment);
      var ordered = one.facts.containsKey(fact(PostingKind.ORDER, instalment, attempt));
      var paid = one.facts.containsKey(fact(PostingKind.PAY, instalment, attempt));
      var back =
          one.facts.containsKey(fact(PostingKind.REJECT, instalment, attempt))
              || one.facts.containsKey(fact(PostingKind.RETURN, instalment, attempt));
      var fits =
          switch (kind) {
            case ORDER -> !ordered || back;
            case PAY, REJECT -> ordered && !paid && !back;
            case RETURN -> paid && !back;
            default -> true;
          };
      if (fits) {
        fitting.add(instalment);
      }
    }
    return fitting.isEmpty() || random.nextInt(10) == 0
        ? 1 + random.nextInt(3)
        : fitting.get(random.nextInt(fitting.size()));
  }

  private static int newestAttempt(Case one, int instalment) {
    for (int attempt = 9; attempt > 0; attempt--) {
      if (one.facts.containsKey(fact(PostingKind.ORDER, instalment, attempt))) {
        return attempt;
      }
    }
    return 0;
  }

  private static long amount(
      Case one, PostingKind kind, int instalment, int attempt, Random random) {
    if (random.nextInt(10) == 0) {
      return kind == PostingKind.RESERVE ? 1 + random.nextInt(500) : random.nextInt(200);
    }
    var ordered = one.facts.get(fact(PostingKind.ORDER, instalment, attempt));
    return switch (kind) {
      case ALLOCATE -> 1 + random.nextInt(60);
      case DEALLOCATE -> -1 - random.nextInt(20);
      case RESERVE -> 1 + random.nextInt(60);
      case COMMIT, RELEASE_RESERVED -> 0;
      case ORDER -> upTo(one.money.get(Bucket.COMMITTED), random);
      case PAY, REJECT, RETURN -> ordered == null ? 1 : ordered;
      case RECOVER -> upTo(one.money.get(Bucket.PAID), random);
      // how much is kept
      case RELEASE_COMMITTED ->
          one.ordered() + random.nextInt(1 + (int) (one.held() - one.ordered()));
    };
  }

  private static long upTo(long cents, Random random) {
    return 1 + random.nextInt((int) Math.max(1, cents));
  }

  private void check(Command command, String told) {
    var postings = postings();

    var outcome = execute(command, postings);

    assertThat(outcome).as(told).isEqualTo(expect(command));
    var totals = totals();
    for (var bucket : Bucket.values()) {
      assertThat(totals.all().in(bucket).value())
          .as("%s: %s", told, bucket)
          .isEqualTo(expected.get(bucket));
    }
    assertThat(postings())
        .as("%s: postings", told)
        .isEqualTo(postings + (outcome == Outcome.MOVED && posts ? 1 : 0));
    assertThat(totals.sources().get(Source.ERDF).paid().value())
        .as("%s: the ERDF's part of what is paid", told)
        .isEqualTo(half(totals.paid().value()));
    for (var bucket : Bucket.values()) {
      var parts = totals.sources().values().stream().map(part -> part.in(bucket).value()).toList();
      assertThat(parts).as("%s: parts of %s", told, bucket).allMatch(cents -> cents >= 0);
      assertThat(parts.stream().mapToLong(Long::longValue).sum())
          .as(told)
          .isEqualTo(expected.get(bucket));
    }
    assertThat(ledger.totals(ALWAYS)).as("%s: sums of postings", told).contains(totals);
    for (var one : cases) {
      assertThat(budget.held(one.ref).map(Cents::value))
          .as("%s: held by %s", told, one.ref)
          .isEqualTo(one.holds ? Optional.of(one.held()) : Optional.empty());
    }
    assertThat(
            jdbc.sql("select broken from promise_2_budget_is_never_exceeded").query().listOfRows())
        .as(told)
        .isEmpty();
  }

  private static long half(long cents) {
    return BigDecimal.valueOf(cents)
        .divide(BigDecimal.valueOf(2))
        .setScale(0, RoundingMode.HALF_EVEN)
        .longValueExact();
  }

  private void within(Runnable work) {
    desk.inTransaction(
        () -> {
          work.run();
          return true;
        });
  }

  /** Tells the ledger, and sees by the postings and vouchers whether anything moved. */
  private Outcome execute(Command command, long postings) {
    var taken = totals().vouchersTaken();
    var ref = cases.get(command.number()).ref;
    var cents = Cents.of(Math.abs(command.cents()));
    var instalment = command.instalment();
    var attempt = command.attempt();
    try {
      switch (command.kind()) {
        case ALLOCATE, DEALLOCATE ->
            allocations.allocate(
                new AllocateBudget(
                    line, scheme, command.cents(), decision(command), "by test", "tester"));
        case RESERVE -> {
          if (!(budget.reserve(ref, cents, command.passage()) instanceof Reserved)) {
            return Outcome.REFUSED;
          }
        }
        case COMMIT -> budget.commit(ref, command.passage());
        case ORDER -> within(() -> budget.order(ref, instalment, attempt, cents, "tester"));
        case PAY -> within(() -> budget.pay(ref, instalment, attempt, cents, "tester"));
        case REJECT ->
            within(() -> budget.reject(ref, instalment, attempt, cents, "AC04", "tester"));
        case RETURN ->
            within(() -> budget.returned(ref, instalment, attempt, cents, "AC06", "tester"));
        case RECOVER -> within(() -> budget.recover(ref, command.key(), cents, "found", "tester"));
        case RELEASE_RESERVED -> within(() -> budget.release(ref, "ended", "tester"));
        case RELEASE_COMMITTED ->
            within(() -> budget.reduce(ref, cents, instalment, "less", "tester"));
      }
    } catch (RuntimeException refused) {
      return Outcome.REFUSED;
    }
    return postings() > postings || totals().vouchersTaken() != taken
        ? Outcome.MOVED
        : Outcome.SAME;
  }

  private String decision(Command command) {
    return "decision " + command.passage().elementInstance();
  }

  /** What must happen, and what is where then. */
  private Outcome expect(Command command) {
    posts = true;
    var one = cases.get(command.number());
    var cents = Math.abs(command.cents());
    return switch (command.kind()) {
      case ALLOCATE, DEALLOCATE -> expectAllocation(command);
      case RESERVE -> {
        var before = passed.get(command.passage());
        if (before != null) {
          yield before == Outcome.MOVED ? Outcome.SAME : before;
        }
        var outcome = expectReserve(one, cents);
        passed.put(command.passage(), outcome);
        yield outcome;
      }
      case COMMIT -> expectCommit(command, one);
      case ORDER -> {
        var known = known(one, command, cents);
        if (known != null) {
          yield known;
        }
        var stands = false;
        for (int other = 1; other < 10; other++) {
          stands |=
              has(one, PostingKind.ORDER, command, other)
                  && !has(one, PostingKind.REJECT, command, other)
                  && !has(one, PostingKind.RETURN, command, other);
        }
        yield stands ? Outcome.REFUSED : move(one, command, cents);
      }
      case PAY -> follow(one, command, PostingKind.ORDER, PostingKind.REJECT);
      case REJECT -> follow(one, command, PostingKind.ORDER, PostingKind.PAY);
      case RETURN -> follow(one, command, PostingKind.PAY, PostingKind.REJECT);
      case RECOVER -> {
        var known = known(one, command, cents);
        yield known != null ? known : move(one, command, cents);
      }
      case RELEASE_RESERVED -> expectRelease(one);
      case RELEASE_COMMITTED -> expectReduce(one, command, cents);
    };
  }

  private Outcome expectAllocation(Command command) {
    var before = decided.get(decision(command));
    if (before != null) {
      return before == command.cents() ? Outcome.SAME : Outcome.REFUSED;
    }
    if (command.cents() == 0 || -command.cents() > expected.get(Bucket.AVAILABLE)) {
      return Outcome.REFUSED;
    }
    decided.put(decision(command), command.cents());
    expected.merge(Bucket.AVAILABLE, command.cents(), Long::sum);
    return Outcome.MOVED;
  }

  private Outcome expectReserve(Case one, long cents) {
    if (one.holds) {
      return Outcome.SAME;
    }
    if (cents > expected.get(Bucket.AVAILABLE) || scheme == Scheme.VOUCHER && freeVouchers == 0) {
      return Outcome.REFUSED;
    }
    one.holds = true;
    one.committed = false;
    one.facts.clear();
    one.empty();
    if (scheme == Scheme.VOUCHER) {
      freeVouchers--;
    }
    shift(one, Bucket.AVAILABLE, Bucket.RESERVED, cents);
    return Outcome.MOVED;
  }

  private Outcome expectCommit(Command command, Case one) {
    if (passed.containsKey(command.passage())) {
      return Outcome.SAME;
    }
    if (!one.holds) {
      return Outcome.REFUSED;
    }
    passed.put(command.passage(), Outcome.SAME);
    if (one.committed) {
      return Outcome.SAME;
    }
    one.committed = true;
    shift(one, Bucket.RESERVED, Bucket.COMMITTED, one.money.get(Bucket.RESERVED));
    return Outcome.MOVED;
  }

  private Outcome expectRelease(Case one) {
    if (!one.holds) {
      return Outcome.SAME;
    }
    if (one.ordered() > 0) {
      return Outcome.REFUSED;
    }
    posts = one.held() > 0;
    var from = one.committed ? Bucket.COMMITTED : Bucket.RESERVED;
    shift(one, from, Bucket.AVAILABLE, one.money.get(from));
    one.holds = false;
    if (scheme == Scheme.VOUCHER) {
      freeVouchers++;
      return Outcome.MOVED;
    }
    return posts ? Outcome.MOVED : Outcome.SAME;
  }

  private Outcome expectReduce(Case one, Command command, long needed) {
    if (has(one, PostingKind.RELEASE_COMMITTED, command, 0)) {
      return Outcome.SAME;
    }
    if (!one.holds || !one.committed || needed > one.held()) {
      return Outcome.REFUSED;
    }
    var rest = one.held() - needed;
    if (rest == 0) {
      return Outcome.SAME;
    }
    if (rest > one.money.get(Bucket.COMMITTED)) {
      return Outcome.REFUSED;
    }
    one.facts.put(fact(PostingKind.RELEASE_COMMITTED, command.instalment(), 0), rest);
    shift(one, Bucket.COMMITTED, Bucket.AVAILABLE, rest);
    return Outcome.MOVED;
  }

  private Outcome follow(Case one, Command command, PostingKind earlier, PostingKind excluded) {
    var cents = Math.abs(command.cents());
    var known = known(one, command, cents);
    if (known != null) {
      return known;
    }
    var before = one.facts.get(fact(earlier, command.instalment(), command.attempt()));
    if (before == null || before != cents || has(one, excluded, command, command.attempt())) {
      return Outcome.REFUSED;
    }
    return move(one, command, cents);
  }

  private @Nullable Outcome known(Case one, Command command, long cents) {
    var before = one.facts.get(name(command));
    if (before == null) {
      return null;
    }
    return before == cents ? Outcome.SAME : Outcome.REFUSED;
  }

  private Outcome move(Case one, Command command, long cents) {
    var from = command.kind().from().orElseThrow();
    if (!one.holds || cents == 0 || cents > one.money.get(from)) {
      return Outcome.REFUSED;
    }
    one.facts.put(name(command), cents);
    shift(one, from, command.kind().to().orElseThrow(), cents);
    return Outcome.MOVED;
  }

  private void shift(Case one, Bucket from, Bucket to, long cents) {
    expected.merge(from, -cents, Long::sum);
    expected.merge(to, cents, Long::sum);
    if (from != Bucket.AVAILABLE) {
      one.money.merge(from, -cents, Long::sum);
    }
    if (to != Bucket.AVAILABLE) {
      one.money.merge(to, cents, Long::sum);
    }
    for (var kind : PostingKind.values()) {
      if (kind.from().filter(from::equals).isPresent()
          && kind.to().filter(to::equals).isPresent()) {
        moved.merge(kind, 1, Integer::sum);
      }
    }
  }

  private static boolean has(Case one, PostingKind kind, Command command, int attempt) {
    return one.facts.containsKey(fact(kind, command.instalment(), attempt));
  }

  private static String name(Command command) {
    return command.kind() == PostingKind.RECOVER
        ? "RECOVER " + command.key()
        : fact(command.kind(), command.instalment(), command.attempt());
  }

  private static String fact(PostingKind kind, int instalment, int attempt) {
    return "%s %d %d".formatted(kind, instalment, attempt);
  }

  /** Ends every application: what is on its way is rejected, what was paid is recovered. */
  private void giveBack(String told) {
    for (int number = 0; number < cases.size(); number++) {
      var one = cases.get(number);
      for (int instalment = 1; instalment <= 3; instalment++) {
        for (int attempt = 1; attempt < 10; attempt++) {
          var ordered = one.facts.get(fact(PostingKind.ORDER, instalment, attempt));
          if (ordered != null
              && !one.facts.containsKey(fact(PostingKind.PAY, instalment, attempt))) {
            end(PostingKind.REJECT, number, instalment, attempt, ordered, told);
          }
        }
      }
      if (one.money.get(Bucket.PAID) > 0) {
        end(PostingKind.RECOVER, number, 0, 0, one.money.get(Bucket.PAID), told);
      }
      end(PostingKind.RELEASE_RESERVED, number, 0, 0, 0, told);
    }
  }

  private void end(
      PostingKind kind, int number, int instalment, int attempt, long cents, String told) {
    var command =
        new Command(kind, number, instalment, attempt, "last", cents, passageOf("ledger.test"));
    check(command, told + command);
  }

  private long postings() {
    return jdbc.sql("select count(*) from budget_posting").query(Long.class).single();
  }

  private LineTotals totals() {
    return budget.totals().stream()
        .filter(totals -> totals.line().equals(line))
        .findFirst()
        .orElseThrow();
  }
}
