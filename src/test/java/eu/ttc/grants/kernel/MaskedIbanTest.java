package eu.ttc.grants.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Masked account numbers")
class MaskedIbanTest {

  @ParameterizedTest
  @CsvSource({
    "NL91ABNA0417164300, NL91••••••••••••00",
    "NL91 ABNA 0417 1643 00, NL91••••••••••••00",
    "BE68539007547034, BE68••••••••••34",
    "NL91ABN, NL91•BN",
    "NL91AB, ••••••",
    "NL, ••",
    "'', ''"
  })
  void showOnlyTheirEnds(String iban, String shown) {
    assertThat(MaskedIban.of(iban)).isEqualTo(shown);
  }
}
