package eu.ttc.grants.cofunding;

import eu.ttc.grants.kernel.ApplicationRef;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

@Repository
class PlanRows {

  private final JdbcClient jdbc;
  private final JsonMapper json;

  PlanRows(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** A plan and its number. */
  record Numbered(int number, FinancingPlan plan) {}

  Optional<Numbered> newest(ApplicationRef ref) {
    return jdbc.sql(
            "select number, parties from cofunding_plan where application = :ref"
                + " order by number desc limit 1")
        .param("ref", ref.value())
        .query(
            (row, index) ->
                new Numbered(
                    row.getInt("number"),
                    json.readValue(row.getString("parties"), FinancingPlan.class)))
        .optional();
  }

  void add(ApplicationRef ref, FinancingPlan plan, String actor, Instant now) {
    jdbc.sql(
            """
            insert into cofunding_plan (application, number, parties, costs_cents, grant_cents,
                                        recorded_by, recorded_at)
            select :ref, count(*) + 1, :parties::json, :costs, :grant, :actor, :now
            from cofunding_plan where application = :ref
            """)
        .param("ref", ref.value())
        .param("parties", json.writeValueAsString(plan))
        .param("costs", plan.eligibleCosts().value())
        .param("grant", plan.grant().value())
        .param("actor", actor)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }
}
