package eu.ttc.grants.accounting;

import eu.ttc.grants.application.Applications;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * A table as CSV (RFC 4180: comma, CRLF, UTF-8, a row of names first), row by row, so that none is
 * too long for memory. Amounts have a decimal point, moments are ISO 8601 with the programme's
 * offset. Text that a spreadsheet would take for a formula gets an apostrophe in front.
 */
final class CsvTable {

  private static final char BYTE_ORDER_MARK = '\ufeff';
  private static final String BEGINS_A_FORMULA = "=+-@\t\r\n＝＋－＠";

  private final CSVPrinter rows;

  /**
   * Begins a table.
   *
   * @param marked with a byte order mark, by which Excel knows UTF-8
   */
  CsvTable(OutputStream out, boolean marked, List<String> columns) {
    try {
      var writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
      if (marked) {
        writer.write(BYTE_ORDER_MARK);
      }
      rows = new CSVPrinter(writer, CSVFormat.RFC4180);
      rows.printRecord(columns);
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  /** Adds a row of text, numbers, days and moments; nothing stays empty. */
  void row(@Nullable Object... cells) {
    try {
      rows.printRecord(Arrays.stream(cells).map(CsvTable::written).toList());
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  /** Sends what is still held back. */
  void end() {
    try {
      rows.flush();
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  private static String written(@Nullable Object cell) {
    return switch (cell) {
      case null -> "";
      case String text -> harmless(text);
      case BigDecimal amount -> amount.toPlainString();
      case Integer count -> count.toString();
      case Long number -> number.toString();
      case Instant moment -> Applications.inProgramme(moment).toString();
      case LocalDate day -> day.toString();
      default -> throw new IllegalArgumentException("no cell holds a " + cell.getClass());
    };
  }

  static String harmless(String text) {
    return !text.isEmpty() && BEGINS_A_FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }
}
