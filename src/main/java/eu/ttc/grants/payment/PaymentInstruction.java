package eu.ttc.grants.payment;

import eu.ttc.grants.application.Dossier;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.NotNow;
import fr.marcwrobel.jbanking.bic.Bic;
import fr.marcwrobel.jbanking.iban.Iban;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** One payment to one beneficiary; what is paid to whom never changes once ordered. */
@Entity
@Table(name = "payment_instruction")
class PaymentInstruction {

  @Id private String endToEndId;
  private String application;
  private int instalment;
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
  @Version private long version;

  @SuppressWarnings("NullAway.Init")
  protected PaymentInstruction() {}

  /**
   * Orders an instalment to the account in the frozen dossier.
   *
   * @throws PaymentNotPossible when holder, town or country of the account do not do
   */
  PaymentInstruction(
      ApplicationRef ref,
      int instalment,
      int claimNumber,
      Cents amount,
      Dossier dossier,
      Instant now) {
    var enterprise = dossier.enterprise();
    var account = dossier.bankAccount();
    if (account == null || enterprise.town() == null || enterprise.country() == null) {
      throw new PaymentNotPossible(
          ref,
          "the dossier lacks the bank account, the town or the country of the enterprise",
          "the dossier should not have passed as complete; have it completed and retry this job");
    }
    if (!AccountBelongsToEnterprise.holds(account.holder(), enterprise.name())) {
      throw new PaymentNotPossible(
          ref,
          "the holder of the bank account is not the enterprise",
          "compare both names in the dossier; nothing is paid while they differ. Obtain an account"
              + " in the enterprise's name, have the dossier corrected and retry this job");
    }
    this.endToEndId = ref.value() + "-P" + instalment;
    this.application = ref.value();
    this.instalment = instalment;
    this.claimNumber = claimNumber;
    this.amountCents = amount.value();
    this.beneficiaryName = SepaText.of(enterprise.name(), AccountBelongsToEnterprise.LONGEST_NAME);
    this.beneficiaryIban = new Iban(account.iban().replaceAll("\\s", "")).toString();
    this.beneficiaryBic =
        account.bic() == null || account.bic().isBlank() ? null : new Bic(account.bic()).toString();
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

  /** Notes that the bank booked it. */
  void book(LocalDate day) {
    become(PaymentState.RELEASED, PaymentState.BOOKED);
    bookedOn = day;
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

  boolean wasReleased() {
    return state == PaymentState.RELEASED || state == PaymentState.BOOKED;
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
        bookedOn);
  }
}
