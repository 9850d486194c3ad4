package eu.ttc.grants.information;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.kernel.ApplicationRef;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A request asked on 24 November, to be reminded of on 1 and answered by 8 December")
class InformationRequestTest {

  private static final Instant ASKED = Instant.parse("2026-11-24T10:00:00Z");
  private static final Instant HALF = Instant.parse("2026-12-01T22:05:00Z");
  private static final Instant DUE = Instant.parse("2026-12-08T22:05:00Z");

  @ParameterizedTest(name = "at {0}: takes an answer {1}, lapses {2}")
  @CsvSource({
    "2026-11-24T10:00:00Z,        true,  false",
    "2026-12-08T22:04:59.999999Z, true,  false",
    "2026-12-08T22:05:00Z,        true,  true",
    "2026-12-08T22:05:00.000001Z, false, true"
  })
  void takesAnswersUntilItsDeadlineAndLapsesFromThenOn(
      Instant moment, boolean takesAnswer, boolean lapses) {
    var request = open();

    assertThat(request.takesAnswer(moment)).isEqualTo(takesAnswer);
    assertThat(request.lapseIfDue(moment))
        .isEqualTo(lapses ? InformationState.LAPSED : InformationState.OPEN);
  }

  @ParameterizedTest(name = "at {0}: reminds {1}")
  @CsvSource({
    "2026-12-01T22:04:59Z, false",
    "2026-12-01T22:05:00Z, true",
    "2026-12-05T22:05:00Z, true"
  })
  void remindsFromHalfTimeOnAndOnce(Instant moment, boolean reminds) {
    var request = open();

    assertThat(request.remindIfDue(moment)).isEqualTo(reminds);
    assertThat(request.nextReminder()).isEqualTo(reminds ? DUE.plus(Duration.ofDays(1)) : HALF);
    assertThat(request.remindIfDue(DUE)).isEqualTo(!reminds);
  }

  @Test
  void remindsOfNothingThatIsAnswered() {
    var request = open();
    request.answer(HALF.minusSeconds(1));

    assertThat(request.remindIfDue(HALF)).isFalse();
    assertThat(request.takesAnswer(HALF)).isFalse();
    assertThat(request.lapseIfDue(DUE)).isEqualTo(InformationState.ANSWERED);
  }

  @Test
  @DisplayName("stops the clock from asking to answer, and not while the question is only written")
  void stopsTheClockWhileOpen() {
    var written = prepared();
    var request = open();

    assertThat(written.stopped(DUE)).isEmpty();
    assertThat(request.stopped(ASKED.plusSeconds(60)))
        .contains(new StoppedTime.Span(ASKED, ASKED.plusSeconds(60)));
    request.answer(ASKED.plusSeconds(90));
    assertThat(request.stopped(DUE)).contains(new StoppedTime.Span(ASKED, ASKED.plusSeconds(90)));
  }

  private static InformationRequest open() {
    var request = prepared();
    request.open(ApplicationStatus.COMPLETE, HALF, DUE, ASKED);
    return request;
  }

  private static InformationRequest prepared() {
    return new InformationRequest(
        ApplicationRef.of("V-2026-000123"),
        1,
        InformationTopic.SCREENING,
        1,
        new InformationRules.Rounds("INFORMATION-2024", 2),
        "Who did the measurements?",
        "[]",
        "olga",
        ASKED.minusSeconds(5));
  }
}
