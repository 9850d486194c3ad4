package eu.ttc.grants.local;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.local.Histories.History;
import eu.ttc.grants.payment.ProgrammeAccount;
import eu.ttc.grants.payment.web.SimulatedFiles;
import eu.ttc.grants.payment.web.SimulatedFiles.Receipt;
import eu.ttc.grants.portal.Http;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * The finance officers and the bank: whatever is ordered is put into a file, released by as many as
 * the rules want, paid and booked. What the bank does not pay at first is paid again.
 */
final class Finance {

  private static final Pattern END_TO_END_ID = Pattern.compile("<EndToEndId>([^<]+)</EndToEndId>");
  private static final Pattern AMOUNT = Pattern.compile("<InstdAmt Ccy=\"EUR\">(\\d+)\\.(\\d\\d)<");

  private static final Pattern STATUS =
      Pattern.compile("<TxInfAndSts>.*?</TxInfAndSts>", Pattern.DOTALL);

  /** As the settings have it. */
  private static final ProgrammeAccount PROGRAMME =
      new ProgrammeAccount(
          "Programme Top Technology Cluster", "NL91ABNA0417164300", "ABNANL2A", "Maastricht", "NL");

  private final KeyedClient fiona;
  private final List<KeyedClient> checkers;
  private final Histories histories;
  private final List<String> files = new ArrayList<>();
  private final Set<String> mistrusted = ConcurrentHashMap.newKeySet();

  Finance(Http portal, Histories histories, Random dice) {
    this.fiona = new KeyedClient(portal.as("fiona", "fiona"), dice);
    this.checkers =
        List.of(
            new KeyedClient(portal.as("felix", "felix"), dice),
            new KeyedClient(portal.as("femke", "femke"), dice));
    this.histories = histories;
  }

  /** Lets the bank reject the next payment for this application, once. */
  void rejectOnce(String application) {
    mistrusted.add(application);
  }

  /** Works until so many payments are booked. */
  void pay(int payments) throws Exception {
    int booked = 0;
    while (booked < payments) {
      int before = booked;
      histories.await("a payment to be made", all -> ordered(all) > before);
      booked += payBatch();
    }
  }

  /** Somebody pays this much to the programme; the bank books it on this day. */
  void receive(long cents, String purpose, LocalDate day) {
    var statement =
        SimulatedFiles.statement(
            "SIM-IN-" + purpose, day, new Receipt(Cents.of(cents), purpose, null), PROGRAMME);
    take(checkers.getLast(), new String(statement, StandardCharsets.UTF_8));
  }

  int batches() {
    return files.size();
  }

  /** The ids of all payments in all bank files. */
  List<String> filed() {
    return files.stream()
        .flatMap(file -> END_TO_END_ID.matcher(file).results().map(id -> id.group(1)))
        .toList();
  }

  /** What all bank files ordered the bank to pay, in euro cents. */
  long filedCents() {
    return files.stream()
        .flatMap(file -> AMOUNT.matcher(file).results())
        .mapToLong(amount -> Long.parseLong(amount.group(1) + amount.group(2)))
        .sum();
  }

  /** Payments that the bank made or is to make. */
  private static long ordered(Map<String, History> all) {
    return Histories.total(all, "PAYMENT_ORDERED") - Histories.total(all, "PAYMENT_REJECTED");
  }

  private int payBatch() {
    var prepared = fiona.post(201, "/api/payment-batches");
    var path = prepared.header("Location");
    int releases = prepared.json().path("releasesNeeded").asInt();
    assertThat(releases).as("releases that %s needs", path).isBetween(1, checkers.size());
    checkers.subList(0, releases).forEach(checker -> checker.post(200, path + "/release"));
    files.add(fiona.get(path + "/file").text());
    var payments = prepared.json().path("lines").valueStream().toList();
    if (reject(path, payments) == payments.size()) {
      return 0;
    }
    var statement = fiona.get(path + "/simulated-statement").text();
    var result = take(fiona, statement);
    assertThat(take(checkers.getFirst(), statement))
        .as("the same statement taken by somebody else")
        .isEqualTo(result);
    return result.path("booked").size();
  }

  /**
   * The bank rejects what it mistrusts; an officer says that the account is right all the same.
   * Tells how many it rejects.
   */
  private int reject(String batch, Collection<JsonNode> payments) {
    var rejected =
        payments.stream()
            .filter(payment -> mistrusted.remove(payment.path("application").asString()))
            .map(payment -> payment.path("endToEndId").asString())
            .toList();
    if (rejected.isEmpty()) {
      return 0;
    }
    var answer = fiona.get(batch + "/simulated-answer?answer=REJECTED&reason=AM04").text();
    take(fiona, onlyAbout(rejected, answer));
    for (var payment : rejected) {
      fiona.post(
          200,
          "/api/payments/" + payment + "/remedy",
          "{\"remedy\": \"SAME_ACCOUNT\", \"reason\": \"The bank made a mistake.\"}");
    }
    return rejected.size();
  }

  /** A status report without what it says about other payments. */
  private static String onlyAbout(Collection<String> payments, String report) {
    return STATUS
        .matcher(report)
        .replaceAll(
            status ->
                payments.stream().anyMatch(status.group()::contains)
                    ? Matcher.quoteReplacement(status.group())
                    : "");
  }

  private static JsonNode take(KeyedClient officer, String file) {
    var result = officer.postXml(200, "/api/bank-statements", file).json();
    assertThat(result.path("queued")).isEmpty();
    return result;
  }
}
