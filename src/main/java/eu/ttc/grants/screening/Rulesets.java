package eu.ttc.grants.screening;

import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class Rulesets {

  private final JdbcClient jdbc;

  Rulesets(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Ruleset on(LocalDate day) {
    return jdbc.sql(
            "select * from screening_ruleset"
                + " where :day between valid_from and coalesce(valid_to, 'infinity')")
        .param("day", day)
        .query(
            (row, number) ->
                new Ruleset(
                    row.getString("id"),
                    new SizeRule(
                        ceilings(row.getString("id")),
                        row.getInt("partner_from_percent"),
                        row.getInt("linked_above_percent")),
                    new DifficultyRule(
                        row.getInt("difficulty_loss_percent"),
                        row.getInt("difficulty_exempt_years")),
                    row.getInt("member_states_at_least")))
        .optional()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "No screening rules hold on %s: add them to table screening_ruleset, then retry."
                        .formatted(day)));
  }

  private List<SizeRule.Ceiling> ceilings(String ruleset) {
    return jdbc.sql("select * from sme_ceiling where ruleset = :ruleset")
        .param("ruleset", ruleset)
        .query(
            (row, number) ->
                new SizeRule.Ceiling(
                    SmeCategory.valueOf(row.getString("category")),
                    row.getInt("headcount_below"),
                    row.getLong("turnover_up_to_cents"),
                    row.getLong("balance_up_to_cents")))
        .list();
  }
}
