package eu.ttc.grants.local;

import eu.ttc.grants.kernel.Scheme;
import eu.ttc.grants.local.BudgetWatch.Count;
import eu.ttc.grants.local.BudgetWatch.Watched;
import eu.ttc.grants.portal.Http;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/**
 * A call of the innovation fund on a platform of its own: everybody applies and is screened,
 * experts score, the panel ranks, and who gets a grant carries out the project and is paid for it.
 */
final class SimulatedCall implements AutoCloseable {

  private static final String LINE = "FUND";
  private static final List<String> LANGUAGES = List.of("nl", "de", "fr", "en");

  /** Long enough to be read in an answer, short enough to be waited for. */
  private static final String SOON = "PT3S";

  private final CallCast cast;
  private final PlatformProcess platform;
  private final Http portal;
  private final Engine engine;
  private final Histories histories;
  private final BudgetWatch budget;
  private final Staff staff;
  private final Finance finance;
  private final Programme programme;
  private final List<OneConsortium> consortia;
  private final Lives<OneConsortium> lives;
  private final Diary diary;
  private final Moment closed = new Moment("the call is closed");
  private String reference = "";

  private SimulatedCall(CallCast cast, Instant begin, PlatformProcess platform, int experts)
      throws SQLException, InterruptedException {
    this.cast = cast;
    this.platform = platform;
    this.portal = Http.at(platform.port(LocalPort.PORTAL));
    this.engine = Engine.at(platform.url(LocalPort.TASKLIST));
    this.histories = new Histories(platform.database());
    this.staff = new Staff(platform.url(LocalPort.TASKLIST));
    this.finance = new Finance(portal, histories, diceOf(-1));
    this.programme = new Programme(platform, portal, staff, diceOf(-2));
    programme.allocate(LINE, cast.budgetCents());
    programme.employOfficer();
    programme.appointExperts(experts);
    this.budget = new BudgetWatch(watched(), portal, platform.database());
    this.consortia = everybody();
    this.lives = new Lives<>(consortia, platform, histories, engine, staff);
    this.diary = new Diary(begin, histories, budget::now, platform);
  }

  /** Starts a platform of its own, with so many experts. */
  static SimulatedCall on(Path folder, CallCast cast, int experts)
      throws IOException, SQLException, InterruptedException {
    Diary.say("%d consortia, %d experts, seed %d", cast.size(), experts, cast.seed());
    var begin = Instant.now();
    var platform = PlatformProcess.with(folder);
    platform.start();
    var run = new SimulatedCall(cast, begin, platform, experts);
    run.diary.passed("platform started and experts appointed");
    return run;
  }

  /** Everybody applies; returns when the call is closed and everybody is screened. */
  void apply() throws Exception {
    lives.inParallel(accounts().entrySet(), this::register);
    reference = programme.announceCall(LANGUAGES);
    programme.seatPanel(reference);
    lives.inParallel(consortia, one -> one.draft(reference));
    diary.passed("drafts written");

    Awaitility.await("the models to be deployed, without which no call begins")
        .atMost(Histories.PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> engine.active("call") > 0);
    deadlinesOfFates().deploy(platform.url(LocalPort.ZEEBE_GRPC));
    var inTime = all(one -> one.story().isSubmitted());
    inTime.forEach(OneCase::submit);
    diary.passed("applications submitted");

    consortia.forEach(this::begin);
    lives.untilAll(inTime, "everybody is screened", OneConsortium::isScreened);
    diary.passed("everybody screened");
    programme.closeCall(reference);
    closed.comes();
    lives.untilAll(
        all(one -> !one.story().isSubmitted()), "who is late was refused", lives::isOver);
    diary.passed("call closed");
  }

  /** Everybody is evaluated and the panel ranks; {@link #apply} went before. */
  void rank() throws Exception {
    lives.untilAll(
        all(one -> one.story().isEvaluated()),
        "everybody is scored",
        one -> one.history().has("ENTERED_FOR_RANKING") || lives.isOver(one));
    diary.passed("everybody scored");
    programme.panelDecides(reference);
    lives.untilAll(
        all(one -> one.story().isEvaluated()), "everybody is ranked", OneConsortium::isRanked);
    diary.passed("panel decided");
  }

  /** Projects are carried out and paid for; returns when everything has ended. */
  void carryOut() throws Exception {
    lives.beside(
        "finance",
        () -> {
          finance.pay(payments());
          return true;
        });
    lives.until("everything has ended", lives::isOver);
    lives.untilProcessesEnd();
    diary.passed("last process ended");
  }

  /** How many payments the bank makes. */
  int payments() {
    return cast.parts().stream().mapToInt(part -> part.fate().story().money().payments()).sum();
  }

  /** Numbers of the consortia that passed, the best first, as the programme ranked them. */
  List<Integer> ranking() {
    if (reference.isEmpty()) {
      return List.of();
    }
    var numbers = consortia.stream().collect(Collectors.toMap(OneCase::reference, OneCase::number));
    return programme.ranking(reference).stream().map(numbers::get).toList();
  }

  CallCast cast() {
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

  List<OneConsortium> consortia() {
    return consortia;
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

  private void begin(OneConsortium one) {
    lives.begin(
        one,
        () -> {
          one.story().script().play(one);
          return true;
        });
  }

  private Watched watched() {
    return new Watched(
        Scheme.INNOVATION_FUND,
        line -> cast.budgetCents() - line.path("availableCents").asLong(),
        """
        select coalesce(sum(amount_cents), 0) from budget_reservation r
        where state <> 'RELEASED' and application like 'F-%'
        """,
        cast.budgetCents(),
        List.of("promise_2_budget_is_never_exceeded"),
        List.of(
            new Count(
                "select count(*) from budget_reservation"
                    + " where state <> 'RELEASED' and application like 'F-%'",
                "grants held"),
            new Count(
                "select count(*) from application where status = 'RESERVE'", "on the reserve list"),
            new Count("select count(*) from budget_posting where kind = 'PAY'", "payments made")));
  }

  private List<OneConsortium> everybody() {
    var call =
        new OneConsortium.Call(portal, histories, staff, finance, new Questions(platform), closed);
    return cast.parts().stream()
        .map(part -> new OneConsortium(part, call, diceOf(part.consortium().number())))
        .toList();
  }

  /** Usernames with the language of each. */
  private Map<String, String> accounts() {
    var accounts = new LinkedHashMap<String, String>();
    for (var part : cast.parts()) {
      for (int party = 0; party < part.consortium().parties().size(); party++) {
        accounts.put(
            OneConsortium.username(part, party),
            part.consortium().parties().get(party).region().language().orElseThrow());
      }
    }
    return accounts;
  }

  private void register(Map.Entry<String, String> account) {
    new KeyedClient(portal, new Random(account.getKey().hashCode()))
        .post(201, "/api/applicants", Applicant.account(account.getKey(), account.getValue()));
  }

  /** What an administrator changes: lengths for those whose fate needs them, and for objections. */
  private DeadlinesTable deadlinesOfFates() {
    var lengths = new LinkedHashMap<String, Map<String, String>>();
    consortia.forEach(one -> lengths.put(one.reference(), one.story().lengths()));
    return DeadlinesTable.asShipped().with(lengths).with("APPEAL", SOON).with("FOLLOW_UP", SOON);
  }

  private List<OneConsortium> all(Predicate<OneConsortium> which) {
    return consortia.stream().filter(which).toList();
  }

  /** Chance that does not depend on which thread is faster. */
  private Random diceOf(int number) {
    return new Random(cast.seed() * 1000 + number);
  }
}
