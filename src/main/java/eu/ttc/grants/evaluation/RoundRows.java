package eu.ttc.grants.evaluation;

import static eu.ttc.grants.evaluation.EvaluationRows.instant;
import static eu.ttc.grants.evaluation.EvaluationRows.utc;

import eu.ttc.grants.kernel.ApplicationRef;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of rounds of evaluation. */
@Repository
class RoundRows {

  private final JdbcClient jdbc;

  RoundRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The round that counts; none before the first one, and after one was voided. */
  Optional<Round> current(ApplicationRef ref) {
    return jdbc.sql("select * from evaluation_round where application = :ref and voided_at is null")
        .param("ref", ref.value())
        .query(RoundRows::round)
        .optional();
  }

  /** As {@link #current}, for steps that come after it was opened. */
  Round require(ApplicationRef ref) {
    return current(ref)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "No round of evaluation of %s is open: the step that opens it comes first."
                        .formatted(ref)));
  }

  void open(ApplicationRef ref, String ruleset, Instant now) {
    jdbc.sql(
            """
            insert into evaluation_round (application, number, ruleset, opened_at)
            select :ref, count(*) + 1, :ruleset, :now from evaluation_round where application = :ref
            """)
        .param("ref", ref.value())
        .param("ruleset", ruleset)
        .param("now", utc(now))
        .update();
  }

  void consolidate(
      ApplicationRef ref,
      int number,
      ConsolidationMethod method,
      Scores scores,
      boolean passed,
      Instant now) {
    jdbc.sql(
            """
            update evaluation_round
            set method = :method, excellence = :excellence, impact = :impact,
                implementation = :implementation, passed = :passed, consolidated_at = :now
            where application = :ref and number = :number
            """)
        .param("method", method.name())
        .param("excellence", scores.excellence().halfPoints())
        .param("impact", scores.impact().halfPoints())
        .param("implementation", scores.implementation().halfPoints())
        .param("passed", passed)
        .param("now", utc(now))
        .param("ref", ref.value())
        .param("number", number)
        .update();
  }

  void voidCurrent(ApplicationRef ref, String reason, Instant now) {
    jdbc.sql(
            """
            update evaluation_round set voided_at = :now, void_reason = :reason
            where application = :ref and voided_at is null
            """)
        .param("now", utc(now))
        .param("reason", reason)
        .param("ref", ref.value())
        .update();
  }

  private static Round round(ResultSet row, int number) throws SQLException {
    var consolidatedAt = instant(row.getTimestamp("consolidated_at"));
    return new Round(
        row.getInt("number"),
        row.getString("ruleset"),
        consolidatedAt == null
            ? Optional.empty()
            : Optional.of(
                new Consolidated(
                    ConsolidationMethod.valueOf(row.getString("method")),
                    new Scores(
                        new Score(row.getInt("excellence")),
                        new Score(row.getInt("impact")),
                        new Score(row.getInt("implementation"))),
                    row.getBoolean("passed"),
                    row.getString("ruleset"),
                    consolidatedAt)));
  }
}
