package eu.ttc.grants.workers;

import eu.ttc.grants.kernel.ReasonCode;
import org.jspecify.annotations.Nullable;

/** Reads what a form sends for a field that was hidden or left empty: nothing, or an empty text. */
final class FormValues {

  private FormValues() {}

  static @Nullable ReasonCode reason(@Nullable String code) {
    return code == null || code.isBlank() ? null : ReasonCode.valueOf(code);
  }

  static <E extends Enum<E>> @Nullable E choice(Class<E> type, @Nullable String chosen) {
    return chosen == null || chosen.isBlank() ? null : Enum.valueOf(type, chosen);
  }

  static String text(@Nullable String typed) {
    return typed == null ? "" : typed.strip();
  }
}
