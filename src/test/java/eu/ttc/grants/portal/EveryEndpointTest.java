package eu.ttc.grants.portal;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.portal.Http.Answer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Manners that each endpoint of the API has, read from the API's own description. */
@ServedTest
@DisplayName("Every endpoint")
class EveryEndpointTest {

  private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "DELETE", "PATCH");
  private static final String UNKNOWN = "V-2026-999999";
  private static final Set<String> STAFF_ONLY =
      Set.of(
          "/api/applications/{reference}/notifications",
          "/api/applications/{reference}/suspicions",
          "/api/applications/{reference}/recoveries/{number}/waiver",
          "/api/applications/{reference}/recoveries/{number}/repayment",
          "/api/applications/{reference}/recoveries/{number}/report",
          "/api/applications/{reference}/termination",
          "/api/applications/{reference}/evaluations",
          "/api/applications/{reference}/evaluations/{evaluation}/voiding",
          "/api/applications/{reference}/co-funding/departures",
          "/api/applications/{reference}/agreement/extension",
          "/api/applications/{reference}/hold",
          "/api/applications/{reference}/hold/end");

  private static final List<String> FINANCE =
      List.of("/api/payment", "/api/bank", "/api/accounting", "/api/reconciliation");

  private final People people;
  private final Http nobody;

  EveryEndpointTest(People people, @LocalServerPort int port) {
    this.people = people;
    this.nobody = Http.at(port);
  }

  private record Endpoint(String method, String path, Set<String> consumes, boolean needsBody) {

    /** With these in place of the parts that vary. */
    String at(String reference) {
      return path.replace("{reference}", reference).replaceAll("\\{[^}]+}", "1");
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  @TestFactory
  @DisplayName("answers about someone else's application as about one that does not exist")
  Stream<DynamicTest> hidesWhatIsSomeoneElses() {
    var theirs = draft(nobody.as(people.applicant()));
    var stranger = nobody.as(people.applicant());
    return endpoints().stream()
        .filter(endpoint -> endpoint.path().contains("{reference}"))
        .filter(endpoint -> !STAFF_ONLY.contains(endpoint.path()))
        .map(
            endpoint ->
                DynamicTest.dynamicTest(
                    endpoint.toString(),
                    () -> {
                      var answer = call(stranger, endpoint, endpoint.at(theirs));

                      assertThat(answer.status()).as(answer.text()).isEqualTo(404);
                      assertThat(call(stranger, endpoint, endpoint.at(UNKNOWN)).text())
                          .isEqualTo(answer.text().replace(theirs, UNKNOWN));
                    }));
  }

  @TestFactory
  @DisplayName("refuses applicants what is for staff, whichever application they name")
  Stream<DynamicTest> refusesWhatIsForStaff() {
    var theirs = draft(nobody.as(people.applicant()));
    var client = nobody.as(people.applicant());
    var own = draft(client);
    return endpoints().stream()
        .filter(endpoint -> STAFF_ONLY.contains(endpoint.path()))
        .map(
            endpoint ->
                DynamicTest.dynamicTest(
                    endpoint.toString(),
                    () ->
                        assertThat(
                                Stream.of(own, theirs, UNKNOWN)
                                    .map(ref -> call(client, endpoint, endpoint.at(ref)).status()))
                            .containsOnly(403)));
  }

  @TestFactory
  @DisplayName("wants to know who is there, except registration")
  Stream<DynamicTest> wantsAnAccount() {
    return endpoints().stream()
        .filter(endpoint -> !endpoint.path().equals("/api/applicants"))
        .map(
            endpoint ->
                DynamicTest.dynamicTest(
                    endpoint.toString(),
                    () -> {
                      var answer = call(nobody, endpoint, endpoint.at(UNKNOWN));

                      assertThat(answer.status()).as(answer.text()).isEqualTo(401);
                      assertProblem(answer);
                    }));
  }

  @TestFactory
  @DisplayName("refuses other methods and says which it takes")
  Stream<DynamicTest> refusesOtherMethods() {
    var client = nobody.as(people.applicant());
    var taken =
        endpoints().stream()
            .collect(
                Collectors.groupingBy(
                    Endpoint::path,
                    Collectors.mapping(Endpoint::method, Collectors.toCollection(ArrayList::new))));
    return taken.keySet().stream()
        .sorted()
        .filter(path -> FINANCE.stream().noneMatch(path::startsWith))
        .map(
            path ->
                DynamicTest.dynamicTest(
                    path,
                    () -> {
                      var other =
                          METHODS.stream()
                              .filter(method -> !taken.get(path).contains(method))
                              .sorted(Comparator.reverseOrder())
                              .findFirst()
                              .orElseThrow();
                      var at = new Endpoint(other, path, Set.of(), false).at(UNKNOWN);

                      var answer = client.send(other, at, "application/json", "{}");

                      assertThat(answer.status()).as(other + " " + answer.text()).isEqualTo(405);
                      assertThat(answer.header("Allow")).contains(taken.get(path));
                      assertProblem(answer);
                    }));
  }

  @TestFactory
  @DisplayName("refuses other media types and malformed JSON")
  Stream<DynamicTest> refusesOtherTypes() {
    var client = nobody.as(people.applicant());
    var path = draft(client);
    return endpoints().stream()
        .filter(endpoint -> endpoint.consumes().contains("application/json"))
        .filter(endpoint -> !endpoint.path().startsWith("/api/payment"))
        .filter(endpoint -> !endpoint.path().startsWith("/api/bank-statements"))
        .map(
            endpoint ->
                DynamicTest.dynamicTest(
                    endpoint.toString(),
                    () -> {
                      var at = endpoint.at(path);
                      var method = endpoint.method();

                      assertThat(client.send(method, at, "text/plain", "{}").status())
                          .isEqualTo(415);
                      var broken = client.send(method, at, "application/json", "{\"a\": ");
                      assertThat(broken.status()).as(broken.text()).isEqualTo(400);
                      assertThat(broken.text()).contains("line 1");
                      assertProblem(broken);
                      var list = client.send(method, at, "application/json", "[]");
                      assertThat(list.status()).as(list.text()).isEqualTo(422);
                      assertThat(list.errors()).contains("body type");
                      if (endpoint.needsBody()) {
                        assertThat(client.send(method, at, "application/json", "").status())
                            .isEqualTo(400);
                      }
                    }));
  }

  @Test
  @DisplayName("is found in the description of the API")
  void isDescribed() {
    assertThat(endpoints())
        .extracting(Endpoint::toString)
        .contains(
            "POST /api/applicants",
            "POST /api/applications",
            "PUT /api/applications/{reference}",
            "POST /api/applications/{reference}/documents",
            "POST /api/applications/{reference}/submission",
            "POST /api/applications/{reference}/agreement/acceptance",
            "POST /api/applications/{reference}/claims",
            "POST /api/applications/{reference}/co-funding",
            "POST /api/payment-batches/{id}/release");
  }

  private List<Endpoint> endpoints() {
    var found = new ArrayList<Endpoint>();
    for (var path : nobody.get("/v3/api-docs").json().path("paths").properties()) {
      for (var operation : path.getValue().properties()) {
        var consumes = operation.getValue().at("/requestBody/content").propertyNames();
        found.add(
            new Endpoint(
                operation.getKey().toUpperCase(Locale.ROOT),
                path.getKey(),
                Set.copyOf(consumes),
                operation.getValue().at("/requestBody/required").asBoolean(false)));
      }
    }
    found.sort(Comparator.comparing(Endpoint::toString));
    return found;
  }

  /** Sends what is well-formed, and valid where that is asked before whose it is. */
  private static Answer call(Http client, Endpoint endpoint, String path) {
    if (endpoint.consumes().contains("multipart/form-data")) {
      return client.upload(path, "OTHER", "a.pdf", new byte[] {1});
    }
    return endpoint.method().equals("GET")
        ? client.get(path)
        : client.send(endpoint.method(), path, "application/json", "{}");
  }

  private static String draft(Http client) {
    return client.post("/api/applications", Told.complete()).json().path("reference").stringValue();
  }

  private static void assertProblem(Answer answer) {
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
  }
}
