package eu.ttc.grants.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.kernel.Cents;
import java.math.BigDecimal;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What the Fund bears decides on waiver and report (CPR Art. 103, Annex XII)")
class CorrectionTest {

  private static final RecoveryRules.Ruleset RULES =
      new RecoveryRules.Ruleset(new BigDecimal("50.00"), Cents.euros(250), Cents.euros(10_000));

  @ParameterizedTest(name = "{0} cents: {1} of the Fund, waivable {2}, reported {3}")
  @CsvSource({
    "      1,       0, true,  false", // half a cent, to even
    "      3,       2, true,  false", // one and a half, to even
    "  50000,   25000, true,  false",
    "  50001,   25000, true,  false",
    "  50002,   25001, false, false",
    "1999998,  999999, false, false",
    "2000000, 1000000, false, true"
  })
  void isSplit(long amount, long share, boolean waivable, boolean reportable) {
    assertThat(RULES.weigh(Cents.of(amount)))
        .isEqualTo(new Correction(Cents.of(share), reportable, waivable));
  }
}
