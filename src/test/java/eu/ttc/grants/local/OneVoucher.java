package eu.ttc.grants.local;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.portal.Http;
import eu.ttc.grants.portal.Told;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One of the vouchers, and what people do about it. */
final class OneVoucher extends OneCase {

  private final Fate fate;
  private final Moment everybodyWaits;

  /**
   * @param number tells its enterprise from others
   * @param everybodyWaits reached when the last wave is on the waiting list
   */
  OneVoucher(
      int number,
      Fate fate,
      String username,
      Http portal,
      Histories histories,
      Staff staff,
      Moment everybodyWaits,
      Random dice) {
    super(number, username, List.of("olga", "oscar"), portal, histories, staff, dice);
    this.fate = fate;
    this.everybodyWaits = everybodyWaits;
  }

  Fate fate() {
    return fate;
  }

  @Override
  public String toString() {
    return "%s %s".formatted(fate, reference());
  }

  void draft() {
    var name = "Onderneming %d van 200 B.V.".formatted(number());
    var usual =
        Home.of(number())
            .tell(Told.complete())
            .with("/enterprise/name", quoted(name))
            .with("/bankAccount/holder", quoted(name));
    draft(fate.story().tell(usual), fate.story().accountsMissing());
  }

  void evaluate() throws Exception {
    score(4);
  }

  void evaluateBelowThreshold() throws Exception {
    score(2.5);
  }

  private void score(double excellence) throws Exception {
    var task = staff.await("Task_EvaluateApplication", reference());
    var earlier = history().count("EVALUATED");
    staff.complete(
        task,
        task.assignee().orElseThrow(),
        Map.of(
            "conflictOfInterest",
            false,
            "excellence",
            excellence,
            "excellenceComment",
            "Compared with what there is.",
            "impact",
            4,
            "impactComment",
            "Two customers wait for it.",
            "implementation",
            3.5,
            "implementationComment",
            "Clear steps."));
    await("EVALUATED", earlier + 1);
  }

  void declareConflict() throws Exception {
    var task = staff.await("Task_EvaluateApplication", reference());
    var expert = task.assignee().orElseThrow();
    staff.complete(
        task, expert, Map.of("conflictOfInterest", true, "conflictReason", "A cousin owns it."));
    await("EVALUATION_ASSIGNED", 2);
    assertThat(staff.await("Task_EvaluateApplication", reference()).assignee())
        .hasValueSatisfying(other -> assertThat(other).isNotEqualTo(expert));
  }

  void accept() throws Exception {
    await("AGREEMENT_OFFERED");
    applicant.post(200, path("/agreement/acceptance"), ACCEPTANCE);
  }

  /** Cannot be accepted until somebody ends the hold. */
  void isHeldBeforeAcceptance() throws Exception {
    await("AGREEMENT_OFFERED");
    boss.post(
        200,
        path("/hold"),
        "{\"reason\": \"A fire in the workshop.\", \"until\": \"%s\"}"
            .formatted(LocalDate.now(Applications.PROGRAMME_ZONE).plusDays(3)));
    applicant.postNotNow(path("/agreement/acceptance"), ACCEPTANCE);
    boss.post(200, path("/hold/end"), "{\"reason\": \"All is repaired.\"}");
  }

  void askForMoreTime() throws Exception {
    await("CLAIM_INVITED");
    applicant.post(202, path("/extension"), "{\"reason\": \"A supplier is late.\"}");
  }

  void decideOnMoreTime(boolean granted) throws Exception {
    take(
        staff.await("Task_DecideOnExtension", reference()),
        OFFICERS,
        officers.getFirst(),
        Map.of(
            "extensionVerdict",
            granted ? "GRANTED" : "REFUSED",
            "extensionReasons",
            "As the supplier says."));
    await(granted ? "EXTENSION_GRANTED" : "EXTENSION_REFUSED");
  }

  /** Claims the agreed sum. */
  void claim() throws Exception {
    claim("");
  }

  /** Claims 2,000 euros for staff and 3,000 for equipment. */
  void claimInLines() throws Exception {
    claim(
        """
        , "lines": [{"category": "STAFF", "description": "Engineer", "amountCents": 200000},
                    {"category": "EQUIPMENT", "description": "Test bench", "amountCents": 300000}]
        """);
  }

  private void claim(String lines) throws Exception {
    var earlier = history().count("CLAIM_SUBMITTED");
    await("CLAIM_INVITED", earlier + 1);
    var evidence = upload("EVIDENCE");
    applicant.post(
        202,
        path("/claims"),
        "{\"report\": \"Built, tested, reported.\", \"documentIds\": [%s]%s}"
            .formatted(quoted(evidence), lines));
    await("CLAIM_SUBMITTED", earlier + 1);
  }

  void acceptClaim() throws Exception {
    verify(Map.of());
  }

  /** Accepts the second line for 2,500 euros. */
  void correctClaim() throws Exception {
    verify(
        Map.of(
            "lineVerdict", "CORRECTED", "acceptedEuros", 2500, "lineReason", "The rest is VAT."));
  }

  /** Accepts all but the second line. */
  void refuseLine() throws Exception {
    verify(Map.of("lineVerdict", "REFUSED", "lineReason", "Bought before the project."));
  }

  private void verify(Map<String, ?> aboutSecondLine) throws Exception {
    var task = staff.await("Task_VerifyClaim", reference());
    var lines = (ArrayNode) staff.shown(task, officers.getFirst(), "claimLines");
    if (!aboutSecondLine.isEmpty()) {
      aboutSecondLine.forEach((field, value) -> ((ObjectNode) lines.get(1)).putPOJO(field, value));
    }
    take(
        task,
        OFFICERS,
        officers.getFirst(),
        Map.of(
            "claimVerdict", "ACCEPTED",
            "claimLines", lines,
            "verificationFindings", "Compared with the invoices."));
    await("CLAIM_VERIFIED");
  }

  void refuseClaim() throws Exception {
    take(
        staff.await("Task_VerifyClaim", reference()),
        OFFICERS,
        officers.getFirst(),
        Map.of("claimVerdict", "REFUSED", "verificationFindings", "The report is empty."));
    await("CLAIM_REFUSED");
  }

  /** From the accepted claim on: results are reported after the payment, and once more. */
  void isPaidAndReports() throws Exception {
    await("PAYMENT_BOOKED");
    await("RESULTS_ASKED");
    report();
    await("CLOSED");
    await("RESULTS_ASKED", 2);
    report();
    await("RESULTS_REPORTED", 2);
  }

  void isPaidAndKeepsSilent() throws Exception {
    await("CLOSED");
    await("RESULTS_MISSING", 2);
  }

  /** Everything from the visit to the verified claim. */
  void isVisitedAndGoesOn() throws Exception {
    visit();
    isEvaluatedAndGoesOn();
  }

  /** Everything from the evaluation to the verified claim. */
  void isEvaluatedAndGoesOn() throws Exception {
    evaluate();
    award();
    accept();
    claim();
    acceptClaim();
  }

  /** Everything from the visit to the invitation to claim. */
  void runs() throws Exception {
    visit();
    evaluate();
    award();
    accept();
    await("CLAIM_INVITED");
  }

  /** Waits for a voucher until everybody of the last wave does. */
  void waitsOnCompleteList() throws Exception {
    await("WAITING_LIST_JOINED");
    everybodyWaits.await(this);
  }

  /** Its place on the waiting list, as the applicant sees it now. */
  int place() {
    return applicant.get(path("/waiting-list")).json().path("position").asInt();
  }

  /** Where an enterprise and its partner are. */
  private record Home(String country, String region, String partnerCountry, String partnerRegion) {

    private static final List<Home> ALL =
        List.of(
            new Home("NL", "EINDHOVEN", "DE", "AACHEN"),
            new Home("DE", "AACHEN", "NL", "MAASTRICHT"),
            new Home("BE", "LIEGE", "NL", "MAASTRICHT"),
            new Home("NL", "MAASTRICHT", "BE", "HASSELT"));

    static Home of(int number) {
      return ALL.get(number % ALL.size());
    }

    Told tell(Told usual) {
      return usual
          .with("/enterprise/country", quoted(country))
          .with("/enterprise/region", quoted(region))
          .with(
              "/partners",
              """
              [{"name": "Institut für Oberflächen", "country": "%s", "region": "%s",
                "role": "knowledge provider"}]
              """
                  .formatted(partnerCountry, partnerRegion));
    }
  }
}
