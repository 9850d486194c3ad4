package eu.ttc.grants.cofunding;

import eu.ttc.grants.kernel.ApplicationRef;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

@Repository
class SheetRows {

  private final JdbcClient jdbc;
  private final JsonMapper json;

  SheetRows(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  void add(ApplicationRef ref, int round, int plan, Sheet sheet, Instant now) {
    int number =
        jdbc.sql(
                """
                insert into cofunding_sheet (application, number, round, plan, ruleset, result,
                  costs_cents, grant_cents, own_funds_cents, public_cents, sheet, made_at)
                select :ref, count(*) + 1, :round, :plan, :ruleset, :result, :costs, :grant, :own,
                       :public, :sheet::json, :now
                from cofunding_sheet where application = :ref
                returning number
                """)
            .param("ref", ref.value())
            .param("round", round)
            .param("plan", plan)
            .param("ruleset", sheet.ruleset())
            .param("result", sheet.result().name())
            .param("costs", sheet.total().eligibleCosts().value())
            .param("grant", sheet.total().grant().value())
            .param("own", sheet.total().ownFunds().value())
            .param("public", sheet.total().publicFunds().value())
            .param("sheet", json.writeValueAsString(sheet))
            .param("now", now.atOffset(ZoneOffset.UTC))
            .query(Integer.class)
            .single();
    for (var item : sheet.items()) {
      jdbc.sql("insert into cofunding_counted values (:ref, :sheet, :item, :counted, :why)")
          .param("ref", ref.value())
          .param("sheet", number)
          .param("item", item.number())
          .param("counted", item.counted().value())
          .param("why", item.why().stream().map(Why::name).toArray(String[]::new))
          .update();
    }
  }

  List<NumberedSheet> of(ApplicationRef ref) {
    return jdbc.sql("select * from cofunding_sheet where application = :ref order by number")
        .param("ref", ref.value())
        .query(
            (row, index) ->
                new NumberedSheet(
                    row.getInt("number"),
                    row.getInt("round"),
                    row.getTimestamp("made_at").toInstant(),
                    json.readValue(row.getString("sheet"), Sheet.class)))
        .list();
  }

  Optional<NumberedSheet> newest(ApplicationRef ref) {
    return of(ref).reversed().stream().findFirst();
  }
}
