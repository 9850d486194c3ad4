package eu.ttc.grants.workers;

import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.ReasonCode;
import io.camunda.client.exception.BpmnError;
import java.math.BigDecimal;
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

  /**
   * Euros as typed; null when nothing is.
   *
   * @throws BpmnError with this code when it is no amount in euros and cents
   */
  static @Nullable Cents cents(@Nullable BigDecimal euros, String error) {
    try {
      return euros == null ? null : Cents.of(euros.movePointRight(2).longValueExact());
    } catch (ArithmeticException | IllegalArgumentException impossible) {
      throw Refusal.bpmnError(error, "%s is no amount in euros and cents.".formatted(euros));
    }
  }

  static String text(@Nullable String typed) {
    return typed == null ? "" : typed.strip();
  }
}
