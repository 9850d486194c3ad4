package eu.ttc.grants.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ApplicationStatusTest {

  @Test
  void leadsFromDraftToClosed() {
    var straight =
        new ApplicationStatus[] {
          ApplicationStatus.DRAFT,
          ApplicationStatus.SUBMITTED,
          ApplicationStatus.COMPLETE,
          ApplicationStatus.ELIGIBLE,
          ApplicationStatus.EVALUATED,
          ApplicationStatus.APPROVED,
          ApplicationStatus.CONTRACTED,
          ApplicationStatus.RUNNING,
          ApplicationStatus.FINAL_REPORTED,
          ApplicationStatus.CLOSED
        };

    for (int step = 1; step < straight.length; step++) {
      assertThat(straight[step - 1].mayBecome(straight[step])).as(straight[step].name()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ApplicationStatus.class,
      names = {"CLOSED", "LAPSED", "TERMINATED", "WITHDRAWN"})
  void whatHasEndedStaysAsItIs(ApplicationStatus ended) {
    assertThat(ended.ended()).isTrue();
    assertThat(Arrays.stream(ApplicationStatus.values()).filter(ended::mayBecome)).isEmpty();
  }

  @Test
  void onlyAnAppealFollowsARejection() {
    assertThat(ApplicationStatus.REJECTED.ended()).isTrue();
    assertThat(
            Arrays.stream(ApplicationStatus.values()).filter(ApplicationStatus.REJECTED::mayBecome))
        .containsExactly(ApplicationStatus.UNDER_APPEAL);
  }

  @ParameterizedTest
  @EnumSource(
      value = ApplicationStatus.class,
      names = {"CONTRACTED", "RUNNING", "FINAL_REPORTED"})
  void aContractedApplicationIsNotRejected(ApplicationStatus contracted) {
    assertThat(contracted.mayBecome(ApplicationStatus.REJECTED)).isFalse();
  }
}
