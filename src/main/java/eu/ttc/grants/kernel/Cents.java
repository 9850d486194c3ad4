package eu.ttc.grants.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;

/** An amount in euro cents, never negative; arithmetic fails rather than overflows. */
public record Cents(@JsonValue long value) implements Comparable<Cents> {

  public static final Cents ZERO = new Cents(0);

  public Cents {
    if (value < 0) {
      throw new IllegalArgumentException("an amount cannot be negative: %d cents".formatted(value));
    }
  }

  /** An amount of {@code value} cents. */
  @JsonCreator
  public static Cents of(long value) {
    return new Cents(value);
  }

  /** An amount of whole euros. */
  public static Cents euros(long euros) {
    return new Cents(Math.multiplyExact(euros, 100L));
  }

  public Cents plus(Cents other) {
    return new Cents(Math.addExact(value, other.value));
  }

  /** Difference; fails when it would be negative. */
  public Cents minus(Cents other) {
    return new Cents(Math.subtractExact(value, other.value));
  }

  /** What is left of it; nothing when the other is more. */
  public Cents less(Cents other) {
    return other.exceeds(this) ? ZERO : minus(other);
  }

  /** The smaller of the two. */
  public Cents min(Cents other) {
    return exceeds(other) ? other : this;
  }

  public boolean exceeds(Cents other) {
    return value > other.value;
  }

  /** The amount in euros with two decimals, as bank files and letters want it. */
  public BigDecimal inEuros() {
    return BigDecimal.valueOf(value, 2);
  }

  @Override
  public int compareTo(Cents other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return "EUR " + inEuros().toPlainString();
  }
}
