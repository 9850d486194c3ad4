package eu.ttc.grants.payment;

import com.prowidesoftware.swift.model.mx.MxCamt05300108;
import com.prowidesoftware.swift.model.mx.dic.AccountStatement9;
import com.prowidesoftware.swift.model.mx.dic.ActiveOrHistoricCurrencyAndAmount;
import com.prowidesoftware.swift.model.mx.dic.CashAccount38;
import com.prowidesoftware.swift.model.mx.dic.CashBalance8;
import com.prowidesoftware.swift.model.mx.dic.CreditDebitCode;
import com.prowidesoftware.swift.model.mx.dic.DateAndDateTime2Choice;
import com.prowidesoftware.swift.model.mx.dic.EntryTransaction10;
import com.prowidesoftware.swift.model.mx.dic.ReportEntry10;
import eu.ttc.grants.kernel.InvalidInput;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.ext.DefaultHandler2;

/**
 * Reads the bank's statement, camt.053.001.08. What is not exactly that, whole and about the
 * programme's account, is refused before anything is taken from it. Nothing outside the file is
 * ever read.
 *
 * @param messageId the bank's id of the file
 */
record StatementFile(String messageId, Instant createdAt, List<Item> items) {

  private static final String FIELD = "file";
  private static final String EURO = "EUR";
  private static final String NOT_PROVIDED = "NOTPROVIDED";

  /**
   * One movement on the account.
   *
   * @param unclear whether the amount of this movement cannot be told from the file
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
      String told) {

    boolean booked() {
      return bankStatus.equals("BOOK");
    }

    boolean inEuro() {
      return currency.equals(EURO);
    }
  }

  /**
   * Reads a statement about the account {@code ownIban}.
   *
   * @throws InvalidInput naming the rule that the file breaks
   */
  static StatementFile read(byte[] content, String ownIban) {
    var xml = text(content);
    requireRightDocument(xml);
    Iso20022.CAMT_053_001_08
        .problemOf(xml)
        .ifPresent(problem -> refuse("schema", "breaks the schema of camt.053.001.08: " + problem));
    var message = MxCamt05300108.parse(xml);
    if (message == null || message.getBkToCstmrStmt() == null) {
      throw new IllegalStateException("A valid camt.053.001.08 could not be read");
    }
    var header = message.getBkToCstmrStmt().getGrpHdr();
    var items = new ArrayList<Item>();
    for (var statement : message.getBkToCstmrStmt().getStmt()) {
      requireOwnAccount(statement, ownIban);
      requireWhole(statement);
      statement
          .getNtry()
          .forEach(entry -> items.addAll(items(entry, header.getCreDtTm().toLocalDate())));
    }
    return new StatementFile(
        header.getMsgId(), header.getCreDtTm().toInstant(), List.copyOf(items));
  }

  private static String text(byte[] content) {
    if (content.length == 0) {
      refuse("empty", "is empty");
    }
    try {
      var text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(content))
              .toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException notUtf8) {
      throw InvalidInput.of(
          FIELD, "encoding", "is not UTF-8, which ISO 20022 files are written in");
    }
  }

  /** Well-formed to the end, without document type, with the root of the right version. */
  private static void requireRightDocument(String xml) {
    var root = new RootFinder();
    try {
      var factory = SAXParserFactory.newDefaultNSInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
      factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
      factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
      var reader = factory.newSAXParser().getXMLReader();
      reader.setContentHandler(root);
      reader.setErrorHandler(root);
      reader.setEntityResolver(root);
      reader.setProperty("http://xml.org/sax/properties/lexical-handler", root);
      reader.parse(new InputSource(new StringReader(xml)));
    } catch (SAXParseException broken) {
      refuse(
          "wellFormed",
          "is not well-formed XML, perhaps cut off: line %d, column %d: %s"
              .formatted(broken.getLineNumber(), broken.getColumnNumber(), broken.getMessage()));
    } catch (SAXException | ParserConfigurationException broken) {
      throw new IllegalStateException(broken);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    var expected = Iso20022.CAMT_053_001_08;
    if (!root.namespace.equals(expected.namespace())) {
      refuse(
          "version",
          "is not a %s: its root element is %s of namespace '%s'"
              .formatted(expected.message(), root.name, root.namespace));
    }
  }

  private static void requireOwnAccount(AccountStatement9 statement, String ownIban) {
    var iban = statement.getAcct().getId().getIBAN();
    if (!ownIban.equals(iban)) {
      refuse(
          "account",
          "holds statement %s of another account than the programme's"
              .formatted(statement.getId()));
    }
  }

  /** A cut but well-formed statement betrays itself: its counts and balances do not add up. */
  private static void requireWhole(AccountStatement9 statement) {
    var pages = statement.getStmtPgntn();
    if (pages != null && !(pages.isLastPgInd() && "1".equals(pages.getPgNb()))) {
      return;
    }
    var summary = statement.getTxsSummry();
    if (summary != null
        && summary.getTtlNtries() != null
        && summary.getTtlNtries().getNbOfNtries() != null
        && Long.parseLong(summary.getTtlNtries().getNbOfNtries()) != statement.getNtry().size()) {
      refuse(
          "entryCount",
          "is not whole: statement %s announces %s entries and holds %d"
              .formatted(
                  statement.getId(),
                  summary.getTtlNtries().getNbOfNtries(),
                  statement.getNtry().size()));
    }
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

  private static List<Item> items(ReportEntry10 entry, LocalDate statementDay) {
    var transactions =
        entry.getNtryDtls().stream().flatMap(details -> details.getTxDtls().stream()).toList();
    if (transactions.isEmpty()) {
      return List.of(item(entry, statementDay, null, entry.getAmt(), false));
    }
    if (transactions.size() == 1) {
      var only = transactions.getFirst();
      var amount = only.getAmt() == null ? entry.getAmt() : only.getAmt();
      return List.of(item(entry, statementDay, only, amount, false));
    }
    var unclear = !addUp(entry, transactions);
    return transactions.stream()
        .map(
            transaction ->
                item(
                    entry,
                    statementDay,
                    transaction,
                    transaction.getAmt() == null ? entry.getAmt() : transaction.getAmt(),
                    unclear))
        .toList();
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
      ActiveOrHistoricCurrencyAndAmount amount,
      boolean unclear) {
    var direction =
        transaction == null || transaction.getCdtDbtInd() == null
            ? entry.getCdtDbtInd()
            : transaction.getCdtDbtInd();
    return new Item(
        endToEndId(transaction),
        direction == CreditDebitCode.DBIT && !Boolean.TRUE.equals(entry.isRvslInd()),
        amount.getValue(),
        amount.getCcy(),
        creditorIban(transaction),
        status(entry),
        day(entry.getBookgDt()).or(() -> day(entry.getValDt())).orElse(statementDay),
        unclear,
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
    return Optional.ofNullable(transaction)
        .map(EntryTransaction10::getRltdPties)
        .map(parties -> parties.getCdtrAcct())
        .map(CashAccount38::getId)
        .map(id -> id.getIBAN())
        .orElse(null);
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

  /** Notes the root element; stops at a document type, before anything it names could be read. */
  private static final class RootFinder extends DefaultHandler2 {

    private String namespace = "";
    private String name = "";

    @Override
    public void startDTD(String name, @Nullable String publicId, @Nullable String systemId) {
      refuse("documentType", "holds a document type (DOCTYPE), which bank statements never do");
    }

    @Override
    public void startElement(String uri, String localName, String qName, Attributes attributes) {
      if (name.isEmpty()) {
        namespace = uri;
        name = localName;
      }
    }

    @Override
    public InputSource resolveEntity(
        @Nullable String name, @Nullable String publicId, @Nullable String base, String systemId) {
      return new InputSource(new StringReader(""));
    }

    @Override
    public void error(SAXParseException broken) throws SAXException {
      throw broken;
    }

    @Override
    public void fatalError(SAXParseException broken) throws SAXException {
      throw broken;
    }
  }
}
