package eu.ttc.grants.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.prowidesoftware.swift.model.mx.MxPain00100109;
import eu.ttc.grants.kernel.Cents;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CreditTransferFileTest {

  static final ProgrammeAccount ACCOUNT =
      new ProgrammeAccount(
          "Technologie-Cluster für KMU", "NL91 ABNA 0417 1643 00", "ABNANL2A", "Maastricht", "NL");

  private final List<CreditTransferFile.Transfer> transfers =
      List.of(
          transfer("V-2026-000001-P1", Cents.euros(5000), "GEBABEBB"),
          transfer("V-2026-000002-P1", Cents.of(499_999), null));

  private final String xml = write(transfers);

  @Test
  void keepsToThePublishedSchema() {
    assertThat(Iso20022.PAIN_001_001_09.problemOf(xml)).isEmpty();
    assertThat(xml).startsWith("<?xml").contains(Iso20022.PAIN_001_001_09.namespace());
  }

  @Test
  void saysWhatSepaAsks() {
    var initiation = MxPain00100109.parse(xml).getCstmrCdtTrfInitn();

    var payment = initiation.getPmtInf().getFirst();
    assertThat(payment.getPmtMtd().value()).isEqualTo("TRF");
    assertThat(payment.getPmtTpInf().getSvcLvl().getFirst().getCd()).isEqualTo("SEPA");
    assertThat(payment.getChrgBr().value()).isEqualTo("SLEV");
    assertThat(payment.isBtchBookg()).isFalse();
    assertThat(payment.getReqdExctnDt().getDt()).isEqualTo(LocalDate.of(2026, 11, 25));
    assertThat(payment.getDbtr().getNm()).isEqualTo("Technologie-Cluster fuer KMU");
    assertThat(payment.getDbtrAcct().getId().getIBAN()).isEqualTo("NL91ABNA0417164300");
    assertThat(payment.getDbtrAgt().getFinInstnId().getBICFI()).isEqualTo("ABNANL2A");
    assertThat(payment.getCdtTrfTxInf())
        .allSatisfy(
            transaction -> {
              assertThat(transaction.getAmt().getInstdAmt().getCcy()).isEqualTo("EUR");
              assertThat(transaction.getCdtr().getPstlAdr().getTwnNm()).isEqualTo("Leuven");
              assertThat(transaction.getCdtr().getPstlAdr().getCtry()).isEqualTo("BE");
              assertThat(transaction.getCdtr().getPstlAdr().getAdrLine()).isEmpty();
            });
    assertThat(payment.getCdtTrfTxInf().get(0).getCdtrAgt().getFinInstnId().getBICFI())
        .isEqualTo("GEBABEBB");
    assertThat(payment.getCdtTrfTxInf().get(1).getCdtrAgt()).isNull();
  }

  @Test
  void addsUpOnBothLevels() {
    var initiation = MxPain00100109.parse(xml).getCstmrCdtTrfInitn();

    var payment = initiation.getPmtInf().getFirst();
    assertThat(initiation.getGrpHdr().getNbOfTxs()).isEqualTo("2");
    assertThat(initiation.getGrpHdr().getCtrlSum()).isEqualByComparingTo("9999.99");
    assertThat(payment.getNbOfTxs()).isEqualTo("2");
    assertThat(payment.getCtrlSum()).isEqualByComparingTo("9999.99");
  }

  @Test
  void holdsNothingOutsideTheCharacterSetAndLengthsOfSepa() {
    var initiation = MxPain00100109.parse(xml).getCstmrCdtTrfInitn();

    assertThat(Pattern.compile(">([^<>]+)<").matcher(xml).results())
        .extracting(text -> text.group(1))
        .allMatch(text -> text.matches("[A-Za-z0-9/?:().,'+ \\s-]*"));
    assertThat(initiation.getPmtInf().getFirst().getCdtTrfTxInf())
        .allSatisfy(
            transaction -> {
              assertThat(transaction.getPmtId().getEndToEndId()).hasSizeLessThanOrEqualTo(35);
              assertThat(transaction.getCdtr().getNm()).hasSizeLessThanOrEqualTo(70);
              assertThat(transaction.getRmtInf().getUstrd())
                  .singleElement()
                  .satisfies(text -> assertThat(text).hasSizeLessThanOrEqualTo(140));
            });
  }

  @Test
  void isNotWrittenWhenTheSchemaWouldBeBroken() {
    var tooLong = List.of(transfer("x".repeat(36), Cents.euros(1), null));

    assertThatThrownBy(() -> write(tooLong))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("PB-2026-000001")
        .hasMessageContaining("35");
  }

  private static String write(List<CreditTransferFile.Transfer> transfers) {
    return new String(
        CreditTransferFile.write(
            "PB-2026-000001",
            Instant.parse("2026-11-24T10:15:30.123456Z"),
            LocalDate.of(2026, 11, 25),
            ACCOUNT,
            transfers),
        StandardCharsets.UTF_8);
  }

  private static CreditTransferFile.Transfer transfer(String endToEndId, Cents amount, String bic) {
    return new CreditTransferFile.Transfer(
        endToEndId,
        amount,
        "Hartklep NV",
        "BE68539007547034",
        bic,
        "Bondgenotenlaan 1",
        "3000",
        "Leuven",
        "BE",
        "Innovation voucher " + endToEndId);
  }
}
