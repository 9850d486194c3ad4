package eu.ttc.grants.portal;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * Costs of a grant in a table (RFC 4180), with commas or semicolons; the first row names the
 * columns. What the cells say is read later, where also a form is read.
 *
 * @param rows the cells of each row by the names of their columns, in order
 * @param problem why nothing could be read; empty when something could
 */
public record CostTable(List<Map<String, String>> rows, String problem) {

  /** Names of the columns, in any order and in any case. */
  public static final List<String> COLUMNS =
      List.of(
          "partner",
          "category",
          "description",
          "invoiceNumber",
          "invoiceOn",
          "paidOn",
          "amount",
          "document");

  private static final Set<String> OPTIONAL = Set.of("document");

  /** Reads a table as it was sent. */
  public static CostTable read(String text) {
    var plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
    var head = plain.lines().findFirst().orElse("");
    var format =
        CSVFormat.RFC4180
            .builder()
            .setDelimiter(head.contains(";") ? ';' : ',')
            .setHeader()
            .setSkipHeaderRecord(true)
            .setIgnoreHeaderCase(true)
            .setIgnoreSurroundingSpaces(true)
            .setIgnoreEmptyLines(true)
            .get();
    try (var parser = format.parse(new StringReader(plain))) {
      var missing =
          COLUMNS.stream()
              .filter(column -> !OPTIONAL.contains(column))
              .filter(
                  column -> parser.getHeaderNames().stream().noneMatch(column::equalsIgnoreCase))
              .toList();
      if (!missing.isEmpty()) {
        return new CostTable(List.of(), "the first row lacks: " + String.join(", ", missing));
      }
      var rows = new ArrayList<Map<String, String>>();
      for (CSVRecord record : parser) {
        rows.add(cells(record));
      }
      return rows.isEmpty()
          ? new CostTable(List.of(), "there is no row below the first one")
          : new CostTable(List.copyOf(rows), "");
    } catch (UncheckedIOException | IOException | IllegalArgumentException unreadable) {
      return new CostTable(List.of(), "this is no table: " + unreadable.getMessage());
    }
  }

  private static Map<String, String> cells(CSVRecord record) {
    var cells = new LinkedHashMap<String, String>();
    for (var column : COLUMNS) {
      cells.put(column, record.isSet(column) ? record.get(column).strip() : "");
    }
    return cells;
  }
}
