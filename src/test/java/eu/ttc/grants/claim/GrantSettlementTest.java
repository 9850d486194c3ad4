package eu.ttc.grants.claim;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.agreement.PaymentPlan;
import eu.ttc.grants.application.AidCategory;
import eu.ttc.grants.claim.GrantSettlement.Kind;
import eu.ttc.grants.claim.GrantSettlement.Share;
import eu.ttc.grants.kernel.Cents;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is paid for a claim of a grant; domain.md § 6, payment formula. */
class GrantSettlementTest {

  private static final PaymentPlan PLAN = plan(Cents.euros(200_000));

  @Test
  @DisplayName("the worked example comes out to the cent")
  void workedExample() {
    var advance = GrantSettlement.advance(PLAN);
    assertThat(advance.payable()).isEqualTo(Cents.euros(40_000));

    var first = settle(Kind.INTERIM, "150000.00", advance.paidThen());
    assertThat(first.payable()).isEqualTo(Cents.euros(35_000));

    var second = settle(Kind.INTERIM, "380000.00", first.paidThen());
    assertThat(second.earned()).isEqualTo(Cents.euros(190_000));
    assertThat(second.cap()).isEqualTo(Cents.euros(180_000));
    assertThat(second.payable()).isEqualTo(Cents.euros(105_000));

    var last = settle(Kind.FINAL, "392000.00", second.paidThen());
    assertThat(last.payable()).isEqualTo(Cents.euros(16_000));
    assertThat(last.overpaid()).isEqualTo(Cents.ZERO);
    assertThat(PLAN.grant().minus(last.paidThen())).isEqualTo(Cents.euros(4_000));
  }

  @ParameterizedTest(name = "{0} verified {1}, paid {2}: pays {3}, {4} too much")
  @CsvSource({
    // kind, verified so far, paid before, payable, overpaid
    "INTERIM,       0.00,  40000.00,      0.00,     0.00",
    "INTERIM,   80000.00,  40000.00,      0.00,     0.00",
    "INTERIM,   80000.01,  40000.00,      0.00,     0.00",
    "INTERIM,   80000.02,  40000.00,      0.01,     0.00",
    "INTERIM,  360000.00,      0.00, 180000.00,     0.00",
    "INTERIM,  360000.02,      0.00, 180000.00,     0.00",
    "INTERIM,  390000.00, 180000.00,      0.00,     0.00",
    "FINAL,    360000.02, 180000.00,      0.01,     0.00",
    "FINAL,    400000.00, 180000.00,  20000.00,     0.00",
    "FINAL,    450000.00, 180000.00,  20000.00,     0.00",
    "FINAL,     80000.00,  40000.00,      0.00,     0.00",
    "FINAL,     79999.99,  40000.00,      0.00,     0.01",
    "FINAL,         0.00,  40000.00,      0.00, 40000.00",
    "FINAL,         0.00,      0.00,      0.00,     0.00",
    "LAPSED,   300000.00, 150000.00,      0.00,     0.00",
    "LAPSED,   300000.00,  75000.00,  75000.00,     0.00",
    "LAPSED,   380000.00, 180000.00,      0.00,     0.00",
    "LAPSED,    60000.00,  40000.00,      0.00, 10000.00",
    "TERMINATED, 60000.00,      0.00,  30000.00,     0.00",
    "TERMINATED, 400000.00, 75000.00, 105000.00,     0.00",
    "TERMINATED,     0.00,  40000.00,      0.00, 40000.00",
  })
  void paysWhatIsEarnedUpToTheCapLessWhatWasPaid(
      Kind kind, String verified, String paid, String payable, String overpaid) {
    var settled = settle(kind, verified, cents(paid));

    assertThat(settled.payable()).isEqualTo(cents(payable));
    assertThat(settled.overpaid()).isEqualTo(cents(overpaid));
  }

  @Test
  @DisplayName("rates differ by partner and category, and each share is rounded down once")
  void roundsEachShareDown() {
    var settled =
        GrantSettlement.of(
            Kind.INTERIM,
            List.of(
                share(1, AidCategory.INDUSTRIAL_RESEARCH, "50", "0.01"),
                share(1, AidCategory.EXPERIMENTAL_DEVELOPMENT, "35", "100.01"),
                share(2, AidCategory.EXPERIMENTAL_DEVELOPMENT, "39.06", "333.33")),
            PLAN,
            Cents.ZERO);

    assertThat(settled.shares())
        .extracting(one -> one.earned().value())
        .containsExactly(0L, 35_00L, 130_19L);
    assertThat(settled.payable()).isEqualTo(Cents.of(165_19));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  @DisplayName("many small claims come to what one large claim comes to: nothing drifts")
  void nothingDrifts(long seed) {
    var random = new Random(seed);
    var paid = GrantSettlement.advance(PLAN).paidThen();
    var verified = new long[2];
    for (int claim = 0; claim < 60; claim++) {
      verified[random.nextInt(2)] += 1 + random.nextInt(999_999);
      var settled = GrantSettlement.of(Kind.INTERIM, shares(verified), PLAN, paid);
      assertThat(settled.paidThen().value())
          .as("seed %d, claim %d", seed, claim)
          .isLessThanOrEqualTo(PLAN.capBeforeFinal().value());
      paid = settled.paidThen();
    }

    var last = GrantSettlement.of(Kind.FINAL, shares(verified), PLAN, paid);
    var atOnce = GrantSettlement.of(Kind.FINAL, shares(verified), PLAN, Cents.ZERO);

    assertThat(last.paidThen().value() - last.overpaid().value())
        .as("seed %d", seed)
        .isEqualTo(atOnce.payable().value());
  }

  @Test
  @DisplayName("costs that other aid supports too earn what was agreed for them, whatever the rate")
  void otherAidIsRespected() {
    var share =
        new Share(
            2,
            "B",
            AidCategory.EXPERIMENTAL_DEVELOPMENT,
            new BigDecimal("50"),
            Cents.euros(30_000),
            Cents.euros(100_000));

    assertThat(share.earned()).isEqualTo(Cents.euros(30_000));
    assertThat(share.capped()).isTrue();
  }

  @Test
  @DisplayName("a grant of odd cents is split downwards")
  void oddCents() {
    var plan = plan(Cents.of(123_456_79));

    assertThat(plan.advance()).isEqualTo(Cents.of(24_691_35));
    assertThat(plan.capBeforeFinal()).isEqualTo(Cents.of(111_111_11));
  }

  private static List<Share> shares(long[] verified) {
    var shares = new ArrayList<Share>();
    for (int index = 0; index < verified.length; index++) {
      shares.add(
          new Share(
              index + 1,
              "P" + index,
              AidCategory.INDUSTRIAL_RESEARCH,
              new BigDecimal(index == 0 ? "50" : "35"),
              PLAN.grant(),
              Cents.of(verified[index])));
    }
    return shares;
  }

  private static GrantSettlement settle(Kind kind, String verified, Cents paid) {
    return GrantSettlement.of(
        kind, List.of(share(1, AidCategory.INDUSTRIAL_RESEARCH, "50", verified)), PLAN, paid);
  }

  private static Share share(int partner, AidCategory category, String rate, String verified) {
    return new Share(partner, "P", category, new BigDecimal(rate), PLAN.grant(), cents(verified));
  }

  private static PaymentPlan plan(Cents grant) {
    return new PaymentPlan(BigDecimal.valueOf(20), BigDecimal.valueOf(90), grant);
  }

  private static Cents cents(String euros) {
    return Cents.of(new BigDecimal(euros).movePointRight(2).longValueExact());
  }
}
