package eu.ttc.grants.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.ModuleTest;
import eu.ttc.grants.testing.PaidCase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@ModuleTest
class AccountingExportModuleTest {

  private static final CSVFormat READ =
      CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

  private final AccountingExport export;
  private final Reconciliation reconciliation;
  private final PaidCase cases;
  private final ApplicationDesk desk;
  private final JdbcClient jdbc;

  AccountingExportModuleTest(
      AccountingExport export,
      Reconciliation reconciliation,
      PaidCase cases,
      ApplicationDesk desk,
      JdbcClient jdbc) {
    this.export = export;
    this.reconciliation = reconciliation;
    this.cases = cases;
    this.desk = desk;
    this.jdbc = jdbc;
  }

  @BeforeEach
  void nothingIsPostedLater() {
    cases.catchUp();
  }

  @Test
  void postingsTellFromWhereToWhereEachAmountWent() {
    var ref = cases.booked();

    var rows = postings(today(), ref);

    assertThat(rows)
        .extracting(
            row -> row.get("kind"), row -> row.get("from_account"), row -> row.get("to_account"))
        .containsExactly(
            tuple("RESERVE", "available", "reserved"),
            tuple("COMMIT", "reserved", "committed"),
            tuple("ORDER", "committed", "in_payment"),
            tuple("PAY", "in_payment", "paid"));
    assertThat(rows).allSatisfy(row -> assertThat(row.get("amount_eur")).isEqualTo("5000.00"));
    assertThat(rows)
        .allSatisfy(
            row ->
                assertThat(euros(row, "erdf_eur").add(euros(row, "national_eur")))
                    .isEqualByComparingTo(euros(row, "amount_eur")));
    assertThat(rows.getLast().get("payment")).isEqualTo(ref + "-P1");
    assertThat(rows.getFirst().get("payment")).isEmpty();
    assertThat(rows.getLast().get("posted_by")).isNotEqualTo("system");
  }

  @Test
  void postingsOfOtherDaysAreNotInTheFile() {
    var ref = cases.booked();

    assertThat(postings(today().minusDays(1), ref)).isEmpty();
    assertThat(postings(today().plusDays(1), ref)).isEmpty();
  }

  @Test
  void aReasonThatIsAFormulaIsWrittenAsText() {
    var ref = cases.booked();

    desk.inRolledBackTransaction(
        () -> {
          jdbc.sql("alter table budget_posting disable trigger user").update();
          jdbc.sql(
                  "update budget_posting set reason = '=cmd|'' /C calc''!A0'"
                      + " where application = :ref and kind = 'PAY'")
              .param("ref", ref.value())
              .update();

          assertThat(postings(today(), ref).getLast().get("reason")).startsWith("'=cmd");
        });
  }

  @Test
  void paymentsTellWhoReleasedThemAndWhichEntryOfTheBankBookedThem() {
    var ref = cases.booked();

    var row = rows(ref, (period, out) -> export.payments(period, false, false, out)).getFirst();

    assertThat(row.get("payment")).isEqualTo(ref + "-P1");
    assertThat(row.get("amount_eur")).isEqualTo("5000.00");
    assertThat(row.get("state")).isEqualTo("BOOKED");
    assertThat(row.get("iban")).isEqualTo("NL91ABNA0417164300");
    assertThat(row.get("prepared_by")).isNotEmpty().isNotEqualTo(row.get("released_by"));
    assertThat(row.get("bank_statement")).isEqualTo("SIM-" + row.get("batch"));
    assertThat(row.get("bank_entry")).isEqualTo("1");
  }

  @Test
  void accountsAreMaskedForWhoMayNotSeeThem() {
    var ref = cases.booked();

    var row = rows(ref, (period, out) -> export.payments(period, false, true, out)).getFirst();

    assertThat(row.get("iban")).isEqualTo("NL91••••••••••••00");
  }

  private static BigDecimal euros(CSVRecord row, String column) {
    return new BigDecimal(row.get(column));
  }

  private LocalDate today() {
    return reconciliation.today();
  }

  private List<CSVRecord> postings(LocalDate day, ApplicationRef ref) {
    var out = new ByteArrayOutputStream();
    export.postings(Period.of(day, day), false, out);
    return parse(out, ref);
  }

  private List<CSVRecord> rows(
      ApplicationRef ref, BiConsumer<Period, ByteArrayOutputStream> written) {
    var out = new ByteArrayOutputStream();
    written.accept(Period.of(today(), today()), out);
    return parse(out, ref);
  }

  private static List<CSVRecord> parse(ByteArrayOutputStream out, ApplicationRef ref) {
    try (var parser = CSVParser.parse(out.toString(StandardCharsets.UTF_8), READ)) {
      return parser.stream().filter(row -> row.get("application").equals(ref.value())).toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
