package eu.ttc.grants.claim;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import eu.ttc.grants.agreement.Agreements;
import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.DocumentKind;
import eu.ttc.grants.application.Documents;
import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.claim.Submission.Incomplete;
import eu.ttc.grants.claim.Submission.NotOpen;
import eu.ttc.grants.claim.Submission.Submitted;
import eu.ttc.grants.claim.Verification.NotAllowed;
import eu.ttc.grants.claim.Verification.Recorded;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.testing.AnApplication;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.ModuleTest;
import eu.ttc.grants.testing.TestClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@ModuleTest
class ClaimsModuleTest {

  private final Claims claims;
  private final Agreements agreements;
  private final Applications applications;
  private final Documents documents;
  private final Budget budget;
  private final ApplicationDesk desk;
  private final TestClock clock;
  private String officer = "";

  ClaimsModuleTest(
      Claims claims,
      Agreements agreements,
      Applications applications,
      Documents documents,
      Budget budget,
      ApplicationDesk desk,
      TestClock clock) {
    this.claims = claims;
    this.agreements = agreements;
    this.applications = applications;
    this.documents = documents;
    this.budget = budget;
    this.desk = desk;
    this.clock = clock;
  }

  @BeforeEach
  void anOfficerIsThere() {
    officer = desk.person(Role.PROGRAMME_OFFICER);
  }

  @Test
  void nothingIsClaimedBeforeTheAgreementIsAccepted() {
    var told = anApplication();
    var ref = desk.submit(told);

    assertThat(claims.submit(claimOf(ref, told))).isInstanceOf(NotOpen.class);
    assertThatThrownBy(() -> claims.open(ref, inHalfAYear(), passageOf("claim.open")))
        .hasMessageContaining("no accepted agreement");
  }

  @Test
  void aClaimNeedsAReportAndEvidence() {
    var told = anApplication();
    var ref = contracted(told);
    claims.open(ref, inHalfAYear(), passageOf("claim.open"));

    var refused =
        claims.submit(new SubmitClaim(ref, told.applicant(), " ", List.of(UUID.randomUUID())));

    assertThat(refused).isInstanceOf(Incomplete.class);
    assertThat(((Incomplete) refused).problems())
        .extracting("field", "rule")
        .contains(
            tuple("report", "required"),
            tuple("documentIds", "required"),
            tuple("documentIds", "unknown"));
    assertThat(applications.get(ref).status()).isEqualTo(ApplicationStatus.RUNNING);
  }

  @Test
  void aSubmittedClaimIsVerifiedAndPayable() {
    var told = anApplication();
    var ref = contracted(told);
    int number = claims.open(ref, inHalfAYear(), passageOf("claim.open"));
    evidence(ref, told);

    assertThat(claims.submit(claimOf(ref, told))).isEqualTo(new Submitted(number));
    assertThat(claims.submit(claimOf(ref, told))).isEqualTo(new Submitted(number));
    assertThatThrownBy(() -> claims.payable(ref, number)).hasMessageContaining("not verified");
    var passage = passageOf("claim.record-verification");
    for (int delivery = 0; delivery < 2; delivery++) {
      assertThat(
              claims.recordVerification(
                  new RecordVerification(ref, number, true, "All there.", List.of(), officer),
                  passage))
          .isEqualTo(new Recorded(true));
    }

    assertThat(claims.payable(ref, number)).isEqualTo(Cents.euros(5_000));
    assertThat(claims.hasVerified(ref, officer)).isTrue();
    assertThat(desk.events(ref)).containsOnlyOnce("CLAIM_SUBMITTED", "CLAIM_VERIFIED");
  }

  @Test
  void anApplicantDoesNotVerifyTheirOwnClaimAndFindingsAreNeeded() {
    var told = anApplication();
    var ref = contracted(told);
    int number = submittedClaim(ref, told);

    assertThat(verify(ref, number, "Fine.", told.applicant())).isInstanceOf(NotAllowed.class);
    assertThat(verify(ref, number, " ", officer)).isInstanceOf(NotAllowed.class);
    assertThat(claims.of(ref).getLast().state()).isEqualTo(ClaimState.SUBMITTED);
  }

  @Test
  void aRefusedClaimIsFollowedByTheNext() {
    var told = anApplication();
    var ref = contracted(told);
    int number = submittedClaim(ref, told);

    claims.recordVerification(
        new RecordVerification(ref, number, false, "The report is missing.", List.of(), officer),
        passageOf("claim.record"));
    int next = claims.open(ref, inHalfAYear(), passageOf("claim.open"));

    assertThat(next).isEqualTo(number + 1);
    assertThat(applications.get(ref).status()).isEqualTo(ApplicationStatus.RUNNING);
    assertThat(claims.submit(claimOf(ref, told))).isEqualTo(new Submitted(next));
  }

  @Test
  void withoutAClaimInTimeTheApplicationEndsAndTheVoucherIsFree() {
    var told = anApplication();
    var ref = contracted(told);
    int number = claims.open(ref, inHalfAYear(), passageOf("claim.open"));

    assertThat(claims.lapse(ref, number, passageOf("claim.lapse")).state())
        .isEqualTo(ClaimState.OPEN);
    clock.advance(Duration.ofDays(200));
    assertThat(claims.submit(claimOf(ref, told))).isInstanceOf(NotOpen.class);
    assertThat(claims.lapse(ref, number, passageOf("claim.lapse")).state())
        .isEqualTo(ClaimState.LAPSED);

    assertThat(applications.get(ref).status()).isEqualTo(ApplicationStatus.TERMINATED);
    assertThat(desk.events(ref)).containsOnlyOnce("BUDGET_RELEASED");
  }

  private ApplicationRef contracted(AnApplication told) {
    var ref =
        desk.submitAndMove(
            told,
            ApplicationStatus.COMPLETE,
            ApplicationStatus.ELIGIBLE,
            ApplicationStatus.EVALUATED,
            ApplicationStatus.APPROVED);
    budget.reserve(ref, Cents.euros(5_000), passageOf("budget.reserve"));
    agreements.offer(
        ref,
        OffsetDateTime.ofInstant(clock.instant().plus(Duration.ofDays(14)), ZoneOffset.UTC),
        passageOf("agreement.offer"));
    agreements.accept(ref, told.applicant(), "I accept.");
    budget.commit(ref, passageOf("budget.commit"));
    return ref;
  }

  private int submittedClaim(ApplicationRef ref, AnApplication told) {
    int number = claims.open(ref, inHalfAYear(), passageOf("claim.open"));
    evidence(ref, told);
    claims.submit(claimOf(ref, told));
    return number;
  }

  private Verification verify(ApplicationRef ref, int number, String findings, String username) {
    return claims.recordVerification(
        new RecordVerification(ref, number, true, findings, List.of(), username),
        passageOf("claim.record-verification"));
  }

  private void evidence(ApplicationRef ref, AnApplication told) {
    documents.add(
        ref,
        told.applicant(),
        DocumentKind.EVIDENCE,
        "report.txt",
        "text/plain",
        ("result of " + ref).getBytes(StandardCharsets.UTF_8));
  }

  private OffsetDateTime inHalfAYear() {
    return OffsetDateTime.ofInstant(clock.instant().plus(Duration.ofDays(182)), ZoneOffset.UTC);
  }

  private static SubmitClaim claimOf(ApplicationRef ref, AnApplication told) {
    return new SubmitClaim(ref, told.applicant(), "The prototype works.", List.of());
  }
}
