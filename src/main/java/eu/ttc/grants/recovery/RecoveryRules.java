package eu.ttc.grants.recovery;

import eu.ttc.grants.kernel.Cents;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Limits and rates, each with the days for which it holds; data, not code. */
@Component
class RecoveryRules {

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final JdbcClient jdbc;

  RecoveryRules(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The Fund's part is rounded half to even, as the ledger does.
   *
   * @param waivableUpTo part of the Fund that may be waived
   * @param reportableFrom part of the Fund that is reported
   */
  record Ruleset(BigDecimal fundPercent, Cents waivableUpTo, Cents reportableFrom) {

    Correction weigh(Cents amount) {
      var share =
          Cents.of(
              BigDecimal.valueOf(amount.value())
                  .multiply(fundPercent)
                  .divide(HUNDRED, 0, RoundingMode.HALF_EVEN)
                  .longValueExact());
      return new Correction(share, !reportableFrom.exceeds(share), !share.exceeds(waivableUpTo));
    }
  }

  Ruleset on(LocalDate day) {
    return jdbc.sql(
            """
            select * from recovery_ruleset
            where valid_from <= :day and (valid_to is null or valid_to >= :day)
            order by valid_from desc limit 1
            """)
        .param("day", day)
        .query(
            (row, number) ->
                new Ruleset(
                    row.getBigDecimal("fund_percent"),
                    Cents.of(row.getLong("waivable_fund_cents")),
                    Cents.of(row.getLong("reportable_fund_cents"))))
        .optional()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "No rules of recovery hold on %s. Add them to recovery_ruleset and try again."
                        .formatted(day)));
  }

  List<InterestRate> rates() {
    return jdbc.sql("select * from repayment_interest_rate order by valid_from")
        .query(
            (row, number) ->
                new InterestRate(
                    row.getObject("valid_from", LocalDate.class),
                    row.getObject("valid_to", LocalDate.class),
                    row.getBigDecimal("base_percent"),
                    row.getBigDecimal("points_percent")))
        .list();
  }
}
