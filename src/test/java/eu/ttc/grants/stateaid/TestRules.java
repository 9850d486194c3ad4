package eu.ttc.grants.stateaid;

import eu.ttc.grants.kernel.Cents;
import java.math.BigDecimal;

/** Numbers as in domain.md, for tests without a database. */
final class TestRules {

  static final FundAidRules RULES =
      new FundAidRules(
          "RULES",
          "GBER",
          Cents.euros(100_000),
          Cents.euros(250_000),
          BigDecimal.valueOf(50),
          2,
          70,
          10,
          Cents.euros(220_000),
          3);

  private TestRules() {}
}
