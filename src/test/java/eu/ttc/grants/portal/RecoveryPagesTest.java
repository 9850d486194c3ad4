package eu.ttc.grants.portal;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.payment.BankMessages;
import eu.ttc.grants.payment.ProgrammeAccount;
import eu.ttc.grants.payment.web.SimulatedFiles;
import eu.ttc.grants.payment.web.SimulatedFiles.Receipt;
import eu.ttc.grants.recovery.OpenSuspicion;
import eu.ttc.grants.recovery.RecordFinding;
import eu.ttc.grants.recovery.Recoveries;
import eu.ttc.grants.recovery.Settlement;
import eu.ttc.grants.recovery.SuspicionKind;
import eu.ttc.grants.testing.PaidCase;
import eu.ttc.grants.testing.TestClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServedTest
@DisplayName("Suspicions and repayments, on the pages and over the API")
class RecoveryPagesTest {

  private final People people;
  private final PaidCase cases;
  private final Recoveries recoveries;
  private final BankMessages statements;
  private final ProgrammeAccount programme;
  private final Applications applications;
  private final TestClock clock;
  private final int port;
  private final String anna;
  private final String max;
  private final String mia;

  RecoveryPagesTest(
      People people,
      PaidCase cases,
      Recoveries recoveries,
      BankMessages statements,
      ProgrammeAccount programme,
      Applications applications,
      TestClock clock,
      @LocalServerPort int port) {
    this.people = people;
    this.cases = cases;
    this.recoveries = recoveries;
    this.statements = statements;
    this.programme = programme;
    this.applications = applications;
    this.clock = clock;
    this.port = port;
    this.anna = people.applicant();
    this.max = people.withAll(Role.PROGRAMME_MANAGER);
    this.mia = people.withAll(Role.PROGRAMME_MANAGER);
  }

  @Test
  void aManagerOpensASuspicionAndNothingTypedIsLost() {
    var ref = paid();
    var manager = Visitor.at(port, max);
    var page = "/dossiers/%s/recoveries".formatted(ref);
    assertThat(manager.get("/dossiers/" + ref).html()).contains(page);
    assertThat(manager.get(page).text()).contains("Nothing is suspected", "Open a suspicion");

    var wrong =
        manager.post(
            page,
            Map.of(
                "suspicionKind",
                "IRREGULARITY",
                "suspectedAmount",
                "a lot",
                "suspicion",
                "Invoice 17 is claimed twice."));
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.html()).contains("value=\"a lot\"", "Invoice 17 is claimed twice.");
    assertThat(wrong.text()).contains("is no amount in euros");
    var tooMuch =
        manager.post(
            page,
            Map.of(
                "suspicionKind", "IRREGULARITY",
                "suspectedAmount", "5,000.01",
                "suspicion", "Invoice 17."));
    assertThat(tooMuch.text()).contains("at most what is set aside or paid");

    var opened =
        manager.post(
            page,
            Map.of(
                "suspicionKind", "IRREGULARITY",
                "suspectedAmount", "1,000.00",
                "suspicion", "Invoice 17 is claimed twice."));
    assertThat(opened.status()).isEqualTo(200);
    assertThat(opened.text()).contains("Hearing", "€1,000").doesNotContain("Open a suspicion");
  }

  @Test
  void theApplicantAnswersOnceAndSeesWhatToPayAndHow() {
    var ref = heard();
    var own = Visitor.at(port, anna);
    assertThat(own.get("/applications/" + ref).text()).contains("Tell us your view");
    var page = "/applications/%s/recovery".formatted(ref);
    assertThat(own.get(page).text()).contains("Invoice 17", "Nothing is decided yet");
    assertThat(own.post(page + "/1/answer", Map.of("answer", " ")).status()).isEqualTo(422);

    assertThat(own.post(page + "/1/answer", Map.of("answer", "They differ.")).text())
        .contains("They differ.", "A programme manager decides now");
    assertThat(own.post(page + "/1/answer", Map.of("answer", "More.")).status()).isEqualTo(409);
    order(ref);

    assertThat(own.get("/applications/" + ref).text()).contains("Pay back €1,000");
    assertThat(own.get(page).text())
        .contains("Please pay back €1,000", ref + "-R1", "NL91 ABNA 0417 1643 00", "ABNANL2A");
    clock.advance(Duration.ofDays(60));
    assertThat(own.get(page).text()).contains("This was due on", "5.65 %", "not charged yet");
  }

  @Test
  void aTrifleIsWaivedByAnotherManagerThanTheOneWhoFound() {
    var ref = heard();
    recoveries.answer(ref, 1, anna, "They differ.");
    find(ref, Cents.euros(400));
    recoveries.order(ref, 1, inDays(30), passageOf("recovery.order-repayment"));
    var page = "/dossiers/%s/recoveries".formatted(ref);

    var refused = Visitor.at(port, mia).post(page + "/1/waiver", Map.of("waiver", "Not worth it."));
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text()).contains("another programme manager waives", "Not worth it.");
    var waived =
        Visitor.at(port, people.withAll(Role.PROGRAMME_MANAGER))
            .post(page + "/1/waiver", Map.of("waiver", "Not worth it."));

    assertThat(waived.text()).contains("Waived");
  }

  @Test
  void financeSeesAllThatIsOpen() {
    var ref = heard();
    recoveries.answer(ref, 1, anna, "They differ.");
    order(ref);
    var fiona = Visitor.at(port, people.with(Role.FINANCE_OFFICER));

    assertThat(fiona.get("/recoveries").text()).contains(ref.value(), "To be paid back");
    assertThat(fiona.get("/recoveries?ended=true").text()).doesNotContain(ref.value());
    clock.advance(Duration.ofDays(60));
    assertThat(fiona.get("/recoveries").text()).contains("overdue");
    assertThat(fiona.get("/dossiers/%s/recoveries".formatted(ref)).html())
        .doesNotContain("suspicion-form");
  }

  @Test
  void whatWasPaidTooMuchIsSentBackByTwoFinanceOfficers() {
    var ref = overpaid();
    var atFionas = Visitor.at(port, people.withAll(Role.FINANCE_OFFICER));
    var atFelixs = Visitor.at(port, people.withAll(Role.FINANCE_OFFICER));
    var page = "/payments/refunds/%s/1".formatted(ref);
    var password = Map.of("password", People.PASSWORD);
    assertThat(atFionas.get("/recoveries").html()).contains(page);
    assertThat(atFionas.get(page).html()).contains("value=\"NL91ABNA0417164300\"");

    var wrong = atFionas.post(page, Map.of("iban", "NL00", "holder", "J. Jansen", "reason", ""));
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.text()).contains("is no valid IBAN");
    assertThat(wrong.html()).contains("value=\"J. Jansen\"");
    var ordered = atFionas.post(page, account(ref));
    assertThat(ordered.text()).contains(ref + "-R1-B1", "€250", "Another finance officer releases");
    assertThat(ordered.html()).doesNotContain("type=\"password\"", page + "/kept");
    assertThat(atFionas.post(page + "/1/release", password).status()).isEqualTo(409);
    assertThat(atFelixs.post(page + "/1/release", Map.of("password", "no")).status())
        .isEqualTo(422);
    var released = atFelixs.post(page + "/1/release", password);

    var file = atFelixs.get(page + "/1/file");
    assertThat(new String(file.body(), StandardCharsets.UTF_8)).contains(ref + "-R1-B1");
    assertThat(released.text()).contains("Released", sha256(file.body()));
    assertThat(atFionas.get(page + "/1/file").body()).isEqualTo(file.body());
    var aude = Visitor.at(port, people.with(Role.AUDITOR));
    assertThat(aude.get(page).text()).contains("NL91 ••••").doesNotContain("0417");
    assertThat(aude.post(page + "/kept", Map.of("reason", "x")).status()).isEqualTo(403);
    assertThat(Visitor.at(port, max).get(page).status()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({
    "nl, Te veel betaald: € 250",
    "de, Zu viel gezahlt: 250",
    "fr, Trop-perçu: 250",
    "en, Paid too much: €250"
  })
  void aStatementOfAccountWithARepaymentStaysWithinItsMargins(String language, String overpaid)
      throws IOException {
    var ref = overpaid();
    var own = Visitor.at(port, anna).speaking(language);

    var margins = new Margins();
    try (var pdf = Loader.loadPDF(own.get("/applications/%s/account.pdf".formatted(ref)).body())) {
      var text = margins.getText(pdf).replaceAll("[\\u00a0\\u202f]", " ");

      assertThat(text).contains(ref + "-R1", overpaid);
      assertThat(margins.right).isLessThan(pdf.getPage(0).getMediaBox().getWidth() - 50);
    }
  }

  /** Knows how far to the right anything is written. */
  private static final class Margins extends PDFTextStripper {

    private float right;

    @Override
    protected void writeString(String text, List<TextPosition> letters) throws IOException {
      letters.forEach(
          letter -> right = Math.max(right, letter.getXDirAdj() + letter.getWidthDirAdj()));
      super.writeString(text, letters);
    }
  }

  @Test
  void bookkeepersExportWhatCameBackAndWhatIsOwedToThePayer() {
    var ref = overpaid();
    var today = clock.instant().atZone(Applications.PROGRAMME_ZONE).toLocalDate();
    var period = "?from=%1$s&to=%1$s".formatted(today);
    var auditor = people.with(Role.AUDITOR);

    var answer = Http.at(port).as(auditor).get("/api/accounting/repayments.csv" + period);
    var rows = answer.text().lines().filter(row -> row.contains("," + ref + "-R1,")).toList();

    assertThat(rows).hasSize(3);
    assertThat(rows.get(0)).contains(",%s-R1,ORDER,1000.00,".formatted(ref));
    assertThat(rows.get(1)).contains(",%s-R1,RECEIVE,1000.00,".formatted(ref));
    assertThat(rows.get(2)).contains(",%s-R1,OVERPAY,250.00,".formatted(ref));
    assertThat(
            Visitor.at(port, auditor)
                .get("/accounting/export" + period + "&what=repayments")
                .text())
        .contains(ref + "-R1,OVERPAY,250.00");
    assertThat(Http.at(port).as(max).get("/api/accounting/repayments.csv" + period).status())
        .isEqualTo(403);
  }

  @Test
  void whatWasPaidTooMuchIsSentBackOverTheApi() {
    var ref = overpaid();
    var fiona = Http.at(port).as(people.withAll(Role.FINANCE_OFFICER));
    var felix = Http.at(port).as(people.withAll(Role.FINANCE_OFFICER));
    var path = "/api/payments/refunds/%s/1".formatted(ref);
    var body =
        """
        {"iban": "NL91ABNA0417164300", "holder": "%s", "reason": "Called Anna."}
        """
            .formatted(account(ref).get("holder"));

    assertThat(fiona.post(path, "{\"iban\": \"NL00\"}").status()).isEqualTo(422);
    assertThat(fiona.post(path, body).status()).isEqualTo(201);
    assertThat(fiona.post(path + "/1/release").status()).isEqualTo(409);
    assertThat(felix.post(path + "/1/cancellation", "{\"reason\": \"Wrong.\"}").status())
        .isEqualTo(200);
    assertThat(felix.post(path + "/kept", "{\"reason\": \"Paid in cash.\"}").status())
        .isEqualTo(204);

    assertThat(fiona.get(path).json().path(0).path("state").stringValue()).isEqualTo("CANCELLED");
    assertThat(fiona.get(path + "/1/file").status()).isEqualTo(409);
    assertThat(fiona.get("/api/payments/refunds/%s/9".formatted(ref)).json()).isEmpty();
    assertThat(
            fiona
                .post("/api/payments/refunds/%s/9/kept".formatted(ref), "{\"reason\": \"x\"}")
                .status())
        .isEqualTo(404);
  }

  @Test
  void nobodyElseSeesASuspicion() {
    var ref = heard();

    assertThat(
            Visitor.at(port, people.applicant())
                .get("/applications/%s/recovery".formatted(ref))
                .status())
        .isEqualTo(404);
    assertThat(
            Visitor.at(port, people.with(Role.EVALUATOR))
                .get("/dossiers/%s/recoveries".formatted(ref))
                .status())
        .isEqualTo(404);
    assertThat(
            Visitor.at(port, people.with(Role.FINANCE_OFFICER))
                .post("/dossiers/%s/recoveries/1/waiver".formatted(ref), Map.of("waiver", "x"))
                .status())
        .isEqualTo(403);
    assertThat(Visitor.at(port, people.with(Role.PROGRAMME_OFFICER)).get("/recoveries").status())
        .isEqualTo(403);
  }

  @Test
  void theApiDoesTheSame() {
    var ref = paid();
    var manager = Http.at(port).as(max);
    var path = "/api/applications/" + ref;

    assertThat(manager.post(path + "/suspicions", "{}").errors())
        .containsExactlyInAnyOrder("kind required", "amountCents required");
    assertThat(
            manager
                .post(
                    path + "/suspicions",
                    """
                    {"kind": "SUSPECTED_FRAUD", "amountCents": 600000, "reason": "Forged."}\
                    """)
                .errors())
        .containsExactly("amountCents range");
    var opened =
        manager.post(
            path + "/suspicions",
            """
            {"kind": "SUSPECTED_FRAUD", "amountCents": 500000, "reason": "Forged."}\
            """);
    assertThat(opened.status()).isEqualTo(201);
    assertThat(opened.header("Location")).isEqualTo(path + "/recoveries");
    recoveries.beginHearing(ref, 1, inDays(14), passageOf("recovery.begin-hearing"));

    var own = Http.at(port).as(anna);
    assertThat(own.post(path + "/recoveries/1/answer", "{\"answer\": \"\"}").errors())
        .containsExactly("answer required");
    assertThat(own.post(path + "/recoveries/1/answer", "{\"answer\": \"It is not.\"}").status())
        .isEqualTo(200);
    assertThat(own.post(path + "/recoveries/1/answer", "{\"answer\": \"No.\"}").status())
        .isEqualTo(409);
    order(ref);

    var seen = own.get(path + "/recoveries").json().path(0);
    assertThat(seen.path("repayment").path("reference").stringValue()).isEqualTo(ref + "-R1");
    assertThat(seen.path("openedBy").isNull()).isTrue();
    assertThat(manager.get(path + "/recoveries").json().path(0).path("openedBy").stringValue())
        .isEqualTo(max);
    assertThat(manager.post(path + "/recoveries/9/waiver", "{\"reason\": \"x\"}").status())
        .isEqualTo(404);
    assertThat(manager.post(path + "/recoveries/1/repayment").status()).isEqualTo(409);
    assertThat(manager.post(path + "/recoveries/1/report", "{\"reference\": \"\"}").errors())
        .containsExactly("reference required");
    assertThat(manager.get("/api/recoveries?state=ORDERED").text()).contains(ref.value());
  }

  @ParameterizedTest
  @ValueSource(strings = {"nl", "de", "fr", "en"})
  void everyTextExistsInEveryLanguage(String language) {
    var ref = heard();
    var own = Visitor.at(port, anna).speaking(language);
    var manager = Visitor.at(port, max).speaking(language);
    var page = "/dossiers/%s/recoveries".formatted(ref);
    var hearing =
        List.of(
            own.get("/applications/" + ref),
            own.get("/applications/%s/recovery".formatted(ref)),
            manager.get(page),
            manager.get("/recoveries"));
    recoveries.answer(ref, 1, anna, "They differ.");
    order(ref);
    clock.advance(Duration.ofDays(60));
    var refunded = overpaid();
    var refund = "/payments/refunds/%s/1".formatted(refunded);
    var atFionas = Visitor.at(port, people.withAll(Role.FINANCE_OFFICER)).speaking(language);
    var overdue =
        List.of(
            atFionas.get("/recoveries"),
            atFionas.get(refund),
            atFionas.post(refund, Map.of("iban", "NL00")),
            atFionas.post(refund + "/kept", Map.of()),
            atFionas.post(refund, account(refunded)),
            atFionas.post(refund + "/1/release", Map.of()),
            atFionas.post(refund + "/1/cancellation", Map.of()),
            atFionas.post(refund + "/1/cancellation", Map.of("reason", "Wrong.")),
            own.get("/applications/" + ref),
            own.get("/applications/%s/recovery".formatted(ref)),
            manager.get(page),
            manager.post(page + "/1/waiver", Map.of()),
            manager.get("/recoveries"),
            manager.get("/dossiers/" + ref));

    for (var pages : List.of(hearing, overdue)) {
      assertThat(pages)
          .allSatisfy(
              shown ->
                  assertThat(shown.html())
                      .contains("lang=\"" + language + "\"")
                      .doesNotContainPattern("\\?\\?[\\w.]+_" + language + "\\?\\?"));
    }
  }

  /** Ordered to be paid back, and paid back with 250 euros more. */
  private ApplicationRef overpaid() {
    var ref = heard();
    recoveries.answer(ref, 1, anna, "They differ.");
    order(ref);
    var today = clock.instant().atZone(Applications.PROGRAMME_ZONE).toLocalDate();
    var receipt = new Receipt(Cents.euros(1_250), ref + "-R1", null);
    statements.take(
        SimulatedFiles.statement("IN-" + ref, today, receipt, programme),
        people.with(Role.FINANCE_OFFICER));
    return ref;
  }

  private Map<String, String> account(ApplicationRef ref) {
    return Map.of(
        "iban", "NL91ABNA0417164300",
        "holder", applications.get(ref).dossier().enterprise().name(),
        "reason", "Called Anna, she confirmed.");
  }

  private ApplicationRef paid() {
    return cases.booked(anApplication().by(anna));
  }

  /** Suspected, with the hearing begun. */
  private ApplicationRef heard() {
    var ref = paid();
    recoveries.open(
        new OpenSuspicion(
            ref,
            SuspicionKind.IRREGULARITY,
            Cents.euros(1_000),
            "Invoice 17 is claimed twice.",
            max));
    recoveries.beginHearing(ref, 1, inDays(14), passageOf("recovery.begin-hearing"));
    return ref;
  }

  private void order(ApplicationRef ref) {
    find(ref, Cents.euros(1_000));
    recoveries.order(ref, 1, inDays(30), passageOf("recovery.order-repayment"));
  }

  private void find(ApplicationRef ref, Cents correction) {
    recoveries.recordFinding(
        new RecordFinding(
            ref, 1, true, correction, Settlement.REPAYMENT_ORDER, "It is the same.", mia),
        passageOf("recovery.record-finding"));
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private OffsetDateTime inDays(int days) {
    return clock.instant().plus(Duration.ofDays(days)).atOffset(ZoneOffset.UTC);
  }
}
