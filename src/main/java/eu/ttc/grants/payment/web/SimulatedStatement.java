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
import com.prowidesoftware.swift.model.mx.dic.ReportEntry10;
import com.prowidesoftware.swift.model.mx.dic.TotalTransactions6;
import com.prowidesoftware.swift.model.mx.dic.TransactionParties6;
import com.prowidesoftware.swift.model.mx.dic.TransactionReferences6;
import eu.ttc.grants.payment.BatchView;
import eu.ttc.grants.payment.PaymentView;
import eu.ttc.grants.payment.ProgrammeAccount;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
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
    var created = day.atTime(18, 0).atOffset(ZoneOffset.UTC);
    var total = euros(batch.totalCents());
    var count = Integer.toString(batch.lines().size());
    var statement =
        new AccountStatement9()
            .setId("SIM-" + batch.id())
            .setCreDtTm(created)
            .setAcct(
                new CashAccount39()
                    .setId(new AccountIdentification4Choice().setIBAN(account.iban()))
                    .setCcy(EURO))
            .addBal(balance("OPBD", OPENING, day))
            .addBal(balance("CLBD", OPENING.subtract(total), day))
            .setTxsSummry(
                new TotalTransactions6()
                    .setTtlNtries(
                        new NumberAndSumOfTransactions4().setNbOfNtries(count).setSum(total)));
    batch.lines().forEach(payment -> statement.addNtry(entry(batch.id(), payment, day)));
    var params = new MxWriteParams();
    params.includeXMLDeclaration = true;
    return new MxCamt05300108()
        .setBkToCstmrStmt(
            new BankToCustomerStatementV08()
                .setGrpHdr(new GroupHeader81().setMsgId("SIM-" + batch.id()).setCreDtTm(created))
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
        .setBkTxCd(
            new BankTransactionCodeStructure4()
                .setDomn(
                    new BankTransactionCodeStructure5()
                        .setCd("PMNT")
                        .setFmly(
                            new BankTransactionCodeStructure6()
                                .setCd("ICDT")
                                .setSubFmlyCd("ESCT"))))
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
