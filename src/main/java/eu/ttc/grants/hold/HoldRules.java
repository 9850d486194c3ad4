package eu.ttc.grants.hold;

import java.time.LocalDate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class HoldRules {

  private final JdbcClient jdbc;

  HoldRules(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The latest last day of a hold that begins on this day. */
  LocalDate latestLastDay(LocalDate day) {
    return jdbc.sql(
            "select days_at_most from hold_ruleset"
                + " where :day between valid_from and coalesce(valid_to, 'infinity')")
        .param("day", day)
        .query(Integer.class)
        .optional()
        .map(day::plusDays)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "No rules for holds are valid on %s: add them to table hold_ruleset, then try again."
                        .formatted(day)));
  }
}
