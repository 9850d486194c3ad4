package eu.ttc.grants.agreement;

import static eu.ttc.grants.testing.AProject.ofF1;
import static eu.ttc.grants.testing.AgreementDesk.ofAAndB;
import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import eu.ttc.grants.deadline.ExtensionDecision;
import eu.ttc.grants.deadline.ExtensionDecision.Decided;
import eu.ttc.grants.deadline.ExtensionDecision.ExtensionNotAllowed;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.Unknown;
import eu.ttc.grants.testing.AgreementDesk;
import eu.ttc.grants.testing.AnApplication;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.ModuleTest;
import eu.ttc.grants.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@ModuleTest
@DisplayName("More time to sign")
class SigningTimesModuleTest {

  private static final String REASON = "The board of B meets next month.";

  private final SigningTimes times;
  private final Signatures signatures;
  private final Agreements agreements;
  private final AgreementDesk cases;
  private final ApplicationDesk desk;
  private final TestClock clock;
  private final JdbcClient jdbc;
  private AnApplication told = anApplication();
  private ApplicationRef ref = ApplicationRef.of("F-2026-000000");
  private String officer = "";

  SigningTimesModuleTest(
      SigningTimes times,
      Signatures signatures,
      Agreements agreements,
      AgreementDesk cases,
      ApplicationDesk desk,
      TestClock clock,
      JdbcClient jdbc) {
    this.times = times;
    this.signatures = signatures;
    this.agreements = agreements;
    this.cases = cases;
    this.desk = desk;
    this.clock = clock;
    this.jdbc = jdbc;
  }

  @BeforeEach
  void offered() {
    told = ofAAndB();
    ref = cases.offered(told, ofF1());
    officer = desk.person(Role.PROGRAMME_OFFICER);
  }

  @Test
  @DisplayName("is asked for once, granted by an officer, and moves the date by what the rules say")
  void isGrantedOnce() {
    var before = acceptBy();

    times.request(ref, told.applicant(), REASON);
    times.request(ref, told.applicant(), "Again.");

    assertThat(cases.messages(ref, "signing-time-requested")).isOne();
    assertThat(times.of(ref).orElseThrow().reason()).isEqualTo(REASON);
    assertThat(times.extended(ref).toInstant()).isEqualTo(before.plus(Duration.ofDays(30)));
    var passage = passageOf("agreement.record-extension");
    for (int delivery = 0; delivery < 2; delivery++) {
      assertThat(times.decide(ref, true, "As asked.", officer, passage))
          .isEqualTo(new Decided(true, times.extended(ref).minusDays(30)));
    }

    assertThat(acceptBy()).isEqualTo(before.plus(Duration.ofDays(30)));
    assertThat(times.of(ref).orElseThrow())
        .satisfies(
            request -> {
              assertThat(request.granted()).contains(true);
              assertThat(request.extendedTo()).contains(acceptBy());
            });
    assertThat(desk.events(ref)).containsOnlyOnce("SIGNING_TIME_ASKED", "AGREEMENT_EXTENDED");
    assertThat(decide(false, officer)).isInstanceOf(Decided.class);
    assertThat(acceptBy()).isEqualTo(before.plus(Duration.ofDays(30)));
    assertThatThrownBy(() -> signatures.extend(ref, officer, "Once more."))
        .isInstanceOf(NotNow.class)
        .hasMessageContaining("cannot be extended");
  }

  @Test
  @DisplayName("is told to the lead with the reason, and to every partner that did not sign yet")
  void isTold() {
    times.request(ref, told.applicant(), REASON);
    decide(true, officer);

    assertThat(mails())
        .contains(
            tuple("AGREEMENT_EXTENDED", told.applicant()),
            tuple("SIGNATURE_EXTENDED", "signatory 2"));
    assertThat(signatures.invitation(ref, 2).orElseThrow().acceptBy()).isEqualTo(acceptBy());
  }

  @Test
  @DisplayName("is refused with reasons, and the date stays")
  void isRefused() {
    var before = acceptBy();
    times.request(ref, told.applicant(), REASON);

    assertThat(decide(false, officer))
        .isInstanceOfSatisfying(Decided.class, decided -> assertThat(decided.granted()).isFalse());

    assertThat(acceptBy()).isEqualTo(before);
    assertThat(times.of(ref).orElseThrow().extendedTo()).isEmpty();
    assertThat(mails())
        .contains(tuple("SIGNING_TIME_REFUSED", told.applicant()))
        .doesNotContain(tuple("SIGNATURE_EXTENDED", "signatory 2"));
    assertThat(signatures.extensible(ref)).isTrue();
  }

  @Test
  @DisplayName("is decided in Tasklist while the lead waits, by an officer with reasons only")
  void isDecidedByAnOfficer() {
    times.request(ref, told.applicant(), REASON);

    assertThatThrownBy(() -> signatures.extend(ref, officer, "Of our own accord."))
        .isInstanceOf(NotNow.class)
        .hasMessageContaining("Tasklist");
    assertThat(decide(true, desk.person(Role.PROGRAMME_MANAGER)))
        .isInstanceOf(ExtensionNotAllowed.class);
    assertThat(decide(true, " ", officer)).isInstanceOf(ExtensionNotAllowed.class);
    assertThat(times.of(ref).orElseThrow().waiting()).isTrue();
  }

  @Test
  @DisplayName("is not granted after its date")
  void isNotGrantedTooLate() {
    times.request(ref, told.applicant(), REASON);
    clock.advance(Duration.ofDays(31));

    assertThat(decide(true, officer)).isInstanceOf(ExtensionNotAllowed.class);
    assertThat(agreements.lapse(ref, passageOf("agreement.lapse")).state())
        .isEqualTo(AgreementState.LAPSED);
  }

  @Test
  @DisplayName("is asked for by the lead, with a reason, while the agreement can be signed")
  void isAskedForInTime() {
    assertThatThrownBy(() -> times.request(ref, "somebody", REASON)).isInstanceOf(Unknown.class);
    assertThatThrownBy(() -> times.request(ref, told.applicant(), " "))
        .isInstanceOf(InvalidInput.class);
    signatures.extend(ref, officer, "Of our own accord.");
    assertThatThrownBy(() -> times.request(ref, told.applicant(), REASON))
        .isInstanceOf(NotNow.class)
        .hasMessageContaining("as often as the rules allow");
    assertThat(times.of(ref)).isEmpty();
  }

  private Instant acceptBy() {
    return agreements.of(ref).orElseThrow().acceptBy();
  }

  private ExtensionDecision decide(boolean granted, String who) {
    return decide(granted, "As discussed.", who);
  }

  private ExtensionDecision decide(boolean granted, String reasons, String who) {
    return times.decide(ref, granted, reasons, who, passageOf("agreement.record-extension"));
  }

  private List<Tuple> mails() {
    return jdbc.sql("select template, recipient from notification where application = :ref")
        .param("ref", ref.value())
        .query((row, number) -> tuple(row.getString("template"), row.getString("recipient")))
        .list();
  }
}
