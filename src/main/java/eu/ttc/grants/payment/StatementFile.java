package eu.ttc.grants.payment;

import com.prowidesoftware.swift.model.mx.MxCamt05300108;
import com.prowidesoftware.swift.model.mx.MxCamt05400108;
import com.prowidesoftware.swift.model.mx.dic.AccountStatement9;
import com.prowidesoftware.swift.model.mx.dic.CashAccount38;
import com.prowidesoftware.swift.model.mx.dic.CashAccount39;
import com.prowidesoftware.swift.model.mx.dic.CashBalance8;
import com.prowidesoftware.swift.model.mx.dic.CreditDebitCode;
import com.prowidesoftware.swift.model.mx.dic.DateAndDateTime2Choice;
import com.prowidesoftware.swift.model.mx.dic.EntryTransaction10;
import com.prowidesoftware.swift.model.mx.dic.GroupHeader81;
import com.prowidesoftware.swift.model.mx.dic.Pagination1;
import com.prowidesoftware.swift.model.mx.dic.PaymentReturnReason5;
import com.prowidesoftware.swift.model.mx.dic.ReportEntry10;
import com.prowidesoftware.swift.model.mx.dic.TotalTransactions6;
import com.prowidesoftware.swift.model.mx.dic.TransactionParties6;
import com.prowidesoftware.swift.model.mx.dic.TransactionReferences6;
import eu.ttc.grants.kernel.InvalidInput;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The movements that a statement (camt.053.001.08) or an advice of single debits and credits
 * (camt.054.001.08) tells. What is not whole and about the programme's account is refused before
 * anything is taken from it.
 *
 * @param messageId the bank's id of the file
 */
record StatementFile(String messageId, Instant createdAt, List<Item> items) {

  private static final String FIELD = "file";
  private static final String EURO = "EUR";

  /** What banks write where a payer gave no reference. */
  static final String NOT_PROVIDED = "NOTPROVIDED";

  /**
   * One movement on the account.
   *
   * @param counterpartyIban the account of the other side; of money that came back the one it was
   *     sent to
   * @param unclear whether amount or direction of this movement cannot be told from the file
   * @param returnReason why money came back, as code; absent when the bank does not say
   * @param entryReference the bank's own reference of the movement, the same in each of its files
   * @param told all that the payer gave as reference and purpose
   */
  record Item(
      @Nullable String endToEndId,
      boolean debit,
      BigDecimal amount,
      String currency,
      @Nullable String counterpartyIban,
      String bankStatus,
      LocalDate bookedOn,
      boolean unclear,
      @Nullable String returnReason,
      @Nullable String entryReference,
      String told) {

    boolean booked() {
      return bankStatus.equals("BOOK");
    }

    boolean inEuro() {
      return currency.equals(EURO);
    }
  }

  /**
   * Reads the movements of the account {@code ownIban}.
   *
   * @throws InvalidInput naming the rule that the file breaks
   */
  static StatementFile read(BankXml file, String ownIban) {
    return switch (file.kind()) {
      case STATEMENT -> statement(file, ownIban);
      case NOTIFICATION -> notification(file, ownIban);
      case STATUS_REPORT ->
          throw new IllegalArgumentException("A status report tells no movements");
    };
  }

  private static StatementFile statement(BankXml file, String ownIban) {
    var message = MxCamt05300108.parse(file.text()).getBkToCstmrStmt();
    for (var statement : message.getStmt()) {
      var summary = statement.getTxsSummry();
      requireOwnAccount(statement.getId(), statement.getAcct(), ownIban);
      if (isOnePage(statement.getStmtPgntn())) {
        requireCount(statement.getId(), summary, statement.getNtry());
        requireBalance(statement);
      }
    }
    var entries = message.getStmt().stream().flatMap(statement -> statement.getNtry().stream());
    return of(message.getGrpHdr(), entries, ownIban);
  }

  private static StatementFile notification(BankXml file, String ownIban) {
    var message = MxCamt05400108.parse(file.text()).getBkToCstmrDbtCdtNtfctn();
    for (var notification : message.getNtfctn()) {
      requireOwnAccount(notification.getId(), notification.getAcct(), ownIban);
      if (isOnePage(notification.getNtfctnPgntn())) {
        requireCount(notification.getId(), notification.getTxsSummry(), notification.getNtry());
      }
    }
    var entries = message.getNtfctn().stream().flatMap(advice -> advice.getNtry().stream());
    return of(message.getGrpHdr(), entries, ownIban);
  }

  private static StatementFile of(
      GroupHeader81 header, Stream<ReportEntry10> entries, String ownIban) {
    var day = header.getCreDtTm().toLocalDate();
    return new StatementFile(
        header.getMsgId(),
        header.getCreDtTm().toInstant(),
        entries.flatMap(entry -> items(entry, day, ownIban)).toList());
  }

  private static void requireOwnAccount(String id, CashAccount39 account, String ownIban) {
    if (!ownIban.equals(account.getId().getIBAN())) {
      refuse("account", "holds %s of another account than the programme's".formatted(id));
    }
  }

  private static boolean isOnePage(@Nullable Pagination1 pages) {
    return pages == null || pages.isLastPgInd() && "1".equals(pages.getPgNb());
  }

  /** A cut but well-formed file betrays itself: its counts and balances do not add up. */
  private static void requireCount(
      String id, @Nullable TotalTransactions6 summary, List<ReportEntry10> entries) {
    if (summary != null
        && summary.getTtlNtries() != null
        && summary.getTtlNtries().getNbOfNtries() != null
        && Long.parseLong(summary.getTtlNtries().getNbOfNtries()) != entries.size()) {
      refuse(
          "entryCount",
          "is not whole: %s announces %s entries and holds %d"
              .formatted(id, summary.getTtlNtries().getNbOfNtries(), entries.size()));
    }
  }

  private static void requireBalance(AccountStatement9 statement) {
    var opening = balance(statement, "OPBD").or(() -> balance(statement, "PRCD"));
    var closing = balance(statement, "CLBD");
    if (opening.isEmpty() || closing.isEmpty()) {
      return;
    }
    var moved =
        statement.getNtry().stream()
            .filter(entry -> status(entry).equals("BOOK"))
            .map(entry -> signed(entry.getAmt().getValue(), entry.getCdtDbtInd()))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    if (opening.get().add(moved).compareTo(closing.get()) != 0) {
      refuse(
          "balance",
          "is not whole: statement %s opens with %s, its booked entries add up to %s, but it closes with %s"
              .formatted(statement.getId(), opening.get(), moved, closing.get()));
    }
  }

  private static Optional<BigDecimal> balance(AccountStatement9 statement, String code) {
    return statement.getBal().stream()
        .filter(balance -> code.equals(balance.getTp().getCdOrPrtry().getCd()))
        .map(StatementFile::signed)
        .findFirst();
  }

  private static BigDecimal signed(CashBalance8 balance) {
    return signed(balance.getAmt().getValue(), balance.getCdtDbtInd());
  }

  private static BigDecimal signed(BigDecimal amount, CreditDebitCode direction) {
    return direction == CreditDebitCode.DBIT ? amount.negate() : amount;
  }

  private static Stream<Item> items(ReportEntry10 entry, LocalDate day, String ownIban) {
    var transactions =
        entry.getNtryDtls().stream().flatMap(details -> details.getTxDtls().stream()).toList();
    if (transactions.isEmpty()) {
      return Stream.of(item(entry, day, null, ownIban, false));
    }
    var unclear = transactions.size() > 1 && !addUp(entry, transactions);
    return transactions.stream()
        .map(transaction -> item(entry, day, transaction, ownIban, unclear));
  }

  private static boolean addUp(ReportEntry10 entry, List<EntryTransaction10> transactions) {
    return transactions.stream().allMatch(transaction -> transaction.getAmt() != null)
        && transactions.stream()
                .map(transaction -> transaction.getAmt().getValue())
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .compareTo(entry.getAmt().getValue())
            == 0;
  }

  private static Item item(
      ReportEntry10 entry,
      LocalDate statementDay,
      @Nullable EntryTransaction10 transaction,
      String ownIban,
      boolean unclear) {
    var amount =
        transaction == null || transaction.getAmt() == null ? entry.getAmt() : transaction.getAmt();
    var direction =
        transaction == null || transaction.getCdtDbtInd() == null
            ? entry.getCdtDbtInd()
            : transaction.getCdtDbtInd();
    var reversal = Boolean.TRUE.equals(entry.isRvslInd());
    var debit = direction == CreditDebitCode.DBIT && !reversal;
    var returned = transaction == null ? null : transaction.getRtrInf();
    return new Item(
        endToEndId(transaction),
        debit,
        amount.getValue(),
        amount.getCcy(),
        debit ? creditorIban(transaction) : counterpartyIban(transaction, ownIban),
        status(entry),
        day(entry.getBookgDt()).or(() -> day(entry.getValDt())).orElse(statementDay),
        unclear || reversal && direction == CreditDebitCode.DBIT,
        returnReason(returned),
        entryReference(entry, transaction),
        RemittanceText.of(transaction));
  }

  private static @Nullable String endToEndId(@Nullable EntryTransaction10 transaction) {
    if (transaction == null || transaction.getRefs() == null) {
      return null;
    }
    var reference = transaction.getRefs().getEndToEndId();
    return NOT_PROVIDED.equals(reference) ? null : reference;
  }

  private static @Nullable String creditorIban(@Nullable EntryTransaction10 transaction) {
    return iban(transaction, TransactionParties6::getCdtrAcct);
  }

  /** Of money that came back: some banks keep the parties of the payment, others exchange them. */
  private static @Nullable String counterpartyIban(
      @Nullable EntryTransaction10 transaction, String ownIban) {
    var creditor = creditorIban(transaction);
    return creditor == null || creditor.equals(ownIban)
        ? iban(transaction, TransactionParties6::getDbtrAcct)
        : creditor;
  }

  private static @Nullable String iban(
      @Nullable EntryTransaction10 transaction,
      Function<TransactionParties6, @Nullable CashAccount38> whose) {
    return Optional.ofNullable(transaction)
        .map(EntryTransaction10::getRltdPties)
        .map(whose)
        .map(CashAccount38::getId)
        .map(id -> id.getIBAN())
        .orElse(null);
  }

  private static @Nullable String returnReason(@Nullable PaymentReturnReason5 returned) {
    return Optional.ofNullable(returned)
        .map(PaymentReturnReason5::getRsn)
        .map(reason -> reason.getCd() == null ? reason.getPrtry() : reason.getCd())
        .orElse(null);
  }

  /** The bank's own reference, by which the same movement is known in another file. */
  private static @Nullable String entryReference(
      ReportEntry10 entry, @Nullable EntryTransaction10 transaction) {
    return Optional.ofNullable(transaction)
        .map(EntryTransaction10::getRefs)
        .map(TransactionReferences6::getAcctSvcrRef)
        .orElse(entry.getAcctSvcrRef());
  }

  private static String status(ReportEntry10 entry) {
    var status = entry.getSts();
    return status.getCd() == null ? status.getPrtry() : status.getCd();
  }

  private static Optional<LocalDate> day(@Nullable DateAndDateTime2Choice date) {
    if (date == null) {
      return Optional.empty();
    }
    return date.getDt() != null
        ? Optional.of(date.getDt())
        : Optional.of(date.getDtTm().toLocalDate());
  }

  private static void refuse(String rule, String message) {
    throw InvalidInput.of(FIELD, rule, message);
  }
}
