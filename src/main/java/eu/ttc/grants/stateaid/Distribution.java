package eu.ttc.grants.stateaid;

import eu.ttc.grants.kernel.Cents;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Divides an amount in proportion to others, to the cent (method of the largest remainder):
 * everybody gets the whole cents of their part, and the cents left over go one each to those with
 * the largest fractions, of equal ones to the first. What is divided is never more than the sum, so
 * nobody gets more than they had.
 */
final class Distribution {

  private record Fraction(int position, BigInteger remainder) {}

  private Distribution() {}

  /**
   * Divides {@code total}; the parts add up to it.
   *
   * @throws IllegalArgumentException when it is more than the sum of {@code claims}
   */
  static List<Cents> of(Cents total, List<Cents> claims) {
    var sum = claims.stream().reduce(Cents.ZERO, Cents::plus);
    if (total.exceeds(sum)) {
      throw new IllegalArgumentException(
          "%s cannot be divided over claims of %s.".formatted(total, sum));
    }
    if (sum.equals(Cents.ZERO)) {
      return List.copyOf(claims);
    }
    var parts = new ArrayList<Cents>();
    var fractions = new ArrayList<Fraction>();
    for (int i = 0; i < claims.size(); i++) {
      var exact =
          BigInteger.valueOf(total.value())
              .multiply(BigInteger.valueOf(claims.get(i).value()))
              .divideAndRemainder(BigInteger.valueOf(sum.value()));
      parts.add(Cents.of(exact[0].longValueExact()));
      fractions.add(new Fraction(i, exact[1]));
    }
    var left = total.minus(parts.stream().reduce(Cents.ZERO, Cents::plus));
    fractions.sort(Comparator.comparing(Fraction::remainder).reversed());
    IntStream.range(0, Math.toIntExact(left.value()))
        .map(i -> fractions.get(i).position())
        .forEach(position -> parts.set(position, parts.get(position).plus(Cents.of(1))));
    return List.copyOf(parts);
  }
}
