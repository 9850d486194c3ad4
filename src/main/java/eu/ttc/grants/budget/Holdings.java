package eu.ttc.grants.budget;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What applications hold: reservations and vouchers; written only while the line is locked. */
@Repository
class Holdings {

  private final JdbcClient jdbc;

  Holdings(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<Holding> of(ApplicationRef ref) {
    return jdbc.sql(
            """
            select r.line, r.amount_cents, r.state, coalesce(s.number, 0) voucher,
                   (select count(*) from budget_reservation
                    where application = :ref and state = 'RELEASED') reservation
            from budget_reservation r left join voucher_slot s on s.application = r.application
            where r.application = :ref and r.state <> 'RELEASED'
            """)
        .param("ref", ref.value())
        .query(
            (row, number) ->
                new Holding(
                    ref,
                    row.getInt("reservation"),
                    row.getString("line"),
                    row.getInt("voucher"),
                    Cents.of(row.getLong("amount_cents")),
                    row.getString("state").equals("COMMITTED")))
        .optional();
  }

  /**
   * Number of an application's newest reservation, which is how many were released before it; -1
   * when there never was one.
   */
  int newestReservation(ApplicationRef ref) {
    return jdbc.sql("select count(*) - 1 from budget_reservation where application = :ref")
        .param("ref", ref.value())
        .query(Integer.class)
        .single();
  }

  Optional<Integer> firstFreeVoucher(String line) {
    return jdbc.sql(
            "select min(number) from voucher_slot where line = :line and application is null")
        .param("line", line)
        .query(Integer.class)
        .optional();
  }

  void add(Holding held, String by, Instant at) {
    jdbc.sql(
            """
            insert into budget_reservation (application, line, amount_cents, state)
            values (:ref, :line, :amount, 'RESERVED')
            """)
        .param("ref", held.application().value())
        .param("line", held.line())
        .param("amount", held.amount().value())
        .update();
    if (held.voucher() > 0) {
      jdbc.sql("update voucher_slot set application = :ref where number = :number")
          .param("ref", held.application().value())
          .param("number", held.voucher())
          .update();
      record(held, "TAKEN", by, at);
    }
  }

  void commit(ApplicationRef ref) {
    become(ref, "COMMITTED");
  }

  void keep(ApplicationRef ref, Cents amount) {
    jdbc.sql(
            "update budget_reservation set amount_cents = :amount"
                + " where application = :ref and state <> 'RELEASED'")
        .param("amount", amount.value())
        .param("ref", ref.value())
        .update();
  }

  void release(Holding held, String by, Instant at) {
    become(held.application(), "RELEASED");
    if (held.voucher() > 0) {
      jdbc.sql("update voucher_slot set application = null where number = :number")
          .param("number", held.voucher())
          .update();
      record(held, "RELEASED", by, at);
    }
  }

  private void become(ApplicationRef ref, String state) {
    jdbc.sql(
            "update budget_reservation set state = :state"
                + " where application = :ref and state <> 'RELEASED'")
        .param("state", state)
        .param("ref", ref.value())
        .update();
  }

  private void record(Holding held, String event, String by, Instant at) {
    jdbc.sql(
            """
            insert into voucher_event (voucher, application, event, happened_by, happened_at)
            values (:number, :ref, :event, :by, :at)
            """)
        .param("number", held.voucher())
        .param("ref", held.application().value())
        .param("event", event)
        .param("by", by)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
  }
}
