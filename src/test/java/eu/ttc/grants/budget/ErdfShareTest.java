package eu.ttc.grants.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ttc.grants.kernel.Cents;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What the ERDF pays of a line (domain.md § 8)")
class ErdfShareTest {

  @ParameterizedTest(name = "{0} cents at {1}: {2}")
  @CsvSource({
    "0, 0.5, 0",
    "1, 0.5, 0",
    "2, 0.5, 1",
    "3, 0.5, 2",
    "4, 0.5, 2",
    "5, 0.5, 2",
    "7, 0.5, 4",
    "17500000, 0.5, 8750000",
    "499402200, 0.5, 249701100",
    "1, 0, 0",
    "1, 1, 1",
    "100, 0.333, 33",
    "150, 0.33, 50",
    "250, 0.33, 82",
    "15, 0.9, 14",
    "99999999999, 0.5, 50000000000",
  })
  void sumsAreRoundedHalfToEven(long sum, BigDecimal share, long erdf) {
    assertThat(new ErdfShare(share).of(Cents.of(sum))).isEqualTo(Cents.of(erdf));
  }

  @ParameterizedTest(name = "payments of {0} cents: {1}")
  @CsvSource({
    "1, '0,1,1,0,0,1,1,0'",
    "3, '2,1,1,2,2,1,1,2'",
    "2, '1,1,1,1,1,1,1,1'",
    "33333, '16666,16667,16667,16666,16666,16667,16667,16666'",
  })
  @DisplayName("each payment gets what its sum has more than the sum before: nothing drifts")
  void roundingIsCumulative(long payment, String parts) {
    var paid = Balances.of(bucket -> Cents.ZERO);
    var found = new ArrayList<String>();
    var share = new ErdfShare(new BigDecimal("0.5"));

    for (int number = 0; number < 8; number++) {
      var after = given(0, 0, 0, 0, paid.paid().value() + payment);
      found.add(Long.toString(after.erdf(share).paid().value() - paid.erdf(share).paid().value()));
      paid = after;
    }

    assertThat(String.join(",", found)).isEqualTo(parts);
    assertThat(paid.erdf(share).paid().value()).isEqualTo(payment * 4);
  }

  @ParameterizedTest(name = "available {0}, reserved {1}, committed {2}, in payment {3}, paid {4}")
  @CsvSource({
    "0, 0, 0, 0, 1, '0,0,0,0,0'",
    "0, 0, 0, 1, 1, '0,0,0,1,0'",
    "0, 0, 1, 1, 1, '0,0,1,1,0'",
    "0, 1, 1, 1, 1, '0,0,1,1,0'",
    "1, 1, 1, 1, 1, '0,0,1,1,0'",
    "2, 1, 1, 1, 1, '1,0,1,1,0'",
    "17000001, 0, 0, 499999, 0, '8500000,0,0,250000,0'",
    "17000000, 0, 0, 0, 500000, '8500000,0,0,0,250000'",
  })
  @DisplayName("every balance gets what is left of the sum up to it")
  void everyBalanceHasItsPart(
      long available, long reserved, long committed, long inPayment, long paid, String erdf) {
    var all = given(available, reserved, committed, inPayment, paid);

    var part = all.erdf(new ErdfShare(new BigDecimal("0.5")));

    assertThat(
            "%d,%d,%d,%d,%d"
                .formatted(
                    part.available().value(),
                    part.reserved().value(),
                    part.committed().value(),
                    part.inPayment().value(),
                    part.paid().value()))
        .isEqualTo(erdf);
  }

  @Test
  @DisplayName("no source is ever below zero, whatever the share and the balances")
  void noBalanceIsNegative() {
    var seed = new Random().nextLong();
    var random = new Random(seed);
    for (int round = 0; round < 20_000; round++) {
      var share = new ErdfShare(BigDecimal.valueOf(random.nextInt(100_001), 5));
      var most = random.nextBoolean() ? 4 : 1_000_000;
      var all =
          given(
              random.nextInt(most),
              random.nextInt(most),
              random.nextInt(most),
              random.nextInt(most),
              random.nextInt(most));

      var erdf = all.erdf(share);

      // the constructor refuses a balance below zero, and one that does not add up
      assertThat(all.minus(erdf).allocated().plus(erdf.allocated()))
          .as("seed %d, round %d", seed, round)
          .isEqualTo(all.allocated());
      assertThat(erdf.allocated()).isEqualTo(share.of(all.allocated()));
      assertThat(erdf.paid()).isEqualTo(share.of(all.paid()));
    }
  }

  @Test
  void aShareIsBetweenNothingAndAll() {
    for (var wrong : List.of("-0.00001", "1.00001")) {
      assertThatThrownBy(() -> new ErdfShare(new BigDecimal(wrong))).hasMessageContaining(wrong);
    }
  }

  @Test
  void balancesAddUp() {
    assertThatThrownBy(
            () ->
                new Balances(
                    Cents.of(5), Cents.of(1), Cents.of(1), Cents.of(1), Cents.of(1), Cents.of(2)))
        .hasMessageContaining("EUR 0.05")
        .hasMessageContaining("EUR 0.06");
  }

  private static Balances given(
      long available, long reserved, long committed, long inPayment, long paid) {
    return new Balances(
        Cents.of(available + reserved + committed + inPayment + paid),
        Cents.of(available),
        Cents.of(reserved),
        Cents.of(committed),
        Cents.of(inPayment),
        Cents.of(paid));
  }
}
