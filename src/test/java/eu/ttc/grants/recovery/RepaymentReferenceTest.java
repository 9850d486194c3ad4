package eu.ttc.grants.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The reference of a repayment is known")
class RepaymentReferenceTest {

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "V-2026-000123-R1,                             V-2026-000123-R1",
    "v2026 000123 r 1,                             V-2026-000123-R1",
    "Rückzahlung V-2026-000123-R1 danke,           V-2026-000123-R1",
    "V-2026-0001 23-R1,                            V-2026-000123-R1",
    "F/2026/000045/R12,                            F-2026-000045-R12",
    "V-2026-000123-R1 / V-2026-000123-R1,          V-2026-000123-R1",
    "V-2026-000123,                                ",
    "V-2026-000123-R0,                             ",
    "V-2026-000123-R1 and V-2026-000124-R1,        ",
    "Invoice 2026 000123,                          ",
    "'',                                           "
  })
  void howeverItIsWritten(String told, String reference) {
    assertThat(RepaymentsFromBank.reference(told).orElse(null)).isEqualTo(reference);
  }
}
