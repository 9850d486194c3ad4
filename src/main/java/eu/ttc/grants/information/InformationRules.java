package eu.ttc.grants.information;

import java.time.LocalDate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class InformationRules {

  private final JdbcClient jdbc;

  InformationRules(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * How often may be asked.
   *
   * @param ruleset id of the numbers
   */
  record Rounds(String ruleset, int atMost) {}

  Rounds on(LocalDate day) {
    return jdbc.sql(
            "select id, rounds_at_most from information_ruleset"
                + " where :day between valid_from and coalesce(valid_to, 'infinity')")
        .param("day", day)
        .query((row, number) -> new Rounds(row.getString("id"), row.getInt("rounds_at_most")))
        .optional()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "No rules for information requests hold on %s: add them to table information_ruleset, then retry."
                        .formatted(day)));
  }
}
