package eu.ttc.grants.payment;

import com.prowidesoftware.swift.model.mx.MxPain00200110;
import com.prowidesoftware.swift.model.mx.dic.ActiveOrHistoricCurrencyAndAmount;
import com.prowidesoftware.swift.model.mx.dic.AmountType4Choice;
import com.prowidesoftware.swift.model.mx.dic.CashAccount38;
import com.prowidesoftware.swift.model.mx.dic.OriginalGroupHeader17;
import com.prowidesoftware.swift.model.mx.dic.OriginalPaymentInstruction32;
import com.prowidesoftware.swift.model.mx.dic.OriginalTransactionReference28;
import com.prowidesoftware.swift.model.mx.dic.PaymentTransaction105;
import com.prowidesoftware.swift.model.mx.dic.StatusReasonInformation12;
import eu.ttc.grants.kernel.InvalidInput;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a bank file of ours, as pain.002.001.10 tells it: about the file as a whole,
 * about its one batch, and about single payments.
 *
 * @param messageId the bank's id of the report
 * @param originalMessageId the id of the file it is about
 * @param originalMessageName such as {@code pain.001.001.09}
 * @param lines the most general first
 */
record StatusReportFile(
    String messageId,
    Instant createdAt,
    String originalMessageId,
    String originalMessageName,
    List<Line> lines) {

  private static final String NOT_PROVIDED = "NOTPROVIDED";

  /** About what a line speaks. */
  enum Level {
    FILE,
    BATCH,
    PAYMENT
  }

  /**
   * One status.
   *
   * @param batch id of the batch it is about, as the bank repeats it; absent for the file
   * @param endToEndId of the payment it is about
   * @param status code of ISO 20022, such as {@code ACSP}
   * @param reason code of the reason, when the bank gives one
   * @param payments how many payments were in the file or batch, as the bank counted them
   * @param amount what the bank repeats of the payment, or their sum
   * @param iban account of the payee, as the bank repeats it
   */
  record Line(
      Level level,
      @Nullable String batch,
      @Nullable String endToEndId,
      String status,
      @Nullable String reason,
      @Nullable String explanation,
      @Nullable Long payments,
      @Nullable BigDecimal amount,
      @Nullable String currency,
      @Nullable String iban) {}

  /**
   * Reads a report about a file whose payments left the account {@code ownIban}.
   *
   * @throws InvalidInput naming the rule that the file breaks
   */
  static StatusReportFile read(BankXml file, String ownIban) {
    var report = MxPain00200110.parse(file.text()).getCstmrPmtStsRpt();
    var original = report.getOrgnlGrpInfAndSts();
    var lines = new ArrayList<Line>();
    if (original.getGrpSts() != null) {
      lines.add(ofFile(original));
    }
    for (var batch : report.getOrgnlPmtInfAndSts()) {
      if (batch.getPmtInfSts() != null) {
        lines.add(ofBatch(batch));
      }
      for (var transaction : batch.getTxInfAndSts()) {
        requireOwnAccount(transaction.getOrgnlTxRef(), ownIban);
        if (transaction.getTxSts() != null) {
          lines.add(ofPayment(batch.getOrgnlPmtInfId(), transaction));
        }
      }
    }
    if (lines.isEmpty()) {
      throw InvalidInput.of("file", "noStatus", "tells no status at all");
    }
    var header = report.getGrpHdr();
    return new StatusReportFile(
        header.getMsgId(),
        header.getCreDtTm().toInstant(),
        original.getOrgnlMsgId(),
        original.getOrgnlMsgNmId(),
        List.copyOf(lines));
  }

  private static Line ofFile(OriginalGroupHeader17 file) {
    return new Line(
        Level.FILE,
        null,
        null,
        file.getGrpSts(),
        reason(file.getStsRsnInf()),
        explanation(file.getStsRsnInf()),
        count(file.getOrgnlNbOfTxs()),
        file.getOrgnlCtrlSum(),
        null,
        null);
  }

  private static Line ofBatch(OriginalPaymentInstruction32 batch) {
    return new Line(
        Level.BATCH,
        batch.getOrgnlPmtInfId(),
        null,
        batch.getPmtInfSts(),
        reason(batch.getStsRsnInf()),
        explanation(batch.getStsRsnInf()),
        count(batch.getOrgnlNbOfTxs()),
        batch.getOrgnlCtrlSum(),
        null,
        null);
  }

  private static Line ofPayment(String batch, PaymentTransaction105 transaction) {
    var original = Optional.ofNullable(transaction.getOrgnlTxRef());
    var amount =
        original.map(OriginalTransactionReference28::getAmt).map(AmountType4Choice::getInstdAmt);
    return new Line(
        Level.PAYMENT,
        batch,
        endToEndId(transaction),
        transaction.getTxSts(),
        reason(transaction.getStsRsnInf()),
        explanation(transaction.getStsRsnInf()),
        null,
        amount.map(ActiveOrHistoricCurrencyAndAmount::getValue).orElse(null),
        amount.map(ActiveOrHistoricCurrencyAndAmount::getCcy).orElse(null),
        iban(original, OriginalTransactionReference28::getCdtrAcct).orElse(null));
  }

  private static @Nullable String endToEndId(PaymentTransaction105 transaction) {
    var reference =
        transaction.getOrgnlEndToEndId() == null
            ? transaction.getOrgnlInstrId()
            : transaction.getOrgnlEndToEndId();
    return NOT_PROVIDED.equals(reference) ? null : reference;
  }

  private static void requireOwnAccount(
      @Nullable OriginalTransactionReference28 original, String ownIban) {
    iban(Optional.ofNullable(original), OriginalTransactionReference28::getDbtrAcct)
        .filter(iban -> !iban.equals(ownIban))
        .ifPresent(
            other -> {
              throw InvalidInput.of(
                  "file", "account", "is about payments of another account than the programme's");
            });
  }

  private static Optional<String> iban(
      Optional<OriginalTransactionReference28> original,
      Function<OriginalTransactionReference28, @Nullable CashAccount38> whose) {
    return original.map(whose).map(CashAccount38::getId).map(id -> id.getIBAN());
  }

  private static @Nullable String reason(List<StatusReasonInformation12> reasons) {
    return reasons.stream()
        .map(StatusReasonInformation12::getRsn)
        .filter(Objects::nonNull)
        .map(reason -> reason.getCd() == null ? reason.getPrtry() : reason.getCd())
        .findFirst()
        .orElse(null);
  }

  private static @Nullable String explanation(List<StatusReasonInformation12> reasons) {
    var told = String.join(" ", reasons.stream().flatMap(r -> r.getAddtlInf().stream()).toList());
    return told.isBlank() ? null : told;
  }

  private static @Nullable Long count(@Nullable String number) {
    return number == null ? null : Long.valueOf(number);
  }
}
