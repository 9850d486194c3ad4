package eu.ttc.grants.notification;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.portal.Http;
import eu.ttc.grants.portal.People;
import eu.ttc.grants.portal.ServedTest;
import eu.ttc.grants.testing.ApplicationDesk;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

@ServedTest
@DisplayName("Staff see what applicants were told, through API and page")
class NotificationsApiTest {

  private final Notifications notifications;
  private final ApplicationDesk desk;
  private final People people;
  private final JdbcClient jdbc;
  private final Http nobody;
  private final MockMvc pages;

  NotificationsApiTest(
      Notifications notifications,
      ApplicationDesk desk,
      People people,
      JdbcClient jdbc,
      WebApplicationContext application,
      @LocalServerPort int port) {
    this.notifications = notifications;
    this.desk = desk;
    this.people = people;
    this.jdbc = jdbc;
    this.nobody = Http.at(port);
    this.pages = MockMvcBuilders.webAppContextSetup(application).apply(springSecurity()).build();
  }

  @ParameterizedTest
  @EnumSource(
      value = Role.class,
      names = {"PROGRAMME_OFFICER", "PROGRAMME_MANAGER", "ADMINISTRATOR", "AUDITOR"})
  void officersManagersAdministratorsAndAuditorsRead(Role role) throws Exception {
    var applicant = people.applicant();
    var ref = desk.submit(anApplication().by(applicant));

    var list = as(role).get(path(ref));

    assertThat(list.status()).isEqualTo(200);
    assertThat(list.json()).hasSize(1);
    var one = list.json().get(0);
    assertThat(one.path("template").asString()).isEqualTo("SUBMITTED");
    assertThat(one.path("recipient").asString()).isEqualTo(applicant);
    assertThat(one.path("language").asString()).isEqualTo("en");
    assertThat(one.path("state").asString()).isEqualTo("WAITING");
    assertThat(page(role, ref).getStatus()).isEqualTo(200);
    assertThat(page(role, ref).getContentAsString())
        .contains("We have received your application", "On its way");
  }

  @ParameterizedTest
  @EnumSource(
      value = Role.class,
      names = {"EVALUATOR", "FINANCE_OFFICER"})
  void otherStaffDoNot(Role role) throws Exception {
    var ref = desk.submit(anApplication().by(people.applicant()));

    assertThat(as(role).get(path(ref)).status()).isEqualTo(403);
    assertThat(page(role, ref).getStatus()).isEqualTo(403);
  }

  @Test
  void applicantsAndStrangersDoNot() {
    var applicant = people.applicant();
    var ref = desk.submit(anApplication().by(applicant));

    assertThat(nobody.as(applicant).get(path(ref)).status()).isEqualTo(403);
    assertThat(nobody.get(path(ref)).status()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"V-2026-999999", "nonsense", "V-2026-1"})
  void unknownApplicationIsNotThere(String reference) {
    var answer =
        as(Role.PROGRAMME_OFFICER).get("/api/applications/" + reference + "/notifications");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
  }

  @Test
  void draftIsNotThere() {
    var ref = desk.draft(anApplication().by(people.applicant()));

    assertThat(as(Role.PROGRAMME_OFFICER).get(path(ref)).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @EnumSource(
      value = Role.class,
      names = {"PROGRAMME_OFFICER", "PROGRAMME_MANAGER"})
  void officersAndManagersHaveItSentAgain(Role role) throws Exception {
    var ref = desk.submit(anApplication().by(people.applicant()));
    var id = failed(ref);

    var again = as(role).post("/api/notifications/" + id + "/repetition");

    assertThat(again.status()).isEqualTo(202);
    assertThat(again.json().path("state").asString()).isEqualTo("WAITING");
    assertThat(again.json().at("/repetitions/0/requestedBy").asString())
        .isEqualTo(people.with(role));
    assertThat(page(role, ref).getContentAsString()).contains("sent again by " + people.with(role));
  }

  @Test
  @DisplayName("a second request meanwhile changes nothing and says why")
  void secondRequestIsRefused() {
    var ref = desk.submit(anApplication().by(people.applicant()));
    var path = "/api/notifications/" + failed(ref) + "/repetition";
    as(Role.PROGRAMME_OFFICER).post(path);

    var second = as(Role.PROGRAMME_OFFICER).post(path);

    assertThat(second.status()).isEqualTo(409);
    assertThat(second.json().path("detail").asString()).contains("on its way");
    assertThat(notifications.of(ref).getFirst().repetitions()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Role.class,
      names = {"ADMINISTRATOR", "AUDITOR", "EVALUATOR", "FINANCE_OFFICER", "APPLICANT"})
  void othersDoNotHaveItSentAgain(Role role) {
    var ref = desk.submit(anApplication().by(people.applicant()));

    var answer = as(role).post("/api/notifications/" + failed(ref) + "/repetition");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(notifications.of(ref).getFirst().repetitions()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"999999999", "-1", "abc", "99999999999999999999", "1e3"})
  void unknownNotificationIsNotThere(String id) {
    var answer = as(Role.PROGRAMME_OFFICER).post("/api/notifications/" + id + "/repetition");

    assertThat(answer.status()).isEqualTo(404);
  }

  @Test
  @DisplayName("the page shows why something failed, as text, and offers to send it again")
  void pageShowsWhyItFailed() throws Exception {
    var ref = desk.submit(anApplication().by(people.applicant()));
    failed(ref);

    assertThat(page(Role.PROGRAMME_OFFICER, ref).getContentAsString())
        .contains("550 &lt;b&gt;no&lt;/b&gt;", "Send again", "Refused")
        .doesNotContain("<b>no</b>");
    assertThat(page(Role.AUDITOR, ref).getContentAsString())
        .contains("Refused")
        .doesNotContain("Send again");
  }

  @Test
  void pageSendsAgain() throws Exception {
    var ref = desk.submit(anApplication().by(people.applicant()));
    var other = desk.submit(anApplication().by(people.applicant()));
    var path = "/dossiers/%s/notifications/%d/repetition";
    var officer = user(people.with(Role.PROGRAMME_OFFICER)).roles("PROGRAMME_OFFICER");
    var id = failed(ref);

    pages.perform(post(path.formatted(ref, id)).with(officer)).andExpect(status().isForbidden());
    pages
        .perform(post(path.formatted(other, id)).with(officer).with(csrf()))
        .andExpect(status().isNotFound());
    pages
        .perform(post(path.formatted(ref, id)).with(officer).with(csrf()))
        .andExpect(redirectedUrl("/dossiers/%s/notifications?again".formatted(ref)));

    assertThat(notifications.of(ref).getFirst().repetitions()).hasSize(1);
  }

  private long failed(ApplicationRef ref) {
    return jdbc.sql(
            "update notification set state = 'FAILED', last_error = '550 <b>no</b>'"
                + " where application = :ref returning id")
        .param("ref", ref.value())
        .query(Long.class)
        .single();
  }

  private Http as(Role role) {
    return nobody.as(people.with(role));
  }

  private MockHttpServletResponse page(Role role, ApplicationRef ref) throws Exception {
    return pages
        .perform(
            get("/dossiers/" + ref + "/notifications")
                .with(user(people.with(role)).roles(role.name()))
                .locale(Locale.ENGLISH))
        .andReturn()
        .getResponse();
  }

  private static String path(ApplicationRef ref) {
    return "/api/applications/" + ref + "/notifications";
  }
}
