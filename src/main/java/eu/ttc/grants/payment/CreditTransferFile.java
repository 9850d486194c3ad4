package eu.ttc.grants.payment;

import com.prowidesoftware.swift.model.mx.MxPain00100109;
import com.prowidesoftware.swift.model.mx.MxWriteParams;
import com.prowidesoftware.swift.model.mx.dic.AccountIdentification4Choice;
import com.prowidesoftware.swift.model.mx.dic.ActiveOrHistoricCurrencyAndAmount;
import com.prowidesoftware.swift.model.mx.dic.AmountType4Choice;
import com.prowidesoftware.swift.model.mx.dic.BranchAndFinancialInstitutionIdentification6;
import com.prowidesoftware.swift.model.mx.dic.CashAccount38;
import com.prowidesoftware.swift.model.mx.dic.ChargeBearerType1Code;
import com.prowidesoftware.swift.model.mx.dic.CreditTransferTransaction34;
import com.prowidesoftware.swift.model.mx.dic.CustomerCreditTransferInitiationV09;
import com.prowidesoftware.swift.model.mx.dic.DateAndDateTime2Choice;
import com.prowidesoftware.swift.model.mx.dic.FinancialInstitutionIdentification18;
import com.prowidesoftware.swift.model.mx.dic.GroupHeader85;
import com.prowidesoftware.swift.model.mx.dic.PartyIdentification135;
import com.prowidesoftware.swift.model.mx.dic.PaymentIdentification6;
import com.prowidesoftware.swift.model.mx.dic.PaymentInstruction30;
import com.prowidesoftware.swift.model.mx.dic.PaymentMethod3Code;
import com.prowidesoftware.swift.model.mx.dic.PaymentTypeInformation26;
import com.prowidesoftware.swift.model.mx.dic.PostalAddress24;
import com.prowidesoftware.swift.model.mx.dic.RemittanceInformation16;
import com.prowidesoftware.swift.model.mx.dic.ServiceLevel8Choice;
import eu.ttc.grants.kernel.Cents;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the file that a bank executes: SEPA credit transfers as pain.001.001.09, in the EPC's
 * subset ({@code domain.md} § 7).
 */
final class CreditTransferFile {

  private static final String EURO = "EUR";

  private CreditTransferFile() {}

  /** One transfer; all texts in the SEPA character set and within its lengths. */
  record Transfer(
      String endToEndId,
      Cents amount,
      String beneficiary,
      String iban,
      @Nullable String bic,
      @Nullable String street,
      @Nullable String postalCode,
      String town,
      String country,
      String remittance) {}

  /**
   * The file of one batch as UTF-8.
   *
   * @param messageId at most 35 characters, never used before
   * @throws IllegalStateException when the result breaks the published schema
   */
  static byte[] write(
      String messageId,
      Instant createdAt,
      LocalDate executionOn,
      ProgrammeAccount debtor,
      List<Transfer> transfers) {
    var count = Integer.toString(transfers.size());
    var sum = transfers.stream().map(Transfer::amount).reduce(Cents.ZERO, Cents::plus).inEuros();
    var payment =
        new PaymentInstruction30()
            .setPmtInfId(messageId)
            .setPmtMtd(PaymentMethod3Code.TRF)
            .setBtchBookg(false)
            .setNbOfTxs(count)
            .setCtrlSum(sum)
            .setPmtTpInf(new PaymentTypeInformation26().addSvcLvl(serviceLevel()))
            .setReqdExctnDt(new DateAndDateTime2Choice().setDt(executionOn))
            .setDbtr(
                new PartyIdentification135()
                    .setNm(SepaText.of(debtor.name(), AccountBelongsToEnterprise.LONGEST_NAME))
                    .setPstlAdr(
                        new PostalAddress24()
                            .setTwnNm(SepaText.of(debtor.town(), 35))
                            .setCtry(debtor.country())))
            .setDbtrAcct(account(debtor.iban()))
            .setDbtrAgt(agent(debtor.bic()))
            .setChrgBr(ChargeBearerType1Code.SLEV);
    transfers.forEach(transfer -> payment.addCdtTrfTxInf(transaction(transfer)));
    var header =
        new GroupHeader85()
            .setMsgId(messageId)
            .setCreDtTm(createdAt.truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC))
            .setNbOfTxs(count)
            .setCtrlSum(sum)
            .setInitgPty(
                new PartyIdentification135()
                    .setNm(SepaText.of(debtor.name(), AccountBelongsToEnterprise.LONGEST_NAME)));
    var xml =
        xml(
            new MxPain00100109()
                .setCstmrCdtTrfInitn(
                    new CustomerCreditTransferInitiationV09()
                        .setGrpHdr(header)
                        .addPmtInf(payment)));
    Iso20022.PAIN_001_001_09
        .problemOf(xml)
        .ifPresent(
            problem -> {
              throw new IllegalStateException(
                  "The bank file of %s would break the schema: %s".formatted(messageId, problem));
            });
    return xml.getBytes(StandardCharsets.UTF_8);
  }

  private static CreditTransferTransaction34 transaction(Transfer transfer) {
    var transaction =
        new CreditTransferTransaction34()
            .setPmtId(
                new PaymentIdentification6()
                    .setInstrId(transfer.endToEndId())
                    .setEndToEndId(transfer.endToEndId()))
            .setAmt(
                new AmountType4Choice()
                    .setInstdAmt(
                        new ActiveOrHistoricCurrencyAndAmount()
                            .setCcy(EURO)
                            .setValue(transfer.amount().inEuros())))
            .setCdtr(
                new PartyIdentification135()
                    .setNm(transfer.beneficiary())
                    .setPstlAdr(
                        new PostalAddress24()
                            .setStrtNm(transfer.street())
                            .setPstCd(transfer.postalCode())
                            .setTwnNm(transfer.town())
                            .setCtry(transfer.country())))
            .setCdtrAcct(account(transfer.iban()))
            .setRmtInf(new RemittanceInformation16().addUstrd(transfer.remittance()));
    if (transfer.bic() != null) {
      transaction.setCdtrAgt(agent(transfer.bic()));
    }
    return transaction;
  }

  private static ServiceLevel8Choice serviceLevel() {
    return new ServiceLevel8Choice().setCd("SEPA");
  }

  private static CashAccount38 account(String iban) {
    return new CashAccount38().setId(new AccountIdentification4Choice().setIBAN(iban));
  }

  private static BranchAndFinancialInstitutionIdentification6 agent(String bic) {
    return new BranchAndFinancialInstitutionIdentification6()
        .setFinInstnId(new FinancialInstitutionIdentification18().setBICFI(bic));
  }

  private static String xml(MxPain00100109 message) {
    var params = new MxWriteParams();
    params.includeXMLDeclaration = true;
    return message.document(params);
  }
}
