package eu.ttc.grants.local;

import static eu.ttc.grants.local.Applicant.must;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.abort;

import eu.ttc.grants.local.samples.LoadSamples;
import eu.ttc.grants.portal.Http;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A voucher on the complete platform, nothing mocked: sample dossiers through the API, staff in
 * Tasklist in a real browser, a power cut in the middle, a bank file at the end. The tests build on
 * each other, because starting everything is what takes the time. They share nothing with other
 * tests and mostly wait, so they run beside them.
 */
@Tag("end-to-end")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("complete platform")
@TestMethodOrder(OrderAnnotation.class)
@DisplayName("On the complete platform, a voucher")
class VoucherEndToEndTest {

  private static final Path FOLDER = Path.of("target", "end-to-end");
  private static final Path PICTURES = FOLDER.resolve("pictures");

  /** How the forms of Tasklist take a day in a browser that speaks English. */
  private static final DateTimeFormatter US_DATE = DateTimeFormatter.ofPattern("MM/dd/yyyy");

  private static final String APPLICANT = "lotte.verhoeven";

  private static @Nullable PlatformProcess platform;

  private final Http portal = Http.at(platform.port(LocalPort.PORTAL));
  private final Applicant lotte = Applicant.named(APPLICANT, portal);

  @BeforeAll
  static void startEverything() throws IOException {
    TasklistInBrowser.missing().ifPresent(what -> abort(what));
    platform = PlatformProcess.with(FOLDER);
    platform.start();
  }

  @AfterAll
  static void leaveNothingBehind() {
    if (platform != null) {
      platform.killHard();
    }
  }

  @AfterEach
  void everyPromiseHolds() throws SQLException {
    if (!platform.processes().isEmpty()) {
      assertThat(casesThatBreak()).hasSizeGreaterThanOrEqualTo(7).allSatisfy(this::isKept);
    }
  }

  @Test
  @Order(1)
  @DisplayName("is reserved or refused, for every sample dossier as its file expects")
  void answersTheSamples() throws Exception {
    var patience = Duration.ofMinutes(5);

    var asExpected =
        LoadSamples.allAsExpected(
            platform.url(LocalPort.PORTAL),
            Path.of("src", "samples"),
            patience,
            Clock.systemUTC(),
            System.out);

    assertThat(asExpected).isTrue();
    assertThat(lotte.status(lotte.reference())).isEqualTo("ELIGIBLE");
  }

  @Test
  @Order(2)
  @DisplayName("is visited by a manager and scored in Tasklist by the expert to whom it was given")
  void isEvaluated() throws Exception {
    var reference = lotte.reference();
    visit(lotte, reference);

    try (var expert = inTasklist(expertOf(reference))) {
      expert.open("Task_EvaluateApplication", reference);
      expert.assignToMe();
      expert.picture("evaluate-application-1-independence");
      expert.choose("I have no conflict of interest");
      expert.fill("Excellence (0 to 5)", "4");
      expert.fill(
          "Comment on excellence", "Washing under vacuum is new for parts with blind holes.");
      expert.fill("Impact (0 to 5)", "3.5");
      expert.fill(
          "Comment on impact", "Two customers wait for it; no more solvents in the region.");
      expert.fill("Implementation (0 to 5)", "4");
      expert.fill("Comment on implementation", "Clear steps, and a partner who measures.");
      expert.picture("evaluate-application-2-scores");
      expert.complete();
    }

    await("its evaluation").until(() -> lotte.status(reference).equals("EVALUATED"));
  }

  @Test
  @Order(3)
  @DisplayName("is not lost, doubled or stopped when everything is killed hard and started again")
  void survivesPowerCut() throws Exception {
    var before = history();
    var nina = Applicant.registering("nina.power.cut", portal);
    var submitted = nina.apply();

    platform.killHard();
    assertThat(platform.processes()).isEmpty();
    platform.start();

    assertThat(history()).containsAllEntriesOf(before);
    await("the application that was submitted in the last second")
        .until(() -> nina.events(submitted).contains("VISIT_PLANNED"));
    assertThat(nina.status(submitted)).isEqualTo("ELIGIBLE");
    var engine = Engine.at(platform.url(LocalPort.TASKLIST));
    await("one instance for each case").until(() -> engine.active("voucher") == 16);
    assertThat(count("select count(distinct process_instance) from application")).isEqualTo(16);
    assertThat(engine.incidents()).isZero();
  }

  @Test
  @Order(4)
  @DisplayName("goes on to award, agreement, claim, bank file, booked payment and closure")
  void goesToClosure() throws Exception {
    var reference = lotte.reference();
    try (var manager = inTasklist("max")) {
      manager.open("Task_DecideOnAward", reference);
      manager.assignToMe();
      manager.choose("Make the award");
      manager.fill("Reasons for the decision", "Good scores, and the partners fit well.");
      manager.choose("Communicate the decision now");
      manager.picture("decide-on-award");
      manager.complete();
    }
    await("the agreement").until(() -> lotte.events(reference).contains("AGREEMENT_OFFERED"));
    lotte.acceptAgreement(reference);
    await("the claim").until(() -> lotte.events(reference).contains("CLAIM_INVITED"));
    lotte.claim(reference);
    try (var officer = inTasklist("olga")) {
      officer.open("Task_VerifyClaim", reference);
      officer.assignToMe();
      officer.choose("Accept the claim, for what its lines are worth");
      officer.fill("Findings", "Report and invoices fit the award.");
      officer.picture("verify-claim");
      officer.complete();
    }
    await("the payment").until(() -> lotte.events(reference).contains("PAYMENT_ORDERED"));

    payOut(reference);

    await("the question for results")
        .until(() -> lotte.events(reference).contains("RESULTS_ASKED"));
    lotte.reportResults(reference);
    await("closure").until(() -> lotte.status(reference).equals("CLOSED"));
    assertThat(count("select count(*) from payment_instruction")).isEqualTo(1);
    var engine = Engine.at(platform.url(LocalPort.TASKLIST));
    assertThat(engine.active("voucher"))
        .as("its results are asked again a year later")
        .isEqualTo(16);
    assertThat(engine.incidents()).isZero();
  }

  @Test
  @Order(5)
  @DisplayName("leaves no process behind when the platform is stopped")
  void stopsCleanly() {
    platform.stop();

    await("the end of every process").until(() -> platform.processes().isEmpty());
  }

  private void visit(Applicant applicant, String reference) throws Exception {
    await("a manager").until(() -> applicant.events(reference).contains("VISIT_PLANNED"));
    try (var manager = inTasklist(managerOf(reference))) {
      manager.open("Task_RecordCompanyVisit", reference);
      manager.assignToMe();
      manager.choose("Yes, I visited the enterprise");
      manager.fill("Day of the visit", LocalDate.now(ZoneOffset.UTC).format(US_DATE));
      manager.fill("Advice", "Test the washer with parts of both customers first.");
      manager.picture("record-company-visit");
      manager.complete();
    }
    await("its visit").until(() -> applicant.events(reference).contains("VISIT_HELD"));
    await("an expert").until(() -> applicant.events(reference).contains("EVALUATION_ASSIGNED"));
  }

  private void payOut(String reference) {
    var fiona = portal.as("fiona", "fiona");
    var felix = portal.as("felix", "felix");
    var batch = must(201, fiona.post("/api/payment-batches"));
    var path = batch.header("Location");
    assertThat(batch.text()).contains(reference);
    assertThat(fiona.post(path + "/release").status()).isEqualTo(409);
    must(200, felix.post(path + "/release"));

    var file = must(200, fiona.get(path + "/file")).text();
    assertThatCode(() -> bankSchema(file)).doesNotThrowAnyException();
    assertThat(file).contains("Reinvac Systems B.V.", "5000.00", reference);

    var statement = must(200, fiona.get(path + "/simulated-statement")).text();
    must(200, fiona.send("POST", "/api/bank-statements", "application/xml", statement));
  }

  private static void bankSchema(String file) throws Exception {
    var published = VoucherEndToEndTest.class.getResource("/pain.001.001.09.xsd");
    SchemaFactory.newDefaultInstance()
        .newSchema(published)
        .newValidator()
        .validate(new StreamSource(new StringReader(file)));
  }

  private TasklistInBrowser inTasklist(String person) throws IOException {
    return TasklistInBrowser.as(person, platform.url(LocalPort.TASKLIST), PICTURES);
  }

  private static ConditionFactory await(String what) {
    return Awaitility.await(what)
        .atMost(Duration.ofMinutes(5))
        .pollInterval(Duration.ofSeconds(1))
        .ignoreExceptions();
  }

  private static String managerOf(String reference) throws SQLException {
    return strings(
            "select manager from company_visit where application = '%s'".formatted(reference))
        .getFirst();
  }

  private static String expertOf(String reference) throws SQLException {
    return strings(
            "select expert from evaluation where state = 'ASSIGNED' and application = '%s'"
                .formatted(reference))
        .getFirst();
  }

  /** Every entry of every history, by application and number. */
  private static Map<String, String> history() throws SQLException {
    var entries = new TreeMap<String, String>();
    for (var entry :
        strings("select application || '/' || number || '=' || event from status_history")) {
      var parts = entry.split("=");
      entries.put(parts[0], parts[1]);
    }
    return entries;
  }

  private record Promise(String view, long broken) {}

  private static List<Promise> casesThatBreak() throws SQLException {
    var promises = new ArrayList<Promise>();
    for (var view :
        strings(
            "select table_name from information_schema.views where table_name like 'promise_%'")) {
      promises.add(new Promise(view, count("select count(*) from " + view)));
    }
    return promises;
  }

  private void isKept(Promise promise) {
    assertThat(promise.broken()).as(promise.view()).isZero();
  }

  private static long count(String query) throws SQLException {
    return Long.parseLong(strings(query).getFirst());
  }

  private static List<String> strings(String query) throws SQLException {
    try (var connection = platform.database();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      var found = new ArrayList<String>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    }
  }
}
