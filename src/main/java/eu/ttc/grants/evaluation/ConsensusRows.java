package eu.ttc.grants.evaluation;

import static eu.ttc.grants.evaluation.EvaluationRows.instant;
import static eu.ttc.grants.evaluation.EvaluationRows.utc;

import eu.ttc.grants.kernel.ApplicationRef;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of meetings of experts, and of the scores that were changed in them. */
@Repository
class ConsensusRows {

  private final JdbcClient jdbc;

  ConsensusRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<Meeting> open(ApplicationRef ref) {
    return jdbc.sql("select * from consensus where application = :ref and result is null")
        .param("ref", ref.value())
        .query(ConsensusRows::meeting)
        .optional();
  }

  Optional<Meeting> find(ApplicationRef ref, int number) {
    return all(ref).stream().filter(meeting -> meeting.number() == number).findFirst();
  }

  List<Meeting> all(ApplicationRef ref) {
    return jdbc.sql("select * from consensus where application = :ref order by number")
        .param("ref", ref.value())
        .query(ConsensusRows::meeting)
        .list();
  }

  void add(ApplicationRef ref, int round, Instant now, Instant remindAt, Instant dueAt) {
    jdbc.sql(
            """
            insert into consensus (application, number, round, opened_at, remind_at, due_at)
            select :ref, count(*) + 1, :round, :now, :remindAt, :dueAt
            from consensus where application = :ref
            """)
        .param("ref", ref.value())
        .param("round", round)
        .param("now", utc(now))
        .param("remindAt", utc(remindAt))
        .param("dueAt", utc(dueAt))
        .update();
  }

  void close(
      ApplicationRef ref,
      int number,
      MeetingResult result,
      String words,
      String moderator,
      Instant now) {
    jdbc.sql(
            """
            update consensus set result = :result, words = :words, moderator = :moderator, closed_at = :now
            where application = :ref and number = :number and result is null
            """)
        .param("result", result.name())
        .param("words", words)
        .param("moderator", moderator)
        .param("now", utc(now))
        .param("ref", ref.value())
        .param("number", number)
        .update();
  }

  boolean remind(ApplicationRef ref, int number, Instant now) {
    return jdbc.sql(
                """
                update consensus set reminded_at = :now
                where application = :ref and number = :number and result is null
                  and reminded_at is null
                """)
            .param("now", utc(now))
            .param("ref", ref.value())
            .param("number", number)
            .update()
        == 1;
  }

  void postpone(ApplicationRef ref, Instant after, Duration by) {
    jdbc.sql(
            """
            update consensus
            set due_at = due_at + make_interval(secs => :seconds),
                remind_at = case when remind_at > :after
                            then remind_at + make_interval(secs => :seconds) else remind_at end
            where application = :ref and result is null and due_at > :after
            """)
        .param("seconds", by.toSeconds())
        .param("after", utc(after))
        .param("ref", ref.value())
        .update();
  }

  void change(ApplicationRef ref, int meeting, ScoreChange change) {
    jdbc.sql(
            """
            insert into score_change (application, meeting, evaluation, criterion, old_score, new_score,
                                      reason, author, changed_at)
            values (:ref, :meeting, :evaluation, :criterion, :old, :new, :reason, :author, :now)
            """)
        .param("ref", ref.value())
        .param("meeting", meeting)
        .param("evaluation", change.evaluation())
        .param("criterion", change.criterion().name())
        .param("old", change.oldScore().halfPoints())
        .param("new", change.newScore().halfPoints())
        .param("reason", change.reason())
        .param("author", change.author())
        .param("now", utc(change.at()))
        .update();
  }

  /** Every change of a score of an application, in order. */
  List<ScoreChange> changes(ApplicationRef ref) {
    return jdbc.sql(
            """
            select c.* from score_change c join evaluation e on e.id = c.evaluation
            where c.application = :ref order by c.meeting, e.seat, c.criterion
            """)
        .param("ref", ref.value())
        .query(
            (row, number) ->
                new ScoreChange(
                    row.getInt("meeting"),
                    row.getObject("evaluation", UUID.class),
                    Criterion.valueOf(row.getString("criterion")),
                    new Score(row.getInt("old_score")),
                    new Score(row.getInt("new_score")),
                    row.getString("reason"),
                    row.getString("author"),
                    row.getTimestamp("changed_at").toInstant()))
        .list();
  }

  private static Meeting meeting(ResultSet row, int number) throws SQLException {
    var result = row.getString("result");
    return new Meeting(
        row.getInt("number"),
        row.getInt("round"),
        row.getTimestamp("opened_at").toInstant(),
        row.getTimestamp("remind_at").toInstant(),
        row.getTimestamp("due_at").toInstant(),
        result == null ? null : MeetingResult.valueOf(result),
        row.getString("words"),
        row.getString("moderator"),
        instant(row.getTimestamp("closed_at")));
  }
}
