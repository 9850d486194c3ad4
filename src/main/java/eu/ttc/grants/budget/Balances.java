package eu.ttc.grants.budget;

import eu.ttc.grants.kernel.Cents;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Where money is: that of a budget line, or of one source of it. Always {@code allocated =
 * available + reserved + committed + inPayment + paid}, and none of them is negative.
 */
public record Balances(
    Cents allocated,
    Cents available,
    Cents reserved,
    Cents committed,
    Cents inPayment,
    Cents paid) {

  public Balances {
    var sum = available.plus(reserved).plus(committed).plus(inPayment).plus(paid);
    if (!sum.equals(allocated)) {
      throw new IllegalArgumentException(
          "%s is allocated, but what became of it adds up to %s".formatted(allocated, sum));
    }
  }

  static Balances of(Function<Bucket, Cents> balance) {
    var all = Cents.ZERO;
    for (var bucket : Bucket.values()) {
      all = all.plus(balance.apply(bucket));
    }
    return new Balances(
        all,
        balance.apply(Bucket.AVAILABLE),
        balance.apply(Bucket.RESERVED),
        balance.apply(Bucket.COMMITTED),
        balance.apply(Bucket.IN_PAYMENT),
        balance.apply(Bucket.PAID));
  }

  public Cents in(Bucket bucket) {
    return switch (bucket) {
      case AVAILABLE -> available;
      case RESERVED -> reserved;
      case COMMITTED -> committed;
      case IN_PAYMENT -> inPayment;
      case PAID -> paid;
    };
  }

  /** Whether there is as much as a posting would move. */
  boolean have(Cents amount, PostingKind kind) {
    return kind.from().map(from -> !amount.exceeds(in(from))).orElse(true);
  }

  /** These balances once a posting moved an amount that they {@link #have}. */
  Balances after(PostingKind kind, Cents amount) {
    var moved = new EnumMap<Bucket, Cents>(Bucket.class);
    for (var bucket : Bucket.values()) {
      moved.put(bucket, in(bucket));
    }
    kind.from().ifPresent(from -> moved.computeIfPresent(from, (b, cents) -> cents.minus(amount)));
    kind.to().ifPresent(to -> moved.computeIfPresent(to, (b, cents) -> cents.plus(amount)));
    return of(moved::get);
  }

  Balances minus(Balances part) {
    return of(bucket -> in(bucket).minus(part.in(bucket)));
  }

  /**
   * What of these balances is the ERDF's. What is paid is its share exactly, and so is what is paid
   * or in payment, what is paid to committed, and so on outwards: each balance gets what is left of
   * the sum up to it. No cent is ever missing, in whichever order payments are booked, rejected or
   * returned. The price: a posting that passes a balance by, such as a return while another payment
   * is on its way, can move a cent in it from one source to the other.
   */
  Balances erdf(ErdfShare share) {
    Map<Bucket, Cents> parts = new EnumMap<>(Bucket.class);
    var whole = Cents.ZERO;
    var given = Cents.ZERO;
    for (var bucket : Bucket.values()) {
      whole = whole.plus(in(bucket));
      var upToHere = share.of(whole);
      parts.put(bucket, upToHere.minus(given));
      given = upToHere;
    }
    return of(parts::get);
  }
}
