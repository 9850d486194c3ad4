package eu.ttc.grants.payment;

import fr.marcwrobel.jbanking.calendar.FinancialCalendars;
import java.time.LocalDate;

/** Days on which euro payments are settled (the TARGET calendar of the European Central Bank). */
final class TargetDays {

  private TargetDays() {}

  /** The first settlement day after {@code day}. */
  static LocalDate after(LocalDate day) {
    return FinancialCalendars.TARGET.next(day);
  }
}
