package eu.ttc.grants.cofunding;

import eu.ttc.grants.kernel.ApplicationRef;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

@Repository
class OfferRows {

  private final JdbcClient jdbc;
  private final JsonMapper json;

  OfferRows(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  List<ReducedGrant> of(ApplicationRef ref) {
    return jdbc.sql("select * from reduced_grant_offer where application = :ref order by number")
        .param("ref", ref.value())
        .query(
            (row, index) ->
                new ReducedGrant(
                    row.getInt("number"),
                    ReducedGrantState.valueOf(row.getString("state")),
                    json.readValue(row.getString("parties"), FinancingPlan.class),
                    row.getTimestamp("offered_at").toInstant(),
                    row.getTimestamp("due_at").toInstant()))
        .list();
  }

  Optional<ReducedGrant> last(ApplicationRef ref) {
    return of(ref).reversed().stream().findFirst();
  }

  int add(ApplicationRef ref, FinancingPlan plan, Instant now, Instant dueAt) {
    return jdbc.sql(
            """
            insert into reduced_grant_offer (application, number, state, parties, costs_cents,
                                             grant_cents, offered_at, due_at)
            select :ref, count(*) + 1, 'OPEN', :parties::json, :costs, :grant, :now, :due
            from reduced_grant_offer where application = :ref
            returning number
            """)
        .param("ref", ref.value())
        .param("parties", json.writeValueAsString(plan))
        .param("costs", plan.eligibleCosts().value())
        .param("grant", plan.grant().value())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("due", dueAt.atOffset(ZoneOffset.UTC))
        .query(Integer.class)
        .single();
  }

  /**
   * Ends an open offer.
   *
   * @param answeredBy who answered; null when nobody did
   */
  void settle(
      ApplicationRef ref,
      int number,
      ReducedGrantState state,
      @Nullable String answeredBy,
      Instant now) {
    jdbc.sql(
            """
            update reduced_grant_offer
            set state = :state, answered_by = :by,
                answered_at = case when :by::text is not null then :now::timestamptz end
            where application = :ref and number = :number and state = 'OPEN'
            """)
        .param("state", state.name())
        .param("by", answeredBy)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("ref", ref.value())
        .param("number", number)
        .update();
  }

  /** Moves the date of an open offer that is after this moment. */
  void postpone(ApplicationRef ref, Instant after, Duration by) {
    jdbc.sql(
            """
            update reduced_grant_offer set due_at = due_at + make_interval(secs => :seconds)
            where application = :ref and state = 'OPEN' and due_at > :after
            """)
        .param("seconds", by.toMillis() / 1_000.0)
        .param("ref", ref.value())
        .param("after", after.atOffset(ZoneOffset.UTC))
        .update();
  }
}
