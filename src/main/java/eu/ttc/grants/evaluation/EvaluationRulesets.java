package eu.ttc.grants.evaluation;

import eu.ttc.grants.application.Applications;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class EvaluationRulesets {

  private final JdbcClient jdbc;

  EvaluationRulesets(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The numbers that hold at this moment.
   *
   * @throws IllegalStateException when none do; an operator can add them
   */
  EvaluationRules at(Instant moment) {
    var day = LocalDate.ofInstant(moment, Applications.PROGRAMME_ZONE);
    return jdbc.sql(
            "select * from evaluation_ruleset"
                + " where :day between valid_from and coalesce(valid_to, 'infinity')")
        .param("day", day)
        .query(EvaluationRulesets::rules)
        .optional()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "No thresholds hold on %s: add them to table evaluation_ruleset, then retry."
                        .formatted(day)));
  }

  /** The numbers with this id. */
  EvaluationRules of(String id) {
    return jdbc.sql("select * from evaluation_ruleset where id = :id")
        .param("id", id)
        .query(EvaluationRulesets::rules)
        .single();
  }

  private static EvaluationRules rules(ResultSet row, int number) throws SQLException {
    return new EvaluationRules(
        new Thresholds(
            row.getString("id"),
            row.getInt("criterion_from_half_points"),
            row.getInt("total_from_half_points")),
        row.getInt("experts"),
        row.getInt("criterion_spread_from_half_points"),
        row.getInt("total_spread_from_half_points"),
        row.getInt("former_employment_years"),
        Map.of(
            Criterion.EXCELLENCE, row.getBigDecimal("weight_excellence"),
            Criterion.IMPACT, row.getBigDecimal("weight_impact"),
            Criterion.IMPLEMENTATION, row.getBigDecimal("weight_implementation")));
  }
}
