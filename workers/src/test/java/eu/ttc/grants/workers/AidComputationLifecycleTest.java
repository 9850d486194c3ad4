package eu.ttc.grants.workers;

import static eu.ttc.grants.application.AidCategory.EXPERIMENTAL_DEVELOPMENT;
import static eu.ttc.grants.application.AidCategory.FEASIBILITY_STUDY;
import static eu.ttc.grants.application.AidCategory.INDUSTRIAL_RESEARCH;
import static eu.ttc.grants.application.AidCategory.INNOVATION_ADVICE;
import static eu.ttc.grants.application.AidCategory.PATENTS;
import static eu.ttc.grants.application.AidCategory.SECONDMENT;
import static eu.ttc.grants.testing.AProject.aProject;
import static eu.ttc.grants.testing.AProject.ofF1;
import static eu.ttc.grants.testing.AnApplication.anApplication;
import static io.camunda.process.test.api.CamundaAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import eu.ttc.grants.application.AssistedArea;
import eu.ttc.grants.application.Region;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.ReasonCode;
import eu.ttc.grants.screening.SmeCategory;
import eu.ttc.grants.stateaid.AidComputations;
import eu.ttc.grants.stateaid.AidSheet;
import eu.ttc.grants.stateaid.BonusGround;
import eu.ttc.grants.testing.AProject;
import eu.ttc.grants.testing.ApplicationDesk;
import io.camunda.client.CamundaClient;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Aid with everything real: model, tables, workers, database; every job delivered twice. The
 * applications only carry a project; they wait to be screened.
 */
@LifecycleTest
@DisplayName("Aid is computed through the tables")
class AidComputationLifecycleTest {

  /**
   * @param parts euros for each share, in order
   */
  private record Case(
      String name, AProject project, int grant, @Nullable String reason, String parts) {}

  private final CamundaClient client;
  private final ApplicationDesk desk;
  private final AidComputations computations;

  AidComputationLifecycleTest(
      CamundaClient client, ApplicationDesk desk, AidComputations computations) {
    this.client = client;
    this.desk = desk;
    this.computations = computations;
  }

  private static Stream<Case> cases() {
    return Stream.of(
        new Case("F1", ofF1(), 200_000_00, null, "80000 40000 30000 50000"),
        new Case(
            "F2",
            two(100_000, 220_000, 40_000, 40_000).requesting(Cents.euros(200_000)),
            183_000_00,
            null,
            "50000 99000 20000 14000"),
        new Case("F3", two(72_000, 36_000, 27_000, 45_000), 0, "BELOW_MIN_GRANT", "0 0 0 0"),
        new Case(
            "F4",
            two(256_000, 128_000, 96_000, 160_000),
            250_000_00,
            null,
            "100000 50000 37500 62500"),
        new Case(
            "F5",
            ofF1().alsoAidedFor(EXPERIMENTAL_DEVELOPMENT, 20_000),
            180_000_00,
            null,
            "80000 40000 30000 30000"),
        new Case(
            "F6",
            aProject()
                .with("A", Region.AACHEN, SmeCategory.SMALL)
                .costing(INDUSTRIAL_RESEARCH, 160_000)
                .with("B", Region.AACHEN, SmeCategory.MEDIUM)
                .costing(INDUSTRIAL_RESEARCH, 240_000),
            0,
            "NOT_CROSS_BORDER",
            ""),
        new Case(
            "no bonus, but wide dissemination (F2)",
            two(100_000, 220_000, 40_000, 40_000).having(BonusGround.WIDE_DISSEMINATION),
            200_000_00,
            null,
            "50000 110000 20000 20000"),
        new Case(
            "an assisted c area raises one partner only (F2)",
            two(100_000, 220_000, 40_000, 40_000).inArea(AssistedArea.C),
            185_000_00,
            null,
            "50000 99000 20000 16000"),
        new Case(
            "an institute that may publish, with F2",
            two(100_000, 220_000, 40_000, 40_000)
                .withInstitute("Institute", Region.LIEGE, true)
                .costing(INDUSTRIAL_RESEARCH, 50_000),
            225_000_00,
            null,
            "50000 110000 20000 20000 25000"),
        new Case(
            "patents, secondment and advice as lines of their own",
            ofF1()
                .costing(PATENTS, 20_000)
                .costing(SECONDMENT, 10_000)
                .costing(INNOVATION_ADVICE, 30_000)
                .alsoAidedFor(INNOVATION_ADVICE, 20_000)
                .alsoAidedFor(PATENTS, 4_000),
            221_000_00,
            null,
            "80000 40000 30000 50000 6000 5000 10000"),
        new Case(
            "a feasibility study",
            ofF1().costing(FEASIBILITY_STUDY, 20_000),
            210_000_00,
            null,
            "80000 40000 30000 50000 10000"),
        new Case("in difficulty", ofF1().inDifficulty(), 0, "IN_DIFFICULTY", ""),
        new Case("owing recovery", ofF1().owingRecovery(), 0, "RECOVERY_ORDER", ""),
        new Case(
            "begun before", ofF1().begunDaysAfterApplication(-1), 0, "NO_INCENTIVE_EFFECT", ""),
        new Case(
            "a large enterprise",
            ofF1().with("C", Region.LIEGE, SmeCategory.LARGE).costing(INDUSTRIAL_RESEARCH, 10_000),
            0,
            "NO_LEGAL_BASIS",
            ""));
  }

  /** One test for all of them: most of the time of a test here is to begin and to clean up. */
  @Test
  @DisplayName("to the cent (domain.md 3.7)")
  void toTheCent() {
    assertAll(cases().map(one -> () -> toTheCent(one)));
  }

  private void toTheCent(Case one) {
    var ref = applicant();
    var reason = one.reason() == null ? null : ReasonCode.valueOf(one.reason());
    var parts = one.parts();

    var sheet = compute(ref, one.project(), one.grant(), reason);

    assertThat(sheet.grant()).as(one.name()).isEqualTo(Cents.of(one.grant()));
    assertThat(sheet.gap()).isEqualTo(sheet.eligibleCosts().minus(sheet.grant()));
    assertThat(sheet.shares())
        .as(one.name())
        .extracting(share -> share.granted().inEuros().toBigInteger().toString())
        .containsExactlyElementsOf(parts.isEmpty() ? List.of() : List.of(parts.split(" ")));
    assertThat(sheet.steps()).allSatisfy(step -> assertThat(step.source()).isNotBlank());
    assertThat(desk.events(ref)).containsOnlyOnce(reason == null ? "AID_COMPUTED" : "AID_REFUSED");
  }

  @Test
  @DisplayName("anew when other aid becomes known; the earlier sheet stays")
  void anewWhenTheProjectChanges() {
    var ref = applicant();
    compute(ref, ofF1(), 200_000_00, null);
    var again = compute(ref, ofF1(), 200_000_00, null);
    var changed =
        compute(ref, ofF1().alsoAidedFor(EXPERIMENTAL_DEVELOPMENT, 20_000), 180_000_00, null);

    assertThat(again.number()).isEqualTo(1);
    assertThat(changed.number()).isEqualTo(2);
    assertThat(computations.sheet(ref, 1))
        .hasValueSatisfying(first -> assertThat(first).isEqualTo(again));
  }

  @Test
  @DisplayName("not at all for a granting day that no rules are known for")
  void notWithoutRules() {
    var ref = applicant();
    keep(ref, ofF1().grantedOn(LocalDate.of(2027, 7, 1)));

    assertThat(
            client
                .newCreateInstanceCommand()
                .bpmnProcessId("aid-computation")
                .latestVersion()
                .variables(Map.of("applicationRef", ref.value()))
                .send()
                .join())
        .isActive()
        .hasActiveElements("Task_PrepareAid");
    assertThat(computations.latest(ref)).isEmpty();
  }

  private AidSheet compute(
      ApplicationRef ref, AProject project, int grant, @Nullable ReasonCode reason) {
    keep(ref, project);
    assertThat(
            client
                .newCreateInstanceCommand()
                .bpmnProcessId("aid-computation")
                .latestVersion()
                .variables(Map.of("applicationRef", ref.value()))
                .send()
                .join())
        .isCompleted()
        .hasVariable("aidAllowed", reason == null)
        .hasVariable("grantCents", grant)
        .hasVariable("reasonCodes", reason == null ? List.of() : List.of(reason.name()));
    return computations.latest(ref).orElseThrow();
  }

  private void keep(ApplicationRef ref, AProject project) {
    desk.inTransaction(() -> computations.keep(ref, project.told()));
  }

  private ApplicationRef applicant() {
    return desk.submit(anApplication().asSoleTrader().withWorkStarted());
  }

  private static AProject two(long irOfA, long edOfA, long irOfB, long edOfB) {
    return aProject()
        .with("A", Region.EINDHOVEN, SmeCategory.SMALL)
        .costing(INDUSTRIAL_RESEARCH, irOfA)
        .costing(EXPERIMENTAL_DEVELOPMENT, edOfA)
        .with("B", Region.AACHEN, SmeCategory.MEDIUM)
        .costing(INDUSTRIAL_RESEARCH, irOfB)
        .costing(EXPERIMENTAL_DEVELOPMENT, edOfB);
  }
}
