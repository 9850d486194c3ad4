package eu.ttc.grants.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvTableTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void writesAsRfc4180Says() {
    var table = new CsvTable(out, false, List.of("who", "what"));
    table.row("Müller, \"Söhne\"", "two\nlines");
    table.row(null, "");
    table.end();

    assertThat(written())
        .isEqualTo("who,what\r\n\"Müller, \"\"Söhne\"\"\",\"two\nlines\"\r\n\"\",\r\n");
  }

  @Test
  void writesAmountsDaysAndMomentsTheSameForEveryReader() {
    var table = new CsvTable(out, false, List.of("amount", "day", "moment", "count"));
    table.row(
        new BigDecimal("-5000.00"),
        LocalDate.of(2026, 11, 30),
        Instant.parse("2026-11-30T23:30:00Z"),
        3);
    table.end();

    assertThat(written()).endsWith("-5000.00,2026-11-30,2026-12-01T00:30+01:00,3\r\n");
  }

  @Test
  void marksTheFileForExcelWhenAsked() {
    new CsvTable(out, true, List.of("a")).end();

    assertThat(out.toByteArray()).startsWith(0xEF, 0xBB, 0xBF);
    assertThat(written()).endsWith("a\r\n");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      value = {
        "=HYPERLINK(),      '=HYPERLINK()",
        "+31 43 123,        '+31 43 123",
        "-2+3,              '-2+3",
        "@SUM(A1),          '@SUM(A1)",
        "|\t=1|,            |'\t=1|",
        "＝1,               '＝1",
        "V-2026-000001,     V-2026-000001",
        "5 = five,          5 = five",
        "||,                ||"
      })
  void keepsSpreadsheetsFromCalculating(String text, String written) {
    assertThat(CsvTable.harmless(text)).isEqualTo(written);
  }

  @Test
  void refusesWhatItCannotWriteExactly() {
    var table = new CsvTable(out, false, List.of("a"));

    assertThatThrownBy(() -> table.row(1.5)).isInstanceOf(IllegalArgumentException.class);
  }

  private String written() {
    return out.toString(StandardCharsets.UTF_8);
  }
}
