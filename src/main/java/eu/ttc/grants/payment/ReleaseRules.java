package eu.ttc.grants.payment;

import eu.ttc.grants.kernel.Scheme;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How many officers release a batch after its preparer: for vouchers one, for the fund two, and two
 * where the bank said before that name and account of a payee do not belong together ({@code
 * domain.md} § 7). The numbers are data, valid from a day to a day.
 */
@Component
class ReleaseRules {

  private final InstructionRows payments;
  private final JdbcClient jdbc;

  ReleaseRules(InstructionRows payments, JdbcClient jdbc) {
    this.payments = payments;
    this.jdbc = jdbc;
  }

  /**
   * What a batch needs.
   *
   * @param withReasons whether each release says why
   */
  record Rule(int releases, boolean withReasons) {}

  /** The strictest of the rules of these payments. */
  Rule of(List<PaymentInstruction> batch, LocalDate day) {
    var rules = batch.stream().map(payment -> of(payment, day)).toList();
    return new Rule(
        rules.stream().map(Rule::releases).max(Comparator.naturalOrder()).orElseThrow(),
        rules.stream().anyMatch(Rule::withReasons));
  }

  private Rule of(PaymentInstruction payment, LocalDate day) {
    var mismatch =
        payments
            .lastVerified(payment.iban(), payment.beneficiary())
            .filter(before -> before.payeeCheck() == PayeeCheck.NO_MATCH)
            .isPresent();
    return new Rule(releases(payment.application().scheme(), mismatch, day), mismatch);
  }

  private int releases(Scheme scheme, boolean mismatch, LocalDate day) {
    return jdbc.sql(
            """
            select case when :mismatch then releases_without_match else releases end
            from payment_release_rule
            where scheme = :scheme
              and :day >= valid_from and (valid_to is null or :day <= valid_to)
            order by valid_from desc limit 1
            """)
        .param("mismatch", mismatch)
        .param("scheme", scheme.name())
        .param("day", day)
        .query(Integer.class)
        .optional()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "No rule says how many release payments of %s on %s; add one to payment_release_rule."
                        .formatted(scheme, day)));
  }
}
