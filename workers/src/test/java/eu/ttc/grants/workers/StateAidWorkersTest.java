package eu.ttc.grants.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import eu.ttc.grants.application.ApplicationView;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.ReasonCode;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.stateaid.DeMinimis;
import eu.ttc.grants.stateaid.HeadroomCheck;
import eu.ttc.grants.stateaid.HeadroomCheck.CeilingExceeded;
import eu.ttc.grants.stateaid.HeadroomCheck.Reserved;
import eu.ttc.grants.stateaid.HeadroomFigures;
import eu.ttc.grants.workers.ApplicationWorkers.CaseInput;
import eu.ttc.grants.workers.StateAidWorkers.HeadroomResult;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class StateAidWorkersTest {

  private static final ApplicationRef REF = ApplicationRef.of("V-2026-000123");
  private static final Cents VOUCHER = Cents.euros(5_000);

  private final DeMinimis deMinimis = mock();
  private final Applications applications = mock();
  private final StateAidWorkers workers = new StateAidWorkers(deMinimis, applications);

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

  private void answers(HeadroomCheck outcome) {
    ApplicationView application = mock();
    when(application.requestedAmount()).thenReturn(VOUCHER);
    when(applications.get(REF)).thenReturn(application);
    when(deMinimis.check(REF, VOUCHER, StepKey.of("stateaid.check-de-minimis", 7)))
        .thenReturn(outcome);
  }
}
