package eu.ttc.grants.portal.pages;

import eu.ttc.grants.kernel.FieldProblem;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A form as somebody filled it in: word for word what they typed, so that nothing is lost when
 * something is wrong, and what is wrong, field by field.
 */
public class Filled {

  private final FieldTexts texts;
  private final Map<String, String> typed;
  private final Map<String, FieldProblem> problems = new LinkedHashMap<>();

  Filled(FieldTexts texts, Map<String, String> typed) {
    this.texts = texts;
    this.typed = new LinkedHashMap<>(typed);
  }

  /** One wrong field in the list above a form. */
  public record Wrong(String field, String label, String message) {}

  /** Adds what is wrong; the first problem of a field is the one that is shown. */
  Filled with(Collection<FieldProblem> found) {
    found.forEach(problem -> problems.putIfAbsent(problem.field(), problem));
    return this;
  }

  /** What stands in the field. */
  public String value(String field) {
    return typed.getOrDefault(field, "");
  }

  /** Names of the rows of a list, such as {@code partners[0]}. */
  public List<String> rows(String list) {
    return Rows.of(typed, list);
  }

  void put(String field, String value) {
    typed.put(field, value);
  }

  Map<String, String> typed() {
    return typed;
  }

  /** Key of the field's label. */
  public String key(String field) {
    return FieldTexts.key(field);
  }

  /** What is wrong with the field; null when nothing is. */
  public @Nullable String problem(String field) {
    var problem = problems.get(field);
    return problem == null ? null : texts.rule(problem);
  }

  public boolean hasProblems() {
    return !problems.isEmpty();
  }

  /** All that is wrong. */
  public List<Wrong> problems() {
    return problems.values().stream()
        .map(
            problem ->
                new Wrong(problem.field(), texts.label(problem.field()), texts.rule(problem)))
        .toList();
  }
}
