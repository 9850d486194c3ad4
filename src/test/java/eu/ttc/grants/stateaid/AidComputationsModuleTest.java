package eu.ttc.grants.stateaid;

import static eu.ttc.grants.testing.AProject.ofF1;
import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.ReasonCode;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.testing.AProject;
import eu.ttc.grants.testing.AidTables;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.ModuleTest;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.simple.JdbcClient;

@ModuleTest
@DisplayName("Computations of aid")
class AidComputationsModuleTest {

  private final AidComputations computations;
  private final ApplicationDesk desk;
  private final JdbcClient jdbc;

  AidComputationsModuleTest(AidComputations computations, ApplicationDesk desk, JdbcClient jdbc) {
    this.computations = computations;
    this.desk = desk;
    this.jdbc = jdbc;
  }

  @Test
  @DisplayName("keep a sheet that is read as it was computed, and rows that auditors can sum")
  void keepASheet() {
    var ref = with(ofF1());

    var outcome = compute(ref);

    assertThat(outcome).isEqualTo(new AidOutcome(1, true, Cents.euros(200_000), List.of()));
    var sheet = computations.latest(ref).orElseThrow();
    assertThat(sheet.ruleset()).isEqualTo("FUND-AID-2024");
    assertThat(sheet.grantingOn()).isEqualTo(LocalDate.of(2026, 12, 15));
    assertThat(sheet.partners())
        .containsExactly(
            new AidSheet.PartnerTotal("A", Cents.euros(240_000), Cents.euros(120_000)),
            new AidSheet.PartnerTotal("B", Cents.euros(160_000), Cents.euros(80_000)));
    var computed =
        AidComputation.of(
            ofF1().told(),
            rules(),
            AidTables.answers(computations.prepare(ref, step()).questions()),
            shares -> List.of());
    assertThat(sheet.steps()).isEqualTo(computed.steps());
    assertThat(sheet.shares()).isEqualTo(computed.shares());
    assertThat(
            jdbc.sql("select sum(granted_cents) from aid_share where application = :ref")
                .param("ref", ref.value())
                .query(Long.class)
                .single())
        .isEqualTo(200_000_00L);
    assertThat(
            jdbc.sql(
                    "select kind from aid_computation_step where application = :ref"
                        + " order by position")
                .param("ref", ref.value())
                .query(String.class)
                .list())
        .startsWith("CrossBorder", "Basis")
        .endsWith("Grant", "Minimum", "Gap");
    assertThat(desk.events(ref)).containsOnlyOnce("AID_COMPUTED");
  }

  @Test
  void sayNothingNewWhenNothingIsNew() {
    var ref = with(ofF1());
    compute(ref);
    keep(ref, ofF1());

    assertThat(compute(ref).sheet()).isEqualTo(1);
    assertThat(desk.events(ref)).containsOnlyOnce("AID_COMPUTED");
  }

  @Test
  @DisplayName("answer a repeated delivery as at first, whatever became known meanwhile")
  void answerRepeatedDeliveriesAlike() {
    var ref = with(ofF1());
    var prepare = step();
    var compute = passageOf("stateaid.compute-aid");
    var prepared = computations.prepare(ref, prepare);
    var answers = AidTables.answers(prepared.questions());
    var first = computations.compute(ref, prepared.project(), answers, compute);
    keep(ref, ofF1().requesting(Cents.euros(150_000)));

    assertThat(computations.prepare(ref, prepare)).isEqualTo(prepared);
    assertThat(computations.compute(ref, prepared.project(), answers, compute)).isEqualTo(first);
    assertThat(computations.latest(ref).orElseThrow().number()).isEqualTo(1);
    assertThat(compute(ref)).isEqualTo(new AidOutcome(2, true, Cents.euros(150_000), List.of()));
    assertThat(computations.sheet(ref, 1).orElseThrow().grant()).isEqualTo(Cents.euros(200_000));
  }

  @Test
  void refuseWithReasonsInTheHistory() {
    var ref = with(ofF1().requesting(Cents.euros(99_999)));

    assertThat(compute(ref).reasonCodes()).containsExactly(ReasonCode.BELOW_MIN_GRANT);

    assertThat(computations.latest(ref).orElseThrow().allowed()).isFalse();
    assertThat(
            jdbc.sql(
                    "select reason from status_history where application = :ref"
                        + " and event = 'AID_REFUSED'")
                .param("ref", ref.value())
                .query(String.class)
                .single())
        .isEqualTo("BELOW_MIN_GRANT");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"2023-12-31", "2027-07-01"})
  @DisplayName("need rules that hold on the granting day")
  void needRulesOfTheGrantingDay(LocalDate day) {
    var ref = with(ofF1().grantedOn(day));

    assertThatThrownBy(() -> computations.prepare(ref, step()))
        .hasMessageContainingAll(day.toString(), "fund_aid_ruleset");
  }

  @Test
  @DisplayName("take the rules of the granting day, not of today")
  void takeTheRulesOfTheGrantingDay() {
    desk.inRolledBackTransaction(
        () -> {
          jdbc.sql(
                  """
                  insert into fund_aid_ruleset values ('FUND-AID-2027', '2027-07-01', null,
                    'GBER-2027', 5000000, 30000000, 40, 2, 70, 10, 22000000, 3)
                  """)
              .update();
          var ref = with(ofF1().grantedOn(LocalDate.of(2027, 7, 1)));

          var prepared = computations.prepare(ref, step());

          assertThat(prepared.questions()).allMatch(asked -> asked.rules().equals("GBER-2027"));
          assertThat(compute(ref).grant()).isEqualTo(Cents.euros(160_000));
        });
  }

  @Test
  void needAProject() {
    var ref = submitted();

    assertThatThrownBy(() -> computations.prepare(ref, step()))
        .isInstanceOf(NotNow.class)
        .hasMessageContaining(ref.value());
    assertThat(computations.latest(ref)).isEmpty();
    assertThat(computations.sheet(ref, 1)).isEmpty();
  }

  @Test
  void leaveEndedApplicationsAlone() {
    var ref = with(ofF1());
    var prepared = computations.prepare(ref, step());
    desk.inRolledBackTransaction(
        () -> {
          jdbc.sql("update application set status = 'WITHDRAWN' where reference = :ref")
              .param("ref", ref.value())
              .update();
          assertThatThrownBy(
                  () ->
                      computations.compute(
                          ref,
                          prepared.project(),
                          AidTables.answers(prepared.questions()),
                          passageOf("stateaid.compute-aid")))
              .isInstanceOf(NotNow.class);
          assertThatThrownBy(() -> computations.prepare(ref, step())).isInstanceOf(NotNow.class);
        });
    assertThat(computations.latest(ref)).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "update funded_project set version = 2 where application = :ref",
        "delete from aid_computation_step where application = :ref",
        "update aid_share set granted_cents = 0 where application = :ref",
        "update aid_computation set grant_cents = 1 where application = :ref",
        "insert into aid_share select application, number, 9, category, basis, rate_percent,"
            + " costs_cents, maximum_cents, other_aid_cents, costs_cents, 0 from aid_share"
            + " where application = :ref and partner = 1"
      })
  @DisplayName("stay as they are, and cannot exceed rate and intensity")
  void stayAsTheyAre(String change) {
    var ref = with(ofF1());
    compute(ref);

    assertThatThrownBy(
            () ->
                desk.inRolledBackTransaction(
                    () -> jdbc.sql(change).param("ref", ref.value()).update()))
        .isInstanceOfAny(DataIntegrityViolationException.class, UncategorizedSQLException.class);
  }

  private ApplicationRef submitted() {
    return desk.submitAndMove(anApplication(), ApplicationStatus.COMPLETE);
  }

  private ApplicationRef with(AProject project) {
    var ref = submitted();
    keep(ref, project);
    return ref;
  }

  private void keep(ApplicationRef ref, AProject project) {
    desk.inTransaction(() -> computations.keep(ref, project.told()));
  }

  private AidOutcome compute(ApplicationRef ref) {
    var prepared = computations.prepare(ref, step());
    return computations.compute(
        ref,
        prepared.project(),
        AidTables.answers(prepared.questions()),
        passageOf("stateaid.compute-aid"));
  }

  private static StepKey step() {
    return passageOf("stateaid.prepare-aid");
  }

  private FundAidRules rules() {
    var numbers = TestRules.RULES;
    return new FundAidRules(
        "FUND-AID-2024",
        "GBER-651-2014",
        numbers.minimumGrant(),
        numbers.maximumGrant(),
        numbers.programmeRate(),
        numbers.memberStatesAtLeast(),
        numbers.bearingLimit(),
        numbers.organisationsAtLeast(),
        numbers.adviceCeiling(),
        numbers.adviceYears());
  }
}
