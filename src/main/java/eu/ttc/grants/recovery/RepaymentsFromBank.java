package eu.ttc.grants.recovery;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.payment.ExpectedMoney;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Knows repayments by their reference, wherever a payer wrote it and however: {@code
 * V-2026-000123-R1}, {@code v2026 000123 R 1}.
 */
@Component
class RepaymentsFromBank implements ExpectedMoney {

  /** Banks break lines and payers group digits, so signs may stand between any of them. */
  private static final String BETWEEN = "[\\s./_-]*";

  private static final Pattern REFERENCE =
      Pattern.compile(
          "(?<![A-Z0-9])([VF])((?:B\\d){4})((?:B\\d){6})BRB([1-9]\\d?)(?!\\d)"
              .replace("B", BETWEEN));

  private final RepaymentAccounts accounts;
  private final Settling settling;
  private final Refunds refunds;
  private final Applications applications;

  RepaymentsFromBank(
      RepaymentAccounts accounts, Settling settling, Refunds refunds, Applications applications) {
    this.accounts = accounts;
    this.settling = settling;
    this.refunds = refunds;
    this.applications = applications;
  }

  @Override
  public boolean expects(String told) {
    return reference(told).flatMap(accounts::find).isPresent();
  }

  @Override
  public Answer take(Received money, String by) {
    return reference(money.told())
        .flatMap(accounts::find)
        .map(known -> take(known, money, by))
        .orElse(Answer.NOT_EXPECTED);
  }

  private Answer take(RepaymentAccounts.Account known, Received money, String by) {
    var ref = known.application();
    // what the bank did is taken note of, whatever stands still
    applications.lockedDespiteHold(ref);
    var taken =
        settling.receive(ref, known.number(), money.key(), money.amount(), money.bookedOn(), by);
    return taken ? Answer.TAKEN : Answer.KNOWN;
  }

  @Override
  public boolean sent(String reference) {
    return refunds.sent(reference);
  }

  @Override
  public Answer spend(Spent money, String by) {
    return refunds.booked(money.reference(), money.amount(), money.iban(), money.bookedOn(), by);
  }

  @Override
  public Answer reject(String reference, @Nullable String code, String by) {
    return refunds.rejected(reference, code, by);
  }

  @Override
  public List<Awaited> awaited(int limit) {
    return awaited(accounts.open(limit));
  }

  @Override
  public List<Awaited> awaitedOf(ApplicationRef application) {
    return awaited(accounts.of(application));
  }

  private List<Awaited> awaited(List<RepaymentAccounts.Account> known) {
    return known.stream()
        .map(
            one ->
                new Awaited(
                    one.reference(),
                    applications.get(one.application()).dossier().enterprise().name(),
                    one.open().plus(one.interestOpen())))
        .toList();
  }

  /** The one reference that is named; with two, a person decides. */
  static Optional<String> reference(String told) {
    var found =
        REFERENCE
            .matcher(told.toUpperCase(Locale.ROOT))
            .results()
            .map(
                match ->
                    "%s-%s-%s-R%s"
                        .formatted(
                            match.group(1),
                            digits(match.group(2)),
                            digits(match.group(3)),
                            match.group(4)))
            .distinct()
            .toList();
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  private static String digits(String grouped) {
    return grouped.replaceAll("\\D", "");
  }
}
