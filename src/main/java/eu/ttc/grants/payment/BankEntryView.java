package eu.ttc.grants.payment;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One movement of a bank statement and what became of it.
 *
 * @param problem why it waits for a finance officer; absent when it settled {@code payment}, or is
 *     money that was expected
 * @param payment the payment it settled, or seems to mean
 */
public record BankEntryView(
    long statement,
    int position,
    @Nullable String endToEndId,
    String direction,
    BigDecimal amount,
    String currency,
    String bankStatus,
    LocalDate bookedOn,
    @Nullable EntryProblem problem,
    @Nullable String payment) {}
