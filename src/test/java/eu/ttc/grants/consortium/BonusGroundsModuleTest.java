package eu.ttc.grants.consortium;

import static eu.ttc.grants.testing.AMember.aMember;
import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.AssistedArea;
import eu.ttc.grants.application.Dossier;
import eu.ttc.grants.application.Region;
import eu.ttc.grants.consortium.BonusClaim.Kind;
import eu.ttc.grants.consortium.BonusOutcome.FindingsNotAllowed;
import eu.ttc.grants.consortium.BonusOutcome.FindingsRecorded;
import eu.ttc.grants.consortium.RecordBonusFindings.Finding;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.screening.Screenings;
import eu.ttc.grants.stateaid.AidComputations;
import eu.ttc.grants.stateaid.AidQuestion;
import eu.ttc.grants.stateaid.BonusGround;
import eu.ttc.grants.testing.AMember;
import eu.ttc.grants.testing.AnApplication;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.ModuleTest;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The consortium bears its costs as in case F2, where one bears too much of them for collaboration
 * to count.
 */
@ModuleTest
@DisplayName("Grounds for higher aid")
class BonusGroundsModuleTest {

  private final BonusGrounds grounds;
  private final FundProjects projects;
  private final Screenings screenings;
  private final AidComputations computations;
  private final Applications applications;
  private final ApplicationDesk desk;
  private final JdbcClient jdbc;

  BonusGroundsModuleTest(
      BonusGrounds grounds,
      FundProjects projects,
      Screenings screenings,
      AidComputations computations,
      Applications applications,
      ApplicationDesk desk,
      JdbcClient jdbc) {
    this.grounds = grounds;
    this.projects = projects;
    this.screenings = screenings;
    this.computations = computations;
    this.applications = applications;
    this.desk = desk;
    this.jdbc = jdbc;
  }

  @Test
  @DisplayName("are listed as the dossier claims them, partner by partner")
  void areListed() {
    var ref = complete(claiming());

    assertThat(grounds.claims(ref))
        .extracting(BonusClaim::number, BonusClaim::kind, BonusClaim::partner, BonusClaim::claimed)
        .containsExactly(
            tuple(1, Kind.WIDE_DISSEMINATION, 0, "YES"),
            tuple(2, Kind.ASSISTED_AREA, 2, "C"),
            tuple(3, Kind.FREE_TO_PUBLISH, 3, "YES"));
    assertThat(grounds.claims(complete(anApplication().forTheFund(Cents.euros(250_000)))))
        .isEmpty();
  }

  @Test
  @DisplayName("raise nothing before an officer has verified them")
  void raiseNothingUnverified() {
    var ref = complete(claiming());

    assertThat(groundsAsked(ref)).allMatch(List::isEmpty);
    assertThat(grounds.findings(ref)).isEmpty();
  }

  @Test
  @DisplayName("count as they were found, and are told in the sheet and the history")
  void countAsTheyWereFound() {
    var ref = complete(claiming());
    var officer = desk.person(Role.PROGRAMME_OFFICER);
    var step = passageOf("consortium.record-bonus-findings");
    var command =
        new RecordBonusFindings(
            ref,
            List.of(
                new Finding(1, BonusVerdict.CONFIRMED, ""),
                new Finding(2, BonusVerdict.AREA_A, " The map shows an a area. "),
                new Finding(3, BonusVerdict.REFUSED, "Its contract forbids it.")),
            officer);

    assertThat(grounds.record(command, step)).isEqualTo(new FindingsRecorded(2));
    assertThat(grounds.record(command, step)).isEqualTo(new FindingsRecorded(2));

    assertThat(grounds.findings(ref))
        .extracting(BonusFinding::verdict, BonusFinding::reason, BonusFinding::officer)
        .containsExactly(
            tuple(BonusVerdict.CONFIRMED, null, officer),
            tuple(BonusVerdict.AREA_A, "The map shows an a area.", officer),
            tuple(BonusVerdict.REFUSED, "Its contract forbids it.", officer));
    assertThat(groundsAsked(ref))
        .containsExactly(
            List.of(BonusGround.WIDE_DISSEMINATION),
            List.of(BonusGround.WIDE_DISSEMINATION),
            List.of(BonusGround.WIDE_DISSEMINATION, BonusGround.ASSISTED_A_AREA),
            List.of(BonusGround.WIDE_DISSEMINATION, BonusGround.ASSISTED_A_AREA),
            List.of(BonusGround.WIDE_DISSEMINATION));
    assertThat(desk.events(ref)).containsOnlyOnce("BONUS_GROUNDS_CORRECTED");
    assertThatThrownBy(
            () ->
                jdbc.sql("update bonus_finding set verdict = 'CONFIRMED', reason = null").update())
        .isInstanceOf(DataAccessException.class);
  }

  @Test
  @DisplayName("can be verified anew, and the newest findings count")
  void canBeVerifiedAnew() {
    var ref = complete(claiming());
    record(
        ref,
        new Finding(1, BonusVerdict.REFUSED, "Nothing is said of it."),
        new Finding(2, BonusVerdict.REFUSED, "No."),
        new Finding(3, BonusVerdict.REFUSED, "No."));
    assertThat(groundsAsked(ref)).allMatch(List::isEmpty);

    record(
        ref,
        new Finding(1, BonusVerdict.CONFIRMED, ""),
        new Finding(2, BonusVerdict.CONFIRMED, ""),
        new Finding(3, BonusVerdict.CONFIRMED, ""));

    // an institute that may publish and bears a tenth makes the collaboration effective
    assertThat(groundsAsked(ref).getFirst())
        .containsExactly(BonusGround.COLLABORATION, BonusGround.WIDE_DISSEMINATION);
    assertThat(desk.events(ref))
        .containsSubsequence("BONUS_GROUNDS_CORRECTED", "BONUS_GROUNDS_CONFIRMED");
  }

  @Test
  @DisplayName("are verified by an officer who does not apply, each with a verdict and a reason")
  void areVerifiedProperly() {
    var told = claiming().by(desk.person(Role.PROGRAMME_OFFICER));
    var ref = complete(told);
    var all =
        List.of(
            new Finding(1, BonusVerdict.CONFIRMED, ""),
            new Finding(2, BonusVerdict.CONFIRMED, ""),
            new Finding(3, BonusVerdict.CONFIRMED, ""));

    assertThat(problem(ref, all, desk.person(Role.PROGRAMME_MANAGER))).contains("Only a programme");
    assertThat(problem(ref, all, told.applicant())).contains("their own statements");
    var officer = desk.person(Role.PROGRAMME_OFFICER);
    assertThat(problem(ref, all.subList(0, 2), officer)).contains("Statement 3 has no verdict");
    assertThat(
            problem(
                ref,
                List.of(new Finding(1, BonusVerdict.AREA_A, "An area."), all.get(1), all.get(2)),
                officer))
        .contains("not about an area");
    assertThat(
            problem(
                ref,
                List.of(all.get(0), new Finding(2, BonusVerdict.AREA_A, " "), all.get(2)),
                officer))
        .contains("say why");
    assertThat(grounds.findings(ref)).isEmpty();
  }

  @Test
  @DisplayName("need an explanation before the application is complete")
  void needAnExplanation() {
    var told =
        anApplication().forTheFund(Cents.euros(250_000)).with(aMember("B", Region.AACHEN).told());
    var dossier = told.dossier();
    var unexplained =
        new Dossier(
            dossier.enterprise(),
            dossier.project(),
            dossier.partners(),
            dossier.costs(),
            dossier.priorDeMinimis(),
            dossier.declarations(),
            dossier.bankAccount(),
            dossier.requestedAmountCents(),
            new Dossier.Fund(
                ApplicationDesk.CALL,
                AMember.costs(160_000, 80_000),
                "en",
                new Dossier.Grounds(true, false, " ")));
    desk.openCall();
    var ref = applications.draft(told.scheme(), unexplained, told.applicant()).reference();

    assertThat(applications.missing(ref))
        .extracting(FieldProblem::field)
        .contains("fund.grounds.explanation");
  }

  private static AnApplication claiming() {
    return anApplication()
        .forTheFund(Cents.euros(200_000))
        .bearing(AMember.costs(100_000, 220_000))
        .spreadingItsResults()
        .with(
            aMember("B", Region.AACHEN)
                .bearing(AMember.costs(40_000, 40_000))
                .workingIn(AssistedArea.C)
                .told(),
            aMember("I", Region.LIEGE)
                .asInstitute()
                .bearing(AMember.costs(50_000, 0))
                .freeToPublish()
                .told());
  }

  private ApplicationRef complete(AnApplication told) {
    return desk.submitAndMove(told, ApplicationStatus.COMPLETE);
  }

  /** For each partner's costs of each category, in order. */
  private List<List<BonusGround>> groundsAsked(ApplicationRef ref) {
    screenings.gatherFacts(ref, passageOf("screening.gather-facts"));
    screenings.gatherConsortium(ref, passageOf("screening.gather-consortium"));
    projects.take(ref, passageOf("consortium.take-project"));
    return computations.prepare(ref, passageOf("stateaid.prepare-aid")).questions().stream()
        .map(AidQuestion::grounds)
        .toList();
  }

  private void record(ApplicationRef ref, Finding... findings) {
    assertThat(outcome(ref, List.of(findings), desk.person(Role.PROGRAMME_OFFICER)))
        .isInstanceOf(FindingsRecorded.class);
  }

  private String problem(ApplicationRef ref, List<Finding> findings, String officer) {
    return ((FindingsNotAllowed) outcome(ref, findings, officer)).problem();
  }

  private BonusOutcome outcome(ApplicationRef ref, List<Finding> findings, String officer) {
    return grounds.record(
        new RecordBonusFindings(ref, findings, officer),
        passageOf("consortium.record-bonus-findings"));
  }
}
