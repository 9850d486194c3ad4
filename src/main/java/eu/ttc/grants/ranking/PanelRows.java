package eu.ttc.grants.ranking;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.ranking.CallRanking.DecidedPlace;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of panels: who may sit on them, and what they decided. */
@Repository
class PanelRows {

  private final JdbcClient jdbc;

  PanelRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<PanelMember> members(String call) {
    return jdbc.sql(
            """
            select username, member_state from panel_member
            where call = :call and removed_at is null order by username
            """)
        .param("call", call)
        .query(PanelMember.class)
        .list();
  }

  void add(String call, PanelMember member, String who, Instant now) {
    jdbc.sql(
            """
            insert into panel_member (call, username, member_state, added_by, added_at)
            values (:call, :username, :state, :who, :now)
            """)
        .param("call", call)
        .param("username", member.username())
        .param("state", member.memberState())
        .param("who", who)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  boolean remove(String call, String username, String who, Instant now) {
    return jdbc.sql(
                """
                update panel_member set removed_by = :who, removed_at = :now
                where call = :call and username = :username and removed_at is null
                """)
            .param("who", who)
            .param("now", now.atOffset(ZoneOffset.UTC))
            .param("call", call)
            .param("username", username)
            .update()
        > 0;
  }

  void addPresence(String call, PanelMember member) {
    jdbc.sql("insert into panel_presence values (:call, :username, :state)")
        .param("call", call)
        .param("username", member.username())
        .param("state", member.memberState())
        .update();
  }

  List<PanelMember> presence(String call) {
    return jdbc.sql(
            "select username, member_state from panel_presence where call = :call"
                + " order by username")
        .param("call", call)
        .query(PanelMember.class)
        .list();
  }

  void addDeparture(String call, Departure left) {
    jdbc.sql("insert into panel_departure values (:call, :username, :ref, :conflict)")
        .param("call", call)
        .param("username", left.member())
        .param("ref", left.application().value())
        .param("conflict", left.conflict().name())
        .update();
  }

  List<Departure> departures(String call) {
    return jdbc.sql(
            "select * from panel_departure where call = :call order by application, username")
        .param("call", call)
        .query(
            (row, index) ->
                new Departure(
                    row.getString("username"),
                    ApplicationRef.of(row.getString("application")),
                    ConflictKind.valueOf(row.getString("conflict"))))
        .list();
  }

  void addPlace(String call, DecidedPlace decided) {
    jdbc.sql(
            "insert into panel_place values (:call, :ref, :number, :computed, :place, :outcome,"
                + " :reason)")
        .param("call", call)
        .param("ref", decided.application().value())
        .param("number", decided.number())
        .param("computed", decided.computed())
        .param("place", decided.place())
        .param("outcome", decided.outcome().name())
        .param("reason", decided.reason())
        .update();
  }

  List<DecidedPlace> places(String call) {
    return jdbc.sql(
            "select * from panel_place where call = :call order by place nulls last, application")
        .param("call", call)
        .query(
            (row, index) ->
                new DecidedPlace(
                    ApplicationRef.of(row.getString("application")),
                    row.getInt("number"),
                    row.getObject("computed_place", Integer.class),
                    row.getObject("place", Integer.class),
                    RankingState.valueOf(row.getString("outcome")),
                    row.getString("reason")))
        .list();
  }
}
