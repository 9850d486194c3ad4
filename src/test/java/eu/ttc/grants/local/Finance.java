package eu.ttc.grants.local;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.portal.Http;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/** Two finance officers and the bank: whatever is ordered is put into a file, paid and booked. */
final class Finance {

  private static final Pattern END_TO_END_ID = Pattern.compile("<EndToEndId>([^<]+)</EndToEndId>");

  private final KeyedClient fiona;
  private final KeyedClient felix;
  private final Histories histories;
  private final List<String> files = new ArrayList<>();

  Finance(Http portal, Histories histories, Random dice) {
    this.fiona = new KeyedClient(portal.as("fiona", "fiona"), dice);
    this.felix = new KeyedClient(portal.as("felix", "felix"), dice);
    this.histories = histories;
  }

  /** Works until so many payments are booked. */
  void pay(int payments) throws Exception {
    int booked = 0;
    while (booked < payments) {
      int before = booked;
      histories.await(
          "a payment to be made", all -> Histories.total(all, "PAYMENT_ORDERED") > before);
      booked += payBatch();
    }
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

  private int payBatch() {
    var batch = fiona.post(201, "/api/payment-batches");
    var path = batch.header("Location");
    felix.post(200, path + "/release");
    files.add(fiona.get(path + "/file").text());
    var statement = fiona.get(path + "/simulated-statement").text();
    var result = fiona.postXml(200, "/api/bank-statements", statement).json();
    assertThat(felix.postXml(200, "/api/bank-statements", statement).json())
        .as("the same statement taken by somebody else")
        .isEqualTo(result);
    assertThat(result.path("queued")).isEmpty();
    return result.path("booked").size();
  }
}
