package eu.ttc.grants.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetDaysTest {

  @ParameterizedTest(name = "after {0} comes {1}: {2}")
  @CsvSource({
    "2026-11-24, 2026-11-25, an ordinary Tuesday",
    "2026-11-27, 2026-11-30, over a weekend",
    "2026-12-24, 2026-12-28, Christmas and the weekend after it",
    "2026-12-31, 2027-01-04, New Year and the weekend",
    "2027-03-25, 2027-03-30, Good Friday to Easter Monday",
    "2027-04-30, 2027-05-03, Labour Day is a Saturday",
    "2026-04-30, 2026-05-04, Labour Day is a Friday",
    "2027-05-05, 2027-05-06, Ascension Day is a settlement day"
  })
  void findsTheNextSettlementDay(LocalDate day, LocalDate expected, String why) {
    assertThat(TargetDays.after(day)).as(why).isEqualTo(expected);
  }
}
