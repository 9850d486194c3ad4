package eu.ttc.grants.payment.web;

import com.prowidesoftware.swift.model.mx.AbstractMX;
import com.prowidesoftware.swift.model.mx.MxCamt05300108;
import com.prowidesoftware.swift.model.mx.MxCamt05400108;
import com.prowidesoftware.swift.model.mx.MxPain00200110;
import com.prowidesoftware.swift.model.mx.MxWriteParams;
import com.prowidesoftware.swift.model.mx.dic.AccountIdentification4Choice;
import com.prowidesoftware.swift.model.mx.dic.AccountNotification17;
import com.prowidesoftware.swift.model.mx.dic.AccountStatement9;
import com.prowidesoftware.swift.model.mx.dic.ActiveOrHistoricCurrencyAndAmount;
import com.prowidesoftware.swift.model.mx.dic.BalanceType10Choice;
import com.prowidesoftware.swift.model.mx.dic.BalanceType13;
import com.prowidesoftware.swift.model.mx.dic.BankToCustomerDebitCreditNotificationV08;
import com.prowidesoftware.swift.model.mx.dic.BankToCustomerStatementV08;
import com.prowidesoftware.swift.model.mx.dic.BankTransactionCodeStructure4;
import com.prowidesoftware.swift.model.mx.dic.BankTransactionCodeStructure5;
import com.prowidesoftware.swift.model.mx.dic.BankTransactionCodeStructure6;
import com.prowidesoftware.swift.model.mx.dic.CashAccount38;
import com.prowidesoftware.swift.model.mx.dic.CashAccount39;
import com.prowidesoftware.swift.model.mx.dic.CashBalance8;
import com.prowidesoftware.swift.model.mx.dic.CreditDebitCode;
import com.prowidesoftware.swift.model.mx.dic.CustomerPaymentStatusReportV10;
import com.prowidesoftware.swift.model.mx.dic.DateAndDateTime2Choice;
import com.prowidesoftware.swift.model.mx.dic.EntryDetails9;
import com.prowidesoftware.swift.model.mx.dic.EntryStatus1Choice;
import com.prowidesoftware.swift.model.mx.dic.EntryTransaction10;
import com.prowidesoftware.swift.model.mx.dic.GroupHeader81;
import com.prowidesoftware.swift.model.mx.dic.GroupHeader86;
import com.prowidesoftware.swift.model.mx.dic.NumberAndSumOfTransactions4;
import com.prowidesoftware.swift.model.mx.dic.OriginalGroupHeader17;
import com.prowidesoftware.swift.model.mx.dic.OriginalPaymentInstruction32;
import com.prowidesoftware.swift.model.mx.dic.Party40Choice;
import com.prowidesoftware.swift.model.mx.dic.PartyIdentification135;
import com.prowidesoftware.swift.model.mx.dic.PaymentReturnReason5;
import com.prowidesoftware.swift.model.mx.dic.PaymentTransaction105;
import com.prowidesoftware.swift.model.mx.dic.RemittanceInformation16;
import com.prowidesoftware.swift.model.mx.dic.ReportEntry10;
import com.prowidesoftware.swift.model.mx.dic.ReturnReason5Choice;
import com.prowidesoftware.swift.model.mx.dic.StatusReason6Choice;
import com.prowidesoftware.swift.model.mx.dic.StatusReasonInformation12;
import com.prowidesoftware.swift.model.mx.dic.TotalTransactions6;
import com.prowidesoftware.swift.model.mx.dic.TransactionParties6;
import com.prowidesoftware.swift.model.mx.dic.TransactionReferences6;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.payment.BatchView;
import eu.ttc.grants.payment.PaymentView;
import eu.ttc.grants.payment.ProgrammeAccount;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Files as a bank writes them: statement (camt.053.001.08), advice (camt.054.001.08) and status
 * report (pain.002.001.10). For trying things out and for tests; no bank is asked.
 */
public final class SimulatedFiles {

  private static final String EURO = "EUR";
  private static final BigDecimal OPENING = new BigDecimal("5000000.00");

  private SimulatedFiles() {}

  /**
   * Money that went, or came back.
   *
   * @param reason code for why it came back
   * @param reference the bank's own reference of the movement
   */
  public record Movement(
      PaymentView payment, boolean back, @Nullable String reason, @Nullable String reference) {

    /** The payment is made. */
    public static Movement out(PaymentView payment) {
      return new Movement(payment, false, null, null);
    }

    /** The payment comes back. */
    public static Movement back(PaymentView payment, String reason) {
      return new Movement(payment, true, reason, null);
    }
  }

  /**
   * A transfer of somebody else that came in.
   *
   * @param purpose as the payer wrote it
   * @param reference the bank's own reference of the movement
   */
  public record Receipt(Cents amount, String purpose, @Nullable String reference) {}

  /** The statement of a day on which one transfer came in. */
  public static byte[] statement(
      String id, LocalDate day, Receipt receipt, ProgrammeAccount account) {
    return statementOf(id, day, List.of(entry(receipt, day)), receipt.amount().inEuros(), account);
  }

  /** The advice of one transfer that came in. */
  public static byte[] advice(String id, LocalDate day, Receipt receipt, ProgrammeAccount account) {
    return adviceOf(id, day, List.of(entry(receipt, day)), account);
  }

  /** A status with the code of its reason. */
  public record Said(String status, @Nullable String reason) {}

  /** The statement of a day, with balances that add up. */
  public static byte[] statement(
      String id, LocalDate day, List<Movement> movements, ProgrammeAccount account) {
    var moved =
        movements.stream()
            .map(move -> move.back() ? euros(move) : euros(move).negate())
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return statementOf(id, day, entries(movements, day), moved, account);
  }

  private static byte[] statementOf(
      String id,
      LocalDate day,
      List<ReportEntry10> entries,
      BigDecimal moved,
      ProgrammeAccount account) {
    var statement =
        new AccountStatement9()
            .setId(id)
            .setCreDtTm(evening(day))
            .setAcct(own(account))
            .addBal(balance("OPBD", OPENING, day))
            .addBal(balance("CLBD", OPENING.add(moved), day))
            .setTxsSummry(summary(entries));
    entries.forEach(statement::addNtry);
    return written(
        new MxCamt05300108()
            .setBkToCstmrStmt(
                new BankToCustomerStatementV08()
                    .setGrpHdr(new GroupHeader81().setMsgId(id).setCreDtTm(evening(day)))
                    .addStmt(statement)));
  }

  /** An advice of single movements. */
  public static byte[] advice(
      String id, LocalDate day, List<Movement> movements, ProgrammeAccount account) {
    return adviceOf(id, day, entries(movements, day), account);
  }

  private static byte[] adviceOf(
      String id, LocalDate day, List<ReportEntry10> entries, ProgrammeAccount account) {
    var notification =
        new AccountNotification17()
            .setId(id)
            .setCreDtTm(evening(day))
            .setAcct(own(account))
            .setTxsSummry(summary(entries));
    entries.forEach(notification::addNtry);
    return written(
        new MxCamt05400108()
            .setBkToCstmrDbtCdtNtfctn(
                new BankToCustomerDebitCreditNotificationV08()
                    .setGrpHdr(new GroupHeader81().setMsgId(id).setCreDtTm(evening(day)))
                    .addNtfctn(notification)));
  }

  /**
   * A report about the file of a batch.
   *
   * @param file what is said about the file as a whole
   * @param payments what is said about single payments, by end-to-end id
   */
  public static byte[] report(
      String id, LocalDate day, BatchView batch, @Nullable Said file, Map<String, Said> payments) {
    var header =
        new OriginalGroupHeader17()
            .setOrgnlMsgId(batch.id())
            .setOrgnlMsgNmId("pain.001.001.09")
            .setOrgnlNbOfTxs(Integer.toString(batch.payments()))
            .setOrgnlCtrlSum(BigDecimal.valueOf(batch.totalCents(), 2));
    if (file != null) {
      header.setGrpSts(file.status());
      if (file.reason() != null) {
        header.addStsRsnInf(reason(file.reason()));
      }
    }
    var report =
        new CustomerPaymentStatusReportV10()
            .setGrpHdr(new GroupHeader86().setMsgId(id).setCreDtTm(evening(day)))
            .setOrgnlGrpInfAndSts(header);
    if (!payments.isEmpty()) {
      var instruction = new OriginalPaymentInstruction32().setOrgnlPmtInfId(batch.id());
      payments.entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .map(said -> transaction(said.getKey(), said.getValue()))
          .forEach(instruction::addTxInfAndSts);
      report.addOrgnlPmtInfAndSts(instruction);
    }
    return written(new MxPain00200110().setCstmrPmtStsRpt(report));
  }

  private static PaymentTransaction105 transaction(String endToEndId, Said said) {
    var transaction =
        new PaymentTransaction105()
            .setOrgnlInstrId(endToEndId)
            .setOrgnlEndToEndId(endToEndId)
            .setTxSts(said.status());
    if (said.reason() != null) {
      transaction.addStsRsnInf(reason(said.reason()));
    }
    return transaction;
  }

  private static StatusReasonInformation12 reason(String code) {
    return new StatusReasonInformation12().setRsn(new StatusReason6Choice().setCd(code));
  }

  private static List<ReportEntry10> entries(List<Movement> movements, LocalDate day) {
    return movements.stream().map(move -> entry(move, day)).toList();
  }

  private static ReportEntry10 entry(Movement move, LocalDate day) {
    var direction = move.back() ? CreditDebitCode.CRDT : CreditDebitCode.DBIT;
    return entry(euros(move), direction, "ICDT", move.back() ? "RRTN" : "ESCT", day)
        .addNtryDtls(new EntryDetails9().addTxDtls(details(move, direction)));
  }

  private static ReportEntry10 entry(Receipt receipt, LocalDate day) {
    var euros = receipt.amount().inEuros();
    return entry(euros, CreditDebitCode.CRDT, "RCDT", "ESCT", day)
        .addNtryDtls(
            new EntryDetails9()
                .addTxDtls(
                    new EntryTransaction10()
                        .setRefs(
                            new TransactionReferences6()
                                .setAcctSvcrRef(receipt.reference())
                                .setEndToEndId("NOTPROVIDED"))
                        .setAmt(amount(euros))
                        .setCdtDbtInd(CreditDebitCode.CRDT)
                        .setRmtInf(new RemittanceInformation16().addUstrd(receipt.purpose()))));
  }

  private static ReportEntry10 entry(
      BigDecimal euros, CreditDebitCode direction, String family, String subFamily, LocalDate day) {
    return new ReportEntry10()
        .setAmt(amount(euros))
        .setCdtDbtInd(direction)
        .setSts(new EntryStatus1Choice().setCd("BOOK"))
        .setBookgDt(new DateAndDateTime2Choice().setDt(day))
        .setValDt(new DateAndDateTime2Choice().setDt(day))
        .setBkTxCd(
            new BankTransactionCodeStructure4()
                .setDomn(
                    new BankTransactionCodeStructure5()
                        .setCd("PMNT")
                        .setFmly(
                            new BankTransactionCodeStructure6()
                                .setCd(family)
                                .setSubFmlyCd(subFamily))));
  }

  private static EntryTransaction10 details(Movement move, CreditDebitCode direction) {
    var payment = move.payment();
    var details =
        new EntryTransaction10()
            .setRefs(
                new TransactionReferences6()
                    .setAcctSvcrRef(move.reference())
                    .setPmtInfId(payment.batch())
                    .setEndToEndId(payment.endToEndId()))
            .setAmt(amount(euros(move)))
            .setCdtDbtInd(direction)
            .setRltdPties(
                new TransactionParties6()
                    .setCdtr(
                        new Party40Choice()
                            .setPty(new PartyIdentification135().setNm(payment.beneficiary())))
                    .setCdtrAcct(
                        new CashAccount38()
                            .setId(new AccountIdentification4Choice().setIBAN(payment.iban()))));
    if (move.reason() != null) {
      details.setRtrInf(
          new PaymentReturnReason5().setRsn(new ReturnReason5Choice().setCd(move.reason())));
    }
    return details;
  }

  private static TotalTransactions6 summary(List<ReportEntry10> entries) {
    return new TotalTransactions6()
        .setTtlNtries(
            new NumberAndSumOfTransactions4()
                .setNbOfNtries(Integer.toString(entries.size()))
                .setSum(
                    entries.stream()
                        .map(entry -> entry.getAmt().getValue())
                        .reduce(BigDecimal.ZERO, BigDecimal::add)));
  }

  private static CashAccount39 own(ProgrammeAccount account) {
    return new CashAccount39()
        .setId(new AccountIdentification4Choice().setIBAN(account.iban()))
        .setCcy(EURO);
  }

  private static CashBalance8 balance(String code, BigDecimal amount, LocalDate day) {
    return new CashBalance8()
        .setTp(new BalanceType13().setCdOrPrtry(new BalanceType10Choice().setCd(code)))
        .setAmt(amount(amount.abs()))
        .setCdtDbtInd(amount.signum() < 0 ? CreditDebitCode.DBIT : CreditDebitCode.CRDT)
        .setDt(new DateAndDateTime2Choice().setDt(day));
  }

  private static ActiveOrHistoricCurrencyAndAmount amount(BigDecimal euros) {
    return new ActiveOrHistoricCurrencyAndAmount().setCcy(EURO).setValue(euros);
  }

  private static BigDecimal euros(Movement move) {
    return BigDecimal.valueOf(move.payment().amountCents(), 2);
  }

  private static OffsetDateTime evening(LocalDate day) {
    return day.atTime(18, 0).atOffset(ZoneOffset.UTC);
  }

  private static byte[] written(AbstractMX message) {
    var params = new MxWriteParams();
    params.includeXMLDeclaration = true;
    return message.document(params).getBytes(StandardCharsets.UTF_8);
  }
}
