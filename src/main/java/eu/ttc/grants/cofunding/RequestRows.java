package eu.ttc.grants.cofunding;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class RequestRows {

  private final JdbcClient jdbc;

  RequestRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<EvidenceRequest> of(ApplicationRef ref) {
    return jdbc.sql("select * from cofunding_request where application = :ref order by number")
        .param("ref", ref.value())
        .query(
            (row, index) ->
                new EvidenceRequest(
                    row.getInt("number"),
                    RequestPurpose.valueOf(row.getString("purpose")),
                    RequestState.valueOf(row.getString("state")),
                    Cents.of(row.getLong("missing_cents")),
                    row.getTimestamp("asked_at").toInstant(),
                    row.getTimestamp("due_at").toInstant()))
        .list();
  }

  Optional<EvidenceRequest> last(ApplicationRef ref) {
    return of(ref).reversed().stream().findFirst();
  }

  int roundsOf(ApplicationRef ref, RequestPurpose purpose) {
    return (int) of(ref).stream().filter(request -> request.purpose() == purpose).count();
  }

  int add(ApplicationRef ref, RequestPurpose purpose, Cents missing, Instant now, Instant dueAt) {
    return jdbc.sql(
            """
            insert into cofunding_request (application, number, purpose, state, missing_cents,
                                           asked_at, due_at)
            select :ref, count(*) + 1, :purpose, 'OPEN', :missing, :now, :due
            from cofunding_request where application = :ref
            returning number
            """)
        .param("ref", ref.value())
        .param("purpose", purpose.name())
        .param("missing", missing.value())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("due", dueAt.atOffset(ZoneOffset.UTC))
        .query(Integer.class)
        .single();
  }

  void settle(ApplicationRef ref, int number, RequestState state, Instant now) {
    jdbc.sql(
            """
            update cofunding_request
            set state = :state,
                answered_at = case when :state = 'ANSWERED' then :now::timestamptz end
            where application = :ref and number = :number and state = 'OPEN'
            """)
        .param("state", state.name())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("ref", ref.value())
        .param("number", number)
        .update();
  }

  /** Moves the date of an open request that is after this moment. */
  void postpone(ApplicationRef ref, Instant after, Duration by) {
    jdbc.sql(
            """
            update cofunding_request set due_at = due_at + make_interval(secs => :seconds)
            where application = :ref and state = 'OPEN' and due_at > :after
            """)
        .param("seconds", by.toMillis() / 1_000.0)
        .param("ref", ref.value())
        .param("after", after.atOffset(ZoneOffset.UTC))
        .update();
  }
}
