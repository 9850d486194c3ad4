package eu.ttc.grants.award;

import eu.ttc.grants.award.AwardCondition.Confirmation;
import eu.ttc.grants.award.ConfirmConditions.Fulfilled;
import eu.ttc.grants.kernel.ApplicationRef;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Conditions of awards and until when they are to be fulfilled. */
@Component
class ConditionRows {

  private static final String IN_FORCE =
      "(select number from decision_in_force where application = :ref)";

  private final JdbcClient jdbc;

  ConditionRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  private record Row(int decision, AwardCondition condition) {}

  void add(ApplicationRef ref, int decision, List<String> texts) {
    for (int i = 0; i < texts.size(); i++) {
      jdbc.sql(
              "insert into award_condition (application, decision, number, text)"
                  + " values (:ref, :decision, :number, :text)")
          .param("ref", ref.value())
          .param("decision", decision)
          .param("number", i + 1)
          .param("text", texts.get(i))
          .update();
    }
  }

  /** The conditions of each decision that has some, in order, by its number. */
  Map<Integer, List<AwardCondition>> byDecision(ApplicationRef ref) {
    return jdbc
        .sql(
            """
            select c.*, f.note, f.confirmed_by, f.confirmed_at
            from award_condition c left join confirmed_condition f using (application, decision, number)
            where application = :ref order by decision, number
            """)
        .param("ref", ref.value())
        .query((row, index) -> new Row(row.getInt("decision"), condition(row)))
        .list()
        .stream()
        .collect(
            Collectors.groupingBy(
                Row::decision, Collectors.mapping(Row::condition, Collectors.toList())));
  }

  /** The conditions of the decision in force, in order. */
  List<AwardCondition> inForce(ApplicationRef ref) {
    return jdbc.sql("select number from decision_in_force where application = :ref")
        .param("ref", ref.value())
        .query(Integer.class)
        .optional()
        .map(number -> byDecision(ref).getOrDefault(number, List.of()))
        .orElse(List.of());
  }

  /** Whether a condition is open that can still be fulfilled. */
  boolean awaited(ApplicationRef ref) {
    return jdbc.sql("select exists (select from awaited_condition where application = :ref)")
        .param("ref", ref.value())
        .query(Boolean.class)
        .single();
  }

  /** Confirms one condition of the decision in force. */
  void confirm(ApplicationRef ref, Fulfilled found, String officer, Instant now) {
    jdbc.sql(
            """
            insert into confirmed_condition (application, decision, number, note, confirmed_by,
                                             confirmed_at)
            values (:ref, %s, :number, :note, :officer, :now)
            """
                .formatted(IN_FORCE))
        .param("ref", ref.value())
        .param("number", found.number())
        .param("note", found.note())
        .param("officer", officer)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Asks for proof of the decision in force, unless that was done before. */
  boolean ask(ApplicationRef ref, Instant proveBy, Instant now) {
    return jdbc.sql(
                """
                insert into proof_request (application, decision, asked_at, prove_by)
                values (:ref, %s, :now, :by) on conflict do nothing
                """
                    .formatted(IN_FORCE))
            .param("ref", ref.value())
            .param("now", now.atOffset(ZoneOffset.UTC))
            .param("by", proveBy.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  /** Until when the conditions of the decision in force are to be fulfilled, once that was told. */
  Optional<Instant> proveBy(ApplicationRef ref) {
    return jdbc.sql(
            "select prove_by from proof_request where application = :ref and decision = "
                + IN_FORCE)
        .param("ref", ref.value())
        .query((row, index) -> row.getTimestamp("prove_by").toInstant())
        .optional();
  }

  /** Moves the date until which the conditions of the decision in force are to be fulfilled. */
  void moveProof(ApplicationRef ref, Instant proveBy) {
    jdbc.sql(
            "update proof_request set prove_by = :by where application = :ref and decision = "
                + IN_FORCE)
        .param("by", proveBy.atOffset(ZoneOffset.UTC))
        .param("ref", ref.value())
        .update();
  }

  private static AwardCondition condition(ResultSet row) throws SQLException {
    var confirmedAt = row.getTimestamp("confirmed_at");
    return new AwardCondition(
        row.getInt("number"),
        row.getString("text"),
        confirmedAt == null
            ? Optional.empty()
            : Optional.of(
                new Confirmation(
                    row.getString("note"),
                    row.getString("confirmed_by"),
                    confirmedAt.toInstant())));
  }
}
