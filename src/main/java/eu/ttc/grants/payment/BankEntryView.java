package eu.ttc.grants.payment;

import eu.ttc.grants.kernel.MaskedIban;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A movement that the bank told, or a line of its report about a file, and what became of it.
 *
 * @param level about what a report speaks, {@code FILE}, {@code BATCH} or {@code PAYMENT}; absent
 *     for a movement, which alone has direction, amount, currency and day
 * @param bankStatus of a movement whether it is booked, else the status code
 * @param bankReason the bank's code for why it was rejected or sent back
 * @param counterpartyIban the account of the other side; for others than finance officers use
 *     {@link #masked()}
 * @param told all that the payer gave as reference and purpose
 * @param problem why it waits, or waited, for a finance officer; absent when it did not
 * @param payment the payment it settled, or seems to mean
 * @param solution what a finance officer made of it
 */
public record BankEntryView(
    long message,
    int position,
    BankMessageKind kind,
    @Nullable String level,
    @Nullable String batch,
    @Nullable String endToEndId,
    @Nullable String direction,
    @Nullable BigDecimal amount,
    @Nullable String currency,
    String bankStatus,
    @Nullable String bankReason,
    @Nullable String explanation,
    @Nullable String counterpartyIban,
    @Nullable String told,
    @Nullable LocalDate bookedOn,
    EntryOutcome outcome,
    @Nullable EntryProblem problem,
    @Nullable String payment,
    @Nullable EntrySolution solution) {

  /** The same with the account masked. */
  public BankEntryView masked() {
    return new BankEntryView(
        message,
        position,
        kind,
        level,
        batch,
        endToEndId,
        direction,
        amount,
        currency,
        bankStatus,
        bankReason,
        explanation,
        counterpartyIban == null ? null : MaskedIban.of(counterpartyIban),
        told,
        bookedOn,
        outcome,
        problem,
        payment,
        solution);
  }

  /** Whether somebody still has to look at it. */
  public boolean waits() {
    return outcome == EntryOutcome.QUEUED && (solution == null || !solution.state().settles());
  }
}
