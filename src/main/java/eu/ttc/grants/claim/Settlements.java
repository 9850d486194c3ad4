package eu.ttc.grants.claim;

import eu.ttc.grants.application.AidCategory;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How payments of grants came about; only added to. */
@Repository
class Settlements {

  private final JdbcClient jdbc;

  Settlements(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Keeps how a claim was settled.
   *
   * @param givenUp what earlier claims are worth and was never paid, and is not paid for them any
   *     more
   * @param released what of the commitment is free again
   */
  void add(
      ApplicationRef ref,
      int claim,
      GrantSettlement settled,
      Cents givenUp,
      Cents released,
      Instant at) {
    jdbc.sql(
            """
            insert into claim_settlement (application, claim, kind, verified_cents, earned_cents,
              cap_cents, paid_before_cents, payable_cents, overpaid_cents, given_up_cents,
              released_cents, settled_at)
            values (:ref, :claim, :kind, :verified, :earned, :cap, :before, :payable, :overpaid,
                    :givenUp, :released, :at)
            """)
        .param("ref", ref.value())
        .param("claim", claim)
        .param("kind", settled.kind().name())
        .param("verified", settled.verified().value())
        .param("earned", settled.earned().value())
        .param("cap", settled.cap().value())
        .param("before", settled.paidBefore().value())
        .param("payable", settled.payable().value())
        .param("overpaid", settled.overpaid().value())
        .param("givenUp", givenUp.value())
        .param("released", released.value())
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
    for (var share : settled.shares()) {
      jdbc.sql(
              """
              insert into claim_settlement_share (application, claim, partner, name, category,
                                                  rate_percent, grant_cents, verified_cents,
                                                  earned_cents)
              values (:ref, :claim, :partner, :name, :category, :rate, :grant, :verified, :earned)
              """)
          .param("ref", ref.value())
          .param("claim", claim)
          .param("partner", share.partner())
          .param("name", share.name())
          .param("category", share.category().name())
          .param("rate", share.rate())
          .param("grant", share.grant().value())
          .param("verified", share.verified().value())
          .param("earned", share.earned().value())
          .update();
    }
  }

  /** What all claims that were settled so far are worth, without what was given up. */
  Cents paid(ApplicationRef ref) {
    return jdbc.sql(
            "select coalesce(sum(payable_cents - given_up_cents), 0) from claim_settlement"
                + " where application = :ref")
        .param("ref", ref.value())
        .query((row, index) -> Cents.of(row.getLong(1)))
        .single();
  }

  Optional<GrantSettlement> of(ApplicationRef ref, int claim) {
    return jdbc.sql("select * from claim_settlement where application = :ref and claim = :claim")
        .param("ref", ref.value())
        .param("claim", claim)
        .query((row, index) -> settlement(row, shares(ref, claim)))
        .optional();
  }

  /** The claim with which the grant was settled for good. */
  Optional<Integer> end(ApplicationRef ref) {
    return jdbc.sql(
            "select claim from claim_settlement"
                + " where application = :ref and kind in ('FINAL', 'LAPSED', 'TERMINATED')")
        .param("ref", ref.value())
        .query(Integer.class)
        .optional();
  }

  /** What was paid and not earned, once the grant is settled; nothing before. */
  Cents overpaid(ApplicationRef ref) {
    return jdbc.sql(
            "select coalesce(sum(overpaid_cents), 0) from claim_settlement where application ="
                + " :ref")
        .param("ref", ref.value())
        .query((row, index) -> Cents.of(row.getLong(1)))
        .single();
  }

  private List<GrantSettlement.Share> shares(ApplicationRef ref, int claim) {
    return jdbc.sql(
            """
            select * from claim_settlement_share where application = :ref and claim = :claim
            order by partner, category
            """)
        .param("ref", ref.value())
        .param("claim", claim)
        .query(
            (row, index) ->
                new GrantSettlement.Share(
                    row.getInt("partner"),
                    row.getString("name"),
                    AidCategory.valueOf(row.getString("category")),
                    row.getBigDecimal("rate_percent"),
                    cents(row, "grant_cents"),
                    cents(row, "verified_cents")))
        .list();
  }

  private static GrantSettlement settlement(ResultSet row, List<GrantSettlement.Share> shares)
      throws SQLException {
    return new GrantSettlement(
        GrantSettlement.Kind.valueOf(row.getString("kind")),
        shares,
        cents(row, "verified_cents"),
        cents(row, "earned_cents"),
        cents(row, "cap_cents"),
        cents(row, "paid_before_cents"),
        cents(row, "payable_cents"),
        cents(row, "overpaid_cents"));
  }

  private static Cents cents(ResultSet row, String column) throws SQLException {
    return Cents.of(row.getLong(column));
  }
}
