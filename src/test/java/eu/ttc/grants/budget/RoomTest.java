package eu.ttc.grants.budget;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.kernel.Cents;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Room in a budget line")
class RoomTest {

  @ParameterizedTest(name = "{0} vouchers with {1} cents, {2} asked for: {3}")
  @CsvSource({
    "1, 500000, 500000, true",
    "1, 499999, 500000, false",
    "0, 500000, 500000, false",
    "2, 500001, 500000, true"
  })
  void needsAVoucherAndItsMoney(int vouchers, long money, long asked, boolean fits) {
    assertThat(new Room(vouchers, Cents.of(money)).fits(Cents.of(asked))).isEqualTo(fits);
  }

  @Test
  void whoComesFirstTakesAVoucherAndTheirMoney() {
    assertThat(new Room(3, Cents.of(900)).after(Cents.of(500)))
        .isEqualTo(new Room(2, Cents.of(400)));
  }

  @Test
  void behindALargeAmountThatDoesNotFitASmallOneDoesNotFitEither() {
    var room = new Room(3, Cents.of(400)).after(Cents.of(500));

    assertThat(room.fits(Cents.of(1))).isFalse();
  }
}
