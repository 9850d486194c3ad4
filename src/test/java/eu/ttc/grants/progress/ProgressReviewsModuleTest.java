package eu.ttc.grants.progress;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.claim.ClaimKind;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.Unknown;
import eu.ttc.grants.progress.ReviewOutcome.ReviewNotAllowed;
import eu.ttc.grants.progress.ReviewOutcome.Reviewed;
import eu.ttc.grants.testing.AnApplication;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.AtOnce;
import eu.ttc.grants.testing.GrantDesk;
import eu.ttc.grants.testing.ModuleTest;
import eu.ttc.grants.testing.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@ModuleTest
@DisplayName("The progress of a project")
class ProgressReviewsModuleTest {

  private final ProgressReviews reviews;
  private final ApplicationDesk desk;
  private final GrantDesk grants;
  private final TestClock clock;
  private AnApplication told = anApplication();
  private ApplicationRef ref = ApplicationRef.of("F-2026-000000");

  ProgressReviewsModuleTest(
      ProgressReviews reviews, ApplicationDesk desk, GrantDesk grants, TestClock clock) {
    this.reviews = reviews;
    this.desk = desk;
    this.grants = grants;
    this.clock = clock;
  }

  @BeforeEach
  void aGrantIsAgreed() {
    told = anApplication().forTheFund(Cents.euros(200_000));
    ref = grants.contracted(told, grants.plan(Cents.euros(400_000), Cents.euros(200_000)));
  }

  @Test
  @DisplayName("is asked for every six months of the plan, and not after its end")
  void isAskedForEverySixMonths() {
    var begin = grants.today().minusMonths(1);
    for (int number = 1; number <= 3; number++) {
      var next = reviews.next(ref).orElseThrow();
      assertThat(next.number()).isEqualTo(number);
      assertThat(next.at().atZoneSameInstant(Applications.PROGRAMME_ZONE).toLocalDate())
          .isEqualTo(begin.plusMonths(6L * number));
      reviews.ask(ref, number, next.at(), grants.inDays(30), passageOf("progress.ask"));
      reviews.report(ref, number, told.applicant(), "All as planned, part " + number);
      assertThat(review(number, ProgressVerdict.ON_TRACK, ""))
          .isEqualTo(new Reviewed(ProgressVerdict.ON_TRACK));
    }

    assertThat(reviews.next(ref)).as("two years end with the final claim").isEmpty();
  }

  @Test
  @DisplayName("is reported once; of two reports at the same instant one is kept")
  void isReportedOnce() throws InterruptedException {
    ask();
    assertThatThrownBy(() -> reviews.report(ref, 1, told.applicant(), " "))
        .isInstanceOf(InvalidInput.class);
    assertThatThrownBy(() -> reviews.report(ref, 2, told.applicant(), "Too early."))
        .isInstanceOf(Unknown.class);
    assertThatThrownBy(() -> reviews.report(ref, 1, "somebody", "Not mine."))
        .isInstanceOf(Unknown.class);

    var outcomes =
        AtOnce.happen(
            () -> reviews.report(ref, 1, told.applicant(), "One."),
            () -> reviews.report(ref, 1, told.applicant(), "Other."));

    assertThat(outcomes).hasAtLeastOneElementOfType(AtOnce.Done.class);
    assertThat(outcomes)
        .filteredOn(AtOnce.Refused.class::isInstance)
        .singleElement()
        .satisfies(
            refused -> assertThat(((AtOnce.Refused) refused).why()).isInstanceOf(NotNow.class));
    assertThat(desk.events(ref)).containsOnlyOnce("PROGRESS_REPORTED");
  }

  @Test
  @DisplayName("is reviewed by an officer, with remarks unless it is on track")
  void isReviewedByAnOfficer() {
    ask();
    assertThat(review(1, ProgressVerdict.ON_TRACK, "")).isInstanceOf(ReviewNotAllowed.class);
    reviews.report(ref, 1, told.applicant(), "Half of it is built.");

    assertThat(review(1, ProgressVerdict.AT_RISK, " ")).isInstanceOf(ReviewNotAllowed.class);
    assertThat(
            reviews.record(
                new RecordReview(ref, 1, null, "No verdict.", officer()),
                passageOf("progress.record-review")))
        .isInstanceOf(ReviewNotAllowed.class);
    assertThat(
            reviews.record(
                new RecordReview(ref, 1, ProgressVerdict.ON_TRACK, "", told.applicant()),
                passageOf("progress.record-review")))
        .isInstanceOf(ReviewNotAllowed.class);
    var passage = passageOf("progress.record-review");
    var olga = officer();
    for (int delivery = 0; delivery < 2; delivery++) {
      assertThat(
              reviews.record(
                  new RecordReview(ref, 1, ProgressVerdict.AT_RISK, "Parts come late.", olga),
                  passage))
          .isEqualTo(new Reviewed(ProgressVerdict.AT_RISK));
    }

    assertThat(desk.events(ref)).containsOnlyOnce("PROGRESS_AT_RISK");
    assertThat(reviews.of(ref).getFirst().remarks()).isEqualTo("Parts come late.");
  }

  @Test
  @DisplayName("is reminded of, found overdue, and can still be reported then")
  void isFoundOverdue() {
    ask();
    var early = reviews.remind(ref, 1, passageOf("progress.remind"));
    assertThat(early.overdue()).isFalse();
    clock.advance(Duration.ofDays(31));
    assertThat(reviews.overdue(ref)).containsExactly(1);
    assertThat(reviews.remind(ref, 1, passageOf("progress.remind")).overdue()).isTrue();

    reviews.report(ref, 1, told.applicant(), "Late, but here.");

    assertThat(reviews.overdue(ref)).isEmpty();
    assertThat(desk.events(ref))
        .containsOnlyOnce("PROGRESS_REMINDED", "PROGRESS_OVERDUE", "PROGRESS_REPORTED");
  }

  @Test
  @DisplayName("is not awaited any more when the grant is settled")
  void isDroppedAtTheEnd() {
    ask();
    grants.claimed(ref, told, ClaimKind.FINAL, grants.cost(ref, told, Cents.euros(10_000)));

    assertThat(reviews.of(ref).getFirst().state()).isEqualTo(ProgressState.DROPPED);
    assertThat(reviews.next(ref)).isEmpty();
    assertThatThrownBy(() -> reviews.report(ref, 1, told.applicant(), "Too late."))
        .isInstanceOf(NotNow.class);
  }

  private void ask() {
    reviews.ask(ref, 1, grants.inDays(0), grants.inDays(30), passageOf("progress.ask"));
  }

  private String officer() {
    return desk.person(Role.PROGRAMME_OFFICER);
  }

  private ReviewOutcome review(int number, ProgressVerdict verdict, String remarks) {
    return reviews.record(
        new RecordReview(ref, number, verdict, remarks, officer()),
        passageOf("progress.record-review"));
  }
}
