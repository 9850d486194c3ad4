package eu.ttc.grants.budget;

import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.Scheme;
import java.math.BigDecimal;
import java.util.Map;

/**
 * Where the money of one budget line is, now or at a past moment, in all and by source.
 *
 * @param erdfShare which part the ERDF pays, between 0 and 1
 * @param vouchers how many vouchers the line has in all; 0 for schemes without vouchers
 * @param vouchersTaken how many of them belong to an application
 */
public record LineTotals(
    String line,
    Scheme scheme,
    Balances all,
    BigDecimal erdfShare,
    Map<Source, Balances> sources,
    int vouchers,
    int vouchersTaken) {

  static LineTotals of(
      String line, Scheme scheme, SplitBalances balances, int vouchers, int vouchersTaken) {
    return new LineTotals(
        line,
        scheme,
        balances.all(),
        balances.share().value(),
        Map.of(
            Source.ERDF, balances.of(Source.ERDF), Source.NATIONAL, balances.of(Source.NATIONAL)),
        vouchers,
        vouchersTaken);
  }

  public Cents allocated() {
    return all.allocated();
  }

  public Cents available() {
    return all.available();
  }

  public Cents reserved() {
    return all.reserved();
  }

  public Cents committed() {
    return all.committed();
  }

  public Cents inPayment() {
    return all.inPayment();
  }

  public Cents paid() {
    return all.paid();
  }
}
