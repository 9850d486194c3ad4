package eu.ttc.grants.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.payment.web.SimulatedStatement;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementFileTest {

  private static final ProgrammeAccount ACCOUNT = CreditTransferFileTest.ACCOUNT;

  private final String xml = statement();

  @Test
  void simulatedBankKeepsToTheSchema() {
    assertThat(Iso20022.CAMT_053_001_08.problemOf(xml)).isEmpty();
  }

  @Test
  void readsWhatWasBooked() {
    var file = read(xml);

    assertThat(file.messageId()).isEqualTo("SIM-PB-2026-000007");
    assertThat(file.items()).hasSize(2);
    var item = file.items().getFirst();
    assertThat(item.endToEndId()).isEqualTo("V-2026-000001-P1");
    assertThat(item.amount()).isEqualByComparingTo("5000");
    assertThat(item.counterpartyIban()).isEqualTo("BE68539007547034");
    assertThat(item.bookedOn()).isEqualTo(LocalDate.of(2026, 11, 25));
    assertThat(item.debit()).isTrue();
    assertThat(item.booked()).isTrue();
    assertThat(item.inEuro()).isTrue();
  }

  @Test
  void readsOneEntryThatCollectsSeveralTransactions() {
    var single = xml.indexOf("</NtryDtls>");
    var collected =
        xml.substring(0, single).replace("<Amt Ccy=\"EUR\">5000.00</Amt>", "@")
            + xml.substring(single);
    collected = collected.replaceFirst("@", "<Amt Ccy=\"EUR\">10000.00</Amt>");
    collected = collected.replace("@", "<Amt Ccy=\"EUR\">5000.00</Amt>");
    var second =
        collected.substring(
            collected.lastIndexOf("<TxDtls>"), collected.lastIndexOf("</NtryDtls>"));
    collected =
        collected.substring(0, collected.lastIndexOf("<Ntry>"))
            + collected.substring(collected.lastIndexOf("</Ntry>") + "</Ntry>".length());
    collected =
        collected
            .replace("</NtryDtls>", second + "</NtryDtls>")
            .replace("<NbOfNtries>2<", "<NbOfNtries>1<");

    assertThat(read(collected).items())
        .extracting(StatementFile.Item::endToEndId)
        .containsExactly("V-2026-000001-P1", "V-2026-000002-P1");
    assertThat(read(collected).items()).noneMatch(StatementFile.Item::unclear);
  }

  @Test
  void tellsAnnouncedFromBooked() {
    var announced =
        xml.replace("<Cd>BOOK</Cd>", "<Cd>PDNG</Cd>").replace("4990000.00", "5000000.00");

    assertThat(read(announced).items()).noneMatch(StatementFile.Item::booked);
  }

  @Test
  void takesAReversalForMoneyThatCameBack() {
    var reversed = xml.replace("</CdtDbtInd>\n", "</CdtDbtInd>");
    reversed = reversed.replaceAll("<Sts>", "<RvslInd>true</RvslInd><Sts>");

    assertThat(read(reversed).items()).noneMatch(StatementFile.Item::debit);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 50, 80, 99})
  void refusesAFileThatIsCutOff(int percent) {
    assertRefused(xml.substring(0, xml.length() * percent / 100 - 1), "wellFormed");
  }

  @Test
  void refusesAWellFormedFileThatIsNotWhole() {
    var withoutSecond =
        xml.substring(0, xml.lastIndexOf("<Ntry>"))
            + xml.substring(xml.lastIndexOf("</Ntry>") + "</Ntry>".length());

    assertRefused(withoutSecond, "entryCount");
    assertRefused(withoutSecond.replace("<NbOfNtries>2<", "<NbOfNtries>1<"), "balance");
  }

  @Test
  void refusesAnotherVersion() {
    assertThat(assertRefused(xml.replace("camt.053.001.08", "camt.053.001.02"), "version"))
        .contains("camt.053.001.02");
    assertRefused(xml.replace("camt.053.001.08", "camt.052.001.08"), "version");
    assertRefused("<html/>", "version");
  }

  @Test
  void refusesAnotherAccount() {
    assertThat(assertRefused(xml.replace("NL91ABNA0417164300", "NL20INGB0001234567"), "account"))
        .doesNotContain("NL20INGB");
  }

  @Test
  void refusesWhatBreaksTheSchema() {
    assertThat(assertRefused(xml.replace("<MsgId>", "<MsgId>" + "x".repeat(40)), "schema"))
        .contains("line");
    assertRefused(xml.replace("DBIT", "OUT"), "schema");
    assertRefused(xml.replaceAll("(?s)<Bal>.*</Bal>", ""), "schema");
    assertRefused(xml.replace("<Ntry>", "<Ntry><Extra/>"), "schema");
  }

  @Test
  void refusesWhatIsNoText() {
    assertRefused("", "empty");
    assertRefused("hello", "wellFormed");
    var latin1 = xml.replace("Hartklep", "Härtklep").getBytes(StandardCharsets.ISO_8859_1);
    assertThat(refusal(latin1).rule()).isEqualTo("encoding");
  }

  @Test
  void neverFollowsAnExternalEntity() throws IOException {
    try (var bait = new ServerSocket(0)) {
      bait.setSoTimeout(200);
      var url = "http://localhost:%d/x".formatted(bait.getLocalPort());
      var attacks =
          List.of(
              "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>",
              "<!DOCTYPE d [<!ENTITY x SYSTEM \"%s\">]>".formatted(url),
              "<!DOCTYPE d SYSTEM \"%s\">".formatted(url),
              "<!DOCTYPE d [<!ENTITY % p SYSTEM \"" + url + "\"> %p;]>",
              "<!DOCTYPE d [<!ENTITY a \"aaaa\"><!ENTITY x \"&a;&a;&a;&a;\">]>");

      for (var attack : attacks) {
        var evil = xml.replaceFirst("\\?>", "?>" + attack).replace("Hartklep", "&x;");
        assertRefused(evil, "documentType");
      }

      assertThat(catchThrowableOfType(java.net.SocketTimeoutException.class, bait::accept))
          .as("nobody called")
          .isNotNull();
    }
  }

  private static String assertRefused(String xml, String rule) {
    var problem = refusal(xml.getBytes(StandardCharsets.UTF_8));
    assertThat(problem.rule()).as(problem.message()).isEqualTo(rule);
    return problem.message();
  }

  private static FieldProblem refusal(byte[] content) {
    var refused =
        catchThrowableOfType(
            InvalidInput.class, () -> StatementFile.read(BankXml.read(content), ACCOUNT.iban()));
    assertThat(refused).isNotNull();
    return refused.problems().getFirst();
  }

  private static StatementFile read(String xml) {
    return StatementFile.read(BankXml.read(xml.getBytes(StandardCharsets.UTF_8)), ACCOUNT.iban());
  }

  private static String statement() {
    var lines =
        IntStream.rangeClosed(1, 2)
            .mapToObj(
                number ->
                    new PaymentView(
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
                        null))
            .toList();
    var batch =
        new BatchView(
            "PB-2026-000007",
            BatchState.RELEASED,
            2,
            1_000_000,
            "fiona",
            Instant.parse("2026-11-24T10:00:00Z"),
            "felix",
            Instant.parse("2026-11-24T11:00:00Z"),
            LocalDate.of(2026, 11, 25),
            null,
            null,
            null,
            lines,
            1,
            false,
            List.of());
    return new String(SimulatedStatement.about(batch, ACCOUNT), StandardCharsets.UTF_8);
  }
}
