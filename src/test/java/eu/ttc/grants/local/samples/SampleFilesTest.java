package eu.ttc.grants.local.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

@DisplayName("The sample dossiers")
class SampleFilesTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);

  static List<Sample> samples() throws IOException {
    return SampleFiles.read(Path.of("src/samples"), TODAY);
  }

  @Test
  @DisplayName("are five eligible ones of five regions, and one for each reason to refuse")
  void coverWhatTheyAreFor() throws IOException {
    var eligible =
        samples().stream().filter(one -> one.expected().event().equals("BUDGET_RESERVED")).toList();
    var refused =
        samples().stream().filter(one -> !eligible.contains(one)).map(Sample::expected).toList();

    assertThat(eligible).hasSize(5).extracting(Sample::region).doesNotHaveDuplicates();
    assertThat(refused)
        .extracting(Outcome::toString)
        .containsExactlyInAnyOrder(
            "incomplete",
            "refused: NOT_SME",
            "refused: OUT_OF_REGION",
            "refused: OUT_OF_SECTOR",
            "refused: NOT_CROSS_BORDER",
            "refused: DE_MINIMIS_CEILING",
            "refused: NO_INCENTIVE_EFFECT",
            "refused: RECOVERY_ORDER",
            "refused: DOUBLE_FUNDING",
            "refused: NOT_FIRST_RD");
  }

  @ParameterizedTest
  @MethodSource("samples")
  @DisplayName("have costs that cover the amount asked for, and are the same in the project plan")
  void costsAddUp(Sample sample) {
    var costs =
        sample.application().path("costs").valueStream().mapToLong(SampleFilesTest::cents).sum();

    assertThat(costs).isGreaterThanOrEqualTo(cents(sample.application(), "requestedAmountCents"));
    assertThat(totals(sample, "PROJECT_PLAN")).containsExactly(costs);
  }

  @ParameterizedTest
  @MethodSource("samples")
  @DisplayName("have annual accounts that balance and show the figures of the dossier")
  void accountsBalance(Sample sample) {
    if (sample.expected().event().equals("INCOMPLETE")) {
      return;
    }
    var enterprise = sample.application().path("enterprise");
    var balance = cents(enterprise, "balanceTotalCents");

    var totals = totals(sample, "ANNUAL_ACCOUNTS");

    assertThat(totals).hasSize(3).endsWith(balance, balance);
    assertThat(document(sample, "ANNUAL_ACCOUNTS").html())
        .contains(euros(cents(enterprise, "turnoverCents"), document(sample, "ANNUAL_ACCOUNTS")));
  }

  @ParameterizedTest
  @MethodSource("samples")
  @DisplayName("come with documents that are real PDFs")
  void documentsArePrinted(Sample sample) {
    for (var document : sample.documents()) {
      var pdf = Pdf.of(document.html());

      assertThat(new String(pdf, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
      assertThat(pdf.length).isBetween(1_000, 200_000);
    }
  }

  @Test
  @DisplayName("name dates by their distance from today")
  void datesFollowToday(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("one.json"),
        """
        {"shows": "dates", "expected": {"event": "REJECTED", "reason": "NOT_SME"},
         "applicant": {}, "documents": [],
         "application": {"a": "today", "b": "today + P2M", "c": ["today - P1Y"], "d": "today's"}}
        """);

    var told = SampleFiles.read(folder, TODAY).getFirst().application();

    assertThat(told.toString())
        .isEqualTo(
            "{\"a\":\"2026-11-25\",\"b\":\"2027-01-25\",\"c\":[\"2025-11-25\"],\"d\":\"today's\"}");
  }

  @Test
  @DisplayName("that cannot be read are named")
  void namesBrokenFiles(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("broken.json"), "{\"shows\": ");

    assertThatThrownBy(() -> SampleFiles.read(folder, TODAY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("broken.json");
  }

  /** The totals of a document's tables, after checking that each is the sum of its rows. */
  private static List<Long> totals(Sample sample, String kind) {
    return document(sample, kind).content().stream()
        .filter(JsonNode::isArray)
        .map(
            table -> {
              var figures = table.valueStream().mapToLong(row -> figure(row.get(1))).toArray();
              var total = figures[figures.length - 1];
              assertThat(Arrays.stream(figures).sum()).isEqualTo(2 * total);
              return total;
            })
        .toList();
  }

  private static SampleDocument document(Sample sample, String kind) {
    return sample.documents().stream()
        .filter(document -> document.kind().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  private static long figure(JsonNode euros) {
    return Long.parseLong(euros.asString().replaceAll("[^0-9-]", "")) * 100;
  }

  private static String euros(long cents, SampleDocument document) {
    var separator = document.language().equals("fr") ? " " : ".";
    return "%,d".formatted(cents / 100).replace(",", separator);
  }

  private static long cents(JsonNode cost) {
    return cents(cost, "amountCents");
  }

  private static long cents(JsonNode node, String field) {
    return node.path(field).longValue();
  }
}
