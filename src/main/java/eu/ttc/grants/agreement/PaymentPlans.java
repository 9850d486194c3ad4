package eu.ttc.grants.agreement;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.Scheme;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * How grants of the innovation fund are paid. The day on which the agreement was offered decides on
 * the percentages, the plan in force on the amount.
 */
@Service
public class PaymentPlans {

  private final JdbcClient jdbc;
  private final AgreementRows agreements;
  private final GrantPlans plans;

  PaymentPlans(JdbcClient jdbc, AgreementRows agreements, GrantPlans plans) {
    this.jdbc = jdbc;
    this.agreements = agreements;
    this.plans = plans;
  }

  /** Empty for a voucher, which is paid at once, and while no agreement was offered. */
  @Transactional(readOnly = true)
  public Optional<PaymentPlan> of(ApplicationRef ref) {
    if (ref.scheme() != Scheme.INNOVATION_FUND) {
      return Optional.empty();
    }
    return agreements
        .findByApplication(ref.value())
        .map(Agreement::view)
        .map(offered -> plan(offered.offeredAt(), grant(ref, offered)));
  }

  /** The payment plan of a grant that is offered at this moment. */
  PaymentPlan plan(Instant offeredAt, Cents grant) {
    var rules = rules(offeredAt);
    return new PaymentPlan(rules.advance(), rules.capBeforeFinal(), grant);
  }

  /** How often the time to sign an agreement that was offered at this moment may be extended. */
  int extensions(Instant offeredAt) {
    return rules(offeredAt).extensions();
  }

  /** By how many days the time to sign such an agreement is extended each time. */
  int extensionDays(Instant offeredAt) {
    return rules(offeredAt).extensionDays();
  }

  private Cents grant(ApplicationRef ref, AgreementView offered) {
    return plans.inForce(ref).map(GrantPlan::grant).orElseGet(offered::amount);
  }

  private Rules rules(Instant offeredAt) {
    var day = LocalDate.ofInstant(offeredAt, Applications.PROGRAMME_ZONE);
    return jdbc.sql(
            """
            select advance_percent, cap_before_final_percent, extensions, extension_days
            from fund_agreement_ruleset
            where daterange(valid_from, valid_to, '[]') @> :day
            """)
        .param("day", day)
        .query(
            (row, index) ->
                new Rules(
                    row.getBigDecimal("advance_percent"),
                    row.getBigDecimal("cap_before_final_percent"),
                    row.getInt("extensions"),
                    row.getInt("extension_days")))
        .optional()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "No rules for agreements of the fund hold on %s. Add a row to the table fund_agreement_ruleset, then retry."
                        .formatted(day)));
  }

  private record Rules(
      BigDecimal advance, BigDecimal capBeforeFinal, int extensions, int extensionDays) {}
}
