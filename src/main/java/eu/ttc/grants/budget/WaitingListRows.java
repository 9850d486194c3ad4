package eu.ttc.grants.budget;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The waiting lists; written only while the budget line is locked. */
@Repository
class WaitingListRows {

  private final JdbcClient jdbc;

  WaitingListRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<WaitingListEntry> standing(ApplicationRef ref) {
    return jdbc.sql("select * from waiting_list_entry where application = :ref and left_at is null")
        .param("ref", ref.value())
        .query(WaitingListRows::entry)
        .optional();
  }

  /** The line on which an application waits. */
  Optional<String> lineOf(ApplicationRef ref) {
    return jdbc.sql(
            "select line from waiting_list_entry where application = :ref and left_at is null")
        .param("ref", ref.value())
        .query(String.class)
        .optional();
  }

  boolean holdsVoucher(ApplicationRef ref) {
    return jdbc.sql("select exists (select 1 from voucher_slot where application = :ref)")
        .param("ref", ref.value())
        .query(Boolean.class)
        .single();
  }

  /** Those who wait, first come first. */
  List<WaitingListEntry> standing(String line) {
    return jdbc.sql(
            "select * from waiting_list_entry where line = :line and left_at is null order by"
                + " place")
        .param("line", line)
        .query(WaitingListRows::entry)
        .list();
  }

  /** The first of those who wait. */
  List<WaitingListEntry> first(String line, int limit) {
    return before(line, Long.MAX_VALUE, limit);
  }

  /** The first of those who wait at an earlier place. */
  List<WaitingListEntry> before(String line, long place, int limit) {
    return jdbc.sql(
            """
            select * from waiting_list_entry
            where line = :line and left_at is null and place < :place
            order by place limit :limit
            """)
        .param("line", line)
        .param("place", place)
        .param("limit", limit)
        .query(WaitingListRows::entry)
        .list();
  }

  Optional<WaitingPosition> position(ApplicationRef ref) {
    return jdbc.sql(
            """
            select own.joined_at, own.woken_at is not null woken, count(*) total,
                   count(*) filter (where e.place <= own.place) position
            from waiting_list_entry own join waiting_list_entry e on e.line = own.line
            where own.application = :ref and own.left_at is null and e.left_at is null
            group by own.application, own.number
            """)
        .param("ref", ref.value())
        .query(
            (row, number) ->
                new WaitingPosition(
                    row.getInt("position"),
                    row.getInt("total"),
                    row.getBoolean("woken"),
                    row.getTimestamp("joined_at").toInstant()))
        .optional();
  }

  long nextPlace() {
    return jdbc.sql("select nextval(pg_get_serial_sequence('budget_posting', 'id'))")
        .query(Long.class)
        .single();
  }

  void add(ApplicationRef ref, String line, long place, Cents amount, Instant at) {
    jdbc.sql(
            """
            insert into waiting_list_entry (application, number, line, place, amount_cents, joined_at)
            select :ref, count(*) + 1, :line, :place, :amount, :at
            from waiting_list_entry where application = :ref
            """)
        .param("ref", ref.value())
        .param("line", line)
        .param("place", place)
        .param("amount", amount.value())
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
  }

  void wake(ApplicationRef ref, Instant at) {
    jdbc.sql(
            "update waiting_list_entry set woken_at = :at"
                + " where application = :ref and left_at is null and woken_at is null")
        .param("at", at.atOffset(ZoneOffset.UTC))
        .param("ref", ref.value())
        .update();
  }

  void leave(ApplicationRef ref, LeftReason reason, Instant at) {
    jdbc.sql(
            "update waiting_list_entry set left_at = :at, left_reason = :reason"
                + " where application = :ref and left_at is null")
        .param("at", at.atOffset(ZoneOffset.UTC))
        .param("reason", reason.name())
        .param("ref", ref.value())
        .update();
  }

  Optional<WaitingListClosure> closure(String line) {
    return jdbc.sql("select * from waiting_list_closure where line = :line")
        .param("line", line)
        .query(
            (row, number) ->
                new WaitingListClosure(
                    row.getString("reason"),
                    row.getString("closed_by"),
                    row.getTimestamp("closed_at").toInstant()))
        .optional();
  }

  void close(String line, WaitingListClosure closure) {
    jdbc.sql("insert into waiting_list_closure values (:line, :reason, :by, :at)")
        .param("line", line)
        .param("reason", closure.reason())
        .param("by", closure.closedBy())
        .param("at", closure.closedAt().atOffset(ZoneOffset.UTC))
        .update();
  }

  private static WaitingListEntry entry(ResultSet row, int number) throws SQLException {
    return new WaitingListEntry(
        ApplicationRef.of(row.getString("application")),
        row.getInt("number"),
        row.getLong("place"),
        Cents.of(row.getLong("amount_cents")),
        row.getTimestamp("joined_at").toInstant(),
        Optional.ofNullable(row.getTimestamp("woken_at")).map(Timestamp::toInstant).orElse(null));
  }
}
