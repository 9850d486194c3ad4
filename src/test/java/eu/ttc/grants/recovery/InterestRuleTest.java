package eu.ttc.grants.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ttc.grants.kernel.Cents;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Interest on what is paid back late")
class InterestRuleTest {

  private static final LocalDate DUE = LocalDate.of(2027, 1, 31);
  private static final InterestRate FOREVER =
      new InterestRate(
          LocalDate.of(2025, 6, 11), null, new BigDecimal("2.15"), new BigDecimal("3.50"));

  @ParameterizedTest(name = "{0} cents, paid on {1}: {2} days, {3} cents")
  @CsvSource({
    // 5000.00 x 5.65 % x days / 365
    "500000, 2027-01-31,   0,     0", // on the due date
    "500000, 2027-02-01,   1,    77", // 77.40
    "500000, 2027-03-02,  30,  2322", // 2321.92
    "500000, 2028-01-31, 365, 28250", // a year
    "500000, 2028-02-29, 394, 30495", // a leap day is a day like others: 30494.52
    "1,      2027-03-02,  30,     0",
    "0,      2027-03-02,   0,     0"
  })
  void isSimpleOnActualDaysOf365(long principal, LocalDate paidOn, long days, long interest) {
    var rows = InterestRule.rows(Cents.of(principal), DUE, paidOn, List.of(FOREVER));

    assertThat(rows.stream().mapToLong(InterestPeriod::days).sum()).isEqualTo(days);
    assertThat(rows.stream().mapToLong(row -> row.interest().value()).sum()).isEqualTo(interest);
  }

  @Test
  void roundsHalfACentUp() {
    var row = InterestPeriod.of(DUE, DUE, Cents.of(36_500), new BigDecimal("0.50"));

    assertThat(row.interest()).isEqualTo(Cents.of(1));
  }

  @Test
  void hasARowForEachRateThatHeld() {
    var until = LocalDate.of(2027, 3, 14);
    var first =
        new InterestRate(
            LocalDate.of(2026, 1, 1),
            LocalDate.of(2027, 2, 28),
            new BigDecimal("2.00"),
            new BigDecimal("3.50"));
    var second =
        new InterestRate(
            LocalDate.of(2027, 3, 1), null, new BigDecimal("2.50"), new BigDecimal("3.50"));

    var rows = InterestRule.rows(Cents.euros(1_000), DUE, until, List.of(second, first));

    assertThat(rows)
        .containsExactly(
            new InterestPeriod(
                LocalDate.of(2027, 2, 1),
                LocalDate.of(2027, 2, 28),
                Cents.euros(1_000),
                new BigDecimal("5.50"),
                Cents.of(422)),
            new InterestPeriod(
                LocalDate.of(2027, 3, 1),
                until,
                Cents.euros(1_000),
                new BigDecimal("6.00"),
                Cents.of(230)));
  }

  @Test
  void saysForWhichDayNoRateIsKnown() {
    var ended =
        new InterestRate(
            LocalDate.of(2026, 1, 1), DUE, new BigDecimal("2.00"), new BigDecimal("3.50"));

    assertThatThrownBy(
            () -> InterestRule.rows(Cents.euros(1), DUE, DUE.plusDays(1), List.of(ended)))
        .hasMessageContaining("2027-02-01")
        .hasMessageContaining("repayment_interest_rate");
  }
}
