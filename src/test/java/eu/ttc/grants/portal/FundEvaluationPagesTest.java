package eu.ttc.grants.portal;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.evaluation.DeclareIndependence;
import eu.ttc.grants.evaluation.DrawnExpert;
import eu.ttc.grants.evaluation.EvaluationRounds;
import eu.ttc.grants.evaluation.Evaluations;
import eu.ttc.grants.evaluation.ExpertDraws;
import eu.ttc.grants.evaluation.RecordEvaluation;
import eu.ttc.grants.evaluation.Score;
import eu.ttc.grants.identity.Language;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.testing.ApplicationDesk;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServedTest
@DisplayName("The dossier of an application that several experts evaluate")
class FundEvaluationPagesTest {

  private static final String WHAT = "What is done, and when.";

  private final People people;
  private final ApplicationDesk desk;
  private final EvaluationRounds rounds;
  private final ExpertDraws draws;
  private final Evaluations evaluations;
  private final JdbcClient jdbc;
  private final Clock clock;
  private final int port;

  FundEvaluationPagesTest(
      People people,
      ApplicationDesk desk,
      EvaluationRounds rounds,
      ExpertDraws draws,
      Evaluations evaluations,
      JdbcClient jdbc,
      Clock clock,
      @LocalServerPort int port) {
    this.people = people;
    this.desk = desk;
    this.rounds = rounds;
    this.draws = draws;
    this.evaluations = evaluations;
    this.jdbc = jdbc;
    this.clock = clock;
    this.port = port;
  }

  @BeforeEach
  void experts() {
    jdbc.sql("update expert set sectors = array['NONE']").update();
    for (var country : List.of("BE", "DE", "NL", "LU")) {
      jdbc.sql(
              "insert into expert (username, sectors, languages, country)"
                  + " values (:name, array['HIGH_TECH_MATERIALS'], array['en'], :country)")
          .param("name", people.withAll(Role.EVALUATOR))
          .param("country", country)
          .update();
    }
  }

  @Test
  @DisplayName("is closed to a drawn expert before the declaration, whatever other roles they have")
  void isClosedBeforeTheDeclaration() {
    var ref = opened();
    var drawn = draw(ref, 1);
    jdbc.sql("insert into account_role values (:expert, 'PROGRAMME_OFFICER')")
        .param("expert", drawn.expert())
        .update();
    var expert = Visitor.at(port, drawn.expert());
    var dossier = "/dossiers/" + ref;

    assertThat(expert.get(dossier).status()).isEqualTo(404);
    assertThat(Http.at(port).as(drawn.expert()).get("/api/applications/" + ref).status())
        .isEqualTo(404);
    assertThat(
            Http.at(port)
                .as(drawn.expert())
                .get("/api/applications/" + ref + "/evaluations")
                .status())
        .isEqualTo(404);

    declare(ref, drawn);

    assertThat(expert.get(dossier).text()).contains(WHAT, "Your evaluation");
    assertThat(
            Http.at(port)
                .as(drawn.expert())
                .get("/api/applications/" + ref + "/evaluations")
                .status())
        .isEqualTo(404);
  }

  @Test
  @DisplayName("shows no scores before all are in, then all of them, and the outcome")
  void showsScoresOnceAllAreIn() {
    var ref = opened();
    var first = scored(ref, 1, 8);
    scored(ref, 2, 8);
    var officer = Visitor.at(port, people.with(Role.PROGRAMME_OFFICER));
    var api = Http.at(port).as(people.with(Role.AUDITOR));
    var path = "/api/applications/" + ref + "/evaluations";

    assertThat(officer.get("/dossiers/" + ref).text())
        .contains("They are shown once all experts have scored")
        .doesNotContain("Excellent from 1");
    assertThat(api.get(path).json().path("experts").get(0).path("sealed").asBoolean()).isTrue();
    assertThat(api.get(path).text()).doesNotContain("Excellent from 1");

    scored(ref, 3, 5);
    var all = officer.get("/dossiers/" + ref);
    assertThat(all.text())
        .contains("Scores per expert", "Spread 1.5 1.5 1.5 4.5", "Excellent from 1")
        .contains("A marked spread is too large");
    assertThat(Visitor.at(port, first.expert()).get("/dossiers/" + ref).text())
        .contains("Another expert", "Excellent from 3");
    assertThat(api.get(path).json().path("experts").get(0).path("draw").get(0).path("verdict"))
        .hasToString("\"INDEPENDENT\"");
    for (var language : Language.values()) {
      assertThat(officer.speaking(language.code()).get("/dossiers/" + ref).html())
          .as(language.code())
          .doesNotContain("??");
    }
  }

  @Test
  @DisplayName("lets a programme officer void scores, with a reason")
  void letsAnOfficerVoidScores() {
    var ref = opened();
    var first = scored(ref, 1, 8);
    var officer = Browser.of(people.with(Role.PROGRAMME_OFFICER), port);
    var page = "/dossiers/%s/evaluations/%s/voiding".formatted(ref, first.evaluation());
    assertThat(officer.open("/dossiers/" + ref).html().select("a[href=" + page + "]")).hasSize(1);

    var wrong = officer.open(page).form("main form").send();
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.problem("reason")).isEqualTo("is required");
    var voided = wrong.form("main form").type("reason", "A cousin owns it.").send();

    assertThat(voided.text()).contains("Counts no more", "A cousin owns it.");
    assertThat(Visitor.at(port, first.expert()).get("/dossiers/" + ref).status()).isEqualTo(404);
    assertThat(evaluations.isAssigned(ref, first.expert())).isFalse();
    assertThat(
            Http.at(port)
                .as(people.with(Role.PROGRAMME_OFFICER))
                .post(
                    "/api/applications/%s/evaluations/%s/voiding"
                        .formatted(ref, first.evaluation()),
                    "{\"reason\": \"Again.\"}")
                .status())
        .isEqualTo(404);
    for (var language : Language.values()) {
      assertThat(officer.speaking(language.code()).open(page).html().outerHtml())
          .doesNotContain("??");
    }
  }

  private ApplicationRef opened() {
    var ref =
        desk.submitAndMove(
            anApplication().forTheFund(Cents.euros(200_000)),
            ApplicationStatus.COMPLETE,
            ApplicationStatus.ELIGIBLE);
    rounds.open(ref, passageOf("evaluation.open-round"));
    return ref;
  }

  private DrawnExpert draw(ApplicationRef ref, int seat) {
    return draws.draw(ref, seat, inDays(7), passageOf("evaluation.draw-expert"));
  }

  private void declare(ApplicationRef ref, DrawnExpert drawn) {
    draws.declare(
        new DeclareIndependence(
            ref, drawn.evaluation(), true, "", inDays(35), inDays(42), drawn.expert()),
        passageOf("evaluation.record-declaration"));
  }

  private DrawnExpert scored(ApplicationRef ref, int seat, int halfPoints) {
    var drawn = draw(ref, seat);
    declare(ref, drawn);
    var score = new Score(halfPoints);
    evaluations.record(
        new RecordEvaluation(
            ref,
            drawn.evaluation(),
            score,
            score,
            score,
            "Excellent from %d.".formatted(seat),
            "Wide.",
            "Planned.",
            true,
            drawn.expert()),
        passageOf("evaluation.record"));
    return drawn;
  }

  private OffsetDateTime inDays(int days) {
    return clock.instant().plus(Duration.ofDays(days)).atOffset(ZoneOffset.UTC);
  }
}
