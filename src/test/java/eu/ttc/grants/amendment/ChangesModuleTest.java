package eu.ttc.grants.amendment;

import static eu.ttc.grants.application.AidCategory.EXPERIMENTAL_DEVELOPMENT;
import static eu.ttc.grants.application.AidCategory.INDUSTRIAL_RESEARCH;
import static eu.ttc.grants.kernel.Cents.euros;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import eu.ttc.grants.agreement.GrantPlans;
import eu.ttc.grants.agreement.PlanShare;
import eu.ttc.grants.agreement.PlanVersion;
import eu.ttc.grants.amendment.ChangeDecision.ChangeNotAllowed;
import eu.ttc.grants.amendment.ChangeDecision.Recorded;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.OnHold;
import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.cofunding.CoFunding;
import eu.ttc.grants.cofunding.CureState;
import eu.ttc.grants.cofunding.Cures;
import eu.ttc.grants.cofunding.VerificationState;
import eu.ttc.grants.hold.Holds;
import eu.ttc.grants.hold.PutOnHold;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.Unknown;
import eu.ttc.grants.stateaid.AidComputations;
import eu.ttc.grants.testing.AidTables;
import eu.ttc.grants.testing.AnApplication;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.AtOnce;
import eu.ttc.grants.testing.ChangeDesk;
import eu.ttc.grants.testing.ModuleTest;
import eu.ttc.grants.testing.TestClock;
import eu.ttc.grants.withdrawal.Terminate;
import eu.ttc.grants.withdrawal.Withdrawals;
import java.nio.charset.StandardCharsets;
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
@DisplayName("Changes of a grant")
class ChangesModuleTest {

  private final Changes changes;
  private final GrantPlans plans;
  private final AidComputations computations;
  private final CoFunding coFunding;
  private final Cures cures;
  private final Budget budget;
  private final Applications applications;
  private final Withdrawals withdrawals;
  private final Holds holds;
  private final ChangeDesk grants;
  private final ApplicationDesk desk;
  private final TestClock clock;
  private final JdbcClient jdbc;

  ChangesModuleTest(
      Changes changes,
      GrantPlans plans,
      AidComputations computations,
      CoFunding coFunding,
      Cures cures,
      Budget budget,
      Applications applications,
      Withdrawals withdrawals,
      Holds holds,
      ChangeDesk grants,
      ApplicationDesk desk,
      TestClock clock,
      JdbcClient jdbc) {
    this.changes = changes;
    this.plans = plans;
    this.computations = computations;
    this.coFunding = coFunding;
    this.cures = cures;
    this.budget = budget;
    this.applications = applications;
    this.withdrawals = withdrawals;
    this.holds = holds;
    this.grants = grants;
    this.desk = desk;
    this.clock = clock;
    this.jdbc = jdbc;
  }

  @Test
  @DisplayName("let a partner leave: less aid, less committed, a plan without it, its match gone")
  void aPartnerLeaves() {
    var told = ChangeDesk.told();
    var ref = grants.contracted(told);
    var change = request(ref, told, ChangeKind.PARTNER_LEAVES, 3, costs(160, 80, 60, 100, 0));
    assertThat(messages(ref, "change-requested")).hasSize(1);
    weigh(ref, change);
    var effect = changes.effect(changes.get(ref, change.number()));
    assertThat(effect.hindrances()).isEmpty();
    assertThat(effect.less()).isEqualTo(euros(20_000));
    assertThat(computations.latest(ref).orElseThrow().grant())
        .as("a proposal does not count")
        .isEqualTo(ChangeDesk.GRANT);
    assess(ref, change);

    assertThat(decide(ref, change, true)).isEqualTo(new Recorded(ChangeState.GRANTED));

    var plan = plans.inForce(ref).orElseThrow();
    assertThat(plan.grant()).isEqualTo(euros(200_000));
    assertThat(plan.shares()).extracting(PlanShare::partner).containsExactly(1, 1, 2, 2);
    assertThat(plans.all(ref)).extracting(PlanVersion::number).containsExactly(1, 2);
    assertThat(budget.held(ref)).contains(euros(200_000));
    assertThat(budget.committed(ref)).isEqualTo(euros(200_000));
    assertThat(postings(ref)).containsExactly("change/1 2000000");
    assertThat(computations.latest(ref).orElseThrow().grant()).isEqualTo(euros(200_000));
    assertThat(coFunding.planOf(ref).orElseThrow().parties()).hasSize(2);
    coFunding.requireVerified(ref);
    assertThat(desk.events(ref))
        .containsSubsequence(
            "CHANGE_REQUESTED",
            "CHANGE_ASSESSED",
            "FINANCING_PLANNED",
            "BUDGET_REDUCED",
            "GRANT_PLANNED",
            "CHANGE_GRANTED");
    var letter = changes.letter(ref, change.number()).orElseThrow();
    assertThat(letter.fileName()).isEqualTo(ref + "-change-1.pdf");
    assertThat(new String(letter.content(), 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
  }

  @Test
  @DisplayName("move costs; partners keep their numbers after one has left")
  void costsMove() {
    var told = ChangeDesk.told();
    var ref = grants.running(told);
    grant(ref, request(ref, told, ChangeKind.PARTNER_LEAVES, 2, costs(240, 80, 0, 0, 120)));
    assertThat(plans.inForce(ref).orElseThrow().shares())
        .extracting(PlanShare::partner)
        .containsExactly(1, 1, 3);
    var before = plans.inForce(ref).orElseThrow();

    var change = request(ref, told, ChangeKind.BUDGET_SHIFT, null, costs(200, 80, 0, 0, 160));
    grant(ref, change);

    var plan = plans.inForce(ref).orElseThrow();
    assertThat(plan.costs()).isEqualTo(before.costs());
    assertThat(plan.grant()).isEqualTo(before.grant());
    assertThat(plan.shares())
        .extracting(PlanShare::partner, PlanShare::costs)
        .containsExactly(
            tuple(1, euros(200_000)), tuple(1, euros(80_000)), tuple(3, euros(160_000)));
    assertThat(budget.held(ref)).contains(plan.grant());
  }

  @Test
  @DisplayName("never raise the grant, even where the rates would")
  void theGrantNeverRises() {
    var told = ChangeDesk.told();
    var ref = grants.contracted(told);
    grant(ref, request(ref, told, ChangeKind.BUDGET_SHIFT, null, costs(160, 80, 60, 40, 40)));
    assertThat(plans.inForce(ref).orElseThrow().grant()).isEqualTo(euros(190_000));

    assertThatThrownBy(
            () -> request(ref, told, ChangeKind.BUDGET_SHIFT, null, costs(160, 80, 60, 41, 40)))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("more than the EUR 380000.00");
    grant(ref, request(ref, told, ChangeKind.BUDGET_SHIFT, null, costs(180, 60, 60, 40, 40)));
    assertThat(plans.inForce(ref).orElseThrow().grant()).isEqualTo(euros(190_000));
    assertThat(budget.held(ref)).contains(euros(190_000));
  }

  @Test
  @DisplayName("are not granted when the money that was verified does not match them")
  void theMatchMustHold() {
    var told = ChangeDesk.told();
    var ref = grants.contracted(told, euros(120_000));
    var change = request(ref, told, ChangeKind.BUDGET_SHIFT, null, costs(160, 119, 60, 100, 1));
    weigh(ref, change);
    assess(ref, change);

    var refused = decide(ref, change, true);

    assertThat(refused).isInstanceOf(ChangeNotAllowed.class);
    assertThat(((ChangeNotAllowed) refused).problem())
        .contains("co-funding does not match", told.dossier().enterprise().name());
    assertThat(plans.all(ref)).hasSize(1);
    assertThat(budget.held(ref)).contains(ChangeDesk.GRANT);
    assertThat(decide(ref, change, false)).isEqualTo(new Recorded(ChangeState.REFUSED));
    assertThat(coFunding.planOf(ref).orElseThrow().parties()).hasSize(3);
  }

  @Test
  @DisplayName("are not granted when the aid would be too small, or more is paid already")
  void aidAndPaymentsStandAgainst() {
    var told = ChangeDesk.told();
    var ref = grants.contracted(told);
    var small = request(ref, told, ChangeKind.BUDGET_SHIFT, null, costs(60, 40, 30, 20, 20));
    weigh(ref, small);
    assess(ref, small);
    assertThat(problem(decide(ref, small, true))).contains("BELOW_MIN_GRANT");
    changes.withdraw(ref, small.number(), told.applicant());

    desk.inTransaction(
        () -> {
          budget.order(ref, 1, 1, euros(150_000), "fiona");
          return ref;
        });
    var less = request(ref, told, ChangeKind.BUDGET_SHIFT, null, costs(100, 60, 60, 40, 20));
    weigh(ref, less);
    assess(ref, less);
    assertThat(problem(decide(ref, less, true))).contains("paid or on their way");
  }

  @Test
  @DisplayName("move the end of the work once, and change what is done; decided by an officer")
  void timeAndScope() {
    var told = ChangeDesk.told();
    var ref = grants.running(told);
    var end = grants.endOf(ref);
    var longer = extend(ref, told, end.plusMonths(6));
    var scope =
        changes.request(
            new RequestChange(
                ref,
                told.applicant(),
                ChangeKind.SCOPE,
                "The maker has stopped.",
                null,
                "Another sensor.",
                null,
                List.of(),
                List.of()));
    var manager = desk.person(Role.PROGRAMME_MANAGER);
    assertThat(problem(decideAs(ref, longer, true, manager))).contains("programme officer");

    assertThat(decide(ref, longer, true)).isEqualTo(new Recorded(ChangeState.GRANTED));
    assertThat(decide(ref, scope, true)).isEqualTo(new Recorded(ChangeState.GRANTED));

    assertThat(grants.endOf(ref)).isEqualTo(end.plusMonths(6));
    assertThat(plans.all(ref)).hasSize(2);
    assertThat(changes.get(ref, scope.number()).newPlan()).isEqualTo(2);
    assertThat(budget.held(ref)).contains(ChangeDesk.GRANT);
    assertThat(changes.letter(ref, scope.number())).isPresent();
    assertThatThrownBy(() -> extend(ref, told, end.plusMonths(6).plusDays(1)))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("moved before");
  }

  @Test
  @DisplayName(
      "are decided by nobody with another part in the case, and assessed by another person")
  void peopleAreKeptApart() {
    var told = ChangeDesk.told().by(desk.person(Role.PROGRAMME_MANAGER));
    var ref = grants.contracted(told);
    var change = request(ref, told, ChangeKind.PARTNER_LEAVES, 3, costs(160, 80, 60, 100, 0));
    weigh(ref, change);
    var both = desk.person(Role.PROGRAMME_OFFICER);
    jdbc.sql("insert into account_role (username, role) values (:name, 'PROGRAMME_MANAGER')")
        .param("name", both)
        .update();

    assertThat(problem(assessAs(ref, change, told.applicant()))).contains("programme officer");
    assertThat(assessAs(ref, change, both)).isEqualTo(new Recorded(ChangeState.OPEN));
    assertThat(problem(decideAs(ref, change, true, both))).contains("You assessed this change");
    assertThat(problem(decideAs(ref, change, true, told.applicant())))
        .contains("Somebody who applies");
    assertThat(problem(decideAs(ref, change, true, desk.person(Role.PROGRAMME_OFFICER))))
        .contains("Only a programme manager");
    assertThat(
            problem(
                changes.decide(
                    ref,
                    change.number(),
                    false,
                    " ",
                    desk.person(Role.PROGRAMME_MANAGER),
                    passageOf("amendment.record-decision"))))
        .contains("reasons");
    assertThat(changes.get(ref, change.number()).open()).isTrue();
  }

  @Test
  @DisplayName("are asked for by the lead, one of a kind at a time, with evidence")
  void areAskedFor() {
    var told = ChangeDesk.told();
    var ref = grants.contracted(told);
    var first = extend(ref, told, grants.endOf(ref).plusMonths(2));
    assertThat(extend(ref, told, grants.endOf(ref).plusMonths(2)))
        .as("the same again")
        .isEqualTo(first);
    assertThatThrownBy(() -> extend(ref, told, grants.endOf(ref).plusMonths(3)))
        .isInstanceOf(NotNow.class)
        .hasMessageContaining("Change 1");
    request(ref, told, ChangeKind.BUDGET_SHIFT, null, costs(150, 80, 70, 100, 40));
    assertThatThrownBy(
            () -> request(ref, told, ChangeKind.PARTNER_LEAVES, 3, costs(160, 80, 60, 100, 0)))
        .as("costs move by one request at a time")
        .isInstanceOf(NotNow.class);
    assertThat(changes.kindsNow(ref)).containsExactly(ChangeKind.SCOPE);

    assertThatThrownBy(() -> changes.withdraw(ref, 1, "somebody")).isInstanceOf(Unknown.class);
    assertThat(changes.withdraw(ref, 1, told.applicant()).state()).isEqualTo(ChangeState.WITHDRAWN);
    assertThat(changes.withdraw(ref, 1, told.applicant()).state()).isEqualTo(ChangeState.WITHDRAWN);
    assertThat(messages(ref, "change-closed")).hasSize(1);
    assertThat(decide(ref, first, true))
        .as("too late")
        .isEqualTo(new Recorded(ChangeState.WITHDRAWN));
    assertThatThrownBy(
            () ->
                changes.request(
                    new RequestChange(
                        ref,
                        told.applicant(),
                        ChangeKind.EXTENSION,
                        "Later.",
                        grants.endOf(ref).plusMonths(2),
                        null,
                        null,
                        List.of(),
                        List.of())))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("documents");
  }

  @Test
  @DisplayName("asked for twice at the same instant are one")
  void twoAtOnceAreOne() throws InterruptedException {
    var told = ChangeDesk.told();
    var ref = grants.contracted(told);
    var end = grants.endOf(ref);
    grants.evidence(ref, told);

    var outcomes =
        AtOnce.happen(
            () -> extend(ref, told, end.plusMonths(1)), () -> extend(ref, told, end.plusMonths(2)));

    assertThat(outcomes).filteredOn(AtOnce.Done.class::isInstance).hasSize(1);
    assertThat(outcomes)
        .filteredOn(AtOnce.Refused.class::isInstance)
        .singleElement()
        .satisfies(
            refused -> assertThat(((AtOnce.Refused) refused).why()).isInstanceOf(NotNow.class));
    assertThat(changes.of(ref)).hasSize(1);
    assertThat(messages(ref, "change-requested")).hasSize(1);
    assertThatThrownBy(
            () ->
                jdbc.sql(
                        """
                        insert into change_request (application, number, kind, state, reasons, ends_on,
                                                    plan, requested_by, requested_at)
                        select application, 9, kind, state, reasons, ends_on, plan, requested_by,
                               requested_at
                        from change_request where application = :ref
                        """)
                    .param("ref", ref.value())
                    .update())
        .isInstanceOf(DataAccessException.class)
        .hasMessageContaining("one_open_change_of_a_kind");
  }

  @Test
  @DisplayName("end with the case, and none is asked for afterwards, nor before the agreement")
  void endWithTheCase() {
    var told = ChangeDesk.told();
    var ref = grants.contracted(told);
    var change = extend(ref, told, grants.endOf(ref).plusMonths(1));
    withdrawals.terminate(
        new Terminate(ref, "No work is done.", "Heard.", desk.person(Role.PROGRAMME_MANAGER)));

    assertThat(changes.get(ref, change.number()).state()).isEqualTo(ChangeState.CLOSED);
    assertThat(messages(ref, "change-closed")).hasSize(1);
    assertThat(desk.events(ref)).contains("CHANGE_CLOSED");
    assertThat(changes.possibleNow(ref)).isFalse();
    assertThatThrownBy(() -> extend(ref, told, grants.endOf(ref).plusMonths(2)))
        .isInstanceOf(NotNow.class);
    assertThatThrownBy(() -> decide(ref, change, true)).isInstanceOf(NotNow.class);
    var early = ChangeDesk.told();
    var draft = desk.submit(early);
    assertThatThrownBy(
            () ->
                changes.request(
                    new RequestChange(
                        draft,
                        early.applicant(),
                        ChangeKind.SCOPE,
                        "Why.",
                        null,
                        "What.",
                        null,
                        List.of(),
                        List.of())))
        .isInstanceOf(NotNow.class);
  }

  @Test
  @DisplayName("cover what a co-funder left open: the gap is closed with the partner that leaves")
  void coverWhatACoFunderLeftOpen() {
    var told = ChangeDesk.told();
    var ref = grants.contracted(told);
    var officer = desk.person(Role.PROGRAMME_OFFICER);
    var cure = cures.funderLeft(ref, 3, "Insolvent.", officer);
    assertThat(cure.state()).isEqualTo(CureState.OPEN);
    assertThat(messages(ref, "co-funder-left")).hasSize(1);
    assertThatThrownBy(() -> cures.handIn(ref, told.applicant())).isInstanceOf(InvalidInput.class);
    clock.advance(Duration.ofDays(32));
    assertThat(cures.check(ref, 1, passageOf("cofunding.check-cure")).state())
        .isEqualTo(CureState.LAPSED);
    var manager = desk.person(Role.PROGRAMME_MANAGER);
    assertThatThrownBy(
            () ->
                cures.askForAmendment(
                    ref, 1, "Let it go.", officer, passageOf("cofunding.decide-cure")))
        .isInstanceOf(NotNow.class);
    cures.askForAmendment(ref, 1, "Let it go.", manager, passageOf("cofunding.decide-cure"));
    assertThat(desk.events(ref)).contains("AMENDMENT_ASKED");

    grant(ref, request(ref, told, ChangeKind.PARTNER_LEAVES, 3, costs(160, 80, 60, 100, 0)));

    assertThat(coFunding.of(ref).state()).isEqualTo(VerificationState.VERIFIED);
    assertThat(cures.check(ref, 1, passageOf("cofunding.check-cure")).state())
        .isEqualTo(CureState.CURED);
    coFunding.requireVerified(ref);
  }

  @Test
  @DisplayName("rest while the case is on hold, and so does the time to replace a co-funder")
  void restOnHold() {
    var told = ChangeDesk.told();
    var ref = grants.running(told);
    var change = extend(ref, told, grants.endOf(ref).plusMonths(1));
    var officer = desk.person(Role.PROGRAMME_OFFICER);
    cures.funderLeft(ref, 3, "Insolvent.", officer);
    var cureBy = cures.of(ref).getFirst().cureBy();
    var lastDay = LocalDate.ofInstant(clock.instant(), Applications.PROGRAMME_ZONE).plusDays(6);
    holds.place(new PutOnHold(ref, "The works council is heard.", lastDay, officer));

    assertThatThrownBy(() -> decide(ref, change, true)).isInstanceOf(OnHold.class);
    assertThatThrownBy(() -> changes.withdraw(ref, change.number(), told.applicant()))
        .isInstanceOf(OnHold.class);
    assertThat(cures.of(ref).getFirst().cureBy()).isAfter(cureBy.plus(Duration.ofDays(6)));
    holds.end(ref, "All is clear.", officer);
    assertThat(cures.of(ref).getFirst().cureBy()).isBefore(cureBy.plus(Duration.ofHours(1)));
    assertThat(decide(ref, change, true)).isEqualTo(new Recorded(ChangeState.GRANTED));
  }

  private void grant(ApplicationRef ref, ChangeView change) {
    weigh(ref, change);
    assess(ref, change);
    assertThat(decide(ref, change, true)).isEqualTo(new Recorded(ChangeState.GRANTED));
  }

  private ChangeView request(
      ApplicationRef ref,
      AnApplication told,
      ChangeKind kind,
      @Nullable Integer partner,
      List<PlannedCosts> costs) {
    return changes.request(
        new RequestChange(
            ref,
            told.applicant(),
            kind,
            "The market has changed.",
            null,
            null,
            partner,
            costs,
            List.of(grants.evidence(ref, told))));
  }

  private ChangeView extend(ApplicationRef ref, AnApplication told, LocalDate until) {
    return changes.request(
        new RequestChange(
            ref,
            told.applicant(),
            ChangeKind.EXTENSION,
            "A machine came late.",
            until,
            null,
            null,
            List.of(),
            List.of(grants.evidence(ref, told))));
  }

  private void weigh(ApplicationRef ref, ChangeView change) {
    var project =
        changes.prepare(ref, change.number(), passageOf("amendment.prepare")).aidProject();
    var prepared = computations.prepare(ref, project, passageOf("stateaid.prepare-aid"));
    var computed =
        computations.compute(
            ref,
            prepared.project(),
            AidTables.answers(prepared.questions()),
            passageOf("stateaid.compute-aid"));
    changes.weigh(ref, change.number(), computed.sheet(), passageOf("amendment.weigh"));
    grants.consent(ref, change.number());
  }

  private void assess(ApplicationRef ref, ChangeView change) {
    assertThat(assessAs(ref, change, desk.person(Role.PROGRAMME_OFFICER)))
        .isEqualTo(new Recorded(ChangeState.OPEN));
  }

  private ChangeDecision assessAs(ApplicationRef ref, ChangeView change, String officer) {
    return changes.assess(
        ref, change.number(), "Plausible.", officer, passageOf("amendment.record-assessment"));
  }

  private ChangeDecision decide(ApplicationRef ref, ChangeView change, boolean granted) {
    return decideAs(ref, change, granted, desk.person(change.kind().decider()));
  }

  private ChangeDecision decideAs(
      ApplicationRef ref, ChangeView change, boolean granted, String person) {
    return changes.decide(
        ref,
        change.number(),
        granted,
        "As discussed.",
        person,
        passageOf("amendment.record-decision"));
  }

  private static String problem(ChangeDecision decision) {
    return ((ChangeNotAllowed) decision).problem();
  }

  private List<String> messages(ApplicationRef ref, String name) {
    return jdbc.sql(
            "select payload from outbox_record where record_key = :ref and payload like :name")
        .param("ref", ref.value())
        .param("name", "%\"" + name + "\"%")
        .query(String.class)
        .list();
  }

  private List<String> postings(ApplicationRef ref) {
    return jdbc.sql(
            "select key || ' ' || sum(amount_cents) from budget_posting"
                + " where application = :ref and kind = 'RELEASE_COMMITTED' group by key")
        .param("ref", ref.value())
        .query(String.class)
        .list();
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
