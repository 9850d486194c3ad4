package eu.ttc.grants.portal;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.portal.Http.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServedTest
@DisplayName("Bad input is answered with the field and the rule")
class BadInputTest {

  private static String applicant = "";

  private final People people;
  private final int port;
  private Http client;

  BadInputTest(People people, @LocalServerPort int port) {
    this.people = people;
    this.port = port;
    this.client = Http.at(port);
  }

  @BeforeEach
  void signIn() {
    if (applicant.isEmpty()) {
      applicant = people.applicant();
    }
    client = Http.at(port).as(applicant);
  }

  @ParameterizedTest(name = "{0} = {1}: {2} {3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /scheme                               | ``                 | scheme                           | required
          /scheme                               | "LOTTERY"          | scheme                           | type
          /scheme                               | "INNOVATION_FUND"  | scheme                           | noCall
          /scheme                               | 1                  | scheme                           | type
          /enterprise                           | ``                 | enterprise                       | required
          /enterprise                           | "a text"           | enterprise                       | type
          /enterprise/name                      | ``                 | enterprise.name                  | required
          /enterprise/name                      | "  "               | enterprise.name                  | required
          /enterprise/name                      | LONG               | enterprise.name                  | size
          /enterprise/name                      | 5                  | enterprise.name                  | type
          /enterprise/name                      | "a\\u0000b"        | enterprise.name                  | type
          /enterprise/registrationNumber        | LONG               | enterprise.registrationNumber    | size
          /enterprise/legalForm                 | "CLUB"             | enterprise.legalForm             | type
          /enterprise/street                    | LONG               | enterprise.street                | size
          /enterprise/postalCode                | LONG               | enterprise.postalCode            | size
          /enterprise/town                      | LONG               | enterprise.town                  | size
          /enterprise/country                   | "Netherlands"      | enterprise.country               | pattern
          /enterprise/country                   | "nl"               | enterprise.country               | pattern
          /enterprise/region                    | "ATLANTIS"         | enterprise.region                | type
          /enterprise/sector                    | "GAMBLING"         | enterprise.sector                | type
          /enterprise/foundedOn                 | "2999-01-01"       | enterprise.foundedOn             | pastOrPresent
          /enterprise/foundedOn                 | "2011-02-30"       | enterprise.foundedOn             | type
          /enterprise/foundedOn                 | "soon"             | enterprise.foundedOn             | type
          /enterprise/headcount                 | -1                 | enterprise.headcount             | positiveOrZero
          /enterprise/headcount                 | "twelve"           | enterprise.headcount             | type
          /enterprise/headcount                 | "12"               | enterprise.headcount             | type
          /enterprise/headcount                 | 12.5               | enterprise.headcount             | type
          /enterprise/headcount                 | 99999999999        | enterprise.headcount             | type
          /enterprise/turnoverCents             | -1                 | enterprise.turnoverCents         | positiveOrZero
          /enterprise/turnoverCents             | 99999999999999999  | enterprise.turnoverCents         | max
          /enterprise/turnoverCents             | 99999999999999999999999 | enterprise.turnoverCents    | type
          /enterprise/balanceTotalCents         | -1                 | enterprise.balanceTotalCents     | positiveOrZero
          /enterprise/subscribedCapitalCents    | -1                 | enterprise.subscribedCapitalCents | positiveOrZero
          /enterprise/reservesCents             | true               | enterprise.reservesCents         | type
          /enterprise/accumulatedLossesCents    | -5                 | enterprise.accumulatedLossesCents | positiveOrZero
          /enterprise/holdings                  | [null]             | enterprise.holdings[0]           | required
          /enterprise/holdings                  | [{}]               | enterprise.holdings[0].name      | required
          /enterprise/email                     | "anna@"            | enterprise.email                 | email
          /enterprise/email                     | "anna"             | enterprise.email                 | email
          /enterprise/telephone                 | LONG               | enterprise.telephone             | size
          /enterprise/colour                    | "red"              | enterprise.colour                | unknown
          /project                              | ``                 | project                          | required
          /project/title                        | ``                 | project.title                    | required
          /project/title                        | LONG               | project.title                    | size
          /project/summary                      | LONG               | project.summary                  | size
          /project/workPlan                     | LONG               | project.workPlan                 | size
          /project/startsOn                     | "2020-01-01"       | project.startsOn                 | futureOrPresent
          /project/endsOn                       | "2020-01-02"       | project.endsOn                   | afterStart
          /project/sector                       | "NONE"             | project.sector                   | type
          /partners                             | {}                 | partners                         | type
          /partners                             | [null]             | partners[0]                      | required
          /partners/0/name                      | ``                 | partners[0].name                 | required
          /partners/0/country                   | "Germany"          | partners[0].country              | pattern
          /partners/0/region                    | ``                 | partners[0].region               | required
          /partners/0/region                    | "MARS"             | partners[0].region               | type
          /partners/0/role                      | LONG               | partners[0].role                 | size
          /partners/0/registrationNumber        | LONG               | partners[0].registrationNumber   | size
          /partners/0/shareCents                | -1                 | partners[0].shareCents           | positiveOrZero
          /partners/0/shareCents                | 500001             | partners[0].shareCents           | withinAmount
          /costs/0/description                  | ``                 | costs[0].description             | required
          /costs/0/amountCents                  | -100               | costs[0].amountCents             | min
          /costs/0/amountCents                  | ``                 | costs[0].amountCents             | required
          /priorDeMinimis/0/grantedBy           | ``                 | priorDeMinimis[0].grantedBy      | required
          /priorDeMinimis/0/grantedOn           | "2999-01-01"       | priorDeMinimis[0].grantedOn      | past
          /priorDeMinimis/0/amountCents         | 0                  | priorDeMinimis[0].amountCents    | min
          /declarations/truthful                | "yes"              | declarations.truthful            | type
          /declarations/workStarted             | 1                  | declarations.workStarted         | type
          /bankAccount/iban                     | "NL92ABNA0417164300" | bankAccount.iban               | iban
          /bankAccount/iban                     | "XX00"             | bankAccount.iban                 | iban
          /bankAccount/iban                     | ``                 | bankAccount.iban                 | required
          /bankAccount/bic                      | "ABC"              | bankAccount.bic                  | bic
          /bankAccount/holder                   | ``                 | bankAccount.holder               | required
          /bankAccount/holder                   | LONG               | bankAccount.holder               | size
          /requestedAmountCents                 | -1                 | requestedAmountCents             | min
          /requestedAmountCents                 | 0                  | requestedAmountCents             | min
          /requestedAmountCents                 | 500001             | requestedAmountCents             | max
          /requestedAmountCents                 | "5000"             | requestedAmountCents             | type
          """)
  void namesFieldAndRule(String pointer, String value, String field, String rule) {
    var json =
        switch (value) {
          case "" -> null;
          case "LONG" -> "\"" + "x".repeat(9000) + "\"";
          default -> value;
        };

    var answer = client.post("/api/applications", Told.complete().with(pointer, json));

    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.errors()).contains(field + " " + rule);
  }

  @Test
  void listsTheAllowedWords() {
    var answer =
        client.post("/api/applications", Told.complete().with("/enterprise/region", "\"MARS\""));

    assertThat(answer.text()).contains("AACHEN, HASSELT, LIEGE");
  }

  @Test
  void namesAllWrongFieldsAtOnce() {
    var answer =
        client.post(
            "/api/applications",
            Told.complete()
                .with("/enterprise/email", "\"anna@\"")
                .with("/bankAccount/iban", "\"NL00\"")
                .with("/requestedAmountCents", "-3"));

    assertThat(answer.errors())
        .contains("enterprise.email email", "bankAccount.iban iban", "requestedAmountCents min");
  }

  @Test
  void nothingIsStoredOfWrongInput() {
    client.post("/api/applications", Told.complete().with("/enterprise/email", "\"anna@\""));

    assertThat(client.get("/api/applications").text()).doesNotContain("anna@");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{", "{\"scheme\": \"VOUCHER\",}", "{\"scheme\": tru", "{\"a\":1}}", "{'a':1}"})
  void saysWhereJsonIsBroken(String broken) {
    var answer = client.post("/api/applications", broken);

    assertThat(answer.status()).as(answer.text()).isIn(400, 422);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.text()).containsAnyOf("line 1", "unknown");
  }

  @Test
  void refusesEmptyBodyOtherTypesAndOtherMethods() {
    assertThat(client.post("/api/applications", "").status()).isEqualTo(400);
    assertThat(client.post("/api/applications", "null").status()).isEqualTo(400);
    assertThat(client.send("POST", "/api/applications", "text/plain", "hello").status())
        .isEqualTo(415);
    var wrongMethod = client.send("DELETE", "/api/applications", "text/plain", "");
    assertThat(wrongMethod.status()).isEqualTo(405);
    assertThat(wrongMethod.header("Allow")).contains("POST");
    assertThat(wrongMethod.header("Content-Type")).startsWith("application/problem+json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/applications/V-2026-999999",
        "/api/applications/F-2026-000001",
        "/api/applications/nonsense",
        "/api/applications/V-2026-999999/history",
        "/api/applications/V-2026-999999/events",
        "/api/applications/V-2026-999999/agreement",
        "/api/applications/V-2026-999999/claims",
        "/api/applications/V-2026-999999/documents",
        "/api/applications/V-2026-999999/documents/12",
        "/api/nothing"
      })
  void whatIsUnknownIs404(String path) {
    var answer = client.get(path);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
  }

  @Test
  void changesSubmissionsAndDocumentsOfUnknownApplicationsAre404() {
    var unknown = "/api/applications/V-2026-999999";

    assertThat(client.put(unknown, Told.complete()).status()).isEqualTo(404);
    assertThat(client.post(unknown + "/submission").status()).isEqualTo(404);
    assertThat(client.upload(unknown + "/documents", "OTHER", "a.pdf", new byte[] {1}).status())
        .isEqualTo(404);
    assertThat(client.post(unknown + "/claims", "{\"report\":\"x\"}").status()).isEqualTo(404);
    assertThat(client.post(unknown + "/agreement/acceptance", "{\"statement\":\"x\"}").status())
        .isEqualTo(404);
  }

  @Test
  void whatComesTooEarlyIs409() {
    var path = draft();

    assertThat(client.post(path + "/claims", "{\"report\":\"x\"}").status()).isEqualTo(409);
    assertThat(client.post(path + "/agreement/acceptance", "{\"statement\":\"x\"}").status())
        .isEqualTo(409);
    assertThat(client.get(path + "/agreement").status()).isEqualTo(404);
  }

  @Test
  void refusesDocumentOf20MegabytesNamingTheLimit() {
    var answer =
        client.upload(draft() + "/documents", "PROJECT_PLAN", "a.pdf", new byte[20 * 1024 * 1024]);

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.text()).contains("10 MB");
    assertThat(answer.errors()).containsExactly("file tooLarge");
  }

  @Test
  void refusesDocumentBeyondAnyPatienceNamingTheLimit() {
    var answer =
        client.upload(draft() + "/documents", "PROJECT_PLAN", "a.pdf", new byte[40 * 1024 * 1024]);

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.text()).contains("10 MB");
  }

  @Test
  void refusesDocumentsWithoutKindFileContentOrName() {
    var path = draft() + "/documents";

    assertErrors(client.upload(path, null, "a.pdf", new byte[] {1}), "kind required");
    assertErrors(client.upload(path, "SECRET", "a.pdf", new byte[] {1}), "kind type");
    assertErrors(client.upload(path, "OTHER", "a.pdf", new byte[0]), "file required");
    assertErrors(
        client.upload(path, "OTHER", "x".repeat(300) + ".pdf", new byte[] {1}), "file fileName");
    assertThat(client.send("POST", path, "application/json", "{}").status()).isEqualTo(415);
  }

  @ParameterizedTest(name = "{0}: {1} {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"username":"ab","displayName":"A","email":"a@b.eu","password":"long enough","language":"nl"}    | username    | size
          {"username":"Åsa Ö","displayName":"A","email":"a@b.eu","password":"long enough","language":"nl"} | username    | pattern
          {"displayName":"A","email":"a@b.eu","password":"long enough","language":"nl"}                    | username    | required
          {"username":"system","displayName":"A","email":"a@b.eu","password":"long enough","language":"nl"} | username   | taken
          {"username":"abcd","displayName":" ","email":"a@b.eu","password":"long enough","language":"nl"}  | displayName | required
          {"username":"abcd","displayName":"A","email":"a@","password":"long enough","language":"nl"}      | email       | email
          {"username":"abcd","displayName":"A","email":"a@b.eu","password":"short","language":"nl"}        | password    | size
          {"username":"abcd","displayName":"A","email":"a@b.eu","password":"long enough"}                  | language    | required
          {"username":"abcd","displayName":"A","email":"a@b.eu","password":"long enough","language":"es"}  | language    | type
          """)
  void registrationNamesFieldAndRule(String body, String field, String rule) {
    assertErrors(Http.at(port).post("/api/applicants", body), field + " " + rule);
  }

  @Test
  void usernameIsTakenOnce() {
    var body =
        """
        {"username": "%s", "displayName": "Somebody else", "email": "a@b.eu",
         "password": "long enough", "language": "fr"}
        """
            .formatted(applicant);

    assertErrors(Http.at(port).post("/api/applicants", body), "username taken");
  }

  private static void assertErrors(Answer answer, String... expected) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    assertThat(answer.errors()).contains(expected);
  }

  private String draft() {
    return client.post("/api/applications", Told.complete()).header("Location");
  }
}
