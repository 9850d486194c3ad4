package eu.ttc.grants.budget;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Writes the ledger, only while the budget line is locked. */
@Repository
class Postings {

  private final JdbcClient jdbc;
  private final BudgetLines lines;

  Postings(JdbcClient jdbc, BudgetLines lines) {
    this.jdbc = jdbc;
    this.lines = lines;
  }

  /** Who moved money, when, and why where that is asked. */
  record Note(@Nullable String reason, String by, Instant at) {}

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

  /** What was posted for a fact that concerns no application. */
  Optional<Cents> posted(String line, Fact fact) {
    return jdbc.sql(
            """
            select amount_cents from budget_posting
            where line = :line and application is null and kind = :kind and key = :key
            """)
        .param("line", line)
        .param("kind", fact.kind().name())
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
        .orElse(Standing.NONE);
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

  /** Moves what an application holds; false when the line has too little. */
  boolean post(Holding held, Fact fact, Cents amount, Note note) {
    return post(held.line(), held.application().value(), held.reservation(), fact, amount, note);
  }

  /** Gives a line money or takes it; false when the line has too little. */
  boolean post(String line, Fact fact, Cents amount, Note note) {
    return post(line, null, 0, fact, amount, note);
  }

  private boolean post(
      String line,
      @Nullable String application,
      int reservation,
      Fact fact,
      Cents amount,
      Note note) {
    if (amount.equals(Cents.ZERO)) {
      throw new IllegalArgumentException("%s of nothing is no posting".formatted(fact));
    }
    var kind = fact.kind();
    var before = lines.balances(line);
    if (!before.all().have(amount, kind)) {
      return false;
    }
    var all = before.all().after(kind, amount);
    var after = new SplitBalances(all, all.erdf(before.share()), before.share());
    lines.become(line, after);
    var inner = kind.inner();
    var erdf = Math.abs(after.erdf().in(inner).value() - before.erdf().in(inner).value());
    var posting =
        jdbc.sql(
                """
                insert into budget_posting (line, application, reservation, kind, instalment, attempt,
                                            key, amount_cents, erdf_cents, reason, posted_by, posted_at)
                values (:line, :ref, :reservation, :kind, :instalment, :attempt,
                        :key, :amount, :erdf, :reason, :by, :at)
                returning id
                """)
            .param("line", line)
            .param("ref", application)
            .param("reservation", reservation)
            .param("kind", kind.name())
            .param("instalment", fact.instalment())
            .param("attempt", fact.attempt())
            .param("key", fact.key())
            .param("amount", amount.value())
            .param("erdf", erdf)
            .param("reason", note.reason())
            .param("by", note.by())
            .param("at", note.at().atOffset(ZoneOffset.UTC))
            .query(Long.class)
            .single();
    for (var bucket : Bucket.values()) {
      for (var source : Source.values()) {
        var change = after.of(source).in(bucket).value() - before.of(source).in(bucket).value();
        if (change != 0) {
          enter(posting, bucket, source, change);
        }
      }
    }
    return true;
  }

  private void enter(long posting, Bucket bucket, Source source, long change) {
    jdbc.sql("insert into budget_entry values (:posting, :bucket, :source, :change)")
        .param("posting", posting)
        .param("bucket", bucket.name())
        .param("source", source.name())
        .param("change", change)
        .update();
  }
}
