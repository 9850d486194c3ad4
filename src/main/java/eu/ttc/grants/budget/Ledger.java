package eu.ttc.grants.budget;

import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.Unknown;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads the ledger: balances at any moment, and the postings that they are the sums of. */
@Service
@Transactional(readOnly = true)
public class Ledger {

  private static final Instant EARLIEST = Instant.EPOCH;

  /** Later than every posting: the balances then are those of now. */
  public static final Instant LATEST = Instant.parse("2999-12-31T00:00:00Z");

  private final LedgerRows rows;
  private final BudgetLines lines;

  Ledger(LedgerRows rows, BudgetLines lines) {
    this.rows = rows;
    this.lines = lines;
  }

  /**
   * The lines that had money at a moment, with their balances then: the sums of all postings.
   *
   * @throws InvalidInput when the moment is out of reach
   */
  public List<LineTotals> totals(Instant at) {
    require("at", at);
    return rows.totals(at);
  }

  /**
   * A page of the postings of a line.
   *
   * @throws Unknown when there is no such line
   */
  public FoundPostings postings(PostingSearch search) {
    require("from", search.from());
    require("to", search.to());
    requireLine(search.line());
    return rows.find(search);
  }

  /**
   * The vouchers of a line at a moment; empty for a line without vouchers.
   *
   * @throws Unknown when there is no such line
   */
  public List<VoucherSlot> vouchers(String line, Instant at) {
    require("at", at);
    requireLine(line);
    return rows.vouchers(line, at);
  }

  /**
   * Who took a voucher and gave it back, oldest first.
   *
   * @throws Unknown when there is no such voucher
   */
  public List<VoucherEvent> history(String line, int voucher) {
    if (vouchers(line, Instant.EPOCH).stream().noneMatch(slot -> slot.number() == voucher)) {
      throw new Unknown("voucher", voucher);
    }
    return rows.history(voucher);
  }

  private static void require(String field, @Nullable Instant moment) {
    if (moment != null && (moment.isBefore(EARLIEST) || moment.isAfter(LATEST))) {
      throw InvalidInput.of(
          field, "range", "must lie between %s and %s".formatted(EARLIEST, LATEST));
    }
  }

  private void requireLine(String line) {
    lines.scheme(line).orElseThrow(() -> new Unknown("budget line", line));
  }
}
