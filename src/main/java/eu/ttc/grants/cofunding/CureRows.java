package eu.ttc.grants.cofunding;

import eu.ttc.grants.kernel.ApplicationRef;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class CureRows {

  private final JdbcClient jdbc;

  CureRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<Cure> of(ApplicationRef ref) {
    return jdbc.sql("select * from cofunding_cure where application = :ref order by number")
        .param("ref", ref.value())
        .query(
            (row, index) ->
                new Cure(
                    row.getInt("number"),
                    row.getInt("evidence"),
                    CureState.valueOf(row.getString("state")),
                    row.getString("reasons"),
                    row.getTimestamp("cure_by").toInstant()))
        .list();
  }

  /** Items whose co-funder left. */
  Set<Integer> left(ApplicationRef ref) {
    return of(ref).stream().map(Cure::item).collect(Collectors.toSet());
  }

  Cure add(
      ApplicationRef ref, int item, String reasons, String officer, Instant now, Instant cureBy) {
    jdbc.sql(
            """
            insert into cofunding_cure (application, number, evidence, state, reasons, recorded_by,
                                        recorded_at, cure_by)
            select :ref, count(*) + 1, :item, 'OPEN', :reasons, :officer, :now, :cureBy
            from cofunding_cure where application = :ref
            """)
        .param("ref", ref.value())
        .param("item", item)
        .param("reasons", reasons)
        .param("officer", officer)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("cureBy", cureBy.atOffset(ZoneOffset.UTC))
        .update();
    return of(ref).getLast();
  }

  Instant recordedAt(ApplicationRef ref, int number) {
    return jdbc.sql(
            "select recorded_at from cofunding_cure"
                + " where application = :ref and number = :number")
        .param("ref", ref.value())
        .param("number", number)
        .query((row, index) -> row.getTimestamp("recorded_at").toInstant())
        .single();
  }

  /** A changed plan is covered: what was left open does not matter any more. */
  void amended(ApplicationRef ref, Instant now) {
    jdbc.sql(
            "update cofunding_cure set state = 'CURED', settled_at = :now"
                + " where application = :ref and state <> 'CURED'")
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("ref", ref.value())
        .update();
  }

  void postpone(ApplicationRef ref, Instant after, Duration by) {
    jdbc.sql(
            "update cofunding_cure set cure_by = cure_by + :by * interval '1 second'"
                + " where application = :ref and state = 'OPEN' and cure_by > :after")
        .param("by", by.toSeconds())
        .param("ref", ref.value())
        .param("after", after.atOffset(ZoneOffset.UTC))
        .update();
  }

  void settle(ApplicationRef ref, int number, CureState state, Instant now) {
    jdbc.sql(
            "update cofunding_cure set state = :state, settled_at = :now"
                + " where application = :ref and number = :number and state = 'OPEN'")
        .param("state", state.name())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("ref", ref.value())
        .param("number", number)
        .update();
  }
}
