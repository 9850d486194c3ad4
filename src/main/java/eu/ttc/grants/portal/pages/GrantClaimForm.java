package eu.ttc.grants.portal.pages;

import eu.ttc.grants.application.AidCategory;
import eu.ttc.grants.application.DocumentInfo;
import eu.ttc.grants.claim.ClaimKind;
import eu.ttc.grants.claim.GrantCost;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.portal.CostTable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Translates between the costs of a claim of a grant and the fields of its form. */
final class GrantClaimForm {

  static final String COSTS = "expenses";
  static final List<ClaimKind> KINDS =
      List.of(ClaimKind.ADVANCE, ClaimKind.INTERIM, ClaimKind.FINAL);

  private static final Pattern FIELDS =
      Pattern.compile(
          "claimKind|report|results|expenses\\[.+]\\.(partner|category|description|invoiceNumber"
              + "|invoiceOn|paidOn|amountCents|documentId)");
  private static final LocalDate UNREAD_DAY = LocalDate.EPOCH;

  private final Map<String, String> typed;
  private final List<FieldProblem> problems = new ArrayList<>();

  private GrantClaimForm(Map<String, String> typed) {
    this.typed = typed;
  }

  /**
   * What the fields say.
   *
   * @param unreadable while there are any, the costs are good for nothing but looking for further
   *     mistakes
   */
  record Said(@Nullable ClaimKind kind, List<GrantCost> costs, List<FieldProblem> unreadable) {}

  /** The fields of the form among what was sent. */
  static Map<String, String> fields(Map<String, String> sent) {
    var fields = new LinkedHashMap<String, String>();
    sent.forEach(
        (field, value) -> {
          if (FIELDS.matcher(field).matches()) {
            fields.put(field, Written.plain(value));
          }
        });
    return Rows.numbered(fields);
  }

  /** Adds the rows of a table at the end; a document is found by the name of its file. */
  static Map<String, String> with(
      Map<String, String> typed, CostTable table, List<DocumentInfo> evidence) {
    var fields = new LinkedHashMap<>(Rows.withoutBlank(typed));
    int next = Rows.of(fields, COSTS).size();
    for (var row : table.rows()) {
      var prefix = "%s[%d].".formatted(COSTS, next++);
      row.forEach(
          (column, cell) -> {
            switch (column) {
              case "amount" -> fields.put(prefix + "amountCents", cell);
              case "document" -> fields.put(prefix + "documentId", document(cell, evidence));
              case "category" ->
                  fields.put(prefix + column, cell.toUpperCase(Locale.ROOT).replace(' ', '_'));
              default -> fields.put(prefix + column, cell);
            }
          });
    }
    return Rows.numbered(fields);
  }

  /** Problems of the domain as the form names its fields. */
  static List<FieldProblem> named(List<FieldProblem> problems) {
    return problems.stream()
        .map(
            one ->
                one.on(
                    one.field().replaceFirst("^costs", COSTS).replaceFirst("^kind$", "claimKind")))
        .toList();
  }

  /** Reads the rows; they must be numbered without gaps. */
  static Said read(Map<String, String> typed) {
    var form = new GrantClaimForm(typed);
    var costs = Rows.of(typed, COSTS).stream().map(form::cost).toList();
    var kind =
        KINDS.stream()
            .filter(one -> one.name().equals(typed.get("claimKind")))
            .findFirst()
            .orElse(null);
    return new Said(kind, costs, List.copyOf(form.problems));
  }

  private GrantCost cost(String row) {
    return new GrantCost(
        partner(row + ".partner"),
        category(row + ".category"),
        required(row + ".description"),
        required(row + ".invoiceNumber"),
        day(row + ".invoiceOn"),
        day(row + ".paidOn"),
        amount(row + ".amountCents"),
        document(row + ".documentId"));
  }

  private int partner(String field) {
    var number = Written.whole(required(field)).filter(value -> value > 0);
    if (number.isEmpty()) {
      wrong(field, "choice", "must be the number of a partner");
    }
    return number.orElse(1);
  }

  private AidCategory category(String field) {
    var text = required(field);
    var known = Arrays.stream(AidCategory.values()).filter(c -> c.name().equals(text)).findFirst();
    if (known.isEmpty()) {
      wrong(field, "choice", "must be one of the choices");
    }
    return known.orElse(AidCategory.INDUSTRIAL_RESEARCH);
  }

  private LocalDate day(String field) {
    var day = Written.day(required(field));
    if (day.isEmpty()) {
      wrong(field, "date", "must be a date");
    }
    return day.orElse(UNREAD_DAY);
  }

  private Cents amount(String field) {
    var cents = Written.cents(required(field)).filter(value -> value > 0);
    if (cents.isEmpty()) {
      wrong(field, "amount", "must be an amount in euros");
    }
    return Cents.of(cents.orElse(1L));
  }

  private Optional<UUID> document(String field) {
    var text = value(field);
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException noId) {
      wrong(field, "unknown", "is no evidence of this application");
      return Optional.empty();
    }
  }

  private static String document(String name, List<DocumentInfo> evidence) {
    return evidence.stream()
        .filter(one -> one.fileName().equalsIgnoreCase(name))
        .map(one -> one.id().toString())
        .findFirst()
        .orElse(name);
  }

  private String required(String field) {
    var text = value(field);
    if (text.isEmpty()) {
      wrong(field, "required", "is required");
    }
    return text;
  }

  private void wrong(String field, String rule, String message) {
    problems.add(new FieldProblem(field, rule, message));
  }

  private String value(String field) {
    return typed.getOrDefault(field, "").strip();
  }
}
