package eu.ttc.grants.payment;

import eu.ttc.grants.application.Dossier;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.NotNow;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One payment to one beneficiary; what is paid to whom never changes once ordered. */
@Entity
@Table(name = "payment_instruction")
class PaymentInstruction {

  @Id private String endToEndId;
  private String application;
  private int instalment;
  private int attempt;
  private int claimNumber;
  private long amountCents;
  private String beneficiaryName;
  private String beneficiaryIban;
  private @Nullable String beneficiaryBic;
  private @Nullable String beneficiaryStreet;
  private @Nullable String beneficiaryPostalCode;
  private String beneficiaryTown;
  private String beneficiaryCountry;

  @Enumerated(EnumType.STRING)
  private PaymentState state;

  private Instant orderedAt;
  private @Nullable LocalDate bookedOn;
  private @Nullable LocalDate returnedOn;
  private @Nullable String bankStatus;
  private @Nullable String bankReason;

  @Enumerated(EnumType.STRING)
  private @Nullable PayeeCheck payeeCheck;

  @Version private long version;

  @SuppressWarnings("NullAway.Init")
  protected PaymentInstruction() {}

  /**
   * Orders an instalment to this account.
   *
   * @param attempt counted from 1; all attempts before it failed
   * @throws PaymentNotPossible when account, town or country do not do
   */
  PaymentInstruction(
      ApplicationRef ref,
      int instalment,
      int attempt,
      int claimNumber,
      Cents amount,
      Dossier.Enterprise enterprise,
      @Nullable PayeeAccount account,
      Instant now) {
    if (account == null || enterprise.town() == null || enterprise.country() == null) {
      throw new PaymentNotPossible(
          ref,
          "the dossier lacks the bank account, the town or the country of the enterprise",
          "the dossier should not have passed as complete; have it completed and retry this job");
    }
    var problems =
        PayeeAccount.problems(account.iban(), account.bic(), account.holder(), enterprise.name());
    if (!problems.isEmpty()) {
      throw new PaymentNotPossible(
          ref,
          problems.stream()
              .map(
                  problem ->
                      "the %s of the bank account %s".formatted(problem.field(), problem.message()))
              .collect(Collectors.joining("; ")),
          "nothing is paid to such an account. Obtain an account in the enterprise's name, have the"
              + " dossier corrected and retry this job");
    }
    this.endToEndId = ref.value() + "-P" + number(instalment, attempt);
    this.application = ref.value();
    this.instalment = instalment;
    this.attempt = attempt;
    this.claimNumber = claimNumber;
    this.amountCents = amount.value();
    this.beneficiaryName = SepaText.of(enterprise.name(), AccountBelongsToEnterprise.LONGEST_NAME);
    this.beneficiaryIban = account.iban();
    this.beneficiaryBic = account.bic();
    this.beneficiaryStreet = text(enterprise.street(), 70);
    this.beneficiaryPostalCode = text(enterprise.postalCode(), 16);
    this.beneficiaryTown = SepaText.of(enterprise.town(), 35);
    this.beneficiaryCountry = enterprise.country();
    if (beneficiaryTown.isEmpty()) {
      throw new PaymentNotPossible(
          ref,
          "the town of the enterprise cannot be written in Latin letters, which SEPA files need",
          "have the dossier corrected and retry this job");
    }
    this.state = PaymentState.ORDERED;
    this.orderedAt = now;
  }

  private static @Nullable String text(@Nullable String value, int maxLength) {
    var written = value == null ? "" : SepaText.of(value, maxLength);
    return written.isEmpty() ? null : written;
  }

  /** How an attempt is named in references and keys: the first one as its instalment. */
  static String number(int instalment, int attempt) {
    return attempt == 1 ? String.valueOf(instalment) : instalment + "-" + attempt;
  }

  /** Takes it into a batch. */
  void batch() {
    become(PaymentState.ORDERED, PaymentState.BATCHED);
  }

  /** Gives it back for another batch, because its batch was rejected. */
  void unbatch() {
    become(PaymentState.BATCHED, PaymentState.ORDERED);
  }

  /** Notes that its bank file was released. */
  void release() {
    become(PaymentState.BATCHED, PaymentState.RELEASED);
  }

  /** Notes what the bank said last; which is no proof of anything. */
  void note(String status, @Nullable PayeeCheck check) {
    bankStatus = status;
    if (check != null) {
      payeeCheck = check;
    }
  }

  /** Notes that the bank will execute it; does nothing once more is known. */
  void accept() {
    if (state == PaymentState.RELEASED) {
      state = PaymentState.ACCEPTED;
    }
  }

  /** Notes that the bank booked it. */
  void book(LocalDate day) {
    requireAtTheBank(PaymentState.BOOKED);
    state = PaymentState.BOOKED;
    bookedOn = day;
  }

  /** Notes that the bank did not execute it, or took it back before it was booked. */
  void reject(@Nullable String reason) {
    requireAtTheBank(PaymentState.REJECTED);
    state = PaymentState.REJECTED;
    bankReason = reason;
  }

  /** Notes that the money came back after it was booked. */
  void giveBack(LocalDate day, @Nullable String reason) {
    become(PaymentState.BOOKED, PaymentState.RETURNED);
    returnedOn = day;
    bankReason = reason;
  }

  private void requireAtTheBank(PaymentState next) {
    if (!state.atTheBank()) {
      throw new NotNow(
          "Payment %s is %s and cannot become %s; it would have to be at the bank."
              .formatted(endToEndId, state, next));
    }
  }

  /**
   * Gives it up for good, because its application ended; a batch with it is not released any more.
   *
   * @throws NotNow when its bank file was released
   */
  void cancel() {
    if (wasReleased()) {
      throw new NotNow(
          "The payment of %s went to the bank already (%s is %s); it cannot be ended any more."
              .formatted(application, endToEndId, state));
    }
    state = PaymentState.CANCELLED;
  }

  /** Whether the bank was ever told to pay it. */
  boolean wasSent() {
    return wasReleased() || state.failed();
  }

  /** Whether its money is with the beneficiary, or may be any moment. */
  boolean wasReleased() {
    return state.atTheBank() || state == PaymentState.BOOKED;
  }

  private void become(PaymentState from, PaymentState to) {
    if (state != from) {
      throw new NotNow(
          "Payment %s is %s and cannot become %s; it would have to be %s."
              .formatted(endToEndId, state, to, from));
    }
    state = to;
  }

  String endToEndId() {
    return endToEndId;
  }

  ApplicationRef application() {
    return ApplicationRef.of(application);
  }

  int instalment() {
    return instalment;
  }

  int attempt() {
    return attempt;
  }

  int claimNumber() {
    return claimNumber;
  }

  String number() {
    return number(instalment, attempt);
  }

  /** Key under which the lifecycle waits for what the bank does. */
  String messageKey() {
    return application + "/payment/" + number();
  }

  PayeeAccount account() {
    return new PayeeAccount(beneficiaryIban, beneficiaryBic, beneficiaryName);
  }

  @Nullable PayeeCheck payeeCheck() {
    return payeeCheck;
  }

  String beneficiary() {
    return beneficiaryName;
  }

  Cents amount() {
    return Cents.of(amountCents);
  }

  PaymentState state() {
    return state;
  }

  String iban() {
    return beneficiaryIban;
  }

  /** What a bank file says about it. */
  CreditTransferFile.Transfer transfer() {
    return new CreditTransferFile.Transfer(
        endToEndId,
        amount(),
        beneficiaryName,
        beneficiaryIban,
        beneficiaryBic,
        beneficiaryStreet,
        beneficiaryPostalCode,
        beneficiaryTown,
        beneficiaryCountry,
        remittance());
  }

  private String remittance() {
    return switch (application().scheme()) {
      case VOUCHER -> "Innovation voucher " + application;
      case INNOVATION_FUND -> "Innovation fund %s instalment %d".formatted(application, instalment);
    };
  }

  PaymentView view(@Nullable String batch) {
    return new PaymentView(
        endToEndId,
        application(),
        instalment,
        claimNumber,
        amountCents,
        beneficiaryName,
        beneficiaryIban,
        state,
        batch,
        orderedAt,
        bookedOn,
        attempt,
        returnedOn,
        bankStatus,
        bankReason,
        payeeCheck);
  }
}
