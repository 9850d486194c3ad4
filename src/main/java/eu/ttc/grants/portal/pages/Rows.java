package eu.ttc.grants.portal.pages;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Rows of the lists in a form. The fields of a row are named as in {@code partners[1].name}; rows
 * are numbered from 0 without gaps, whatever was sent.
 */
final class Rows {

  /** The lists of the forms, with one field that each row has. */
  static final Map<String, String> LISTS =
      Map.of(
          "enterprise.holdings", "name",
          "partners", "name",
          "costs", "description",
          "priorDeMinimis", "grantedBy",
          "formerEmployers", "employer",
          "lines", "category",
          "expenses", "category");

  private Rows() {}

  /** The form with its rows numbered without gaps. */
  static Map<String, String> numbered(Map<String, String> typed) {
    return each(typed, (list, rows) -> {});
  }

  /** The same without rows in which nothing was typed. */
  static Map<String, String> withoutBlank(Map<String, String> typed) {
    return each(
        typed,
        (list, rows) ->
            rows.values().removeIf(row -> row.values().stream().allMatch(String::isBlank)));
  }

  /** The same with an empty row at the end of this list. */
  static Map<String, String> with(Map<String, String> typed, String list) {
    return each(
        typed,
        (name, rows) -> {
          if (name.equals(list)) {
            rows.put(Integer.MAX_VALUE, new LinkedHashMap<>(Map.of(LISTS.get(name), "")));
          }
        });
  }

  /** The same with an empty row in each of these lists that has none. */
  static Map<String, String> withOneIn(Map<String, String> typed, List<String> lists) {
    var filled = typed;
    for (var list : lists) {
      filled = of(filled, list).isEmpty() ? with(filled, list) : filled;
    }
    return filled;
  }

  /** The same without this row, such as {@code partners[1]}. */
  static Map<String, String> without(Map<String, String> typed, String row) {
    return each(
        typed,
        (list, rows) -> rows.keySet().removeIf(number -> row.equals(list + "[" + number + "]")));
  }

  /** Names of the rows of a list, such as {@code partners[0]}. */
  static List<String> of(Map<String, String> typed, String list) {
    return fields(typed, list).keySet().stream().map(number -> list + "[" + number + "]").toList();
  }

  @FunctionalInterface
  private interface Change {
    void on(String list, SortedMap<Integer, Map<String, String>> rows);
  }

  private static Map<String, String> each(Map<String, String> typed, Change change) {
    var changed = new LinkedHashMap<>(typed);
    for (var list : LISTS.keySet()) {
      var rows = fields(typed, list);
      changed.keySet().removeIf(field -> field.startsWith(list + "["));
      change.on(list, rows);
      var number = 0;
      for (var row : rows.values()) {
        var prefix = list + "[" + number++ + "].";
        row.forEach((field, value) -> changed.put(prefix + field, value));
      }
    }
    return changed;
  }

  private static SortedMap<Integer, Map<String, String>> fields(
      Map<String, String> typed, String list) {
    var inRow = Pattern.compile(Pattern.quote(list) + "\\[(\\d{1,6})]\\.(\\w+(?:\\.\\w+)*)");
    var rows = new TreeMap<Integer, Map<String, String>>();
    typed.forEach(
        (field, value) -> {
          var match = inRow.matcher(field);
          if (match.matches()) {
            rows.computeIfAbsent(Integer.valueOf(match.group(1)), key -> new LinkedHashMap<>())
                .put(match.group(2), value);
          }
        });
    return rows;
  }
}
