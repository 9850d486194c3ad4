package eu.ttc.grants.recovery;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What is to come back, as postings that are never changed. Whoever posts has locked the
 * application; a fact that was posted already is not posted again.
 */
@Component
class RepaymentAccounts {

  private final JdbcClient jdbc;
  private final RecoveryRules rules;
  private final Clock clock;

  RepaymentAccounts(JdbcClient jdbc, RecoveryRules rules, Clock clock) {
    this.jdbc = jdbc;
    this.rules = rules;
    this.clock = clock;
  }

  /**
   * A repayment as it stands.
   *
   * @param leftOver what came in beyond what was open, and neither went back nor was kept
   */
  record Account(
      ApplicationRef application,
      int number,
      String reference,
      Cents open,
      Cents interestOpen,
      Cents leftOver,
      @Nullable LocalDate dueOn,
      @Nullable LocalDate chargedUntil) {

    boolean settled() {
      return open.value() == 0 && interestOpen.value() == 0;
    }

    /** Whether the day has come by which it is to be paid back. */
    boolean dueBy(LocalDate today) {
      return dueOn != null && !today.isBefore(dueOn);
    }
  }

  /** Opens the account of a correction. */
  void open(ApplicationRef ref, int number, Cents correction, String actor) {
    jdbc.sql(
            """
            insert into repayment (application, number, reference) values (:ref, :number, :reference)
            """)
        .param("ref", ref.value())
        .param("number", number)
        .param("reference", reference(ref, number))
        .update();
    post(ref, number, PostingKind.ORDER, correction, today(), "finding", null, actor);
  }

  /** From when on it is late; the first date stays. */
  void dueOn(ApplicationRef ref, int number, LocalDate day) {
    jdbc.sql(
            """
            update repayment set due_on = :day, charged_until = :day
            where application = :ref and number = :number and due_on is null
            """)
        .param("day", day)
        .param("ref", ref.value())
        .param("number", number)
        .update();
  }

  /**
   * Moves due dates that are not over at this moment; a day that has begun counts as a whole one.
   */
  void postpone(ApplicationRef ref, Instant after, Duration by) {
    for (var account : of(ref)) {
      var due = account.dueOn();
      if (due == null || !due.equals(account.chargedUntil()) || !endOf(due).isAfter(after)) {
        continue;
      }
      var moved =
          LocalDate.ofInstant(endOf(due).plus(by).minusNanos(1), Applications.PROGRAMME_ZONE);
      jdbc.sql(
              "update repayment set due_on = :day, charged_until = :day"
                  + " where application = :ref and number = :number")
          .param("day", moved)
          .param("ref", ref.value())
          .param("number", account.number())
          .update();
    }
  }

  private static Instant endOf(LocalDate day) {
    return day.plusDays(1).atStartOfDay(Applications.PROGRAMME_ZONE).toInstant();
  }

  /** Those of an application, in their order. */
  List<Account> of(ApplicationRef ref) {
    return jdbc.sql("select * from repayment where application = :ref order by number")
        .param("ref", ref.value())
        .query(RepaymentAccounts::account)
        .list();
  }

  Account get(ApplicationRef ref, int number) {
    return jdbc.sql("select * from repayment where application = :ref and number = :number")
        .param("ref", ref.value())
        .param("number", number)
        .query(RepaymentAccounts::account)
        .single();
  }

  Optional<Account> find(String reference) {
    return jdbc.sql("select * from repayment where reference = :reference")
        .param("reference", reference)
        .query(RepaymentAccounts::account)
        .optional();
  }

  /** Those of which something is open and to be paid back, the oldest first. */
  List<Account> open(int limit) {
    return jdbc.sql(
            """
            select * from repayment where due_on is not null and open_cents + interest_open_cents > 0
            order by due_on, reference limit :limit
            """)
        .param("limit", limit)
        .query(RepaymentAccounts::account)
        .list();
  }

  /** Whether this fact was posted. */
  boolean posted(ApplicationRef ref, int number, String key) {
    return jdbc.sql(
            """
            select exists (select from repayment_posting
                           where application = :ref and number = :number and key = :key)
            """)
        .param("ref", ref.value())
        .param("number", number)
        .param("key", key)
        .query(Boolean.class)
        .single();
  }

  /** Names the payment that is cut. */
  static String keyOf(ApplicationRef paying, int instalment) {
    return "%s/instalment/%d".formatted(paying, instalment);
  }

  /** What was cut from a payment, whatever it was set off against. */
  Cents setOffFrom(ApplicationRef paying, int instalment) {
    return jdbc.sql(
            "select sum(amount_cents) from repayment_posting where kind = 'OFFSET' and key = :key")
        .param("key", keyOf(paying, instalment))
        .query((row, number) -> Cents.of(row.getLong(1)))
        .single();
  }

  /** What came in for an application, without interest. */
  Cents received(ApplicationRef ref) {
    return sum(
        "select sum(amount_cents) from repayment_posting where application = :ref and kind ="
            + " 'RECEIVE'",
        ref);
  }

  /** What waits to be cut from the next payment. */
  Cents awaitingSetOff(ApplicationRef ref) {
    return sum(
        """
        select sum(p.open_cents) from repayment p
        join recovery r on r.application = p.application and r.number = p.number
        where p.application = :ref and r.state = 'OFFSET'
        """,
        ref);
  }

  /**
   * What was or is to be settled out of what was paid for it: not what its own payments were cut
   * by.
   */
  Cents claimedInMoney(ApplicationRef ref) {
    return sum(
        """
        select sum(case when kind = 'ORDER' then amount_cents
                        when kind = 'OFFSET' and (key = 'not-paid' or key like application || '/%') then -amount_cents
                        else 0 end)
        from repayment_posting where application = :ref
        """,
        ref);
  }

  private Cents sum(String query, ApplicationRef ref) {
    return jdbc.sql(query)
        .param("ref", ref.value())
        .query((row, number) -> Cents.of(row.getLong(1)))
        .single();
  }

  /** Charges interest for every day until this one that is not charged yet. */
  void charge(ApplicationRef ref, int number, LocalDate until, String key, String actor) {
    var account = get(ref, number);
    var rows = accruing(account, until);
    if (rows.isEmpty()) {
      return;
    }
    var total = rows.stream().map(InterestPeriod::interest).reduce(Cents.ZERO, Cents::plus);
    if (total.value() > 0) {
      var posting = post(ref, number, PostingKind.CHARGE_INTEREST, total, until, key, null, actor);
      posting.ifPresent(id -> keep(id, rows));
    }
    jdbc.sql(
            "update repayment set charged_until = :day"
                + " where application = :ref and number = :number")
        .param("day", until)
        .param("ref", ref.value())
        .param("number", number)
        .update();
  }

  /**
   * Posts an amount; nothing when it is zero or was posted before.
   *
   * @return the new posting
   */
  Optional<Long> post(
      ApplicationRef ref,
      int number,
      PostingKind kind,
      Cents amount,
      LocalDate valueOn,
      String key,
      @Nullable String reason,
      String actor) {
    if (amount.value() == 0) {
      return Optional.empty();
    }
    var posting =
        jdbc.sql(
                """
                insert into repayment_posting (application, number, kind, amount_cents, value_on, key,
                                               reason, posted_by, posted_at)
                values (:ref, :number, :kind, :amount, :valueOn, :key, :reason, :by, :at)
                on conflict on constraint repayment_is_posted_once do nothing returning id
                """)
            .param("ref", ref.value())
            .param("number", number)
            .param("kind", kind.name())
            .param("amount", amount.value())
            .param("valueOn", valueOn)
            .param("key", key)
            .param("reason", reason)
            .param("by", actor)
            .param("at", clock.instant().atOffset(ZoneOffset.UTC))
            .query(Long.class)
            .optional();
    if (posting.isPresent()) {
      jdbc.sql(
              "update repayment set %1$s = %1$s + :amount, %2$s = %2$s + :change"
                      .formatted(kind.grows(), kind.follows())
                  + " where application = :ref and number = :number")
          .param("amount", amount.value())
          .param("change", amount.value() * kind.sign())
          .param("ref", ref.value())
          .param("number", number)
          .update();
    }
    return posting;
  }

  /** What people see; interest as if everything were paid today. */
  Optional<RepaymentView> view(ApplicationRef ref, int number) {
    var sheet = sheet(ref, number);
    return jdbc.sql("select * from repayment where application = :ref and number = :number")
        .param("ref", ref.value())
        .param("number", number)
        .query(
            (row, index) -> {
              var account = account(row, index);
              return new RepaymentView(
                  account.reference(),
                  cents(row, "ordered_cents"),
                  cents(row, "recovered_cents"),
                  cents(row, "waived_cents"),
                  account.open(),
                  cents(row, "interest_cents"),
                  cents(row, "interest_recovered_cents"),
                  cents(row, "interest_waived_cents"),
                  account.interestOpen(),
                  cents(row, "overpaid_cents"),
                  account.leftOver(),
                  account.dueOn(),
                  sheet,
                  accruing(account, today()));
            })
        .optional();
  }

  LocalDate today() {
    return clock.instant().atZone(Applications.PROGRAMME_ZONE).toLocalDate();
  }

  /** Short enough for every bank form, and read from a letter without doubt. */
  private static String reference(ApplicationRef ref, int number) {
    return "%s-R%d".formatted(ref, number);
  }

  private List<InterestPeriod> accruing(Account account, LocalDate until) {
    return account.chargedUntil() == null
        ? List.of()
        : InterestRule.rows(account.open(), account.chargedUntil(), until, rules.rates());
  }

  private void keep(long posting, List<InterestPeriod> rows) {
    for (int position = 0; position < rows.size(); position++) {
      var row = rows.get(position);
      jdbc.sql(
              """
              insert into repayment_interest (posting, position, from_on, to_on, principal_cents,
                                              rate_percent, interest_cents)
              values (:posting, :position, :from, :to, :principal, :rate, :interest)
              """)
          .param("posting", posting)
          .param("position", position + 1)
          .param("from", row.from())
          .param("to", row.to())
          .param("principal", row.principal().value())
          .param("rate", row.ratePercent())
          .param("interest", row.interest().value())
          .update();
    }
  }

  private List<InterestPeriod> sheet(ApplicationRef ref, int number) {
    return jdbc.sql(
            """
            select i.* from repayment_interest i join repayment_posting p on p.id = i.posting
            where p.application = :ref and p.number = :number order by i.posting, i.position
            """)
        .param("ref", ref.value())
        .param("number", number)
        .query(
            (row, index) ->
                new InterestPeriod(
                    row.getObject("from_on", LocalDate.class),
                    row.getObject("to_on", LocalDate.class),
                    cents(row, "principal_cents"),
                    row.getBigDecimal("rate_percent"),
                    cents(row, "interest_cents")))
        .list();
  }

  private static Account account(ResultSet row, int index) throws SQLException {
    return new Account(
        ApplicationRef.of(row.getString("application")),
        row.getInt("number"),
        row.getString("reference"),
        cents(row, "open_cents"),
        cents(row, "interest_open_cents"),
        cents(row, "overpaid_cents")
            .minus(cents(row, "sent_back_cents"))
            .minus(cents(row, "kept_cents")),
        row.getObject("due_on", LocalDate.class),
        row.getObject("charged_until", LocalDate.class));
  }

  private static Cents cents(ResultSet row, String column) throws SQLException {
    return Cents.of(row.getLong(column));
  }
}
