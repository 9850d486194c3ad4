package eu.ttc.grants.claim;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ttc.grants.agreement.Agreements;
import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.deadline.ExtensionDecision;
import eu.ttc.grants.deadline.ExtensionDecision.Decided;
import eu.ttc.grants.deadline.ExtensionDecision.ExtensionNotAllowed;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.Unknown;
import eu.ttc.grants.testing.AnApplication;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.ModuleTest;
import eu.ttc.grants.testing.TestClock;
import eu.ttc.grants.testing.VoucherDesk;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

@ModuleTest
class ExtensionsModuleTest {

  private static final String REASON = "The pump came six weeks late.";

  private final Extensions extensions;
  private final Claims claims;
  private final Agreements agreements;
  private final VoucherDesk vouchers;
  private final Budget budget;
  private final ApplicationDesk desk;
  private final TestClock clock;

  ExtensionsModuleTest(
      Extensions extensions,
      Claims claims,
      Agreements agreements,
      VoucherDesk vouchers,
      Budget budget,
      ApplicationDesk desk,
      TestClock clock) {
    this.extensions = extensions;
    this.claims = claims;
    this.agreements = agreements;
    this.vouchers = vouchers;
    this.budget = budget;
    this.desk = desk;
    this.clock = clock;
  }

  @Test
  void grantedMoreTimeMovesTheDueDateAndTheTimerFindsItMoved() {
    var told = anApplication();
    var ref = running(told);
    extensions.request(ref, told.applicant(), REASON);
    extensions.request(ref, told.applicant(), "Again.");
    var until = after(Duration.ofDays(270));

    var passage = passageOf("claim.record-extension");
    var officer = desk.person(Role.PROGRAMME_OFFICER);
    for (int delivery = 0; delivery < 2; delivery++) {
      assertThat(extensions.decide(ref, true, "As asked.", until, officer, passage))
          .isInstanceOfSatisfying(
              Decided.class, decided -> assertThat(decided.dueAt()).isAtSameInstantAs(until));
    }

    clock.advance(Duration.ofDays(190));
    assertThat(claims.lapse(ref, 1, passageOf("claim.lapse")).state()).isEqualTo(ClaimState.OPEN);
    assertThat(extensions.of(ref).orElseThrow().reason()).isEqualTo(REASON);
    assertThat(desk.events(ref)).containsOnlyOnce("EXTENSION_REQUESTED", "EXTENSION_GRANTED");
  }

  @Test
  void refusedMoreTimeMovesNothing() {
    var told = anApplication();
    var ref = running(told);
    var due = claims.of(ref).getLast().dueAt();
    extensions.request(ref, told.applicant(), REASON);

    var decision = decide(ref, false, "The plan had room for this.", officer());

    assertThat(decision).isInstanceOf(Decided.class);
    assertThat(claims.of(ref).getLast().dueAt()).isEqualTo(due);
  }

  @Test
  void onlyAnOfficerWithReasonsDecides() {
    var told = anApplication();
    var ref = running(told);
    extensions.request(ref, told.applicant(), REASON);

    assertThat(decide(ref, true, "Fine.", told.applicant()))
        .isInstanceOf(ExtensionNotAllowed.class);
    assertThat(decide(ref, true, " ", officer())).isInstanceOf(ExtensionNotAllowed.class);
    assertThat(extensions.of(ref).orElseThrow().granted()).isEmpty();
  }

  @Test
  void moreTimeIsAskedForInTimeByTheApplicantWithAReason() {
    var told = anApplication();
    var early = desk.submit(told);
    assertThatThrownBy(() -> extensions.request(early, told.applicant(), REASON))
        .isInstanceOf(NotNow.class);

    var ref = running(told);
    assertThatThrownBy(() -> extensions.request(ref, "somebody", REASON))
        .isInstanceOf(Unknown.class);
    assertThatThrownBy(() -> extensions.request(ref, told.applicant(), " "))
        .isInstanceOf(InvalidInput.class);
    clock.advance(Duration.ofDays(200));
    assertThatThrownBy(() -> extensions.request(ref, told.applicant(), REASON))
        .isInstanceOf(NotNow.class);
    assertThat(extensions.of(ref)).isEmpty();
  }

  private ExtensionDecision decide(
      ApplicationRef ref, boolean granted, String reasons, String officer) {
    return extensions.decide(
        ref,
        granted,
        reasons,
        after(Duration.ofDays(270)),
        officer,
        passageOf("claim.record-extension"));
  }

  private String officer() {
    return desk.person(Role.PROGRAMME_OFFICER);
  }

  private ApplicationRef running(AnApplication told) {
    var ref =
        desk.submitAndMove(
            told,
            ApplicationStatus.COMPLETE,
            ApplicationStatus.ELIGIBLE,
            ApplicationStatus.EVALUATED,
            ApplicationStatus.APPROVED);
    vouchers.makeRoom();
    budget.reserve(ref, Cents.euros(5_000), passageOf("budget.reserve"));
    agreements.offer(ref, after(Duration.ofDays(14)), passageOf("agreement.offer"));
    agreements.accept(ref, told.applicant(), "I accept.");
    budget.commit(ref, passageOf("budget.commit"));
    claims.open(ref, after(Duration.ofDays(182)), passageOf("claim.open"));
    return ref;
  }

  private OffsetDateTime after(Duration duration) {
    return OffsetDateTime.ofInstant(clock.instant().plus(duration), ZoneOffset.UTC);
  }
}
