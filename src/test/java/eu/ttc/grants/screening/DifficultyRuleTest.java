package eu.ttc.grants.screening;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.application.LegalForm;
import eu.ttc.grants.screening.DifficultyRule.Accounts;
import java.time.LocalDate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Undertaking in difficulty (domain.md § 3.5)")
class DifficultyRuleTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);

  private final DifficultyRule rule = new DifficultyRule(50, 3);

  @ParameterizedTest(name = "{6}")
  @CsvSource({
    "LIMITED_LIABILITY, 2010-01-01, 120000, 10000, 80000, LIMITED_CAPITAL_LOST, example: 70000 >"
        + " 60000",
    "LIMITED_LIABILITY, 2010-01-01, 120000, 10000, 70000, , U1: exactly half is not more than half",
    "LIMITED_LIABILITY, 2010-01-01, 120000, 10000, 70001, LIMITED_CAPITAL_LOST, U1: one more than"
        + " half",
    "LIMITED_LIABILITY, 2010-01-01, 120000, 90000, 80000, , U1: reserves cover the losses",
    "LIMITED_LIABILITY, 2010-01-01, 0, 0, 0, , U1: no losses are no difficulty",
    "LIMITED_LIABILITY, 2010-01-01, 0, 0, 1, LIMITED_CAPITAL_LOST, U1: any loss without capital",
    "LIMITED_LIABILITY, 2010-01-01, 120001, 10000, 70000, , U1: just under half",
    "LIMITED_LIABILITY, 2023-11-25, 120000, 10000, 80000, , U1: an SME younger than 3 years is"
        + " exempt",
    "LIMITED_LIABILITY, 2023-11-24, 120000, 10000, 80000, LIMITED_CAPITAL_LOST, U1: 3 years old"
        + " today",
    "UNLIMITED_LIABILITY, 2010-01-01, 100000, 0, 50000, , U2: half of the capital",
    "UNLIMITED_LIABILITY, 2010-01-01, 100000, 0, 50001, UNLIMITED_CAPITAL_LOST, U2: more than half",
    "SOLE_TRADER, 2010-01-01, 100000, 0, 60000, UNLIMITED_CAPITAL_LOST, U2: a sole trader is liable"
        + " too",
    "UNLIMITED_LIABILITY, 2010-01-01, 100000, 20000, 60000, , U2: the capital in the accounts holds"
        + " the reserves",
    "UNLIMITED_LIABILITY, 2010-01-01, 100000, 20000, 60001, UNLIMITED_CAPITAL_LOST, U2: one more"
        + " than half of it",
    "SOLE_TRADER, 2025-01-01, 100000, 0, 60000, , U2: young SME",
    "SOLE_TRADER, 2023-11-25, 100000, 0, 60000, , U2: one day younger than 3 years",
    "SOLE_TRADER, 2023-11-24, 100000, 0, 60000, UNLIMITED_CAPITAL_LOST, U2: 3 years old today"
  })
  void capitalTests(
      LegalForm form,
      LocalDate founded,
      long capital,
      long reserves,
      long losses,
      DifficultySign expected,
      String source) {
    var accounts = new Accounts(form, founded, capital, reserves, losses, false);

    var signs = rule.signs(accounts, SmeCategory.SMALL, TODAY);

    if (expected == null) {
      assertThat(signs).isEmpty();
    } else {
      assertThat(signs).containsExactly(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({"2010-01-01", "2026-01-01"})
  @DisplayName("U3: insolvency has no exemption")
  void insolvency(LocalDate founded) {
    var accounts = new Accounts(LegalForm.LIMITED_LIABILITY, founded, 100, 0, 0, true);

    assertThat(rule.signs(accounts, SmeCategory.MICRO, TODAY))
        .containsExactly(DifficultySign.INSOLVENT);
  }

  @Test
  @DisplayName("signs add up: insolvent and with its capital lost")
  void everySignIsTold() {
    var accounts =
        new Accounts(
            LegalForm.LIMITED_LIABILITY, LocalDate.of(2010, 1, 1), 120_000, 10_000, 80_000, true);

    assertThat(rule.signs(accounts, SmeCategory.SMALL, TODAY))
        .containsExactly(DifficultySign.LIMITED_CAPITAL_LOST, DifficultySign.INSOLVENT);
  }

  @ParameterizedTest(name = "founded on 29 February 2024, on {0}: {1}")
  @CsvSource({"2027-02-27, true", "2027-02-28, false"})
  void threeYearsAfterALeapDay(LocalDate today, boolean exempt) {
    var accounts =
        new Accounts(
            LegalForm.LIMITED_LIABILITY, LocalDate.of(2024, 2, 29), 120_000, 10_000, 80_000, false);

    assertThat(rule.signs(accounts, SmeCategory.SMALL, today).isEmpty()).isEqualTo(exempt);
  }

  @ParameterizedTest
  @CsvSource({"2025-01-01"})
  @DisplayName("U1: a large enterprise is not exempt, however young")
  void largeEnterprisesAreNotExempt(LocalDate founded) {
    var accounts =
        new Accounts(LegalForm.LIMITED_LIABILITY, founded, 120_000, 10_000, 80_000, false);

    assertThat(rule.signs(accounts, SmeCategory.LARGE, TODAY))
        .containsExactly(DifficultySign.LIMITED_CAPITAL_LOST);
  }
}
