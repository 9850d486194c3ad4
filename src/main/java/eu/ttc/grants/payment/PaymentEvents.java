package eu.ttc.grants.payment;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What happened to each payment: by whom, when and why. Only ever added to. */
@Component
class PaymentEvents {

  private final JdbcClient jdbc;
  private final Clock clock;

  PaymentEvents(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  void record(PaymentInstruction payment, String event, String actor) {
    record(payment, event, null, null, actor);
  }

  /**
   * Adds an event of a payment that is locked, or was just ordered.
   *
   * @param code the bank's status or reason code
   * @param reason in words, or the message or batch that tells it
   */
  void record(
      PaymentInstruction payment,
      String event,
      @Nullable String code,
      @Nullable String reason,
      String actor) {
    jdbc.sql(
            """
            insert into payment_event (payment, number, event, state, code, reason, actor, at)
            values (:payment,
              1 + (select count(*) from payment_event where payment = :payment),
              :event, :state, :code, :reason, :actor, :at)
            """)
        .param("payment", payment.endToEndId())
        .param("event", event)
        .param("state", payment.state().name())
        .param("code", code)
        .param("reason", reason)
        .param("actor", actor)
        .param("at", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Oldest first. */
  List<PaymentEvent> of(String payment) {
    return jdbc.sql("select * from payment_event where payment = :payment order by number")
        .param("payment", payment)
        .query(
            (row, number) ->
                new PaymentEvent(
                    row.getString("event"),
                    PaymentState.valueOf(row.getString("state")),
                    row.getString("code"),
                    row.getString("reason"),
                    row.getString("actor"),
                    row.getTimestamp("at").toInstant()))
        .list();
  }
}
