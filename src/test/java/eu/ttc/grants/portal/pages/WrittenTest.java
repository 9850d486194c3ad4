package eu.ttc.grants.portal.pages;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.identity.Language;
import java.time.LocalDate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Amounts, numbers and days are read as people write them")
class WrittenTest {

  @ParameterizedTest(name = "{0} is {1} cents")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1.234,56               | 123456
          1,234.56               | 123456
          1 234,56               | 123456
          1\u00a0234,56          | 123456
          1\u202f234,56          | 123456
          1’234.50               | 123450
          1234.5                 | 123450
          1234,5                 | 123450
          1234                   | 123400
          1.234                  | 123400
          1,234                  | 123400
          1.234.567              | 123456700
          1,234,567.89           | 123456789
          0                      | 0
          0,05                   | 5
          5.000,-                | 500000
          5.000,--               | 500000
          € 5.000                | 500000
          5 000 €                | 500000
          EUR 5,000.00           | 500000
          5000 euro              | 500000
          -5                     | -500
          −5                     | -500
          9999999999999999       | 999999999999999900
          """)
  void amount(String text, long cents) {
    assertThat(Written.cents(text)).contains(cents);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "x", "5k", "1.234.56", "1,23,456", "1234.567", "12.3456", "0.123", "1.23.456",
        "1 234 56", "1 234.567,00", "1..2", ",5", "5,", "--5", "1e3", "0x10", "99999999999999999"
      })
  void noAmount(String text) {
    assertThat(Written.cents(text)).isEmpty();
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          24      | 24
          1.200   | 1200
          1,200   | 1200
          1 200   | 1200
          30 %    | 30
          -1      | -1
          """)
  void whole(String text, int number) {
    assertThat(Written.whole(text)).contains(number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "12.5", "12,5", "twelve", "99999999999"})
  void noWhole(String text) {
    assertThat(Written.whole(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-12-04", "04-12-2026", "4/12/2026", "4.12.2026", " 04.12.2026 "})
  void day(String text) {
    assertThat(Written.day(text)).contains(LocalDate.of(2026, 12, 4));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "soon",
        "2026-02-30",
        "30.2.2026",
        "12/2026",
        "2026",
        "20266-01-01",
        "4.12.26"
      })
  void noDay(String text) {
    assertThat(Written.day(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 99, 100, 123_456, 5_000_00, 1_234_567_00, 999_999_999_999_99L})
  void whatIsShownIsReadAgainInEveryLanguage(long cents) {
    for (var language : Language.values()) {
      var shown = Written.euros(cents, Show.country(language.locale()));

      assertThat(Written.cents(shown)).as(language + ": " + shown).contains(cents);
    }
  }
}
