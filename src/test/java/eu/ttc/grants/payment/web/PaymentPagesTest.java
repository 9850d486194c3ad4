package eu.ttc.grants.payment.web;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.payment.PaymentBatches;
import eu.ttc.grants.payment.ProgrammeAccount;
import eu.ttc.grants.portal.Browser;
import eu.ttc.grants.portal.Http;
import eu.ttc.grants.portal.People;
import eu.ttc.grants.portal.ServedTest;
import eu.ttc.grants.portal.Visitor;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.PaymentDesk;
import eu.ttc.grants.testing.VoucherDesk;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServedTest
@DisplayName("Finance officers pay")
class PaymentPagesTest {

  private static final Map<String, String> PASSWORD = Map.of("password", People.PASSWORD);

  private final People people;
  private final ApplicationDesk desk;
  private final VoucherDesk vouchers;
  private final PaymentDesk payments;
  private final PaymentBatches batches;
  private final ProgrammeAccount account;
  private final JdbcClient jdbc;
  private final int port;
  private final String fiona;
  private final String felix;
  private final Visitor atFionas;
  private final Visitor atFelixs;

  PaymentPagesTest(
      People people,
      ApplicationDesk desk,
      VoucherDesk vouchers,
      PaymentDesk payments,
      PaymentBatches batches,
      ProgrammeAccount account,
      JdbcClient jdbc,
      @LocalServerPort int port) {
    this.people = people;
    this.desk = desk;
    this.vouchers = vouchers;
    this.payments = payments;
    this.batches = batches;
    this.account = account;
    this.jdbc = jdbc;
    this.port = port;
    this.fiona = people.withAll(Role.FINANCE_OFFICER);
    this.felix = people.withAll(Role.FINANCE_OFFICER);
    this.atFionas = Visitor.at(port, fiona);
    this.atFelixs = Visitor.at(port, felix);
  }

  @BeforeEach
  void nothingElseWaits() {
    vouchers.endWaitingPayments();
  }

  @Test
  void onePreparesAnotherReleasesAndTheBankBooks() throws Exception {
    var ref = ordered();
    assertThat(atFionas.get("/payments").text()).contains(ref.value(), "NL91 ABNA 0417 1643 00");

    var prepared = atFionas.post("/payments/batches", Map.of());
    var id = prepared.path().substring(prepared.path().lastIndexOf('/') + 1);
    assertThat(prepared.path()).startsWith("/payments/batches/PB-");
    assertThat(prepared.text())
        .contains("Waits for release", ref + "-P1", "May release", "May not");

    var released = atFelixs.post(prepared.path() + "/release", PASSWORD);
    assertThat(released.status()).isEqualTo(200);
    assertThat(released.text()).contains("Released", "Download bank file");

    var file = atFelixs.get(prepared.path() + "/file");
    var sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file.body()));
    assertThat(released.text()).contains(sha256);
    assertThat(atFionas.get(prepared.path() + "/file").body()).isEqualTo(file.body());
    assertThat(Http.at(port).as(felix).get("/api/payment-batches/" + id + "/file").raw().body())
        .isEqualTo(file.body());

    var statement = SimulatedStatement.about(batches.get(id), account);
    var taken = atFionas.upload("/payments/statements", "statement.xml", statement);
    var again = atFelixs.upload("/payments/statements", "same.xml", statement);
    assertThat(taken.text()).contains("booked; nothing is left to look at.", ref + "-P1");
    assertThat(again.path()).isEqualTo(taken.path());
    assertThat(state(ref)).isEqualTo("BOOKED");
  }

  @Test
  void whoPreparedDoesNotRelease() {
    var batch = prepared();

    var seen = atFionas.get(batch);
    var refused = atFionas.post(batch + "/release", PASSWORD);

    assertThat(seen.text()).contains("You may not release this batch", "has prepared the batch.");
    assertThat(seen.html()).doesNotContain("type=\"password\"");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text())
        .contains("This was not possible, and nothing was changed", "has prepared the batch.")
        .contains("Waits for release");
  }

  @Test
  void whoTookPartInTheCaseDoesNotRelease() {
    var both = people.withAll(Role.FINANCE_OFFICER, Role.PROGRAMME_OFFICER);
    var ref = ordered(both);
    var batch = atFionas.post("/payments/batches", Map.of()).path();
    var verifier = Visitor.at(port, both);

    var refused = verifier.post(batch + "/release", PASSWORD);

    assertThat(verifier.get(batch).text()).contains("took part in " + ref);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text()).contains("took part in " + ref);
    assertThat(state(ref)).isEqualTo("BATCHED");
    reject(batch);
  }

  @Test
  void aReleaseNeedsThePasswordOnceMore() {
    var batch = prepared();

    var missing = atFelixs.post(batch + "/release", Map.of());
    var wrong = atFelixs.post(batch + "/release", Map.of("password", "not mine"));

    assertThat(missing.status()).isEqualTo(422);
    assertThat(missing.text()).contains("Type your password; nothing was released.");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.text()).contains("This is not your password; nothing was released.");
    assertThat(wrong.html()).doesNotContain("not mine");
    assertThat(atFelixs.get(batch).text()).contains("Waits for release");
    reject(batch);
  }

  @Test
  void whoGuessesIsSignedOut() {
    var batch = prepared();
    for (int wrong = 0; wrong < 4; wrong++) {
      assertThat(atFelixs.post(batch + "/release", Map.of("password", "guess")).status())
          .isEqualTo(422);
    }

    var last = atFelixs.post(batch + "/release", Map.of("password", "guess"));

    assertThat(last.path()).isEqualTo("/sign-in");
    assertThat(atFelixs.get(batch).path()).isEqualTo("/sign-in");
    reject(batch);
  }

  @Test
  void aBatchIsRejectedWithAReasonAndItsPaymentsWaitAgain() {
    var ref = ordered();
    var batch = atFionas.post("/payments/batches", Map.of()).path();

    var blank = atFelixs.post(batch + "/rejection", Map.of("reason", " "));
    var tooLong = atFelixs.post(batch + "/rejection", Map.of("reason", "x".repeat(501)));
    var rejected = atFelixs.post(batch + "/rejection", Map.of("reason", "Wrong month."));
    var late = atFelixs.post(batch + "/release", PASSWORD);

    assertThat(blank.status()).isEqualTo(422);
    assertThat(blank.text()).contains("Say why; nothing was changed.");
    assertThat(tooLong.status()).isEqualTo(422);
    assertThat(tooLong.html()).contains("x".repeat(501));
    assertThat(rejected.text()).contains("Rejected", "Wrong month.");
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.text()).contains("already rejected", "Prepare a new one");
    assertThat(state(ref)).isEqualTo("ORDERED");
    assertThat(atFelixs.get(batch + "/file").path()).isEqualTo(batch);
  }

  @Test
  void nothingToPrepareIsToldOnThePage() {
    ordered();
    var batch = atFionas.post("/payments/batches", Map.of()).path();

    var second = atFelixs.post("/payments/batches", Map.of());

    assertThat(second.status()).isEqualTo(409);
    assertThat(second.text())
        .contains("There is nothing to prepare", "see the list of batches")
        .contains("What the bank sent");
    reject(batch);
  }

  @Test
  void aStatementThatIsNotWholeOrNotOursIsRefusedWithItsReason() {
    var batch = prepared();
    atFelixs.post(batch + "/release", PASSWORD);
    var view = batches.get(batch.substring(batch.lastIndexOf('/') + 1));
    var whole = SimulatedStatement.about(view, account);
    var truncated = Arrays.copyOf(whole, whole.length - 200);
    var foreign =
        SimulatedStatement.about(
            view,
            new ProgrammeAccount("Other", "DE89370400440532013000", "COBADEFF", "Aachen", "DE"));

    var cut = atFionas.upload("/payments/statements", "cut.xml", truncated);
    var other = atFionas.upload("/payments/statements", "other.xml", foreign);
    var nothing = atFionas.upload("/payments/statements", "empty.xml", new byte[0]);
    var none = atFionas.post("/payments/statements", Map.of());

    assertThat(cut.status()).isEqualTo(422);
    assertThat(cut.text())
        .contains("Nothing was taken from cut.xml", "perhaps it was cut off", "line");
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.text()).contains("another account than the programme’s");
    assertThat(nothing.text()).contains("it is empty");
    assertThat(none.text()).contains("Nothing was taken: there is no file");
    assertThat(view.lines())
        .allSatisfy(line -> assertThat(state(line.application())).isEqualTo("RELEASED"));
  }

  @Test
  void movementsThatSettleNothingWaitInTheQueueWithReasonAndAdvice() {
    var batch = prepared();
    atFelixs.post(batch + "/release", PASSWORD);
    var statement =
        SimulatedStatement.about(batches.get(batch.substring(batch.lastIndexOf('/') + 1)), account);
    var unknown = new String(statement).replaceAll("V-(\\d{4})-\\d{6}-P1", "V-1999-000001-P1");

    var taken = atFionas.upload("/payments/statements", "strange.xml", unknown.getBytes());

    assertThat(taken.text()).contains("No payment is booked", "The reference is not one of ours");
    assertThat(atFelixs.get("/payments").text())
        .contains("to be looked at", "V-1999-000001-P1", "Ask the bank at once");
  }

  @Test
  void aPaymentThatTheBankRejectsIsShownAndDecidedOnItsPage() {
    var ref = ordered();
    var batch = atFionas.post("/payments/batches", Map.of()).path();
    atFelixs.post(batch + "/release", PASSWORD);
    var report =
        SimulatedFiles.report(
            "P" + ref,
            LocalDate.of(2026, 12, 1),
            batches.get(batch.substring(batch.lastIndexOf('/') + 1)),
            new SimulatedFiles.Said("RJCT", "AM04"),
            Map.of());

    var taken = atFionas.upload("/payments/statements", "report.xml", report);
    var page = "/payments/instructions/" + ref + "-P1";
    var listed = atFelixs.get("/payments");
    var missing = atFionas.post(page + "/remedy", Map.of("reason", "Funds are there."));
    var decided =
        atFionas.post(
            page + "/remedy", Map.of("remedy", "SAME_ACCOUNT", "reason", "Funds are there."));

    assertThat(taken.text()).contains("Status report P" + ref, "rejected", "AM04");
    assertThat(listed.text()).contains("Failed payments", ref + "-P1");
    assertThat(missing.status()).isEqualTo(422);
    assertThat(missing.text()).contains("Choose one; nothing was changed.");
    assertThat(missing.html()).contains("Funds are there.");
    assertThat(decided.path()).isEqualTo(page);
    assertThat(decided.text())
        .contains("Rejected by the bank", "not enough money", "to the same account");
    vouchers.order(ref);
    assertThat(atFionas.get(page).text()).contains("ordered again as " + ref + "-P1-2");

    var auditor = Visitor.at(port, people.with(Role.AUDITOR));
    var postings = "/ledger/lines/VOUCHER?application=" + ref;
    assertThat(auditor.get(postings).text()).contains("AM04 · not enough money on our account");
    auditor.speaking("de");
    assertThat(auditor.get(postings).text()).contains("AM04 · zu wenig Geld auf unserem Konto");
    assertThat(auditor.get("/dossiers/" + ref).text())
        .contains("AM04 · zu wenig Geld auf unserem Konto");
  }

  @Test
  void twoMatchAMovementByHand() {
    var booked = paid();
    var ref = ordered();
    var batch = atFionas.post("/payments/batches", Map.of()).path();
    atFelixs.post(batch + "/release", PASSWORD);
    var statement =
        new String(
                SimulatedStatement.about(
                    batches.get(batch.substring(batch.lastIndexOf('/') + 1)), account),
                StandardCharsets.UTF_8)
            .replace("<EndToEndId>" + ref, "<EndToEndId>GARBLED-" + ref);
    var taken =
        atFionas.upload(
            "/payments/statements", "garbled.xml", statement.getBytes(StandardCharsets.UTF_8));
    var entry = taken.path() + "/entries/1";

    assertThat(taken.html()).contains("href=\"" + entry + "\"");
    assertThat(atFionas.get(entry).html())
        .doesNotContain("href=\"" + entry + "\"", booked + "-P1\"")
        .contains("value=\"" + ref + "-P1\"");
    var nothing = atFionas.post(entry + "/match", Map.of("reason", "It fits."));
    var proposed =
        atFionas.post(entry + "/match", Map.of("payment", ref + "-P1", "reason", "It fits."));
    var own = atFionas.post(entry + "/confirmation", Map.of());
    var confirmed = atFelixs.post(entry + "/confirmation", Map.of());

    assertThat(nothing.status()).isEqualTo(422);
    assertThat(nothing.html()).contains("It fits.");
    assertThat(proposed.text())
        .contains("A match waits for a second person", "NL91 ABNA 0417 1643 00", "Ask the bank");
    assertThat(Visitor.at(port, people.with(Role.AUDITOR)).get(entry).text())
        .contains("NL91 ••••")
        .doesNotContain("0417");
    assertThat(proposed.html()).doesNotContain(entry + "/confirmation");
    assertThat(own.status()).isEqualTo(409);
    assertThat(confirmed.text())
        .contains("Matched", "It settled payment " + ref + "-P1")
        .doesNotContain("Ask the bank");
    assertThat(state(ref)).isEqualTo("BOOKED");
    assertThat(atFionas.post(entry + "/closure", Map.of("reason", "Late.")).status())
        .isEqualTo(409);
  }

  @Test
  void newBankDetailsAreAskedOfTheApplicantCheckedAndApproved() {
    var anna = people.applicant();
    var told = anApplication().by(anna);
    var ref = payments.payable(told);
    vouchers.order(ref);
    var batch = atFionas.post("/payments/batches", Map.of()).path();
    atFelixs.post(batch + "/release", PASSWORD);
    atFionas.upload(
        "/payments/statements",
        "report.xml",
        SimulatedFiles.report(
            "N" + ref,
            LocalDate.of(2026, 12, 1),
            batches.get(batch.substring(batch.lastIndexOf('/') + 1)),
            new SimulatedFiles.Said("RJCT", "AC04"),
            Map.of()));
    int number = payments.ask(ref);
    var browser = Browser.of(anna, port);
    var standing = browser.open("/applications/" + ref);
    assertThat(standing.one("#give-bank-account").text()).contains("Name the account");
    assertThat(standing.text()).doesNotContain("Nothing for you to do now");

    for (var language : List.of("nl", "de", "fr", "en")) {
      var shown = browser.speaking(language).open("/applications/" + ref + "/bank-account");
      assertThat(shown.html().outerHtml()).as(language).doesNotContain("??");
    }
    var form = browser.open("/applications/" + ref + "/bank-account").form("#bank-account");
    var wrong = form.type("iban", "NL20INGB0001234568").type("holder", "J. Jansen").send();
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.problem("iban")).contains("no valid IBAN");
    assertThat(wrong.problem("holder")).contains("not your enterprise");
    assertThat(wrong.problem("proof")).isEqualTo("is required");
    var given =
        wrong
            .form("#bank-account")
            .type("iban", "NL20 INGB 0001 2345 67")
            .type("holder", told.dossier().enterprise().name())
            .choose("proof", "%PDF-1.4 statement".getBytes(StandardCharsets.UTF_8))
            .send();
    assertThat(given.text()).contains("NL20", "Being checked").doesNotContain("0001 2345");

    var page = "/payments/bank-accounts/%s/%d".formatted(ref, number);
    assertThat(atFionas.get("/payments").text()).contains("New bank details of " + ref);
    assertThat(atFionas.get(page).text()).contains("NL20 INGB 0001 2345 67");
    assertThat(atFionas.post(page + "/check", Map.of("callBack", " ")).status()).isEqualTo(422);
    assertThat(atFionas.post(page + "/check", Map.of("callBack", "Called Anna.")).text())
        .contains("Called Anna.", "You checked it");
    assertThat(atFelixs.post(page + "/approval", PASSWORD).status()).isEqualTo(409);
    assertThat(Visitor.at(port, people.with(Role.AUDITOR)).get(page).text())
        .doesNotContain("0001 2345");
    payments.coolDown(ref, number);
    assertThat(atFelixs.post(page + "/approval", Map.of("password", "no")).status()).isEqualTo(422);
    assertThat(atFelixs.post(page + "/approval", PASSWORD).text()).contains("Approved");
  }

  @Test
  void auditorsReadAndOthersDoNotGetIn() {
    var batch = prepared();
    var aude = Visitor.at(port, people.with(Role.AUDITOR));
    var olga = Visitor.at(port, people.with(Role.PROGRAMME_OFFICER));

    assertThat(aude.get("/payments").html()).doesNotContain("action=\"/payments");
    assertThat(aude.get(batch).text()).contains("Who may release it");
    assertThat(aude.get(batch).html()).doesNotContain("action=\"/payments");
    assertThat(aude.post("/payments/batches", Map.of()).status()).isEqualTo(403);
    assertThat(aude.post(batch + "/release", PASSWORD).status()).isEqualTo(403);
    assertThat(aude.post(batch + "/rejection", Map.of("reason", "x")).status()).isEqualTo(403);
    assertThat(aude.upload("/payments/statements", "x.xml", new byte[] {1}).status())
        .isEqualTo(403);
    assertThat(olga.get("/payments").status()).isEqualTo(403);
    assertThat(olga.get(batch).status()).isEqualTo(403);
    reject(batch);
  }

  @Test
  void whatDoesNotExistIsNotFound() {
    assertThat(atFionas.get("/payments/batches/PB-1999-000001").status()).isEqualTo(404);
    assertThat(atFionas.get("/payments/batches/PB-1999-000001/file").status()).isEqualTo(404);
    assertThat(atFionas.post("/payments/batches/PB-1999-000001/release", PASSWORD).status())
        .isEqualTo(404);
    assertThat(atFionas.get("/payments/statements/999999").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nl", "de", "fr", "en"})
  void everyTextExistsInEveryLanguage(String language) {
    var waiting = prepared();
    atFelixs.speaking(language);
    atFionas.speaking(language);

    var pages =
        List.of(
            atFelixs.get("/payments"),
            atFionas.get(waiting),
            atFelixs.get(waiting),
            atFelixs.post(waiting + "/release", Map.of("password", "x")),
            atFelixs.post(waiting + "/rejection", Map.of()),
            atFionas.post(waiting + "/release", PASSWORD),
            atFelixs.upload("/payments/statements", "x.xml", new byte[] {'<'}),
            atFelixs.post("/payments/batches", Map.of()),
            atFelixs.post(waiting + "/release", PASSWORD),
            atFionas.post(waiting + "/rejection", Map.of("reason", "late")));

    assertThat(pages)
        .allSatisfy(
            page ->
                assertThat(page.html())
                    .contains("lang=\"" + language + "\"")
                    .doesNotContainPattern("\\?\\?[\\w.]+_" + language + "\\?\\?"));
  }

  private ApplicationRef paid() {
    var ref = ordered();
    var batch = atFionas.post("/payments/batches", Map.of()).path();
    atFelixs.post(batch + "/release", PASSWORD);
    var id = batch.substring(batch.lastIndexOf('/') + 1);
    atFionas.upload(
        "/payments/statements", "paid.xml", SimulatedStatement.about(batches.get(id), account));
    return ref;
  }

  /** Address of a batch that Fiona prepared. */
  private String prepared() {
    ordered();
    return atFionas.post("/payments/batches", Map.of()).path();
  }

  private void reject(String batch) {
    batches.reject(batch.substring(batch.lastIndexOf('/') + 1), fiona, "tried by test");
  }

  private ApplicationRef ordered() {
    return ordered(desk.person(Role.PROGRAMME_OFFICER));
  }

  private ApplicationRef ordered(String verifier) {
    var told = anApplication();
    var ref = vouchers.eligible(told);
    vouchers.evaluate(ref, vouchers.assign(ref, desk.person(Role.EVALUATOR)));
    vouchers.agree(ref, told, desk.person(Role.PROGRAMME_MANAGER));
    vouchers.claim(ref, told, verifier);
    vouchers.order(ref);
    return ref;
  }

  private String state(ApplicationRef ref) {
    return jdbc.sql(
            "select state from payment_instruction where application = :ref"
                + " order by attempt desc limit 1")
        .param("ref", ref.value())
        .query(String.class)
        .single();
  }
}
