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
import eu.ttc.grants.testing.VoucherDesk;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@ModuleTest
class ClaimsModuleTest {

  private final Claims claims;
  private final Agreements agreements;
  private final Applications applications;
  private final Documents documents;
  private final VoucherDesk vouchers;
  private final Budget budget;
  private final ApplicationDesk desk;
  private final TestClock clock;
  private final JdbcClient jdbc;
  private String officer = "";

  ClaimsModuleTest(
      Claims claims,
      Agreements agreements,
      Applications applications,
      Documents documents,
      VoucherDesk vouchers,
      Budget budget,
      ApplicationDesk desk,
      TestClock clock,
      JdbcClient jdbc) {
    this.claims = claims;
    this.agreements = agreements;
    this.applications = applications;
    this.documents = documents;
    this.vouchers = vouchers;
    this.budget = budget;
    this.desk = desk;
    this.clock = clock;
    this.jdbc = jdbc;
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
  void anAcceptedClaimIsWorthWhatItsLinesAreAcceptedForAndTheRestIsFree() {
    var told = anApplication();
    var ref = contracted(told);
    int number = claims.open(ref, inHalfAYear(), passageOf("claim.open"));
    evidence(ref, told);
    var free = budget.totals().getFirst().available();
    claims.submit(
        claimOf(
            ref,
            told,
            line(CostCategory.STAFF, 3_200_00),
            line(CostCategory.EXTERNAL_SERVICES, 1_800_00),
            line(CostCategory.OTHER, 400_00)));

    var verification =
        verify(
            ref,
            number,
            new LineVerdict.Accepted(1),
            new LineVerdict.Corrected(2, Cents.euros(1_000), "Travel is not eligible."),
            new LineVerdict.Refused(3, "Paid before the start."));

    assertThat(verification).isEqualTo(new Recorded(true));
    assertThat(claims.payable(ref, number)).isEqualTo(Cents.euros(4_200));
    assertThat(claims.linesOf(ref, number))
        .extracting(found -> found.accepted().orElseThrow().value())
        .containsExactly(3_200_00L, 1_000_00L, 0L);
    assertThat(budget.totals().getFirst().available()).isEqualTo(free.plus(Cents.euros(800)));
    assertThat(desk.events(ref)).containsOnlyOnce("BUDGET_REDUCED");
  }

  @Test
  void aClaimIsNeverWorthMoreThanWasAgreed() {
    var told = anApplication();
    var ref = contracted(told);
    int number = claims.open(ref, inHalfAYear(), passageOf("claim.open"));
    evidence(ref, told);
    claims.submit(claimOf(ref, told, line(CostCategory.STAFF, 9_000_00)));

    assertThat(verify(ref, number, new LineVerdict.Accepted(1))).isEqualTo(new Recorded(true));

    assertThat(claims.payable(ref, number)).isEqualTo(Cents.euros(5_000));
    assertThat(desk.events(ref)).doesNotContain("BUDGET_REDUCED");
  }

  @Test
  void verdictsThatCannotStandComeBackAndChangeNothing() {
    var told = anApplication();
    var ref = contracted(told);
    int number = claims.open(ref, inHalfAYear(), passageOf("claim.open"));
    evidence(ref, told);
    claims.submit(
        claimOf(ref, told, line(CostCategory.STAFF, 3_000_00), line(CostCategory.OTHER, 500_00)));

    var impossible =
        List.<List<LineVerdict>>of(
            List.of(new LineVerdict.Accepted(1)),
            List.of(new LineVerdict.Accepted(1), new LineVerdict.Accepted(3)),
            List.of(new LineVerdict.Accepted(1), new LineVerdict.Refused(2, " ")),
            List.of(
                new LineVerdict.Accepted(1),
                new LineVerdict.Corrected(2, Cents.euros(500), "Same amount.")),
            List.of(
                new LineVerdict.Accepted(1),
                new LineVerdict.Corrected(2, Cents.ZERO, "Nothing left.")),
            List.of(new LineVerdict.Refused(1, "No proof."), new LineVerdict.Refused(2, "No.")));

    assertThat(impossible)
        .allSatisfy(
            verdicts ->
                assertThat(verify(ref, number, verdicts.toArray(LineVerdict[]::new)))
                    .isInstanceOf(NotAllowed.class));
    assertThat(claims.of(ref).getLast().state()).isEqualTo(ClaimState.SUBMITTED);
    assertThat(claims.linesOf(ref, number)).allMatch(line -> line.accepted().isEmpty());
  }

  @Test
  void costLinesMustBePossible() {
    var told = anApplication();
    var ref = contracted(told);
    claims.open(ref, inHalfAYear(), passageOf("claim.open"));
    evidence(ref, told);

    var refused =
        claims.submit(
            claimOf(
                ref,
                told,
                new CostLine(CostCategory.STAFF, " ", Cents.ZERO, Optional.empty()),
                new CostLine(
                    CostCategory.OTHER,
                    "x".repeat(201),
                    Cents.euros(1),
                    Optional.of(UUID.randomUUID()))));

    assertThat(((Incomplete) refused).problems())
        .extracting("field", "rule")
        .containsExactlyInAnyOrder(
            tuple("lines[0].description", "size"),
            tuple("lines[0].amountCents", "min"),
            tuple("lines[1].description", "size"),
            tuple("lines[1].documentId", "unknown"));
  }

  @Test
  void aVerifiedCostLineIsNeverChanged() {
    var told = anApplication();
    var ref = contracted(told);
    int number = submittedClaim(ref, told);
    verify(ref, number, new LineVerdict.Accepted(1));

    assertThatThrownBy(
            () -> jdbc.sql("update claim_line set accepted_cents = 1, reason = 'less'").update())
        .hasMessageContaining("stays as it was claimed and verified");
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
    vouchers.makeRoom();
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

  private Verification verify(ApplicationRef ref, int number, LineVerdict... verdicts) {
    return claims.recordVerification(
        new RecordVerification(
            ref, number, true, "Proofs of payment seen.", List.of(verdicts), officer),
        passageOf("claim.record-verification"));
  }

  private static CostLine line(CostCategory category, long cents) {
    return new CostLine(category, "Work package 1", Cents.of(cents), Optional.empty());
  }

  private static SubmitClaim claimOf(ApplicationRef ref, AnApplication told, CostLine... lines) {
    return new SubmitClaim(
        ref, told.applicant(), "The prototype works.", List.of(), List.of(lines));
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
}
