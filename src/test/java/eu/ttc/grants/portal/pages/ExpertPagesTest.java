package eu.ttc.grants.portal.pages;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.application.Sector;
import eu.ttc.grants.evaluation.Experts;
import eu.ttc.grants.identity.Language;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.portal.Browser;
import eu.ttc.grants.portal.Http;
import eu.ttc.grants.portal.People;
import eu.ttc.grants.portal.ServedTest;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServedTest
@DisplayName("Administrators keep the experts")
class ExpertPagesTest {

  private final People people;
  private final Experts experts;
  private final JdbcClient jdbc;
  private final int port;

  ExpertPagesTest(People people, Experts experts, JdbcClient jdbc, @LocalServerPort int port) {
    this.people = people;
    this.experts = experts;
    this.jdbc = jdbc;
    this.port = port;
  }

  @Test
  @DisplayName("on a page that says beside each field what is wrong, and loses nothing typed")
  void onAPage() {
    var eva = people.withAll(Role.EVALUATOR);
    var ada = Browser.of(people.with(Role.ADMINISTRATOR), port);

    var wrong =
        ada.open("/experts/new")
            .form("main form")
            .type("username", people.applicant())
            .type("employer", "Universiteit Leuven")
            .type("formerEmployers[0].employer", "Foliënwerk B.V.")
            .type("formerEmployers[0].until", "31-02-2026")
            .type("formerEmployers[1].employer", "Foliënwerk B.V.")
            .type("formerEmployers[1].until", "2999-01-01")
            .send();
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.problem("username")).isEqualTo("is an account without role evaluator");
    assertThat(wrong.problem("country")).isEqualTo("is required");
    assertThat(wrong.problem("formerEmployers[0].until")).isEqualTo("must be a date");
    assertThat(wrong.problem("formerEmployers[1].employer")).isEqualTo("is named twice");
    assertThat(wrong.problem("formerEmployers[1].until")).isEqualTo("cannot be in the future");
    assertThat(wrong.text()).contains("Sectors: is required");
    assertThat(wrong.value("employer")).isEqualTo("Universiteit Leuven");

    var saved =
        wrong
            .form("main form")
            .type("username", eva)
            .type("sectors.ICT", "true")
            .type("languages.nl", "true")
            .type("languages.de", "true")
            .type("country", "BE")
            .type("formerEmployers[0].until", "2025-06-30")
            .type("formerEmployers[1].employer", "")
            .type("formerEmployers[1].until", "")
            .send();
    assertThat(saved.path()).isEqualTo("/experts");
    assertThat(saved.text()).contains("The expert is saved.", "Universiteit Leuven", "1 former");
    var kept = experts.find(eva).orElseThrow();
    assertThat(kept.sectors()).containsExactly(Sector.ICT);
    assertThat(kept.languages()).containsExactlyInAnyOrder(Language.NL, Language.DE);
    assertThat(kept.formerEmployers())
        .singleElement()
        .satisfies(former -> assertThat(former.employer()).isEqualTo("Foliënwerk B.V."));

    var away = ada.open("/experts/" + eva).form("main form").type("available", "").send();
    assertThat(away.text()).contains("not available");
    assertThat(experts.find(eva).orElseThrow().available()).isFalse();
    assertThat(
            jdbc.sql("select number from expert_version where expert = :eva order by number")
                .param("eva", eva)
                .query(Integer.class)
                .list())
        .containsExactly(1, 2);
  }

  @Test
  @DisplayName("with another row for a former employer whenever one is wanted")
  void addARow() {
    var ada = Browser.of(people.with(Role.ADMINISTRATOR), port);
    var form = ada.open("/experts/new").form("main form").type("employer", "Here");

    var once = form.press("add:formerEmployers");
    var twice = once.form("main form").press("add:formerEmployers");

    assertThat(twice.status()).isEqualTo(200);
    assertThat(twice.value("employer")).isEqualTo("Here");
    assertThat(twice.html().select("[name^=formerEmployers]")).hasSize(4);
  }

  @Test
  void inFourLanguagesAndForNobodyElse() {
    var eva = people.withAll(Role.EVALUATOR);
    jdbc.sql(
            "insert into expert (username, sectors, languages) values (:eva, array['ENERGY'],"
                + " array['fr'])")
        .param("eva", eva)
        .update();
    var ada = Browser.of(people.with(Role.ADMINISTRATOR), port);
    for (var language : Language.values()) {
      for (var path : List.of("/experts", "/experts/new", "/experts/" + eva)) {
        var page = ada.speaking(language.code()).open(path);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.html().outerHtml())
            .as("%s in %s", path, language)
            .doesNotContain("??")
            .doesNotContainPattern("\\{\\d");
      }
    }
    for (var role : List.of(Role.PROGRAMME_MANAGER, Role.EVALUATOR, Role.AUDITOR)) {
      var other = Browser.of(people.with(role), port);
      assertThat(other.open("/experts").status()).isEqualTo(403);
      assertThat(other.open("/dossiers").html().select("a[href=/experts]")).isEmpty();
    }
    assertThat(ada.open("/experts/nobody").status()).isEqualTo(404);
  }

  @Test
  @DisplayName("by the API, with the same rules and an Idempotency-Key")
  void byTheApi() {
    var eva = people.withAll(Role.EVALUATOR);
    var ada = Http.at(port).as(people.with(Role.ADMINISTRATOR));
    var told =
        """
        {"username": "%s", "sectors": ["ICT"], "languages": ["nl"], "country": "BE",
         "formerEmployers": [{"employer": "Foliënwerk B.V.", "until": "2025-06-30"}]}
        """
            .formatted(eva);

    var key = ada.withKey("expert " + eva);
    var added = key.post("/api/experts", told);
    assertThat(added.status()).as(added.text()).isEqualTo(201);
    assertThat(added.header("Location")).endsWith("/api/experts/" + eva);
    assertThat(key.post("/api/experts", told).text()).isEqualTo(added.text());
    assertThat(ada.post("/api/experts", told).errors()).contains("username expertAlready");

    var changed =
        ada.put(
            "/api/experts/" + eva,
            """
            {"sectors": ["ENERGY"], "languages": ["fr"], "country": "BE", "available": false}
            """);
    assertThat(changed.status()).as(changed.text()).isEqualTo(200);
    assertThat(ada.get("/api/experts/" + eva).json().path("sectors").get(0).stringValue())
        .isEqualTo("ENERGY");
    assertThat(ada.get("/api/experts").text()).contains(eva);
    assertThat(
            ada.put(
                    "/api/experts/" + eva,
                    """
                    {"sectors": ["OTHER"], "country": "XX"}
                    """)
                .errors())
        .contains("sectors programmeSector", "languages required", "country country");
  }
}
