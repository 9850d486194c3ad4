package eu.ttc.grants.application;

import eu.ttc.grants.kernel.ApplicationRef;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class HoldRows {

  private final JdbcClient jdbc;

  HoldRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** All holds of an application, oldest first. */
  List<Hold> of(ApplicationRef ref) {
    return jdbc.sql("select * from application_hold where application = :ref order by number")
        .param("ref", ref.value())
        .query(
            (row, index) ->
                new Hold(
                    ref,
                    row.getInt("number"),
                    row.getString("reason"),
                    row.getTimestamp("placed_at").toInstant(),
                    row.getString("placed_by"),
                    row.getTimestamp("ends_at").toInstant(),
                    Optional.ofNullable(row.getTimestamp("ended_at")).map(Timestamp::toInstant),
                    Optional.ofNullable(row.getString("ended_by"))))
        .list();
  }

  /** The one that stands at this moment, if one does. */
  Optional<Hold> standing(ApplicationRef ref, Instant now) {
    return of(ref).stream().filter(hold -> hold.standsAt(now)).findFirst();
  }

  void add(ApplicationRef ref, String reason, String who, Instant now, Instant endsAt) {
    jdbc.sql(
            """
            update application_hold set ended_at = ends_at, ended_by = :system
            where application = :ref and ended_at is null and ends_at <= :now
            """)
        .param("system", Applications.SYSTEM)
        .param("ref", ref.value())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
    jdbc.sql(
            """
            insert into application_hold (application, number, reason, placed_at, placed_by, ends_at)
            select :ref, count(*) + 1, :reason, :now, :who, :ends
            from application_hold where application = :ref
            """)
        .param("ref", ref.value())
        .param("reason", reason)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("who", who)
        .param("ends", endsAt.atOffset(ZoneOffset.UTC))
        .update();
  }

  void end(ApplicationRef ref, String who, Instant now) {
    jdbc.sql(
            """
            update application_hold set ended_at = :now, ended_by = :who
            where application = :ref and ended_at is null and ends_at > :now
            """)
        .param("ref", ref.value())
        .param("who", who)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }
}
