package eu.ttc.grants.evaluation;

import eu.ttc.grants.kernel.ApplicationRef;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of evaluations, and what was drawn for each. */
@Repository
class EvaluationRows {

  private final JdbcClient jdbc;

  EvaluationRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Everything of an application, in the order in which it was assigned. */
  List<Work> all(ApplicationRef ref) {
    return jdbc.sql(
            "select * from evaluation where application = :ref order by assigned_at, seat, id")
        .param("ref", ref.value())
        .query(EvaluationRows::work)
        .list();
  }

  Optional<Work> find(ApplicationRef ref, UUID id) {
    return jdbc.sql("select * from evaluation where application = :ref and id = :id")
        .param("ref", ref.value())
        .param("id", id)
        .query(EvaluationRows::work)
        .optional();
  }

  /** What counts or is awaited in a seat. */
  Optional<Work> current(ApplicationRef ref, int seat) {
    return jdbc
        .sql(
            "select * from evaluation where application = :ref and seat = :seat"
                + " and state in ('ASSIGNED', 'EVALUATED')")
        .param("ref", ref.value())
        .param("seat", seat)
        .query(EvaluationRows::work)
        .list()
        .stream()
        .findFirst();
  }

  void insert(
      UUID id,
      ApplicationRef ref,
      String expert,
      int round,
      int seat,
      Instant now,
      @Nullable Instant remindAt,
      @Nullable Instant dueAt) {
    jdbc.sql(
            """
            insert into evaluation (id, application, expert, state, round, seat, assigned_at, remind_at, due_at)
            values (:id, :ref, :expert, 'ASSIGNED', :round, :seat, :now, :remindAt, :dueAt)
            """)
        .param("id", id)
        .param("ref", ref.value())
        .param("expert", expert)
        .param("round", round)
        .param("seat", seat)
        .param("now", utc(now))
        .param("remindAt", utc(remindAt))
        .param("dueAt", utc(dueAt))
        .update();
  }

  void insertDraw(UUID evaluation, List<Draw.Drawn> drawn) {
    for (var one : drawn) {
      jdbc.sql(
              """
              insert into expert_draw (evaluation, expert, verdict, rank, country, reads, open_work, earlier_work)
              values (:evaluation, :expert, :verdict, :rank, :country, :reads, :open, :earlier)
              """)
          .param("evaluation", evaluation)
          .param("expert", one.candidate().username())
          .param("verdict", one.verdict().name())
          .param("rank", one.rank() == 0 ? null : one.rank())
          .param("country", one.candidate().country())
          .param("reads", one.reads())
          .param("open", one.candidate().openWork())
          .param("earlier", one.candidate().earlierWork())
          .update();
    }
  }

  /** Why the expert was drawn and others were not, in the order of the draw. */
  List<DrawnCandidate> draw(UUID evaluation) {
    return jdbc.sql(
            "select * from expert_draw where evaluation = :evaluation"
                + " order by rank nulls last, expert")
        .param("evaluation", evaluation)
        .query(
            (row, number) ->
                new DrawnCandidate(
                    row.getString("expert"),
                    DrawVerdict.valueOf(row.getString("verdict")),
                    row.getObject("rank", Integer.class),
                    row.getString("country"),
                    row.getBoolean("reads"),
                    row.getInt("open_work"),
                    row.getInt("earlier_work")))
        .list();
  }

  /**
   * Notes a conflict of interest, of the work that this expert has.
   *
   * @return whether they had it
   */
  boolean conflict(ApplicationRef ref, UUID id, String expert, String reason, Instant now) {
    return jdbc.sql(
                """
                update evaluation
                set state = 'CONFLICT', conflict_reason = :reason, recorded_at = :now
                where id = :id and application = :ref and expert = :expert and state = 'ASSIGNED'
                """)
            .param("reason", reason)
            .param("now", utc(now))
            .param("id", id)
            .param("ref", ref.value())
            .param("expert", expert)
            .update()
        == 1;
  }

  void declare(UUID id, Instant now, Instant remindAt, Instant dueAt) {
    jdbc.sql(
            """
            update evaluation
            set declared_at = :now, remind_at = :remindAt, due_at = :dueAt, reminded_at = null
            where id = :id
            """)
        .param("now", utc(now))
        .param("remindAt", utc(remindAt))
        .param("dueAt", utc(dueAt))
        .param("id", id)
        .update();
  }

  /** Notes that the expert was reminded; false when they were, or nothing is awaited of them. */
  boolean remind(UUID id, Instant now) {
    return jdbc.sql(
                "update evaluation set reminded_at = :now where id = :id and state = 'ASSIGNED'"
                    + " and reminded_at is null")
            .param("now", utc(now))
            .param("id", id)
            .update()
        == 1;
  }

  void replace(UUID id) {
    jdbc.sql("update evaluation set state = 'REPLACED' where id = :id and state = 'ASSIGNED'")
        .param("id", id)
        .update();
  }

  void record(RecordEvaluation given, boolean passed, String ruleset, Instant now) {
    jdbc.sql(
            """
            update evaluation
            set state = 'EVALUATED', excellence = :excellence, impact = :impact,
                implementation = :implementation, excellence_comment = :excellenceComment,
                impact_comment = :impactComment, implementation_comment = :implementationComment,
                passed = :passed, ruleset = :ruleset, recorded_at = :now
            where id = :id
            """)
        .param("excellence", given.excellence().halfPoints())
        .param("impact", given.impact().halfPoints())
        .param("implementation", given.implementation().halfPoints())
        .param("excellenceComment", given.excellenceComment())
        .param("impactComment", given.impactComment())
        .param("implementationComment", given.implementationComment())
        .param("passed", passed)
        .param("ruleset", ruleset)
        .param("now", utc(now))
        .param("id", given.evaluation())
        .update();
  }

  /** Voids whatever of the application is in this state. */
  boolean voidAll(ApplicationRef ref, WorkState state, String reason, Instant now) {
    return jdbc.sql(
                """
                update evaluation set state = 'VOIDED', voided_at = :now, void_reason = :reason
                where application = :ref and state = :state
                """)
            .param("now", utc(now))
            .param("reason", reason)
            .param("ref", ref.value())
            .param("state", state.name())
            .update()
        > 0;
  }

  void voidOne(UUID id, String reason, Instant now) {
    jdbc.sql(
            """
            update evaluation set state = 'VOIDED', voided_at = :now, void_reason = :reason
            where id = :id
            """)
        .param("now", utc(now))
        .param("reason", reason)
        .param("id", id)
        .update();
  }

  /** Moves what is awaited beyond this moment. */
  void postpone(ApplicationRef ref, Instant after, Duration by) {
    jdbc.sql(
            """
            update evaluation
            set due_at = due_at + make_interval(secs => :seconds),
                remind_at = case when remind_at > :after
                            then remind_at + make_interval(secs => :seconds) else remind_at end
            where application = :ref and state = 'ASSIGNED' and due_at > :after
            """)
        .param("seconds", by.toSeconds())
        .param("after", utc(after))
        .param("ref", ref.value())
        .update();
  }

  static @Nullable OffsetDateTime utc(@Nullable Instant moment) {
    return moment == null ? null : moment.atOffset(ZoneOffset.UTC);
  }

  static @Nullable Instant instant(@Nullable Timestamp moment) {
    return moment == null ? null : moment.toInstant();
  }

  private static Work work(ResultSet row, int number) throws SQLException {
    var given = row.getObject("excellence") != null;
    var scores =
        given
            ? Optional.of(
                new Scores(
                    new Score(row.getInt("excellence")),
                    new Score(row.getInt("impact")),
                    new Score(row.getInt("implementation"))))
            : Optional.<Scores>empty();
    return new Work(
        row.getObject("id", UUID.class),
        ApplicationRef.of(row.getString("application")),
        row.getString("expert"),
        WorkState.valueOf(row.getString("state")),
        row.getInt("round"),
        row.getInt("seat"),
        row.getTimestamp("assigned_at").toInstant(),
        instant(row.getTimestamp("declared_at")),
        instant(row.getTimestamp("due_at")),
        instant(row.getTimestamp("remind_at")),
        row.getString("conflict_reason"),
        row.getString("void_reason"),
        scores,
        scores.isPresent()
            ? Optional.of(summary(row, scores.get()))
            : Optional.<EvaluationSummary>empty());
  }

  private static EvaluationSummary summary(ResultSet row, Scores scores) throws SQLException {
    return new EvaluationSummary(
        row.getString("expert"),
        scores.excellence().points(),
        scores.impact().points(),
        scores.implementation().points(),
        scores.total(),
        row.getString("excellence_comment"),
        row.getString("impact_comment"),
        row.getString("implementation_comment"),
        row.getBoolean("passed"),
        row.getString("ruleset"),
        row.getTimestamp("recorded_at").toInstant());
  }
}
