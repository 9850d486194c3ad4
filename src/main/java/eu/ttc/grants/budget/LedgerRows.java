package eu.ttc.grants.budget;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.Scheme;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Questions to the ledger. */
@Repository
class LedgerRows {

  private final JdbcClient jdbc;

  LedgerRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<LineTotals> totals(Instant at) {
    return jdbc.sql(
            """
            select l.code, l.scheme, l.erdf_share, b.*,
                   (select count(*) from voucher_slot s where s.line = l.code) vouchers,
                   (select coalesce(sum(case v.event when 'TAKEN' then 1 else -1 end), 0)
                    from voucher_event v join voucher_slot s on s.number = v.voucher
                    where s.line = l.code and v.happened_at <= :at) taken
            from budget_line l join (
              select line,
                     sum(cents) allocated_cents,
                     coalesce(sum(cents) filter (where bucket = 'AVAILABLE'), 0) available_cents,
                     coalesce(sum(cents) filter (where bucket = 'RESERVED'), 0) reserved_cents,
                     coalesce(sum(cents) filter (where bucket = 'COMMITTED'), 0) committed_cents,
                     coalesce(sum(cents) filter (where bucket = 'IN_PAYMENT'), 0) in_payment_cents,
                     coalesce(sum(cents) filter (where bucket = 'PAID'), 0) paid_cents,
                     coalesce(sum(cents) filter (where source = 'ERDF'), 0) erdf_allocated_cents,
                     coalesce(sum(cents) filter (where source = 'ERDF' and bucket = 'AVAILABLE'), 0)
                       erdf_available_cents,
                     coalesce(sum(cents) filter (where source = 'ERDF' and bucket = 'RESERVED'), 0)
                       erdf_reserved_cents,
                     coalesce(sum(cents) filter (where source = 'ERDF' and bucket = 'COMMITTED'), 0)
                       erdf_committed_cents,
                     coalesce(sum(cents) filter (where source = 'ERDF' and bucket = 'IN_PAYMENT'), 0)
                       erdf_in_payment_cents,
                     coalesce(sum(cents) filter (where source = 'ERDF' and bucket = 'PAID'), 0)
                       erdf_paid_cents
              from budget_entry_of_line where posted_at <= :at group by line) b on b.line = l.code
            order by l.scheme desc
            """)
        .param("at", at(at))
        .query(
            (row, number) ->
                LineTotals.of(
                    row.getString("code"),
                    Scheme.valueOf(row.getString("scheme")),
                    BudgetLines.balances(row),
                    row.getInt("vouchers"),
                    row.getInt("taken")))
        .list();
  }

  FoundPostings find(PostingSearch search) {
    var parameters = new HashMap<String, Object>();
    var found = found(search, parameters);
    var sums =
        jdbc.sql("select count(*) count, coalesce(sum(change), 0) change from " + found)
            .params(parameters)
            .query((row, number) -> new long[] {row.getLong("count"), row.getLong("change")})
            .single();
    parameters.put("limit", FoundPostings.PAGE + 1);
    parameters.put("offset", (search.page() - 1L) * FoundPostings.PAGE);
    var rows =
        jdbc.sql(
                "select * from "
                    + found
                    + " order by posted_at desc, id desc limit :limit offset :offset")
            .params(parameters)
            .query(LedgerRows::posting)
            .list();
    var page = rows.subList(0, Math.min(rows.size(), FoundPostings.PAGE));
    return new FoundPostings(
        withEntries(page), search.page(), rows.size() > page.size(), sums[0], sums[1]);
  }

  /** The postings that are looked for, with how each changes what is asked for. */
  private static String found(PostingSearch search, Map<String, Object> parameters) {
    var entries = new StringBuilder("e.posting = p.id");
    var postings = new StringBuilder("p.line = :line");
    parameters.put("line", search.line());
    add(entries, " and e.bucket = :bucket", "bucket", search.bucket(), parameters);
    add(entries, " and e.source = :source", "source", search.source(), parameters);
    add(postings, " and p.application = :ref", "ref", search.application(), parameters);
    add(postings, " and p.posted_at >= :from", "from", search.from(), parameters);
    add(postings, " and p.posted_at <= :to", "to", search.to(), parameters);
    if (search.bucket() != null) {
      postings.append(" and c.change <> 0");
    } else if (search.source() != null) {
      postings.append(" and c.change is not null");
    }
    return """
    (select p.*, c.change from budget_posting p
     cross join lateral (select sum(e.cents) change from budget_entry e where %s) c
     where %s) found\
    """
        .formatted(entries, postings);
  }

  private static void add(
      StringBuilder conditions,
      String condition,
      String name,
      @Nullable Object value,
      Map<String, Object> parameters) {
    if (value != null) {
      conditions.append(condition);
      parameters.put(name, value instanceof Instant moment ? at(moment) : value.toString());
    }
  }

  private List<Posting> withEntries(List<Posting> postings) {
    if (postings.isEmpty()) {
      return postings;
    }
    var entries = new HashMap<Long, List<Posting.Entry>>();
    jdbc.sql(
            "select * from budget_entry where posting in (:postings)"
                + " order by posting, bucket, source")
        .param("postings", postings.stream().map(Posting::id).toList())
        .query(
            row -> {
              entries
                  .computeIfAbsent(row.getLong("posting"), id -> new ArrayList<>())
                  .add(
                      new Posting.Entry(
                          Bucket.valueOf(row.getString("bucket")),
                          Source.valueOf(row.getString("source")),
                          row.getLong("cents")));
            });
    return postings.stream()
        .map(posting -> posting.with(entries.getOrDefault(posting.id(), List.of())))
        .toList();
  }

  List<VoucherSlot> vouchers(String line, Instant at) {
    return jdbc.sql(
            """
            select s.number, last.event, last.application, last.happened_at
            from voucher_slot s left join lateral (
              select v.* from voucher_event v
              where v.voucher = s.number and v.happened_at <= :at order by v.id desc limit 1) last on true
            where s.line = :line order by s.number
            """)
        .param("line", line)
        .param("at", at(at))
        .query(
            (row, number) -> {
              var since = row.getTimestamp("happened_at");
              return new VoucherSlot(
                  row.getInt("number"),
                  "TAKEN".equals(row.getString("event"))
                      ? ApplicationRef.of(row.getString("application"))
                      : null,
                  since == null ? null : since.toInstant());
            })
        .list();
  }

  List<VoucherEvent> history(int voucher) {
    return jdbc.sql("select * from voucher_event where voucher = :voucher order by id")
        .param("voucher", voucher)
        .query(
            (row, number) ->
                new VoucherEvent(
                    voucher,
                    VoucherEvent.Kind.valueOf(row.getString("event")),
                    ApplicationRef.of(row.getString("application")),
                    row.getString("happened_by"),
                    row.getTimestamp("happened_at").toInstant()))
        .list();
  }

  private static Posting posting(ResultSet row, int number) throws SQLException {
    return new Posting(
        row.getLong("id"),
        row.getTimestamp("posted_at").toInstant(),
        row.getString("line"),
        PostingKind.valueOf(row.getString("kind")),
        Optional.ofNullable(row.getString("application")).map(ApplicationRef::of).orElse(null),
        row.getInt("instalment"),
        row.getInt("attempt"),
        row.getString("key"),
        Cents.of(row.getLong("amount_cents")),
        Cents.of(row.getLong("erdf_cents")),
        row.getString("reason"),
        row.getString("posted_by"),
        List.of());
  }

  private static Object at(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC);
  }
}
