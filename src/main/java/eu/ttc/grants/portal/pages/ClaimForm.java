package eu.ttc.grants.portal.pages;

import eu.ttc.grants.claim.Claims;
import eu.ttc.grants.claim.CostCategory;
import eu.ttc.grants.claim.CostLine;
import eu.ttc.grants.claim.CostLineView;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.FieldProblem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Translates between the cost lines of a claim and the fields of its form. */
final class ClaimForm {

  static final String REPORT = "report";
  static final String LINES = "lines";

  /** What a line can be spent on; the agreed sum is claimed by listing nothing. */
  static final List<CostCategory> CATEGORIES =
      Arrays.stream(CostCategory.values()).filter(one -> one != CostCategory.LUMP_SUM).toList();

  private static final Pattern FIELDS =
      Pattern.compile("report|lines\\[.+].(category|description|amountCents|documentId)");
  private static final Cents UNREAD = Cents.of(1);

  private final Map<String, String> typed;
  private final List<FieldProblem> problems = new ArrayList<>();

  private ClaimForm(Map<String, String> typed) {
    this.typed = typed;
  }

  /**
   * What the fields say.
   *
   * @param lines one for each row; what cannot be read in it is replaced by something harmless
   * @param unreadable fields that say nothing a claim can hold; while there are any, the lines are
   *     good for nothing but looking for further mistakes
   */
  record Said(List<CostLine> lines, List<FieldProblem> unreadable) {}

  /**
   * What the lines come to while they are being typed.
   *
   * @param lines how many rows say something
   * @param unread how many of them have no amount that can be read
   */
  record Sum(Cents total, long lines, long unread) {}

  /** The fields of the form among what was sent, with a report in any case. */
  static Map<String, String> fields(Map<String, String> sent) {
    var fields = new LinkedHashMap<String, String>();
    fields.put(REPORT, "");
    sent.forEach(
        (field, value) -> {
          if (FIELDS.matcher(field).matches()) {
            fields.put(field, Written.plain(value));
          }
        });
    return Rows.numbered(fields);
  }

  /** A claim that was submitted before, as its applicant would have typed it. */
  static Map<String, String> of(String report, List<CostLineView> lines, Locale locale) {
    var fields = new LinkedHashMap<String, String>();
    fields.put(REPORT, report);
    for (var line : lines) {
      if (line.category() != CostCategory.LUMP_SUM) {
        var row = "%s[%d].".formatted(LINES, line.number() - 1);
        fields.put(row + "category", line.category().name());
        fields.put(row + "description", line.description());
        fields.put(row + "amountCents", Written.euros(line.claimed().value(), locale));
        fields.put(row + "documentId", line.evidence().map(UUID::toString).orElse(""));
      }
    }
    return Rows.numbered(fields);
  }

  /** Reads the rows; they must be numbered without gaps. */
  static Said read(Map<String, String> typed) {
    var form = new ClaimForm(typed);
    var lines = Rows.of(typed, LINES).stream().map(form::line).toList();
    return new Said(lines, List.copyOf(form.problems));
  }

  /** Adds up what can be read. */
  static Sum sum(Map<String, String> typed) {
    var rows = Rows.of(Rows.withoutBlank(typed), LINES);
    var form = new ClaimForm(Rows.withoutBlank(typed));
    var amounts = rows.stream().flatMap(row -> form.amount(row + ".amountCents").stream()).toList();
    return new Sum(
        amounts.stream().reduce(Cents.ZERO, Cents::plus),
        rows.size(),
        rows.size() - amounts.size());
  }

  private CostLine line(String row) {
    return new CostLine(
        category(row + ".category"),
        required(row + ".description"),
        amount(row + ".amountCents").orElse(UNREAD),
        evidence(row + ".documentId"));
  }

  private CostCategory category(String field) {
    var text = required(field);
    var known = CATEGORIES.stream().filter(one -> one.name().equals(text)).findFirst();
    if (known.isEmpty()) {
      wrong(field, "choice", "must be one of the choices");
    }
    return known.orElse(CostCategory.OTHER);
  }

  /** An amount of more than nothing that a claim can hold. */
  private Optional<Cents> amount(String field) {
    var text = required(field);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    var cents = Written.cents(text);
    if (cents.isEmpty()) {
      wrong(field, "amount", "must be an amount in euros");
    } else if (cents.get() < 1) {
      wrong(field, "min", "must be more than nothing");
    } else if (cents.get() > Claims.LARGEST_LINE.value()) {
      wrong(field, "max", "must be at most %s".formatted(Claims.LARGEST_LINE));
    }
    return cents.filter(value -> value > 0 && value <= Claims.LARGEST_LINE.value()).map(Cents::of);
  }

  private Optional<UUID> evidence(String field) {
    var text = value(field);
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException noId) {
      wrong(field, "unknown", "is no evidence of this application");
      return Optional.empty();
    }
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
