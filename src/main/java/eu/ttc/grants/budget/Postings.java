package eu.ttc.grants.budget;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The ledger; written only while the budget line is locked. */
@Repository
class Postings {

  private final JdbcClient jdbc;

  Postings(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** What was posted for a fact. */
  Optional<Cents> posted(ApplicationRef ref, int reservation, Fact fact) {
    return jdbc.sql(
            """
            select amount_cents from budget_posting
            where application = :ref and reservation = :reservation and kind = :kind
              and instalment = :instalment and attempt = :attempt and key = :key
            """)
        .param("ref", ref.value())
        .param("reservation", reservation)
        .param("kind", fact.kind().name())
        .param("instalment", fact.instalment())
        .param("attempt", fact.attempt())
        .param("key", fact.key())
        .query(Long.class)
        .optional()
        .map(Cents::of);
  }

  /** Where the money of a reservation is now. */
  Standing standing(ApplicationRef ref, int reservation) {
    return jdbc.sql(
            """
            select * from budget_holding where application = :ref and reservation = :reservation
            """)
        .param("ref", ref.value())
        .param("reservation", reservation)
        .query(
            (row, number) ->
                new Standing(
                    Cents.of(row.getLong("reserved_cents")),
                    Cents.of(row.getLong("committed_cents")),
                    Cents.of(row.getLong("in_payment_cents")),
                    Cents.of(row.getLong("paid_cents"))))
        .optional()
        .orElse(new Standing(Cents.ZERO, Cents.ZERO, Cents.ZERO, Cents.ZERO));
  }

  /** The attempt to pay an instalment that was neither rejected nor returned. */
  Optional<Integer> standingAttempt(ApplicationRef ref, int reservation, int instalment) {
    return jdbc.sql(
            """
            select o.attempt from budget_posting o
            where o.application = :ref and o.reservation = :reservation and o.kind = 'ORDER'
              and o.instalment = :instalment
              and not exists (
                select 1 from budget_posting b
                where b.application = o.application and b.reservation = o.reservation
                  and b.instalment = o.instalment and b.attempt = o.attempt
                  and b.kind in ('REJECT', 'RETURN'))
            """)
        .param("ref", ref.value())
        .param("reservation", reservation)
        .param("instalment", instalment)
        .query(Integer.class)
        .optional();
  }

  /** Moves money within the line and posts it; false when the line has too little. */
  boolean post(
      Holding held, Fact fact, Cents amount, @Nullable String reason, String by, Instant at) {
    var kind = fact.kind();
    var moved =
        jdbc.sql(
                "update budget_line set %1$s = %1$s - :amount, %2$s = %2$s + :amount"
                        .formatted(kind.from(), kind.to())
                    + " where code = :line and %s >= :amount".formatted(kind.from()))
            .param("amount", amount.value())
            .param("line", held.line())
            .update();
    if (moved == 0) {
      return false;
    }
    jdbc.sql(
            """
            insert into budget_posting (line, application, reservation, kind, instalment, attempt,
                                        key, amount_cents, reason, posted_by, posted_at)
            values (:line, :ref, :reservation, :kind, :instalment, :attempt,
                    :key, :amount, :reason, :by, :at)
            """)
        .param("line", held.line())
        .param("ref", held.application().value())
        .param("reservation", held.reservation())
        .param("kind", kind.name())
        .param("instalment", fact.instalment())
        .param("attempt", fact.attempt())
        .param("key", fact.key())
        .param("amount", amount.value())
        .param("reason", reason)
        .param("by", by)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
    return true;
  }
}
