package eu.ttc.grants.call;

import eu.ttc.grants.identity.Language;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call as an administrator wants it; {@link Calls#announce} says what is wrong with it.
 *
 * @param closesAt the first moment that is too late
 * @param languages in which applications may be written
 * @param grantsExpectedOn decides on the rules of State aid: those of this day
 */
public record AnnounceCall(
    String title,
    @Nullable Instant opensAt,
    @Nullable Instant closesAt,
    List<Language> languages,
    @Nullable LocalDate grantsExpectedOn) {

  public AnnounceCall {
    languages = languages.stream().distinct().sorted().toList();
  }
}
