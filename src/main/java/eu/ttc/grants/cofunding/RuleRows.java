package eu.ttc.grants.cofunding;

import eu.ttc.grants.kernel.Cents;
import java.time.LocalDate;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class RuleRows {

  private final JdbcClient jdbc;

  RuleRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  CoFundingRules on(LocalDate day) {
    return jdbc.sql(
            "select * from cofunding_ruleset"
                + " where :day between valid_from and coalesce(valid_to, 'infinity')")
        .param("day", day)
        .query(
            (row, number) ->
                new CoFundingRules(
                    row.getString("id"),
                    row.getInt("match_percent"),
                    row.getInt("in_kind_percent"),
                    Cents.of(row.getLong("least_grant_cents")),
                    row.getInt("supplement_rounds"),
                    row.getInt("renewal_rounds"),
                    row.getInt("cure_days"),
                    evidence(row.getString("id"))))
        .optional()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "No rules for co-funding hold on %s: add them to table cofunding_ruleset, then retry."
                        .formatted(day)));
  }

  private Map<EvidenceKind, EvidenceRule> evidence(String ruleset) {
    return jdbc
        .sql("select * from cofunding_evidence_rule where ruleset = :ruleset")
        .param("ruleset", ruleset)
        .query(
            (row, number) ->
                new EvidenceRule(
                    EvidenceKind.valueOf(row.getString("kind")),
                    row.getInt("counts_percent"),
                    row.getObject("oldest_months", Integer.class),
                    row.getBoolean("free"),
                    row.getBoolean("firm"),
                    row.getBoolean("within_funds_shown"),
                    row.getBoolean("until_project_end"),
                    row.getBoolean("public_money")))
        .list()
        .stream()
        .collect(Collectors.toMap(EvidenceRule::kind, Function.identity()));
  }
}
