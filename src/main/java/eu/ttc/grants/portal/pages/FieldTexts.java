package eu.ttc.grants.portal.pages;

import eu.ttc.grants.kernel.FieldProblem;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Names fields and tells rules in the language of the person looking. */
@Component("fieldTexts")
class FieldTexts {

  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final Pattern INDEX = Pattern.compile("\\[(\\d+)]");

  /** What a partner of the fund is asked as the enterprise is: one label for both. */
  private static final String AS_ENTERPRISE =
      "^partners\\.member\\.(legalForm|foundedOn|headcount|turnoverCents|balanceTotalCents"
          + "|subscribedCapitalCents|reservesCents|accumulatedLossesCents)$";

  private static final Pattern OWN_OF_MEMBER =
      Pattern.compile("^partners\\.member\\.(bankAccount.*)");
  private static final Pattern PARTICIPATION =
      Pattern.compile("^(?:fund\\.lead|partners\\.member\\.participation)(.*)");

  private final MessageSource messages;

  FieldTexts(MessageSource messages) {
    this.messages = messages;
  }

  /** Key of a field's label, the same for every row of a list. */
  static String key(String field) {
    var name = INDEX.matcher(field).replaceAll("");
    return "field."
        + PARTICIPATION
            .matcher(OWN_OF_MEMBER.matcher(name).replaceFirst("$1"))
            .replaceFirst("participation$1")
            .replaceFirst(AS_ENTERPRISE, "enterprise.$1");
  }

  /** What the field is called on the page; of a row, with its list and number before it. */
  public String label(String field) {
    var label = name(field);
    var index = INDEX.matcher(field);
    return index.find()
        ? "%s (%d): %s"
            .formatted(
                name(field.substring(0, index.start())),
                Integer.parseInt(index.group(1)) + 1,
                label)
        : label;
  }

  private String name(String field) {
    return Objects.requireNonNull(messages.getMessage(key(field), null, field, locale()));
  }

  /**
   * The broken rule in words; in English where the programme has no words of its own for it. Words
   * about a length may name its limit as {@code {0}}.
   */
  public String rule(FieldProblem problem) {
    var limit = problem.rule().equals("size") ? limit(problem.message()) : null;
    var special = key(problem.field()) + ".rule." + problem.rule();
    var general = messages.getMessage("rule." + problem.rule(), limit, problem.message(), locale());
    return Objects.requireNonNull(messages.getMessage(special, limit, general, locale()));
  }

  private static Object @Nullable [] limit(String message) {
    var numbers = NUMBER.matcher(message).results().map(MatchResult::group).toList();
    return numbers.isEmpty() ? null : new Object[] {Integer.valueOf(numbers.getLast())};
  }

  private static Locale locale() {
    return LocaleContextHolder.getLocale();
  }
}
