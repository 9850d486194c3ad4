package eu.ttc.grants.portal.api;

import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.recovery.InterestPeriod;
import eu.ttc.grants.recovery.RecoveryState;
import eu.ttc.grants.recovery.RecoveryView;
import eu.ttc.grants.recovery.RepaymentView;
import eu.ttc.grants.recovery.Settlement;
import eu.ttc.grants.recovery.SuspicionKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A suspicion and what followed.
 *
 * @param openedBy only for staff, as all that names persons or concerns reports to OLAF
 */
record RecoveryAnswer(
    String application,
    int number,
    SuspicionKind kind,
    RecoveryState state,
    long suspectedCents,
    String reason,
    Instant openedAt,
    @Nullable Instant hearBy,
    @Nullable String answer,
    @Nullable Instant answeredAt,
    @Nullable String finding,
    @Nullable Instant foundAt,
    @Nullable Long correctionCents,
    @Nullable Settlement settlement,
    @Nullable Instant endedAt,
    @Nullable Repayment repayment,
    @Nullable String openedBy,
    @Nullable String foundBy,
    @Nullable Long fundShareCents,
    @Nullable Boolean reportable,
    @Nullable LocalDate reportedOn,
    @Nullable String reportReference) {

  /**
   * What is to come back.
   *
   * @param reference to be named with the payment
   * @param payableCents all that is to be paid today, with the interest of today
   */
  record Repayment(
      String reference,
      @Nullable LocalDate dueOn,
      long orderedCents,
      long recoveredCents,
      long waivedCents,
      long openCents,
      long interestCents,
      long interestRecoveredCents,
      long interestWaivedCents,
      long interestOpenCents,
      long overpaidCents,
      long payableCents,
      List<Interest> sheet,
      List<Interest> accruing) {

    static @Nullable Repayment of(@Nullable RepaymentView view) {
      return view == null
          ? null
          : new Repayment(
              view.reference(),
              view.dueOn(),
              view.ordered().value(),
              view.recovered().value(),
              view.waived().value(),
              view.open().value(),
              view.interest().value(),
              view.interestRecovered().value(),
              view.interestWaived().value(),
              view.interestOpen().value(),
              view.overpaid().value(),
              view.payable().value(),
              view.sheet().stream().map(Interest::of).toList(),
              view.accruing().stream().map(Interest::of).toList());
    }
  }

  /** A row of the computation sheet. */
  record Interest(
      LocalDate from,
      LocalDate to,
      long days,
      long principalCents,
      BigDecimal ratePercent,
      long interestCents) {

    static Interest of(InterestPeriod row) {
      return new Interest(
          row.from(),
          row.to(),
          row.days(),
          row.principal().value(),
          row.ratePercent(),
          row.interest().value());
    }
  }

  static RecoveryAnswer of(RecoveryView view, boolean staff) {
    return new RecoveryAnswer(
        view.application().value(),
        view.number(),
        view.kind(),
        view.state(),
        view.suspected().value(),
        view.reason(),
        view.openedAt(),
        view.hearBy(),
        view.answer(),
        view.answeredAt(),
        view.finding(),
        view.foundAt(),
        cents(view.correction()),
        view.settlement(),
        view.endedAt(),
        Repayment.of(view.repayment()),
        staff ? view.openedBy() : null,
        staff ? view.foundBy() : null,
        staff ? cents(view.fundShare()) : null,
        staff ? view.reportable() : null,
        staff ? view.reportedOn() : null,
        staff ? view.reportReference() : null);
  }

  private static @Nullable Long cents(@Nullable Cents amount) {
    return amount == null ? null : amount.value();
  }
}
