package eu.ttc.grants.payment.web;

import com.prowidesoftware.swift.model.mx.MxCamt05300108;
import com.prowidesoftware.swift.model.mx.MxWriteParams;
import com.prowidesoftware.swift.model.mx.dic.AccountIdentification4Choice;
import com.prowidesoftware.swift.model.mx.dic.AccountStatement9;
import com.prowidesoftware.swift.model.mx.dic.ActiveOrHistoricCurrencyAndAmount;
import com.prowidesoftware.swift.model.mx.dic.BalanceType10Choice;
import com.prowidesoftware.swift.model.mx.dic.BalanceType13;
import com.prowidesoftware.swift.model.mx.dic.BankToCustomerStatementV08;
import com.prowidesoftware.swift.model.mx.dic.BankTransactionCodeStructure4;
import com.prowidesoftware.swift.model.mx.dic.BankTransactionCodeStructure5;
import com.prowidesoftware.swift.model.mx.dic.BankTransactionCodeStructure6;
import com.prowidesoftware.swift.model.mx.dic.CashAccount38;
import com.prowidesoftware.swift.model.mx.dic.CashAccount39;
import com.prowidesoftware.swift.model.mx.dic.CashBalance8;
import com.prowidesoftware.swift.model.mx.dic.CreditDebitCode;
import com.prowidesoftware.swift.model.mx.dic.DateAndDateTime2Choice;
import com.prowidesoftware.swift.model.mx.dic.EntryDetails9;
import com.prowidesoftware.swift.model.mx.dic.EntryStatus1Choice;
import com.prowidesoftware.swift.model.mx.dic.EntryTransaction10;
import com.prowidesoftware.swift.model.mx.dic.GroupHeader81;
import com.prowidesoftware.swift.model.mx.dic.NumberAndSumOfTransactions4;
import com.prowidesoftware.swift.model.mx.dic.Party40Choice;
import com.prowidesoftware.swift.model.mx.dic.PartyIdentification135;
import com.prowidesoftware.swift.model.mx.dic.RemittanceInformation16;
import com.prowidesoftware.swift.model.mx.dic.ReportEntry10;
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
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;

/**
 * The statement that a bank would send after it executed a batch: one booked entry per payment, as
 * camt.053.001.08. For trying things out and for tests; no bank is asked.
 */
public final class SimulatedStatement {

  private static final String EURO = "EUR";
  private static final BigDecimal OPENING = new BigDecimal("5000000.00");

  private SimulatedStatement() {}

  /** The statement about a released batch, always the same one. */
  public static byte[] about(BatchView batch, ProgrammeAccount account) {
    var day = Objects.requireNonNull(batch.executionOn(), "only a released batch is executed");
    var entries = batch.lines().stream().map(payment -> entry(batch.id(), payment, day)).toList();
    return statement(
        "SIM-" + batch.id(), day, euros(batch.totalCents()).negate(), entries, account);
  }

  /**
   * The statement about one transfer that came in, with this purpose.
   *
   * @param id of the statement, another one each time
   */
  public static byte[] received(
      String id, String purpose, Cents amount, LocalDate day, ProgrammeAccount account) {
    var entry =
        new ReportEntry10()
            .setAmt(amount(amount.inEuros()))
            .setCdtDbtInd(CreditDebitCode.CRDT)
            .setSts(new EntryStatus1Choice().setCd("BOOK"))
            .setBookgDt(new DateAndDateTime2Choice().setDt(day))
            .setValDt(new DateAndDateTime2Choice().setDt(day))
            .setBkTxCd(transactionCode("RCDT"))
            .addNtryDtls(
                new EntryDetails9()
                    .addTxDtls(
                        new EntryTransaction10()
                            .setRefs(new TransactionReferences6().setEndToEndId("NOTPROVIDED"))
                            .setAmt(amount(amount.inEuros()))
                            .setCdtDbtInd(CreditDebitCode.CRDT)
                            .setRmtInf(new RemittanceInformation16().addUstrd(purpose))));
    return statement(id, day, amount.inEuros(), List.of(entry), account);
  }

  private static byte[] statement(
      String id,
      LocalDate day,
      BigDecimal change,
      List<ReportEntry10> entries,
      ProgrammeAccount account) {
    var created = day.atTime(18, 0).atOffset(ZoneOffset.UTC);
    var count = Integer.toString(entries.size());
    var statement =
        new AccountStatement9()
            .setId(id)
            .setCreDtTm(created)
            .setAcct(
                new CashAccount39()
                    .setId(new AccountIdentification4Choice().setIBAN(account.iban()))
                    .setCcy(EURO))
            .addBal(balance("OPBD", OPENING, day))
            .addBal(balance("CLBD", OPENING.add(change), day))
            .setTxsSummry(
                new TotalTransactions6()
                    .setTtlNtries(
                        new NumberAndSumOfTransactions4()
                            .setNbOfNtries(count)
                            .setSum(change.abs())));
    entries.forEach(statement::addNtry);
    var params = new MxWriteParams();
    params.includeXMLDeclaration = true;
    return new MxCamt05300108()
        .setBkToCstmrStmt(
            new BankToCustomerStatementV08()
                .setGrpHdr(new GroupHeader81().setMsgId(id).setCreDtTm(created))
                .addStmt(statement))
        .document(params)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static ReportEntry10 entry(String batch, PaymentView payment, LocalDate day) {
    return new ReportEntry10()
        .setAmt(amount(euros(payment.amountCents())))
        .setCdtDbtInd(CreditDebitCode.DBIT)
        .setSts(new EntryStatus1Choice().setCd("BOOK"))
        .setBookgDt(new DateAndDateTime2Choice().setDt(day))
        .setValDt(new DateAndDateTime2Choice().setDt(day))
        .setBkTxCd(transactionCode("ICDT"))
        .addNtryDtls(
            new EntryDetails9()
                .addTxDtls(
                    new EntryTransaction10()
                        .setRefs(
                            new TransactionReferences6()
                                .setPmtInfId(batch)
                                .setEndToEndId(payment.endToEndId()))
                        .setAmt(amount(euros(payment.amountCents())))
                        .setCdtDbtInd(CreditDebitCode.DBIT)
                        .setRltdPties(
                            new TransactionParties6()
                                .setCdtr(
                                    new Party40Choice()
                                        .setPty(
                                            new PartyIdentification135()
                                                .setNm(payment.beneficiary())))
                                .setCdtrAcct(
                                    new CashAccount38()
                                        .setId(
                                            new AccountIdentification4Choice()
                                                .setIBAN(payment.iban()))))));
  }

  private static BankTransactionCodeStructure4 transactionCode(String family) {
    return new BankTransactionCodeStructure4()
        .setDomn(
            new BankTransactionCodeStructure5()
                .setCd("PMNT")
                .setFmly(new BankTransactionCodeStructure6().setCd(family).setSubFmlyCd("ESCT")));
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

  private static BigDecimal euros(long cents) {
    return BigDecimal.valueOf(cents, 2);
  }
}
