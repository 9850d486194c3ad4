package eu.ttc.grants.portal;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.portal.Http.Answer;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import org.jspecify.annotations.Nullable;
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
          /scheme                               | "INNOVATION_FUND"  | fund.call                        | required
          /scheme                               | 1                  | scheme                           | type
          /colour                               | "red"              | colour                           | unknown
          /enterprise                           | ``                 | enterprise                       | required
          /enterprise                           | "a text"           | enterprise                       | type
          /enterprise                           | []                 | enterprise                       | type
          /enterprise/name                      | ``                 | enterprise.name                  | required
          /enterprise/name                      | "  "               | enterprise.name                  | required
          /enterprise/name                      | LONG               | enterprise.name                  | size
          /enterprise/name                      | 5                  | enterprise.name                  | type
          /enterprise/name                      | "a\\u0000b"        | enterprise.name                  | type
          /enterprise/registrationNumber        | LONG               | enterprise.registrationNumber    | size
          /enterprise/registrationNumber        | 17284905           | enterprise.registrationNumber    | type
          /enterprise/legalForm                 | "CLUB"             | enterprise.legalForm             | type
          /enterprise/legalForm                 | 0                  | enterprise.legalForm             | type
          /enterprise/street                    | ["a"]              | enterprise.street                | type
          /enterprise/postalCode                | 5613               | enterprise.postalCode            | type
          /enterprise/town                      | {}                 | enterprise.town                  | type
          /enterprise/street                    | LONG               | enterprise.street                | size
          /enterprise/postalCode                | LONG               | enterprise.postalCode            | size
          /enterprise/town                      | LONG               | enterprise.town                  | size
          /enterprise/country                   | "Netherlands"      | enterprise.country               | country
          /enterprise/country                   | "nl"               | enterprise.country               | country
          /enterprise/country                   | "QQ"               | enterprise.country               | country
          /enterprise/country                   | 31                 | enterprise.country               | type
          /enterprise/region                    | "ATLANTIS"         | enterprise.region                | type
          /enterprise/region                    | 2                  | enterprise.region                | type
          /enterprise/region                    | ""                 | enterprise.region                | type
          /enterprise/sector                    | "GAMBLING"         | enterprise.sector                | type
          /enterprise/foundedOn                 | "2999-01-01"       | enterprise.foundedOn             | pastOrPresent
          /enterprise/foundedOn                 | "2011-02-30"       | enterprise.foundedOn             | type
          /enterprise/foundedOn                 | "soon"             | enterprise.foundedOn             | type
          /enterprise/foundedOn                 | 20110301           | enterprise.foundedOn             | type
          /enterprise/headcount                 | -1                 | enterprise.headcount             | positiveOrZero
          /enterprise/headcount                 | "twelve"           | enterprise.headcount             | type
          /enterprise/headcount                 | "12"               | enterprise.headcount             | type
          /enterprise/headcount                 | 12.5               | enterprise.headcount             | type
          /enterprise/headcount                 | 99999999999        | enterprise.headcount             | type
          /enterprise/headcount                 | 1000001            | enterprise.headcount             | max
          /enterprise/turnoverCents             | -1                 | enterprise.turnoverCents         | positiveOrZero
          /enterprise/turnoverCents             | 99999999999999999  | enterprise.turnoverCents         | max
          /enterprise/turnoverCents             | 99999999999999999999999 | enterprise.turnoverCents    | type
          /enterprise/balanceTotalCents         | -1                 | enterprise.balanceTotalCents     | positiveOrZero
          /enterprise/balanceTotalCents         | 99999999999999999  | enterprise.balanceTotalCents     | max
          /enterprise/balanceTotalCents         | 1.5                | enterprise.balanceTotalCents     | type
          /enterprise/subscribedCapitalCents    | -1                 | enterprise.subscribedCapitalCents | positiveOrZero
          /enterprise/subscribedCapitalCents    | 99999999999999999  | enterprise.subscribedCapitalCents | max
          /enterprise/reservesCents             | -1                 | enterprise.reservesCents         | positiveOrZero
          /enterprise/reservesCents             | 99999999999999999  | enterprise.reservesCents         | max
          /enterprise/reservesCents             | true               | enterprise.reservesCents         | type
          /enterprise/accumulatedLossesCents    | -5                 | enterprise.accumulatedLossesCents | positiveOrZero
          /enterprise/accumulatedLossesCents    | 99999999999999999  | enterprise.accumulatedLossesCents | max
          /enterprise/holdings                  | 51 TIMES {"name":"A","percentage":30,"headcount":1,"turnoverCents":1,"balanceTotalCents":1} | enterprise.holdings              | size
          /enterprise/holdings                  | [null]             | enterprise.holdings[0]           | required
          /enterprise/holdings                  | [{}]               | enterprise.holdings[0].name      | required
          /enterprise/holdings                  | "none"             | enterprise.holdings              | type
          /enterprise/holdings                  | [{"name":" ","percentage":30,"headcount":1,"turnoverCents":1,"balanceTotalCents":1}] | enterprise.holdings[0].name      | required
          /enterprise/holdings                  | [{"name":"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx","percentage":30,"headcount":1,"turnoverCents":1,"balanceTotalCents":1}] | enterprise.holdings[0].name      | size
          /enterprise/holdings                  | [{"name":"A","headcount":1,"turnoverCents":1,"balanceTotalCents":1}] | enterprise.holdings[0].percentage | required
          /enterprise/holdings                  | [{"name":"A","percentage":-1,"headcount":1,"turnoverCents":1,"balanceTotalCents":1}] | enterprise.holdings[0].percentage | min
          /enterprise/holdings                  | [{"name":"A","percentage":101,"headcount":1,"turnoverCents":1,"balanceTotalCents":1}] | enterprise.holdings[0].percentage | max
          /enterprise/holdings                  | [{"name":"A","percentage":"30 %","headcount":1,"turnoverCents":1,"balanceTotalCents":1}] | enterprise.holdings[0].percentage | type
          /enterprise/holdings                  | [{"name":"A","percentage":30,"turnoverCents":1,"balanceTotalCents":1}] | enterprise.holdings[0].headcount | required
          /enterprise/holdings                  | [{"name":"A","percentage":30,"headcount":-1,"turnoverCents":1,"balanceTotalCents":1}] | enterprise.holdings[0].headcount | positiveOrZero
          /enterprise/holdings                  | [{"name":"A","percentage":30,"headcount":1,"balanceTotalCents":1}] | enterprise.holdings[0].turnoverCents | required
          /enterprise/holdings                  | [{"name":"A","percentage":30,"headcount":1,"turnoverCents":-1,"balanceTotalCents":1}] | enterprise.holdings[0].turnoverCents | positiveOrZero
          /enterprise/holdings                  | [{"name":"A","percentage":30,"headcount":1,"turnoverCents":1}] | enterprise.holdings[0].balanceTotalCents | required
          /enterprise/holdings                  | [{"name":"A","percentage":30,"headcount":1,"turnoverCents":1,"balanceTotalCents":-1}] | enterprise.holdings[0].balanceTotalCents | positiveOrZero
          /enterprise/holdings                  | [{"name":"A","percentage":30,"headcount":1,"turnoverCents":1,"balanceTotalCents":1,"registrationNumber":"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}] | enterprise.holdings[0].registrationNumber | size
          /enterprise/holdings                  | [{"name":"A","percentage":30,"headcount":1,"turnoverCents":1,"balanceTotalCents":1,"country":"Belgium"}] | enterprise.holdings[0].country   | country
          /enterprise/holdings                  | [{"name":"A","percentage":30,"headcount":1,"turnoverCents":1,"balanceTotalCents":1,"colour":"red"}] | enterprise.holdings[0].colour    | unknown
          /enterprise/email                     | "anna@"            | enterprise.email                 | email
          /enterprise/email                     | "anna"             | enterprise.email                 | email
          /enterprise/email                     | "anna@firm"        | enterprise.email                 | email
          /enterprise/email                     | "@firm.example"    | enterprise.email                 | email
          /enterprise/email                     | LONG               | enterprise.email                 | size
          /enterprise/email                     | true               | enterprise.email                 | type
          /enterprise/telephone                 | 31405550101        | enterprise.telephone             | type
          /enterprise/telephone                 | LONG               | enterprise.telephone             | size
          /enterprise/colour                    | "red"              | enterprise.colour                | unknown
          /project                              | ``                 | project                          | required
          /project                              | 7                  | project                          | type
          /project/title                        | ``                 | project.title                    | required
          /project/title                        | ""                 | project.title                    | required
          /project/summary                      | 1                  | project.summary                  | type
          /project/workPlan                     | []                 | project.workPlan                 | type
          /project/title                        | LONG               | project.title                    | size
          /project/summary                      | LONG               | project.summary                  | size
          /project/workPlan                     | LONG               | project.workPlan                 | size
          /project/startsOn                     | "2020-01-01"       | project.startsOn                 | futureOrPresent
          /project/startsOn                     | "next year"        | project.startsOn                 | type
          /project/endsOn                       | "2020-01-02"       | project.endsOn                   | futureOrPresent
          /project/endsOn                       | 17                 | project.endsOn                   | type
          /project/colour                       | "red"              | project.colour                   | unknown
          /project/endsOn                       | "2020-01-02"       | project.endsOn                   | afterStart
          /project/sector                       | "NONE"             | project.sector                   | type
          /partners                             | {}                 | partners                         | type
          /partners                             | [null]             | partners[0]                      | required
          /partners                             | 11 TIMES {"name":"A","country":"DE","region":"AACHEN"} | partners                         | size
          /partners/0/name                      | ``                 | partners[0].name                 | required
          /partners/0/name                      | LONG               | partners[0].name                 | size
          /partners/0/country                   | ``                 | partners[0].country              | required
          /partners/0/country                   | 5                  | partners[0].country              | type
          /partners/0/country                   | "Germany"          | partners[0].country              | country
          /partners/0/region                    | ``                 | partners[0].region               | required
          /partners/0/region                    | "MARS"             | partners[0].region               | type
          /partners/0/role                      | LONG               | partners[0].role                 | size
          /partners/0/registrationNumber        | LONG               | partners[0].registrationNumber   | size
          /partners/0/registrationNumber        | 21784              | partners[0].registrationNumber   | type
          /partners/0/shareCents                | -1                 | partners[0].shareCents           | positiveOrZero
          /partners/0/shareCents                | 99999999999999999  | partners[0].shareCents           | max
          /partners/0/shareCents                | "half"             | partners[0].shareCents           | type
          /partners/0/shareCents                | 1                  | partners[0].registrationNumber   | neededForShare
          /partners/0/shareCents                | 500001             | partners                         | sharesExceedAmount
          /partners/0/colour                    | "red"              | partners[0].colour               | unknown
          /costs                                | "many"             | costs                            | type
          /costs                                | [null]             | costs[0]                         | required
          /costs                                | 51 TIMES {"description":"A","amountCents":1} | costs                            | size
          /costs/0/description                  | ``                 | costs[0].description             | required
          /costs/0/description                  | LONG               | costs[0].description             | size
          /costs/0/description                  | 5                  | costs[0].description             | type
          /costs/0/amountCents                  | -100               | costs[0].amountCents             | min
          /costs/0/amountCents                  | ``                 | costs[0].amountCents             | required
          /costs/0/amountCents                  | 0                  | costs[0].amountCents             | min
          /costs/0/amountCents                  | 99999999999999999  | costs[0].amountCents             | max
          /costs/0/amountCents                  | "12,50"            | costs[0].amountCents             | type
          /costs/0/colour                       | "red"              | costs[0].colour                  | unknown
          /priorDeMinimis                       | {}                 | priorDeMinimis                   | type
          /priorDeMinimis                       | [null]             | priorDeMinimis[0]                | required
          /priorDeMinimis                       | 101 TIMES {"grantedBy":"A","grantedOn":"2025-02-03","amountCents":1} | priorDeMinimis                   | size
          /priorDeMinimis/0/grantedBy           | ``                 | priorDeMinimis[0].grantedBy      | required
          /priorDeMinimis/0/grantedBy           | LONG               | priorDeMinimis[0].grantedBy      | size
          /priorDeMinimis/0/grantedOn           | ``                 | priorDeMinimis[0].grantedOn      | required
          /priorDeMinimis/0/grantedOn           | TODAY              | priorDeMinimis[0].grantedOn      | past
          /priorDeMinimis/0/grantedOn           | "last year"        | priorDeMinimis[0].grantedOn      | type
          /priorDeMinimis/0/grantedOn           | "2999-01-01"       | priorDeMinimis[0].grantedOn      | past
          /priorDeMinimis/0/amountCents         | 0                  | priorDeMinimis[0].amountCents    | min
          /priorDeMinimis/0/amountCents         | ``                 | priorDeMinimis[0].amountCents    | required
          /priorDeMinimis/0/amountCents         | -1                 | priorDeMinimis[0].amountCents    | min
          /priorDeMinimis/0/amountCents         | 99999999999999999  | priorDeMinimis[0].amountCents    | max
          /priorDeMinimis/0/colour              | "red"              | priorDeMinimis[0].colour         | unknown
          /declarations                         | "all true"         | declarations                     | type
          /declarations/firstResearch           | "true"             | declarations.firstResearch       | type
          /declarations/recoveryOrder           | 0                  | declarations.recoveryOrder       | type
          /declarations/fundedElsewhere         | "no"               | declarations.fundedElsewhere     | type
          /declarations/insolvent               | {}                 | declarations.insolvent           | type
          /declarations/colour                  | "red"              | declarations.colour              | unknown
          /declarations/truthful                | "yes"              | declarations.truthful            | type
          /declarations/workStarted             | 1                  | declarations.workStarted         | type
          /bankAccount/iban                     | "NL92ABNA0417164300" | bankAccount.iban               | iban
          /bankAccount/iban                     | "XX00"             | bankAccount.iban                 | iban
          /bankAccount/iban                     | "DE08ABNA0417164300" | bankAccount.iban                 | iban
          /bankAccount/iban                     | "NL36539007547034" | bankAccount.iban                 | iban
          /bankAccount/iban                     | "BE35ABCD07547034" | bankAccount.iban                 | iban
          /bankAccount/iban                     | "US34123456789012" | bankAccount.iban                 | iban
          /bankAccount/iban                     | LONG               | bankAccount.iban                 | size
          /bankAccount/iban                     | 91                 | bankAccount.iban                 | type
          /bankAccount/iban                     | ``                 | bankAccount.iban                 | required
          /bankAccount/bic                      | "ABC"              | bankAccount.bic                  | bic
          /bankAccount/bic                      | LONG               | bankAccount.bic                  | size
          /bankAccount/bic                      | 8                  | bankAccount.bic                  | type
          /bankAccount/holder                   | ``                 | bankAccount.holder               | required
          /bankAccount/holder                   | LONG               | bankAccount.holder               | size
          /bankAccount                          | "NL91ABNA0417164300" | bankAccount                      | type
          /bankAccount/colour                   | "red"              | bankAccount.colour               | unknown
          /requestedAmountCents                 | -1                 | requestedAmountCents             | min
          /requestedAmountCents                 | 0                  | requestedAmountCents             | min
          /requestedAmountCents                 | 500001             | requestedAmountCents             | max
          /requestedAmountCents                 | "5000"             | requestedAmountCents             | type
          /requestedAmountCents                 | 5000.5             | requestedAmountCents             | type
          /requestedAmountCents                 | 99999999999999999999 | requestedAmountCents             | type
          """)
  void namesFieldAndRule(String pointer, String value, String field, String rule) {
    var answer = client.post("/api/applications", Told.complete().with(pointer, json(value)));

    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.errors()).contains(field + " " + rule);
  }

  private static @Nullable String json(String value) {
    var many = value.split(" TIMES ");
    return switch (value) {
      case "" -> null;
      case "LONG" -> "\"" + "x".repeat(9000) + "\"";
      case "TODAY" -> "\"" + LocalDate.now(ZoneId.of("Europe/Amsterdam")) + "\"";
      case String list when many.length == 2 ->
          String.join(",", Collections.nCopies(Integer.parseInt(many[0]), many[1]))
              .transform(items -> "[" + items + "]");
      default -> value;
    };
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
          {"username":"abcd","displayName":"A","email":"a@b.eu","password":"long enough","language":1}     | language    | type
          {"username":5,"displayName":"A","email":"a@b.eu","password":"long enough","language":"nl"}       | username    | type
          {"username":"abcd","email":"a@b.eu","password":"long enough","language":"nl"}                    | displayName | required
          {"username":"abcd","displayName":"LONG","email":"a@b.eu","password":"long enough","language":"nl"} | displayName | size
          {"username":"abcd","displayName":"A","password":"long enough","language":"nl"}                   | email       | required
          {"username":"abcd","displayName":"A","email":"a@b","password":"long enough","language":"nl"}     | email       | email
          {"username":"abcd","displayName":"A","email":"LONG@b.eu","password":"long enough","language":"nl"} | email     | size
          {"username":"abcd","displayName":"A","email":"a@b.eu","language":"nl"}                           | password    | required
          {"username":"abcd","displayName":"A","email":"a@b.eu","password":"LONG","language":"nl"}         | password    | size
          {"username":"abcd","displayName":"A","email":"a@b.eu","password":12345678,"language":"nl"}       | password    | type
          {"username":"abcd","displayName":"A","email":"a@b.eu","password":"long enough","language":"nl","role":"ADMINISTRATOR"} | role | unknown
          """)
  void registrationNamesFieldAndRule(String body, String field, String rule) {
    var sent = body.replace("LONG", "x".repeat(300));

    assertErrors(Http.at(port).post("/api/applicants", sent), field + " " + rule);
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

  @ParameterizedTest(name = "{0} {1}: {2} {3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          claims               | {"report": 5}                                  | report         | type
          claims               | {"report": "x", "documentIds": "all"}          | documentIds    | type
          claims               | {"report": "x", "documentIds": ["not an id"]}  | documentIds[0] | type
          claims               | {"report": "x", "documentIds": [null]}         | documentIds[0] | required
          claims               | {"report": "x", "colour": "red"}               | colour         | unknown
          agreement/acceptance | {}                                             | statement      | required
          agreement/acceptance | {"statement": null}                            | statement      | required
          agreement/acceptance | {"statement": ""}                              | statement      | size
          agreement/acceptance | {"statement": "LONG"}                          | statement      | size
          agreement/acceptance | {"statement": true}                            | statement      | type
          agreement/acceptance | {"statement": "x", "colour": "red"}            | colour         | unknown
          """)
  void laterStepsNameFieldAndRule(String step, String body, String field, String rule) {
    var sent = body.replace("LONG", "x".repeat(9000));

    assertErrors(client.post(draft() + "/" + step, sent), field + " " + rule);
  }

  @Test
  void changesOfDraftsAreCheckedLikeDrafts() {
    var path = draft();

    assertErrors(
        client.put(path, Told.complete().with("/enterprise/email", "\"anna@\"")),
        "enterprise.email email");
    assertErrors(
        client.put(path, Told.complete().with("/scheme", "\"INNOVATION_FUND\"")), "scheme fixed");
    assertThat(client.get(path).text()).doesNotContain("anna@\"");
  }

  @Test
  void sharesUpToTheAmountAskedForAreTaken() {
    var half =
        "{\"name\": \"A\", \"country\": \"DE\", \"region\": \"AACHEN\","
            + " \"registrationNumber\": \"HRB 1\", \"shareCents\": 250000}";

    var answer =
        client.post(
            "/api/applications",
            Told.complete().with("/partners", "[%s, %s]".formatted(half, half)));

    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"scheme\": \"VOUCHER\", \"scheme\": \"VOUCHER\"}",
        "\uFEFF{}x",
        "{\"a\": NaN}",
        "{\"a\": 01}"
      })
  void readsNothingThatIsNoJson(String body) {
    var answer = client.post("/api/applications", body);

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
  }

  @Test
  void endlessNestingIsRefused() {
    var answer = client.post("/api/applications", "{\"partners\":".repeat(5000));

    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
  }

  @Test
  void eventsAfterNonsenseAreRefused() {
    var answer = client.get(draft() + "/events", "Last-Event-ID", "yesterday");

    assertErrors(answer, "Last-Event-ID type");
  }

  private static void assertErrors(Answer answer, String... expected) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    assertThat(answer.errors()).contains(expected);
  }

  private String draft() {
    return client.post("/api/applications", Told.complete()).header("Location");
  }
}
