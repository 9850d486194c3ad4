package eu.ttc.grants.deadline;

import de.focus_shift.jollyday.core.HolidayCalendar;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Period;

/**
 * Working days of the deciding authority, which sits in the Netherlands: Monday to Friday except
 * Dutch public holidays.
 */
class WorkingDays {

  private final HolidayManager holidays =
      HolidayManager.getInstance(ManagerParameters.create(HolidayCalendar.NETHERLANDS));

  /**
   * The day a term ends that begins on {@code day}; a term that would end on a day off ends on the
   * next working day (Regulation (EEC, Euratom) 1182/71, Art. 3(4)), or on the last one before
   * where the term says so. The first day does not count.
   */
  LocalDate after(LocalDate day, Term term) {
    if (term.workingDays() != null) {
      var end = day;
      for (int counted = 0; counted < term.workingDays(); counted++) {
        end = onOrAfter(end.plusDays(1));
      }
      return end;
    }
    var end = day.plus(Period.parse(term.duration()));
    return switch (term.dayOff()) {
      case AFTER -> onOrAfter(end);
      case BEFORE -> onOrBefore(end);
    };
  }

  boolean isWorkingDay(LocalDate day) {
    return day.getDayOfWeek() != DayOfWeek.SATURDAY
        && day.getDayOfWeek() != DayOfWeek.SUNDAY
        && !holidays.isHoliday(day, HolidayType.PUBLIC_HOLIDAY);
  }

  private LocalDate onOrBefore(LocalDate day) {
    var candidate = day;
    while (!isWorkingDay(candidate)) {
      candidate = candidate.minusDays(1);
    }
    return candidate;
  }

  private LocalDate onOrAfter(LocalDate day) {
    var candidate = day;
    while (!isWorkingDay(candidate)) {
      candidate = candidate.plusDays(1);
    }
    return candidate;
  }
}
