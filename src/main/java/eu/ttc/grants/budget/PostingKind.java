package eu.ttc.grants.budget;

import static eu.ttc.grants.budget.Bucket.AVAILABLE;
import static eu.ttc.grants.budget.Bucket.COMMITTED;
import static eu.ttc.grants.budget.Bucket.IN_PAYMENT;
import static eu.ttc.grants.budget.Bucket.PAID;
import static eu.ttc.grants.budget.Bucket.RESERVED;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How money moves within a budget line ({@code domain.md} § 8). */
public enum PostingKind {
  /** The programme gives the line money. */
  ALLOCATE(null, AVAILABLE),
  /** The programme takes money back that nobody holds. */
  DEALLOCATE(AVAILABLE, null),
  RESERVE(AVAILABLE, RESERVED),
  COMMIT(RESERVED, COMMITTED),
  /** The bank file was released. */
  ORDER(COMMITTED, IN_PAYMENT),
  /** The bank booked it. */
  PAY(IN_PAYMENT, PAID),
  /** The bank refused it before it was booked. */
  REJECT(IN_PAYMENT, COMMITTED),
  /** It came back after it was booked. */
  RETURN(PAID, COMMITTED),
  /** The beneficiary paid it back. */
  RECOVER(PAID, AVAILABLE),
  RELEASE_RESERVED(RESERVED, AVAILABLE),
  RELEASE_COMMITTED(COMMITTED, AVAILABLE);

  private final @Nullable Bucket from;
  private final @Nullable Bucket to;

  PostingKind(@Nullable Bucket from, @Nullable Bucket to) {
    this.from = from;
    this.to = to;
  }

  /** Where the money was; empty when it was not in the line. */
  public Optional<Bucket> from() {
    return Optional.ofNullable(from);
  }

  /** Where it is then; empty when it left the line. */
  public Optional<Bucket> to() {
    return Optional.ofNullable(to);
  }

  /** The one of both that is nearer to what is paid. */
  Bucket inner() {
    return from().filter(left -> to == null || left.compareTo(to) < 0).or(this::to).orElseThrow();
  }
}
