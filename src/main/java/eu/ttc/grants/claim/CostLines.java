package eu.ttc.grants.claim;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class CostLines {

  private final JdbcClient jdbc;

  CostLines(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(ApplicationRef ref, int claim, List<CostLine> lines) {
    for (int index = 0; index < lines.size(); index++) {
      var line = lines.get(index);
      jdbc.sql(
              """
              insert into claim_line (application, claim, number, category, description,
                                      claimed_cents, evidence)
              values (:ref, :claim, :number, :category, :description, :claimed, :evidence)
              """)
          .param("ref", ref.value())
          .param("claim", claim)
          .param("number", index + 1)
          .param("category", line.category().name())
          .param("description", line.description().strip())
          .param("claimed", line.amount().value())
          .param("evidence", line.evidence().orElse(null))
          .update();
    }
  }

  List<CostLineView> of(ApplicationRef ref, int claim) {
    return jdbc.sql(
            "select * from claim_line where application = :ref and claim = :claim order by number")
        .param("ref", ref.value())
        .param("claim", claim)
        .query(
            (row, index) ->
                new CostLineView(
                    row.getInt("number"),
                    CostCategory.valueOf(row.getString("category")),
                    row.getString("description"),
                    Cents.of(row.getLong("claimed_cents")),
                    Optional.ofNullable(row.getObject("evidence", UUID.class)),
                    Optional.ofNullable(row.getObject("accepted_cents", Long.class)).map(Cents::of),
                    Optional.ofNullable(row.getString("reason"))))
        .list();
  }

  void verify(ApplicationRef ref, int claim, Map<Integer, LineVerdict> verdicts) {
    for (var line : of(ref, claim)) {
      var verdict = verdicts.getOrDefault(line.number(), new LineVerdict.Accepted(line.number()));
      jdbc.sql(
              """
              update claim_line set accepted_cents = :accepted, reason = :reason
              where application = :ref and claim = :claim and number = :number
              """)
          .param("accepted", verdict.acceptedOf(line.claimed()).value())
          .param("reason", verdict.reasonGiven().orElse(null))
          .param("ref", ref.value())
          .param("claim", claim)
          .param("number", line.number())
          .update();
    }
  }

  Cents accepted(ApplicationRef ref, int claim) {
    return of(ref, claim).stream()
        .map(line -> line.accepted().orElse(Cents.ZERO))
        .reduce(Cents.ZERO, Cents::plus);
  }
}
