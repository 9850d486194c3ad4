package eu.ttc.grants.payment;

import eu.ttc.grants.application.Applications;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What follows from a failed payment. Codes that say that the account is wrong ask for new bank
 * details by themselves, and so does money that came back, unless its code says otherwise; the rest
 * is decided by a finance officer. Which code says what is data, valid from a day to a day.
 */
@Component
class Remedies {

  private static final String ASK_APPLICANT = "NEW_ACCOUNT";

  private final JdbcClient jdbc;
  private final Clock clock;

  Remedies(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Decides at once what the bank's reason decides; leaves the rest to a person. */
  void decideByRule(PaymentInstruction failed, @Nullable String code) {
    var rule = rule(code);
    if (rule.orElse(failed.state() == PaymentState.RETURNED ? ASK_APPLICANT : "")
        .equals(ASK_APPLICANT)) {
      decide(
          failed,
          Remedy.NEW_ACCOUNT,
          code == null ? "money came back" : "reason code " + code,
          Applications.SYSTEM);
    }
  }

  /** Records what a person or a rule decided; the first decision stands. */
  void decide(PaymentInstruction failed, Remedy remedy, String reason, String actor) {
    jdbc.sql(
            """
            insert into payment_remedy (payment, remedy, reason, decided_by, decided_at)
            values (:payment, :remedy, :reason, :actor, :now)
            on conflict (payment) do nothing
            """)
        .param("payment", failed.endToEndId())
        .param("remedy", remedy.name())
        .param("reason", reason)
        .param("actor", actor)
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  Optional<Remedy> of(String payment) {
    return jdbc.sql("select remedy from payment_remedy where payment = :payment")
        .param("payment", payment)
        .query(String.class)
        .optional()
        .map(Remedy::valueOf);
  }

  private Optional<String> rule(@Nullable String code) {
    return jdbc.sql(
            """
            select remedy from bank_reason_rule
            where code = :code and :today >= valid_from and (valid_to is null or :today <= valid_to)
            order by valid_from desc limit 1
            """)
        .param("code", code)
        .param("today", LocalDate.ofInstant(clock.instant(), Applications.PROGRAMME_ZONE))
        .query(String.class)
        .optional();
  }
}
