package eu.ttc.grants.cofunding;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class EvidenceRows {

  private final JdbcClient jdbc;

  EvidenceRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<Evidence> of(ApplicationRef ref) {
    return jdbc.sql("select * from cofunding_evidence where application = :ref order by number")
        .param("ref", ref.value())
        .query(EvidenceRows::evidence)
        .list();
  }

  void add(ApplicationRef ref, Evidence item) {
    jdbc.sql(
            """
            insert into cofunding_evidence (application, number, kind, party, given_by, issuer,
              reference, amount_cents, funds_shown_cents, dated_on, valid_until, unencumbered,
              unconditional, document, document_sha256, recorded_by, recorded_at)
            values (:ref, :number, :kind, :party, :givenBy, :issuer, :reference, :amount, :shown,
              :datedOn, :validUntil, :unencumbered, :unconditional, :document, :sha256, :by, :at)
            """)
        .param("ref", ref.value())
        .param("number", item.number())
        .param("kind", item.kind().name())
        .param("party", item.party())
        .param("givenBy", item.givenBy())
        .param("issuer", item.issuer())
        .param("reference", item.reference())
        .param("amount", item.amount().value())
        .param("shown", Optional.ofNullable(item.fundsShown()).map(Cents::value).orElse(null))
        .param("datedOn", item.datedOn())
        .param("validUntil", item.validUntil())
        .param("unencumbered", item.unencumbered())
        .param("unconditional", item.unconditional())
        .param("document", item.document())
        .param("sha256", item.documentSha256())
        .param("by", item.recordedBy())
        .param("at", item.recordedAt().atOffset(ZoneOffset.UTC))
        .update();
    for (var money : item.money()) {
      jdbc.sql("insert into cofunding_pledge values (:ref, :number, :money)")
          .param("ref", ref.value())
          .param("number", item.number())
          .param("money", money)
          .update();
    }
  }

  private static Evidence evidence(ResultSet row, int index) throws SQLException {
    return new Evidence(
        row.getInt("number"),
        EvidenceKind.valueOf(row.getString("kind")),
        row.getString("party"),
        row.getString("given_by"),
        row.getString("issuer"),
        row.getString("reference"),
        Cents.of(row.getLong("amount_cents")),
        Optional.ofNullable(row.getObject("funds_shown_cents", Long.class))
            .map(Cents::of)
            .orElse(null),
        row.getObject("dated_on", LocalDate.class),
        row.getObject("valid_until", LocalDate.class),
        row.getBoolean("unencumbered"),
        row.getBoolean("unconditional"),
        row.getObject("document", UUID.class),
        row.getString("document_sha256"),
        row.getString("recorded_by"),
        row.getTimestamp("recorded_at").toInstant());
  }
}
