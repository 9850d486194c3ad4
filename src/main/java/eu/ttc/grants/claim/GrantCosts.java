package eu.ttc.grants.claim;

import eu.ttc.grants.application.AidCategory;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Costs of grants with what was found about them; both are only added to. */
@Repository
class GrantCosts {

  private final JdbcClient jdbc;

  GrantCosts(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(ApplicationRef ref, int claim, List<GrantCost> costs) {
    for (int index = 0; index < costs.size(); index++) {
      var cost = costs.get(index);
      jdbc.sql(
              """
              insert into grant_cost (application, claim, number, partner, category, description,
                                      invoice_number, invoice_on, paid_on, claimed_cents, evidence)
              values (:ref, :claim, :number, :partner, :category, :description,
                      :invoice, :invoiceOn, :paidOn, :claimed, :evidence)
              """)
          .param("ref", ref.value())
          .param("claim", claim)
          .param("number", index + 1)
          .param("partner", cost.partner())
          .param("category", cost.category().name())
          .param("description", cost.description().strip())
          .param("invoice", cost.invoiceNumber().strip())
          .param("invoiceOn", cost.invoiceOn())
          .param("paidOn", cost.paidOn())
          .param("claimed", cost.amount().value())
          .param("evidence", cost.evidence().orElse(null))
          .update();
    }
  }

  /**
   * Costs without those of claims that were given back as a whole.
   *
   * @param claims of the application
   */
  List<GrantCostView> valid(ApplicationRef ref, List<Claim> claims) {
    var refused =
        claims.stream()
            .filter(claim -> claim.state() == ClaimState.REFUSED)
            .map(Claim::number)
            .collect(Collectors.toSet());
    return of(ref).stream().filter(one -> !refused.contains(one.id().claim())).toList();
  }

  void judge(
      ApplicationRef ref, int claim, CostVerdict verdict, Cents accepted, String by, Instant at) {
    jdbc.sql(
            """
            insert into grant_cost_verdict (application, claim, number, judged_in, verdict,
                                            accepted_cents, reason_kind, reason, judged_by, judged_at)
            values (:ref, :claim, :number, :judgedIn, :verdict, :accepted, :kind, :reason, :by, :at)
            """)
        .param("ref", ref.value())
        .param("claim", verdict.cost().claim())
        .param("number", verdict.cost().line())
        .param("judgedIn", claim)
        .param("verdict", verdict.verdict().name())
        .param("accepted", accepted.value())
        .param("kind", verdict.kind() == null ? null : verdict.kind().name())
        .param("reason", verdict.reason() == null ? null : verdict.reason().strip())
        .param("by", by)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** All costs of an application, in the order in which they were claimed. */
  List<GrantCostView> of(ApplicationRef ref) {
    var findings = findings(ref);
    return jdbc.sql("select * from grant_cost where application = :ref order by claim, number")
        .param("ref", ref.value())
        .query(
            (row, index) -> {
              var id = id(row);
              return new GrantCostView(id, cost(row), findings.getOrDefault(id, List.of()));
            })
        .list();
  }

  /**
   * Those of these documents whose content proves a cost of another claim, or is evidence of
   * another application. What a claim given back as a whole held may be claimed again.
   */
  Set<UUID> usedBefore(ApplicationRef ref, Set<UUID> documents, Set<Integer> claims) {
    if (documents.isEmpty()) {
      return Set.of();
    }
    return new HashSet<>(
        jdbc.sql(
                """
                select d.id from document d
                where d.id in (:documents) and (
                  exists (select 1 from document o
                          where o.sha256 = d.sha256 and o.application <> :ref
                            and o.kind = 'EVIDENCE')
                  or exists (select 1 from grant_cost g
                             join document o on o.id = g.evidence
                             join claim c on c.application = g.application and c.number = g.claim
                             where o.sha256 = d.sha256 and c.state <> 'REFUSED'
                               and g.application = :ref and g.claim not in (:claims)))
                """)
            .param("documents", documents)
            .param("ref", ref.value())
            .param("claims", claims)
            .query(UUID.class)
            .list());
  }

  private Map<CostId, List<GrantCostView.Finding>> findings(ApplicationRef ref) {
    var found = new HashMap<CostId, List<GrantCostView.Finding>>();
    jdbc.sql(
            "select * from grant_cost_verdict where application = :ref"
                + " order by claim, number, judged_in")
        .param("ref", ref.value())
        .query(
            row -> {
              found.computeIfAbsent(id(row), cost -> new ArrayList<>()).add(finding(row));
            });
    return found;
  }

  private static GrantCostView.Finding finding(ResultSet row) throws SQLException {
    return new GrantCostView.Finding(
        row.getInt("judged_in"),
        CostVerdict.Kind.valueOf(row.getString("verdict")),
        Cents.of(row.getLong("accepted_cents")),
        Optional.ofNullable(row.getString("reason_kind")).map(ReasonKind::valueOf).orElse(null),
        row.getString("reason"),
        row.getString("judged_by"),
        row.getTimestamp("judged_at").toInstant());
  }

  private static CostId id(ResultSet row) throws SQLException {
    return new CostId(row.getInt("claim"), row.getInt("number"));
  }

  private static GrantCost cost(ResultSet row) throws SQLException {
    return new GrantCost(
        row.getInt("partner"),
        AidCategory.valueOf(row.getString("category")),
        row.getString("description"),
        row.getString("invoice_number"),
        row.getObject("invoice_on", LocalDate.class),
        row.getObject("paid_on", LocalDate.class),
        Cents.of(row.getLong("claimed_cents")),
        Optional.ofNullable(row.getObject("evidence", UUID.class)));
  }
}
