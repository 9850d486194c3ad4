package eu.ttc.grants.portal.pages;

import eu.ttc.grants.application.HistoryEntry;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Tells entries of a history in the language of the person looking. */
@Component("eventTexts")
class EventTexts {

  private static final Pattern UNTIL_AND_WHY =
      Pattern.compile("(?<until>\\d{4}-\\d{2}-\\d{2}) (?<why>.*)", Pattern.DOTALL);

  private static final Pattern NUMBER_AND_CHANGE =
      Pattern.compile("(?:version \\d+: )?(?<number>\\d+) (?<kind>[A-Z_]+)");

  private static final Set<String> ABOUT_A_PARTNER =
      Set.of(
          "SIGNATURE_ASKED",
          "SIGNATURE_REMINDED",
          "LEAD_REMINDED_TO_SIGN",
          "AGREEMENT_SIGNED",
          "AGREEMENT_NOT_SIGNED",
          "CHANGE_CONSENT_ASKED",
          "CHANGE_CONSENT_REMINDED",
          "CHANGE_CONSENT_GIVEN");

  private static final Pattern NUMBER_OF_PARTNER = Pattern.compile("^\\d+ ");

  private final MessageSource messages;
  private final Show show;

  EventTexts(MessageSource messages, Show show) {
    this.messages = messages;
    this.show = show;
  }

  /** What happened; of an event without words of its own, what the status is then. */
  public String text(HistoryEntry entry) {
    var status = messages.getMessage("status." + entry.status(), null, locale());
    return Objects.requireNonNull(
        messages.getMessage("event." + entry.event(), null, status, locale()));
  }

  /** Why it happened: codes of reasons as sentences, words of people as they are. */
  public List<String> reasons(HistoryEntry entry) {
    var reason = entry.reason();
    if (reason == null || reason.isBlank()) {
      return List.of();
    }
    var hold = UNTIL_AND_WHY.matcher(reason);
    if (entry.event().equals("PUT_ON_HOLD") && hold.matches()) {
      var until = show.day(LocalDate.parse(hold.group("until")));
      return List.of(
          Objects.requireNonNull(
              messages.getMessage("hold.history", new Object[] {until}, locale())),
          hold.group("why"));
    }
    if (entry.event().startsWith("PARTICIPATION_") || ABOUT_A_PARTNER.contains(entry.event())) {
      return List.of(NUMBER_OF_PARTNER.matcher(reason).replaceFirst(""));
    }
    var change = NUMBER_AND_CHANGE.matcher(reason);
    if (change.matches()) {
      var kind = messages.getMessage("change.kind." + change.group("kind"), null, null, locale());
      if (kind != null) {
        return List.of(
            "%s: %s"
                .formatted(
                    messages.getMessage(
                        "change.number", new Object[] {change.group("number")}, locale()),
                    kind));
      }
    }
    var sentences =
        Arrays.stream(reason.split(", "))
            .map(code -> messages.getMessage("reason." + code, null, null, locale()))
            .toList();
    return sentences.contains(null) ? List.of(reason) : List.copyOf(sentences);
  }

  private static Locale locale() {
    return LocaleContextHolder.getLocale();
  }
}
