package eu.ttc.grants.portal;

import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.agreement.GrantPlans;
import eu.ttc.grants.amendment.ChangeDecision.Recorded;
import eu.ttc.grants.amendment.ChangeState;
import eu.ttc.grants.amendment.ChangeView;
import eu.ttc.grants.amendment.Changes;
import eu.ttc.grants.cofunding.CoFunding;
import eu.ttc.grants.cofunding.CureState;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.stateaid.AidComputations;
import eu.ttc.grants.testing.AidTables;
import eu.ttc.grants.testing.AnApplication;
import eu.ttc.grants.testing.ChangeDesk;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServedTest
@DisplayName("Changes after the agreement, on the pages and over the API")
class ChangesPagesTest {

  private final People people;
  private final ChangeDesk grants;
  private final Changes changes;
  private final GrantPlans plans;
  private final AidComputations computations;
  private final CoFunding coFunding;
  private final int port;
  private final String anna;
  private final AnApplication told;
  private final Http api;

  ChangesPagesTest(
      People people,
      ChangeDesk grants,
      Changes changes,
      GrantPlans plans,
      AidComputations computations,
      CoFunding coFunding,
      @LocalServerPort int port) {
    this.people = people;
    this.grants = grants;
    this.changes = changes;
    this.plans = plans;
    this.computations = computations;
    this.coFunding = coFunding;
    this.port = port;
    this.anna = people.applicant();
    this.told = ChangeDesk.told().by(anna);
    this.api = Http.at(port).as(anna);
  }

  @Test
  void theLeadAsksSeesAndWithdrawsAndNothingTypedIsLost() {
    var ref = grants.running(told);
    var own = Visitor.at(port, anna);
    var page = "/applications/%s/changes".formatted(ref);
    assertThat(own.get("/applications/" + ref).html()).contains(page);
    assertThat(own.get(page).text()).contains("A partner leaves", "The work ends later");

    var form = page + "/PARTNER_LEAVES";
    assertThat(own.get(form).html()).contains("value=\"160,000\"", "Canal ");
    var typed = new HashMap<>(costs("160,000", "80,000", "a lot", "100,000"));
    typed.put("leavingPartner", "3");
    typed.put("changeReasons", "Canal has no people for it.");
    var wrong = own.post(form, typed);
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.html()).contains("value=\"a lot\"", "Canal has no people for it.");
    assertThat(wrong.text()).contains("An amount cannot be read");
    typed.put("cost-2-INDUSTRIAL_RESEARCH", "60,000");
    var without = own.post(form, typed);
    assertThat(without.status()).as("no evidence").isEqualTo(422);
    typed.put("cost-2-INDUSTRIAL_RESEARCH", "160,000");
    grants.evidence(ref, told);
    assertThat(own.post(form, typed).text()).contains("Together they come to more");
    typed.put("cost-2-INDUSTRIAL_RESEARCH", "60,000");

    var asked = own.post(form, typed);

    assertThat(asked.status()).isEqualTo(200);
    assertThat(asked.text())
        .contains("We have received your request", "Canal has no people for it.", "letter.pdf");
    assertThat(own.get(form).text()).contains("No change can be asked for now");
    assertThat(own.get("/applications/" + ref).text()).contains("One request is being handled");
    var withdrawn = own.post(page + "/1/withdrawal", Map.of());
    assertThat(withdrawn.text()).contains("withdrawn");
    assertThat(changes.get(ref, 1).state()).isEqualTo(ChangeState.WITHDRAWN);
  }

  @Test
  void staffReadWhatItDoesAndTheLetterAfterwards() {
    var ref = grants.running(told);
    var change = partnerLeaves(ref);
    var olga = people.with(Role.PROGRAMME_OFFICER);
    var officer = Visitor.at(port, olga);
    assertThat(officer.get("/changes").html()).contains("/dossiers/%s/changes".formatted(ref));
    var page = "/dossiers/%s/changes".formatted(ref);
    assertThat(officer.get("/dossiers/" + ref).html()).contains(page);
    assertThat(officer.get(page).text()).contains("is being computed");
    weigh(ref, change);
    var shown = officer.get(page);
    assertThat(shown.text())
        .contains("Both plans", "Partners concerned", "€40,000")
        .doesNotContain("cannot be granted");
    assertThat(Visitor.at(port, people.with(Role.EVALUATOR)).get(page).status()).isEqualTo(404);
    grants.consent(ref, change.number());
    assertThat(officer.get(page).text()).contains("Consent of the partners concerned", "Consented");
    grant(ref, change);

    assertThat(officer.get(page).text()).contains("granted", "As discussed.");
    assertThat(officer.get("/changes").html())
        .doesNotContain("/dossiers/%s/changes".formatted(ref));
    assertThat(officer.get("/changes?settled=true").html()).contains(ref.value());
    assertThat(officer.get(page + "/1/letter").body())
        .startsWith("%PDF-".getBytes(StandardCharsets.US_ASCII));
    var own = Visitor.at(port, anna);
    var letter = own.get("/applications/%s/changes/1/letter".formatted(ref));
    assertThat(letter.status()).isEqualTo(200);
    assertThat(own.get("/applications/" + ref).text()).contains("The change was granted");
  }

  @Test
  void theApiDoesTheSame() {
    var ref = grants.contracted(told);
    var path = "/api/applications/%s/changes".formatted(ref);
    assertThat(api.post(path, "{}").errors()).contains("kind required");
    assertThat(api.post(path, "{\"kind\": \"EXTENSION\"}").errors())
        .contains("reasons required", "endsOn required", "documents required");
    var document = grants.evidence(ref, told);
    var wanted =
        """
        {"kind": "EXTENSION", "reasons": "A machine came late.", "endsOn": "%s", "documentIds": ["%s"]}
        """
            .formatted(grants.endOf(ref).plusMonths(3), document);
    var asked = api.withKey("key-" + ref).post(path, wanted);
    assertThat(asked.status()).as(asked.text()).isEqualTo(201);
    assertThat(api.withKey("key-" + ref).post(path, wanted).text()).isEqualTo(asked.text());
    assertThat(api.get(path).json()).hasSize(1);
    assertThat(api.get(path + "/1/effect").json().at("/hindrances")).isEmpty();
    var other = wanted.replace("late", "very late");
    assertThat(api.post(path, other).status()).isEqualTo(409);
    assertThat(api.as(people.applicant()).get(path).status()).isEqualTo(404);
    var list = api.as(people.with(Role.PROGRAMME_MANAGER)).get("/api/changes");
    assertThat(list.text()).contains(ref.value());

    assertThat(api.post(path + "/1/withdrawal").json().at("/state").asString())
        .isEqualTo("WITHDRAWN");
    assertThat(api.get(path + "/9").status()).isEqualTo(404);
  }

  @Test
  void aPartnerReadsWhatChangesAndRefusesWithAReason() {
    var ref = grants.running(told);
    var change = partnerLeaves(ref);
    weigh(ref, change);
    grants.ask(ref, change.number());
    var page = "/consents/" + grants.token(ref, 3);
    var partner = Visitor.at(port, people.applicant());
    assertThat(partner.get(page).text())
        .contains("Do you consent to this change?", "Canal has no people for it.", "Both plans");
    assertThat(Visitor.at(port, people.with(Role.PROGRAMME_OFFICER)).get(page).status())
        .isEqualTo(403);
    assertThat(partner.get("/consents/unknown").status()).isEqualTo(404);
    var lead = Visitor.at(port, anna);
    assertThat(lead.get(page).text()).contains("You asked for this change as the lead");
    assertThat(lead.post(page + "/consent", Map.of()).status()).isEqualTo(409);
    var without = partner.post(page + "/refusal", Map.of("reason", " "));
    assertThat(without.status()).isEqualTo(422);

    var refused = partner.post(page + "/refusal", Map.of("reason", "We stay in the project."));

    assertThat(refused.text()).contains("You did not consent");
    assertThat(changes.get(ref, change.number()).state()).isEqualTo(ChangeState.REFUSED);
    assertThat(lead.get("/applications/%s/changes".formatted(ref)).text())
        .contains("refused", "We stay in the project.");
    assertThat(partner.post(page + "/consent", Map.of()).status()).isEqualTo(409);
  }

  @Test
  void aPartnerConsentsThroughTheApi() {
    var ref = grants.running(told);
    var change = partnerLeaves(ref);
    weigh(ref, change);
    grants.ask(ref, change.number());
    var path = "/api/consents/" + grants.token(ref, 3);
    var partner = api.as(people.applicant());
    assertThat(partner.get(path).json().at("/state").asString()).isEqualTo("OPEN");
    assertThat(partner.post(path + "/refusal", "{}").errors()).contains("reason required");

    var given = partner.post(path + "/consent");

    assertThat(given.status()).as(given.text()).isEqualTo(200);
    assertThat(given.json().at("/state").asString()).isEqualTo("GIVEN");
    assertThat(partner.post(path + "/consent").text()).isEqualTo(given.text());
    assertThat(partner.post(path + "/refusal", "{\"reason\": \"No.\"}").status()).isEqualTo(409);
    var all = api.get("/api/applications/%s/changes/1/consents".formatted(ref)).json();
    assertThat(all).hasSize(1);
    assertThat(all.at("/0/partner").asInt()).isEqualTo(3);
  }

  @Test
  void anOfficerNotesThatACoFunderLeft() {
    var ref = grants.running(told);
    var officer = Visitor.at(port, people.with(Role.PROGRAMME_OFFICER));
    var page = "/dossiers/%s/co-funding".formatted(ref);
    assertThat(officer.get(page).text()).contains("A co-funder has left");
    var wrong =
        officer.post(
            page + "/departures", Map.of("leavingItem", "", "leavingReasons", "It is insolvent."));
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.html()).contains("It is insolvent.", "counts nothing");

    var noted =
        officer.post(
            page + "/departures", Map.of("leavingItem", "3", "leavingReasons", "It is insolvent."));

    assertThat(noted.status()).isEqualTo(200);
    assertThat(noted.text()).contains("Co-funders who left", "to be replaced until");
    assertThat(coFunding.of(ref).cures().getFirst().state()).isEqualTo(CureState.OPEN);
    var own = Visitor.at(port, anna);
    var shown = own.get("/applications/%s/co-funding".formatted(ref));
    assertThat(shown.text()).contains("Hand in what takes its place");
    var handedIn = own.post("/applications/%s/co-funding/replacement".formatted(ref), Map.of());
    assertThat(handedIn.status()).as("nothing was recorded").isEqualTo(422);
    assertThat(api.post("/api/applications/%s/co-funding/replacement".formatted(ref)).status())
        .isEqualTo(422);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "nl", "de", "fr"})
  void everyPageSpeaksFourLanguages(String language) {
    var ref = grants.running(told);
    weigh(ref, partnerLeaves(ref));
    grants.ask(ref, 1);
    var consent =
        Visitor.at(port, people.applicant())
            .speaking(language)
            .get("/consents/" + grants.token(ref, 3));
    assertThat(consent.status()).isEqualTo(200);
    assertThat(consent.text()).doesNotContain("??");
    var own = Visitor.at(port, anna).speaking(language);
    var staff =
        Visitor.at(port, people.withAll(Role.PROGRAMME_OFFICER, Role.PROGRAMME_MANAGER))
            .speaking(language);
    var changes = "/applications/%s/changes".formatted(ref);
    for (var path : new String[] {changes, changes + "/EXTENSION", changes + "/SCOPE"}) {
      var page = own.get(path);
      assertThat(page.status()).as(path).isEqualTo(200);
      assertThat(page.text()).as(path).doesNotContain("??");
    }
    for (var path :
        new String[] {
          "/changes",
          "/dossiers/%s/changes".formatted(ref),
          "/dossiers/%s/co-funding".formatted(ref)
        }) {
      var page = staff.get(path);
      assertThat(page.status()).as(path).isEqualTo(200);
      assertThat(page.text()).as(path).doesNotContain("??");
    }
    assertThat(own.post(changes + "/1/withdrawal", Map.of()).status()).isEqualTo(200);
    var form = own.get(changes + "/BUDGET_SHIFT");
    assertThat(form.text()).doesNotContain("??");
    assertThat(own.get("/applications/" + ref).text()).doesNotContain("??");
  }

  private ChangeView partnerLeaves(ApplicationRef ref) {
    var document = grants.evidence(ref, told);
    var asked =
        api.post(
            "/api/applications/%s/changes".formatted(ref),
            """
            {"kind": "PARTNER_LEAVES", "reasons": "Canal has no people for it.", "partner": 3,
             "documentIds": ["%s"],
             "costs": [
               {"partner": 1, "category": "INDUSTRIAL_RESEARCH", "costsCents": 16000000},
               {"partner": 1, "category": "EXPERIMENTAL_DEVELOPMENT", "costsCents": 8000000},
               {"partner": 2, "category": "INDUSTRIAL_RESEARCH", "costsCents": 6000000},
               {"partner": 2, "category": "EXPERIMENTAL_DEVELOPMENT", "costsCents": 10000000}]}
            """
                .formatted(document));
    assertThat(asked.status()).as(asked.text()).isEqualTo(201);
    return changes.of(ref).getLast();
  }

  private void weigh(ApplicationRef ref, ChangeView change) {
    var project =
        changes.prepare(ref, change.number(), passageOf("amendment.prepare")).aidProject();
    var prepared = computations.prepare(ref, project, passageOf("stateaid.prepare-aid"));
    var computed =
        computations.compute(
            ref,
            prepared.project(),
            AidTables.answers(prepared.questions()),
            passageOf("stateaid.compute-aid"));
    changes.weigh(ref, change.number(), computed.sheet(), passageOf("amendment.weigh"));
  }

  private void grant(ApplicationRef ref, ChangeView change) {
    changes.assess(
        ref,
        change.number(),
        "Plausible.",
        people.with(Role.PROGRAMME_OFFICER),
        passageOf("amendment.record-assessment"));
    assertThat(
            changes.decide(
                ref,
                change.number(),
                true,
                "As discussed.",
                people.with(Role.PROGRAMME_MANAGER),
                passageOf("amendment.record-decision")))
        .isEqualTo(new Recorded(ChangeState.GRANTED));
    assertThat(plans.all(ref)).hasSize(2);
  }

  private static Map<String, String> costs(String a1, String a2, String b1, String b2) {
    return Map.of(
        "cost-1-INDUSTRIAL_RESEARCH", a1,
        "cost-1-EXPERIMENTAL_DEVELOPMENT", a2,
        "cost-2-INDUSTRIAL_RESEARCH", b1,
        "cost-2-EXPERIMENTAL_DEVELOPMENT", b2);
  }
}
