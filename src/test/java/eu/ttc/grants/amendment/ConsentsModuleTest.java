package eu.ttc.grants.amendment;

import static eu.ttc.grants.application.AidCategory.EXPERIMENTAL_DEVELOPMENT;
import static eu.ttc.grants.application.AidCategory.INDUSTRIAL_RESEARCH;
import static eu.ttc.grants.kernel.Cents.euros;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import eu.ttc.grants.agreement.GrantPlans;
import eu.ttc.grants.amendment.ChangeDecision.ChangeNotAllowed;
import eu.ttc.grants.amendment.ChangeDecision.Recorded;
import eu.ttc.grants.application.OnHold;
import eu.ttc.grants.hold.Holds;
import eu.ttc.grants.hold.PutOnHold;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.Unknown;
import eu.ttc.grants.notification.Notifications;
import eu.ttc.grants.stateaid.AidComputations;
import eu.ttc.grants.testing.AidTables;
import eu.ttc.grants.testing.AnApplication;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.AtOnce;
import eu.ttc.grants.testing.ChangeDesk;
import eu.ttc.grants.testing.ModuleTest;
import eu.ttc.grants.testing.TestClock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

@ModuleTest
@DisplayName("Consents of partners to a change")
class ConsentsModuleTest {

  private final Consents consents;
  private final Changes changes;
  private final GrantPlans plans;
  private final AidComputations computations;
  private final Notifications notifications;
  private final Holds holds;
  private final ChangeDesk grants;
  private final ApplicationDesk desk;
  private final TestClock clock;
  private final JdbcClient jdbc;

  ConsentsModuleTest(
      Consents consents,
      Changes changes,
      GrantPlans plans,
      AidComputations computations,
      Notifications notifications,
      Holds holds,
      ChangeDesk grants,
      ApplicationDesk desk,
      TestClock clock,
      JdbcClient jdbc) {
    this.consents = consents;
    this.changes = changes;
    this.plans = plans;
    this.computations = computations;
    this.notifications = notifications;
    this.holds = holds;
    this.grants = grants;
    this.desk = desk;
    this.clock = clock;
    this.jdbc = jdbc;
  }

  @Test
  @DisplayName("are asked of each partner whose costs or grant change or who leaves, by a mail")
  void areAskedOfWhomItTouches() {
    var told = ChangeDesk.told();
    var ref = grants.contracted(told);
    var change = leaving(ref, told, costs(160, 80, 80, 100, 0));

    assertThat(grants.ask(ref, change).state()).isEqualTo(ConsentsState.OPEN);

    assertThat(consents.of(ref, change))
        .extracting(ConsentView::partner, ConsentView::state, ConsentView::open)
        .containsExactly(tuple(2, ConsentState.OPEN, true), tuple(3, ConsentState.OPEN, true));
    assertThat(notifications.of(ref))
        .filteredOn(mail -> mail.template().name().equals("CHANGE_CONSENT_ASKED"))
        .hasSize(2);
    assertThat(grants.ask(ref, change).state()).as("asked once").isEqualTo(ConsentsState.OPEN);
    assertThat(desk.events(ref)).filteredOn("CHANGE_CONSENT_ASKED"::equals).hasSize(2);
  }

  @Test
  @DisplayName("are asked of nobody when only the lead's costs move, or no aid is possible")
  void areAskedOfNobodyElse() {
    var told = ChangeDesk.told();
    var ref = grants.contracted(told);
    var own = shifting(ref, told, costs(150, 90, 60, 100, 40));
    assertThat(grants.ask(ref, own).state()).isEqualTo(ConsentsState.GIVEN);
    assertThat(consents.of(ref, own)).isEmpty();
    changes.withdraw(ref, own, told.applicant());

    var small = shifting(ref, told, costs(60, 40, 30, 20, 20));
    assertThat(grants.ask(ref, small).state()).isEqualTo(ConsentsState.GIVEN);
    assertThat(consents.of(ref, small)).isEmpty();
  }

  @Test
  @DisplayName("of all are needed before a change can be granted")
  void ofAllAreNeeded() {
    var told = ChangeDesk.told();
    var ref = grants.contracted(told);
    var change = leaving(ref, told, costs(160, 80, 80, 100, 0));
    grants.ask(ref, change);
    give(ref, 2);
    assess(ref, change);
    assertThat(problem(decide(ref, change, true))).contains("did not consent", "Canal");
    assertThat(messages(ref)).isZero();
    assertThatThrownBy(
            () ->
                jdbc.sql(
                        "update change_request set state = 'GRANTED', new_plan = 1, decided_by ="
                            + " 'max', decided_at = now(), decision_reasons = 'x'"
                            + " where application = :ref")
                    .param("ref", ref.value())
                    .update())
        .isInstanceOf(DataAccessException.class)
        .hasMessageContaining("Not every partner concerned consented");

    give(ref, 3);

    assertThat(messages(ref)).isOne();
    assertThat(check(ref, change).state()).isEqualTo(ConsentsState.GIVEN);
    assertThat(decide(ref, change, true)).isEqualTo(new Recorded(ChangeState.GRANTED));
    assertThat(plans.all(ref)).hasSize(2);
    assertThat(desk.events(ref)).filteredOn("CHANGE_CONSENT_GIVEN"::equals).hasSize(2);
  }

  @Test
  @DisplayName("refused by one refuse the change at once, with the reason for the lead to read")
  void oneRefusalRefusesTheChange() {
    var told = ChangeDesk.told();
    var ref = grants.contracted(told);
    var change = leaving(ref, told, costs(160, 80, 60, 100, 0));
    grants.ask(ref, change);
    var person = desk.person(Role.APPLICANT);
    assertThatThrownBy(() -> consents.refuse(grants.token(ref, 3), person, " "))
        .isInstanceOf(InvalidInput.class);

    var said = consents.refuse(grants.token(ref, 3), person, "We stay in the project. ");

    assertThat(said.state()).isEqualTo(ConsentState.REFUSED);
    assertThat(consents.refuse(grants.token(ref, 3), person, "Again.")).isEqualTo(said);
    assertThat(changes.get(ref, change).state()).isEqualTo(ChangeState.REFUSED);
    assertThat(changes.get(ref, change).decisionReasons()).endsWith(": We stay in the project.");
    assertThat(messages(ref)).isOne();
    assertThat(check(ref, change).state()).isEqualTo(ConsentsState.REFUSED);
    assertThat(notifications.of(ref))
        .filteredOn(mail -> mail.template().name().equals("CHANGE_CONSENT_REFUSED"))
        .singleElement()
        .satisfies(mail -> assertThat(mail.recipient()).isEqualTo(told.applicant()));
    assertThat(plans.all(ref)).hasSize(1);
    assertThat(decide(ref, change, true)).isEqualTo(new Recorded(ChangeState.REFUSED));
  }

  @Test
  @DisplayName("that do not come in time refuse the change, naming who did not answer")
  void silenceRefusesTheChange() {
    var told = ChangeDesk.told();
    var ref = grants.contracted(told);
    var change = leaving(ref, told, costs(160, 80, 80, 100, 0));
    grants.ask(ref, change);
    give(ref, 2);
    var step = passageOf("amendment.remind-partners");
    assertThat(consents.remind(ref, change, step)).isOne();
    assertThat(consents.remind(ref, change, step)).isOne();
    assertThat(desk.events(ref)).containsOnlyOnce("CHANGE_CONSENT_REMINDED");
    clock.advance(Duration.ofDays(10).minusMinutes(1));
    assertThat(check(ref, change).state()).as("not due").isEqualTo(ConsentsState.OPEN);

    clock.advance(Duration.ofMinutes(2));

    assertThatThrownBy(() -> give(ref, 3)).isInstanceOf(NotNow.class);
    assertThat(check(ref, change).state()).isEqualTo(ConsentsState.LAPSED);
    assertThat(check(ref, change).state()).isEqualTo(ConsentsState.LAPSED);
    assertThat(changes.get(ref, change).state()).isEqualTo(ChangeState.REFUSED);
    assertThat(changes.get(ref, change).decisionReasons())
        .startsWith("Canal")
        .doesNotContain("Bergwerk");
    assertThat(desk.events(ref)).containsOnlyOnce("CHANGE_CONSENT_LAPSED");
  }

  @Test
  @DisplayName("wait while the case is on hold, and have so much more time afterwards")
  void waitWhileOnHold() {
    var told = ChangeDesk.told();
    var ref = grants.contracted(told);
    var change = leaving(ref, told, costs(160, 80, 60, 100, 0));
    grants.ask(ref, change);
    var before = consents.of(ref, change).getFirst().dueAt();
    holds.place(
        new PutOnHold(
            ref,
            "A suspicion.",
            LocalDate.now(clock).plusDays(20),
            desk.person(Role.PROGRAMME_OFFICER)));

    assertThatThrownBy(() -> give(ref, 3)).isInstanceOf(OnHold.class);
    clock.advance(Duration.ofDays(12));
    assertThat(check(ref, change).state()).isEqualTo(ConsentsState.OPEN);
    assertThat(consents.of(ref, change).getFirst().dueAt())
        .isAfter(before.plus(Duration.ofDays(19)));
    clock.advance(Duration.ofDays(10));
    give(ref, 3);
    assertThat(check(ref, change).state()).isEqualTo(ConsentsState.GIVEN);
  }

  @Test
  @DisplayName("are given by somebody of the partner, once, and not by the lead or for another")
  void areGivenByThePartner() {
    var told = ChangeDesk.told().by(desk.person(Role.APPLICANT));
    var ref = grants.contracted(told);
    var change = leaving(ref, told, costs(160, 80, 80, 100, 0));
    grants.ask(ref, change);
    var person = desk.person(Role.APPLICANT);
    assertThatThrownBy(() -> consents.give("no-such-link", person)).isInstanceOf(Unknown.class);
    assertThatThrownBy(() -> consents.give(grants.token(ref, 2), told.applicant()))
        .isInstanceOf(NotNow.class)
        .hasMessageContaining("The lead cannot answer");
    assertThatThrownBy(
            () -> consents.give(grants.token(ref, 2), desk.person(Role.PROGRAMME_OFFICER)))
        .isInstanceOf(NotNow.class);
    var given = consents.give(grants.token(ref, 2), person);
    assertThat(consents.give(grants.token(ref, 2), person)).isEqualTo(given);
    assertThatThrownBy(() -> consents.give(grants.token(ref, 3), person))
        .isInstanceOf(NotNow.class)
        .hasMessageContaining("each partner answers for itself");
    assertThatThrownBy(() -> consents.refuse(grants.token(ref, 2), person, "After all not."))
        .isInstanceOf(NotNow.class);

    changes.withdraw(ref, change, told.applicant());

    assertThatThrownBy(() -> give(ref, 3)).isInstanceOf(NotNow.class);
  }

  @Test
  @DisplayName("given by the last two at once settle them once")
  void theLastTwoAtOnce() throws Exception {
    var told = ChangeDesk.told();
    var ref = grants.contracted(told);
    var change = leaving(ref, told, costs(160, 80, 80, 100, 0));
    grants.ask(ref, change);
    var one = desk.person(Role.APPLICANT);
    var other = desk.person(Role.APPLICANT);

    var outcomes =
        AtOnce.happen(
            () -> consents.give(grants.token(ref, 2), one),
            () -> consents.give(grants.token(ref, 3), other));

    assertThat(outcomes).allMatch(AtOnce.Done.class::isInstance);
    assertThat(messages(ref)).isOne();
    assertThat(check(ref, change).state()).isEqualTo(ConsentsState.GIVEN);
  }

  private ConsentCheck check(ApplicationRef ref, int change) {
    return consents.check(ref, change, passageOf("amendment.check-consents"));
  }

  private void give(ApplicationRef ref, int partner) {
    consents.give(grants.token(ref, partner), desk.person(Role.APPLICANT));
  }

  private int leaving(ApplicationRef ref, AnApplication told, List<PlannedCosts> costs) {
    return weighed(ref, told, ChangeKind.PARTNER_LEAVES, 3, costs);
  }

  private int shifting(ApplicationRef ref, AnApplication told, List<PlannedCosts> costs) {
    return weighed(ref, told, ChangeKind.BUDGET_SHIFT, null, costs);
  }

  private int weighed(
      ApplicationRef ref,
      AnApplication told,
      ChangeKind kind,
      @Nullable Integer partner,
      List<PlannedCosts> costs) {
    int number =
        changes
            .request(
                new RequestChange(
                    ref,
                    told.applicant(),
                    kind,
                    "The market has changed.",
                    null,
                    null,
                    partner,
                    costs,
                    List.of(grants.evidence(ref, told))))
            .number();
    var project = changes.prepare(ref, number, passageOf("amendment.prepare")).aidProject();
    var prepared = computations.prepare(ref, project, passageOf("stateaid.prepare-aid"));
    var computed =
        computations.compute(
            ref,
            prepared.project(),
            AidTables.answers(prepared.questions()),
            passageOf("stateaid.compute-aid"));
    changes.weigh(ref, number, computed.sheet(), passageOf("amendment.weigh"));
    return number;
  }

  private void assess(ApplicationRef ref, int change) {
    changes.assess(
        ref,
        change,
        "Plausible.",
        desk.person(Role.PROGRAMME_OFFICER),
        passageOf("amendment.record-assessment"));
  }

  private ChangeDecision decide(ApplicationRef ref, int change, boolean granted) {
    return changes.decide(
        ref,
        change,
        granted,
        "As discussed.",
        desk.person(Role.PROGRAMME_MANAGER),
        passageOf("amendment.record-decision"));
  }

  private static String problem(ChangeDecision decision) {
    return ((ChangeNotAllowed) decision).problem();
  }

  private long messages(ApplicationRef ref) {
    return jdbc.sql(
            "select count(*) from outbox_record where record_key = :ref"
                + " and payload like '%\"consents-settled\"%'")
        .param("ref", ref.value())
        .query(Long.class)
        .single();
  }

  /** Costs in thousands of euros; a partner without any has left. */
  private static List<PlannedCosts> costs(long a1, long a2, long b1, long b2, long c) {
    var costs = new ArrayList<PlannedCosts>();
    Stream.of(
            new PlannedCosts(1, INDUSTRIAL_RESEARCH, euros(a1 * 1_000)),
            new PlannedCosts(1, EXPERIMENTAL_DEVELOPMENT, euros(a2 * 1_000)),
            new PlannedCosts(2, INDUSTRIAL_RESEARCH, euros(b1 * 1_000)),
            new PlannedCosts(2, EXPERIMENTAL_DEVELOPMENT, euros(b2 * 1_000)),
            new PlannedCosts(3, INDUSTRIAL_RESEARCH, euros(c * 1_000)))
        .filter(line -> line.costs().exceeds(Cents.ZERO))
        .forEach(costs::add);
    return costs;
  }
}
