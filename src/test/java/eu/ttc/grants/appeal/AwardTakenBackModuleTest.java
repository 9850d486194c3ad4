package eu.ttc.grants.appeal;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.award.AwardDecision;
import eu.ttc.grants.award.Awards;
import eu.ttc.grants.award.Decision;
import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ReasonCode;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.CaseDesk;
import eu.ttc.grants.testing.ModuleTest;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@ModuleTest
@DisplayName("An award whose co-funding is not assured")
class AwardTakenBackModuleTest {

  private final Awards awards;
  private final Appeals appeals;
  private final Applications applications;
  private final Budget budget;
  private final CaseDesk cases;
  private final ApplicationDesk desk;

  AwardTakenBackModuleTest(
      Awards awards,
      Appeals appeals,
      Applications applications,
      Budget budget,
      CaseDesk cases,
      ApplicationDesk desk) {
    this.awards = awards;
    this.appeals = appeals;
    this.applications = applications;
    this.budget = budget;
    this.cases = cases;
    this.desk = desk;
  }

  @Test
  @DisplayName(
      "is taken back by a rejection with remedy, and stands again when an appeal is upheld")
  void isTakenBackAndStandsAgain() {
    var told = anApplication();
    var ref = cases.evaluated(told, true);
    var manager = cases.decide(ref, Decision.AWARD, ReasonCode.BELOW_THRESHOLD);
    assertThatThrownBy(() -> cases.reject(ref, ReasonCode.BELOW_THRESHOLD))
        .hasMessageContaining("does not take that back");

    cases.reject(ref, ReasonCode.COFUNDING_NOT_ASSURED);

    assertThat(applications.get(ref).status()).isEqualTo(ApplicationStatus.REJECTED);
    assertThat(budget.held(ref)).isEmpty();
    assertThat(awards.of(ref).orElseThrow())
        .satisfies(
            decision -> {
              assertThat(decision.number()).isEqualTo(2);
              assertThat(decision.decision()).isEqualTo(Decision.REJECT);
              assertThat(decision.reasonCodes()).containsExactly(ReasonCode.COFUNDING_NOT_ASSURED);
              assertThat(decision.remedyNotice()).isPresent();
            });

    appeals.openWindow(ref, cases.inDays(42), passageOf("appeal.open-window"));
    appeals.lodge(ref, told.applicant(), "The statement of the bank was there.", List.of());
    var review = appeals.beginReview(ref, 1, cases.inDays(84), passageOf("appeal.begin-review"));
    assertThat(review.resumeSteps()).containsExactly(ResumeStep.CO_FUNDING);
    assertThat(
            appeals.decide(
                new DecideAppeal(
                    ref,
                    1,
                    Verdict.UPHELD,
                    "It was there.",
                    ResumeStep.CO_FUNDING,
                    desk.person(Role.PROGRAMME_MANAGER)),
                passageOf("appeal.record-decision")))
        .isEqualTo(new AppealOutcome.Upheld(ResumeStep.CO_FUNDING));

    assertThat(applications.get(ref).status()).isEqualTo(ApplicationStatus.APPROVED);
    assertThat(awards.of(ref).orElseThrow())
        .satisfies(
            decision -> {
              assertThat(decision.number()).isOne();
              assertThat(decision.decision()).isEqualTo(Decision.AWARD);
              assertThat(decision.decidedBy()).isEqualTo(manager);
            });
    assertThat(desk.events(ref)).containsOnlyOnce("CO_FUNDING_REOPENED");

    cases.reject(ref, ReasonCode.COFUNDING_NOT_ASSURED);
    assertThat(awards.all(ref))
        .extracting(AwardDecision::decision)
        .containsExactly(Decision.AWARD, Decision.REJECT, Decision.REJECT);
    assertThat(awards.of(ref).orElseThrow().number()).isEqualTo(3);
  }
}
