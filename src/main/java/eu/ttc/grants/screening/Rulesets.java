package eu.ttc.grants.screening;

import java.sql.ResultSet;
import java.sql.SQLException;
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
        .query(this::ruleset)
        .optional()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "No screening rules hold on %s: add them to table screening_ruleset, then retry."
                        .formatted(day)));
  }

  /** The numbers that facts were drawn with. */
  Ruleset named(String id) {
    return jdbc.sql("select * from screening_ruleset where id = :id")
        .param("id", id)
        .query(this::ruleset)
        .single();
  }

  private Ruleset ruleset(ResultSet row, int number) throws SQLException {
    return new Ruleset(
        row.getString("id"),
        new SizeRule(
            ceilings(row.getString("id")),
            row.getInt("partner_from_percent"),
            row.getInt("linked_above_percent")),
        new DifficultyRule(
            row.getInt("difficulty_loss_percent"), row.getInt("difficulty_exempt_years")),
        row.getInt("member_states_at_least"));
  }

  private List<SizeLimits> ceilings(String ruleset) {
    return jdbc.sql("select * from sme_ceiling where ruleset = :ruleset")
        .param("ruleset", ruleset)
        .query(
            (row, number) ->
                new SizeLimits(
                    SmeCategory.valueOf(row.getString("category")),
                    row.getInt("headcount_below"),
                    row.getLong("turnover_up_to_cents"),
                    row.getLong("balance_up_to_cents")))
        .list();
  }
}
