package eu.ttc.grants.portal;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.support.RecordVisit;
import eu.ttc.grants.support.VisitReport;
import eu.ttc.grants.support.VisitReport.Held;
import eu.ttc.grants.support.VisitReport.NotHeld;
import eu.ttc.grants.support.Visits;
import eu.ttc.grants.testing.ApplicationDesk;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServedTest
@DisplayName("The visit of a business support manager through the API")
class VisitApiTest {

  private final People people;
  private final Visits visits;
  private final JdbcClient jdbc;
  private final Http nobody;
  private final Http anna;
  private String manager = "";

  VisitApiTest(People people, Visits visits, JdbcClient jdbc, @LocalServerPort int port) {
    this.people = people;
    this.visits = visits;
    this.jdbc = jdbc;
    this.nobody = Http.at(port);
    this.anna = nobody.as(people.applicant());
  }

  @BeforeEach
  void oneManager() {
    jdbc.sql("delete from account_role where role = 'BUSINESS_SUPPORT_MANAGER'").update();
    manager = people.applicant();
    jdbc.sql("update account_role set role = 'BUSINESS_SUPPORT_MANAGER' where username = :manager")
        .param("manager", manager)
        .update();
    jdbc.sql(
            "insert into business_support_manager (username, regions, languages, sectors)"
                + " values (:manager, array['AACHEN'], array['de'], array['ICT'])")
        .param("manager", manager)
        .update();
  }

  @Test
  void applicantSeesThatItIsPlannedAndThenTheAdvice() {
    var path = submitted();
    assertThat(anna.get(path + "/visit").status()).isEqualTo(404);

    plan(path);
    var planned = anna.get(path + "/visit").json();
    assertThat(planned.path("state").asString()).isEqualTo("PLANNED");
    assertThat(planned.path("manager").asString()).isEqualTo("Person");
    assertThat(planned.path("dueAt").asString()).isEqualTo("2099-12-23T22:10:00Z");

    report(path, new Held(today(), "Test the chamber first.", "An institute.", "A fund."));
    var held = anna.get(path + "/visit").json();
    assertThat(held.path("state").asString()).isEqualTo("HELD");
    assertThat(held.path("visitedOn").asString()).isEqualTo(today().toString());
    assertThat(held.path("advice").asString()).isEqualTo("Test the chamber first.");
    assertThat(held.path("partnerSuggestions").asString()).isEqualTo("An institute.");
    assertThat(held.path("fundingPointers").asString()).isEqualTo("A fund.");
    assertThat(anna.get(path + "/history").text())
        .contains("VISIT_PLANNED", "VISIT_HELD")
        .doesNotContain(manager, "Test the chamber");
  }

  @Test
  void whyItWasNotHeldIsForStaffOnly() {
    var path = submitted();
    plan(path);
    report(path, new NotHeld("They never answered the telephone."));

    assertThat(anna.get(path + "/visit").text())
        .contains("NOT_HELD")
        .doesNotContain("never answered");
    assertThat(anna.get(path + "/history").text()).doesNotContain("never answered");
    var olga = nobody.as(people.with(Role.PROGRAMME_OFFICER));
    assertThat(olga.get(path + "/visit").text()).contains("never answered");
  }

  @Test
  void managersSeeTheDossiersOfTheirVisitsAndNoOthers() {
    var path = submitted();
    var other = submitted();
    var bram = nobody.as(manager);
    assertThat(bram.get(path).status()).isEqualTo(404);

    plan(path);

    assertThat(bram.get(path).status()).isEqualTo(200);
    assertThat(bram.get(path).json().at("/bankAccount/iban").asString()).contains("•");
    assertThat(bram.get(path + "/visit").status()).isEqualTo(200);
    assertThat(bram.get("/api/applications").json().size()).isEqualTo(1);
    assertThat(bram.get(other).status()).isEqualTo(404);
    assertThat(bram.get(other + "/visit").status()).isEqualTo(404);
    assertThat(bram.get("/api/payments").status()).isEqualTo(403);
  }

  @Test
  void forOthersItDoesNotExist() {
    var path = submitted();
    plan(path);

    assertThat(nobody.as(people.applicant()).get(path + "/visit").status()).isEqualTo(404);
    assertThat(nobody.as(people.with(Role.EVALUATOR)).get(path + "/visit").status()).isEqualTo(404);
    assertThat(nobody.get(path + "/visit").status()).isEqualTo(401);
    assertThat(anna.get("/api/applications/V-2026-999999/visit").status()).isEqualTo(404);
    assertThat(anna.get("/api/applications/nonsense/visit").status()).isEqualTo(404);
  }

  private String submitted() {
    var path = anna.post("/api/applications", Told.complete()).header("Location");
    anna.post(path + "/submission");
    return path;
  }

  private void plan(String path) {
    visits.assign(
        reference(path),
        OffsetDateTime.parse("2099-12-23T23:10+01:00"),
        ApplicationDesk.passageOf("support.assign-manager"));
  }

  private void report(String path, VisitReport report) {
    visits.record(
        new RecordVisit(reference(path), report, manager),
        ApplicationDesk.passageOf("support.record-visit"));
  }

  private static LocalDate today() {
    return LocalDate.now(Applications.PROGRAMME_ZONE);
  }

  private static ApplicationRef reference(String path) {
    return ApplicationRef.of(path.substring(path.lastIndexOf('/') + 1));
  }
}
