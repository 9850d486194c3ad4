package eu.ttc.grants.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import eu.ttc.grants.application.AidCategory;
import eu.ttc.grants.application.ApplicationView;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.ReasonCode;
import eu.ttc.grants.kernel.Scheme;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.stateaid.AidAnswer;
import eu.ttc.grants.stateaid.AidBasis;
import eu.ttc.grants.stateaid.AidComputations;
import eu.ttc.grants.stateaid.AidOutcome;
import eu.ttc.grants.stateaid.AidPreparation;
import eu.ttc.grants.stateaid.AidQuestion;
import eu.ttc.grants.stateaid.DeMinimis;
import eu.ttc.grants.stateaid.HeadroomCheck;
import eu.ttc.grants.stateaid.HeadroomCheck.CeilingExceeded;
import eu.ttc.grants.stateaid.HeadroomCheck.Reserved;
import eu.ttc.grants.stateaid.HeadroomFigures;
import eu.ttc.grants.workers.ApplicationWorkers.CaseInput;
import eu.ttc.grants.workers.StateAidWorkers.ComputeInput;
import eu.ttc.grants.workers.StateAidWorkers.ComputeResult;
import eu.ttc.grants.workers.StateAidWorkers.HeadroomResult;
import eu.ttc.grants.workers.StateAidWorkers.PrepareInput;
import eu.ttc.grants.workers.StateAidWorkers.PrepareResult;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class StateAidWorkersTest {

  private static final ApplicationRef REF = ApplicationRef.of("V-2026-000123");
  private static final Cents VOUCHER = Cents.euros(5_000);

  private final DeMinimis deMinimis = mock();
  private final AidComputations computations = mock();
  private final Applications applications = mock();
  private final StateAidWorkers workers =
      new StateAidWorkers(deMinimis, computations, applications);

  @Test
  void roomHasNoReason() {
    answers(new Reserved(VOUCHER));

    assertThat(workers.checkDeMinimis(new CaseInput(REF.value()), 7))
        .isEqualTo(new HeadroomResult(true, List.of()));
  }

  @Test
  void brokenCeilingIsAReasonForTheGateway() {
    answers(
        new CeilingExceeded(
            List.of(
                new HeadroomFigures(
                    "Enterprise",
                    "NL:12345678",
                    Cents.euros(296_000),
                    VOUCHER,
                    Cents.euros(300_000),
                    false,
                    "RULES",
                    "NL",
                    LocalDate.of(2026, 11, 20)))));

    assertThat(workers.checkDeMinimis(new CaseInput(REF.value()), 7))
        .isEqualTo(new HeadroomResult(false, List.of(ReasonCode.DE_MINIMIS_CEILING)));
  }

  @Test
  void questionsForTheTablesAreToldWithTheirProject() {
    var question =
        new AidQuestion(
            1,
            AidCategory.PATENTS,
            "RULES",
            Scheme.INNOVATION_FUND,
            true,
            false,
            false,
            false,
            null,
            List.of(),
            false,
            true);
    when(computations.prepare(REF, StepKey.of("stateaid.prepare-aid", 7)))
        .thenReturn(new AidPreparation(3, true, List.of(question)));

    when(computations.prepare(REF, 4, StepKey.of("stateaid.prepare-aid", 7)))
        .thenReturn(new AidPreparation(4, false, List.of()));

    assertThat(workers.prepareAid(new PrepareInput(REF.value(), null), 7))
        .isEqualTo(new PrepareResult(3, true, List.of(question)));
    assertThat(workers.prepareAid(new PrepareInput(REF.value(), 4), 7))
        .isEqualTo(new PrepareResult(4, false, List.of()));
  }

  @Test
  void grantAndRefusalAreToldWithTheirSheet() {
    var answers =
        List.of(
            new AidAnswer(
                1,
                AidCategory.PATENTS,
                new AidAnswer.Basis("B10", AidBasis.REFUSED, ReasonCode.NO_LEGAL_BASIS, "Law"),
                null));
    when(computations.compute(REF, 3, answers, StepKey.of("stateaid.compute-aid", 7)))
        .thenReturn(
            new AidOutcome(2, false, Cents.ZERO, List.of(ReasonCode.NO_LEGAL_BASIS)),
            new AidOutcome(3, true, Cents.euros(183_000), List.of()));
    var in = new ComputeInput(REF.value(), 3, answers);

    assertThat(workers.computeAid(in, 7))
        .isEqualTo(new ComputeResult(2, false, 0, List.of(ReasonCode.NO_LEGAL_BASIS)));
    assertThat(workers.computeAid(in, 7))
        .isEqualTo(new ComputeResult(3, true, 18_300_000, List.of()));
  }

  private void answers(HeadroomCheck outcome) {
    ApplicationView application = mock();
    when(application.requestedAmount()).thenReturn(VOUCHER);
    when(applications.get(REF)).thenReturn(application);
    when(deMinimis.check(REF, VOUCHER, StepKey.of("stateaid.check-de-minimis", 7)))
        .thenReturn(outcome);
  }
}
