package eu.ttc.grants.payment;

import com.prowidesoftware.swift.model.mx.dic.CreditorReferenceInformation2;
import com.prowidesoftware.swift.model.mx.dic.EntryTransaction10;
import com.prowidesoftware.swift.model.mx.dic.StructuredRemittanceInformation16;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All that a payer told with a transfer, wherever the bank put it: what it is for. */
final class RemittanceText {

  private RemittanceText() {}

  /** In lines: the payer's own reference, the purpose as typed, a creditor's reference. */
  static String of(@Nullable EntryTransaction10 transaction) {
    if (transaction == null) {
      return "";
    }
    var reference =
        transaction.getRefs() == null
            ? Stream.<String>empty()
            : Stream.of(transaction.getRefs()).map(refs -> refs.getEndToEndId());
    var remittance = transaction.getRmtInf();
    var told =
        remittance == null
            ? Stream.<String>empty()
            : Stream.concat(
                // a purpose longer than a line goes on in the next one
                Stream.of(String.join("", remittance.getUstrd())),
                remittance.getStrd().stream()
                    .map(StructuredRemittanceInformation16::getCdtrRefInf)
                    .filter(Objects::nonNull)
                    .map(CreditorReferenceInformation2::getRef));
    return Stream.of(reference, told, Stream.ofNullable(transaction.getAddtlTxInf()))
        .flatMap(lines -> lines)
        .filter(Objects::nonNull)
        .filter(line -> !line.isBlank() && !line.equals(StatementFile.NOT_PROVIDED))
        .collect(Collectors.joining("\n"));
  }
}
