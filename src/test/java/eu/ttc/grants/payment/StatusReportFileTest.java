package eu.ttc.grants.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.payment.web.SimulatedFiles;
import eu.ttc.grants.payment.web.SimulatedFiles.Movement;
import eu.ttc.grants.payment.web.SimulatedFiles.Said;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusReportFileTest {

  private static final ProgrammeAccount ACCOUNT = CreditTransferFileTest.ACCOUNT;
  private static final LocalDate DAY = LocalDate.of(2026, 11, 25);

  private final List<PaymentView> payments =
      IntStream.rangeClosed(1, 3).mapToObj(StatusReportFileTest::payment).toList();
  private final BatchView batch =
      new BatchView(
          "PB-2026-000007",
          BatchState.RELEASED,
          3,
          1_500_000,
          "fiona",
          Instant.parse("2026-11-24T10:00:00Z"),
          "felix",
          Instant.parse("2026-11-24T11:00:00Z"),
          DAY,
          null,
          null,
          null,
          payments,
          1,
          false,
          List.of());
  private final String xml =
      text(
          SimulatedFiles.report(
              "REP-1",
              DAY,
              batch,
              new Said("PART", null),
              Map.of(
                  "V-2026-000001-P1", new Said("ACSP", null),
                  "V-2026-000002-P1", new Said("RJCT", "AC04"))));

  @Test
  void simulatedBankKeepsToTheSchemas() {
    assertThat(Iso20022.PAIN_002_001_10.problemOf(xml)).isEmpty();
    var movements = List.of(Movement.out(payments.get(0)), Movement.back(payments.get(1), "AC04"));
    assertThat(
            Iso20022.CAMT_054_001_08.problemOf(
                text(SimulatedFiles.advice("ADV-1", DAY, movements, ACCOUNT))))
        .isEmpty();
    assertThat(
            Iso20022.CAMT_053_001_08.problemOf(
                text(SimulatedFiles.statement("STM-1", DAY, movements, ACCOUNT))))
        .isEmpty();
  }

  @Test
  void readsWhatIsSaidAboutFileAndPayments() {
    var report = read(xml);

    assertThat(report.messageId()).isEqualTo("REP-1");
    assertThat(report.originalMessageId()).isEqualTo("PB-2026-000007");
    assertThat(report.lines())
        .extracting(
            line ->
                "%s %s %s %s"
                    .formatted(line.level(), line.endToEndId(), line.status(), line.reason()))
        .containsExactly(
            "FILE null PART null",
            "PAYMENT V-2026-000001-P1 ACSP null",
            "PAYMENT V-2026-000002-P1 RJCT AC04");
    assertThat(report.lines().getFirst().payments()).isEqualTo(3);
    assertThat(report.lines().getFirst().amount()).isEqualByComparingTo("15000.00");
  }

  @Test
  void readsReturnsWithTheirReasonFromAnAdvice() {
    var advice =
        SimulatedFiles.advice(
            "ADV-1", DAY, List.of(Movement.back(payments.getFirst(), "AC04")), ACCOUNT);

    var item = StatementFile.read(BankXml.read(advice), ACCOUNT.iban()).items().getFirst();

    assertThat(item.debit()).isFalse();
    assertThat(item.returnReason()).isEqualTo("AC04");
    assertThat(item.counterpartyIban()).isEqualTo("BE68539007547034");
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 50, 80, 99})
  void refusesAFileThatIsCutOff(int percent) {
    assertThat(refusal(xml.substring(0, xml.length() * percent / 100 - 1))).isEqualTo("wellFormed");
  }

  @Test
  void refusesOtherVersionsAccountsAndAttacks() {
    assertThat(refusal(xml.replace("pain.002.001.10", "pain.002.001.03"))).isEqualTo("version");
    assertThat(refusal(xml.replace("pain.002.001.10", "pain.001.001.09"))).isEqualTo("version");
    assertThat(refusal(xml.replace("<TxSts>", "<TxSts>TOO"))).isEqualTo("schema");
    assertThat(
            refusal(
                xml.replaceFirst(
                    "</TxInfAndSts>",
                    "<OrgnlTxRef><DbtrAcct><Id><IBAN>NL20INGB0001234567</IBAN></Id></DbtrAcct></OrgnlTxRef></TxInfAndSts>")))
        .isEqualTo("account");
    assertThat(
            refusal(
                xml.replaceFirst(
                    "\\?>", "?><!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>")))
        .isEqualTo("documentType");
    assertThat(
            refusal(
                xml.replaceFirst(
                    "\\?>",
                    "?><!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c"
                        + " \"&b;&b;&b;&b;\">]>")))
        .isEqualTo("documentType");
    assertThat(
            refusal(
                xml.replaceAll("(?s)<GrpSts>.*?</GrpSts>", "")
                    .replaceAll("(?s)<OrgnlPmtInfAndSts>.*</OrgnlPmtInfAndSts>", "")))
        .isEqualTo("noStatus");
  }

  private static String refusal(String xml) {
    var refused = catchThrowableOfType(InvalidInput.class, () -> read(xml));
    assertThat(refused).isNotNull();
    return refused.problems().getFirst().rule();
  }

  private static StatusReportFile read(String xml) {
    return StatusReportFile.read(
        BankXml.read(xml.getBytes(StandardCharsets.UTF_8)), ACCOUNT.iban());
  }

  private static String text(byte[] file) {
    return new String(file, StandardCharsets.UTF_8);
  }

  private static PaymentView payment(int number) {
    return new PaymentView(
        "V-2026-00000%d-P1".formatted(number),
        ApplicationRef.of("V-2026-00000" + number),
        1,
        1,
        500_000,
        "Hartklep NV",
        "BE68539007547034",
        PaymentState.RELEASED,
        "PB-2026-000007",
        Instant.parse("2026-11-24T10:00:00Z"),
        null,
        1,
        null,
        null,
        null,
        null);
  }
}
