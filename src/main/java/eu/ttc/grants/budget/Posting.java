package eu.ttc.grants.budget;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One movement in the ledger, which never changes.
 *
 * @param application null when the programme gave the line money or took it
 * @param instalment 0 when the posting belongs to none
 * @param attempt which try to pay the instalment; 0 when the posting is about none
 * @param key of a recovery, or the decision behind an allocation; empty otherwise
 * @param erdf the ERDF's part of the amount, where the money is nearest to what is paid
 * @param by username of the person whose act it was, or {@link
 *     eu.ttc.grants.application.Applications#SYSTEM}
 */
public record Posting(
    long id,
    Instant at,
    String line,
    PostingKind kind,
    @Nullable ApplicationRef application,
    int instalment,
    int attempt,
    String key,
    Cents amount,
    Cents erdf,
    @Nullable String reason,
    String by,
    List<Entry> entries) {

  public Posting {
    entries = List.copyOf(entries);
  }

  /** How the posting changes one balance of one source; less than zero when it takes from it. */
  public record Entry(Bucket bucket, Source source, long cents) {}

  Posting with(List<Entry> found) {
    return new Posting(
        id, at, line, kind, application, instalment, attempt, key, amount, erdf, reason, by, found);
  }

  public Cents national() {
    return amount.minus(erdf);
  }

  /** Whether the bank moved the money: the reason is its code then. */
  public boolean saidByTheBank() {
    return kind == PostingKind.REJECT || kind == PostingKind.RETURN;
  }

  /** How it changes the balances that were asked for; all of them when null. */
  public long change(@Nullable Bucket bucket, @Nullable Source source) {
    return entries.stream()
        .filter(entry -> bucket == null || entry.bucket() == bucket)
        .filter(entry -> source == null || entry.source() == source)
        .mapToLong(Entry::cents)
        .sum();
  }
}
