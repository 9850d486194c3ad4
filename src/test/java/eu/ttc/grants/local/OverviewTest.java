package eu.ttc.grants.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class OverviewTest {

  @Test
  void makesColumnsAsWideAsTheirWidestCell() {
    assertThat(Overview.columns(List.of(List.of("Portal", "a", "x"), List.of("API", "bcd", ""))))
        .containsExactly(" Portal   a     x", " API      bcd");
  }

  @Test
  void tellsWhatRunsWhereWhoCanSignInAndHowToStop() {
    var properties = new Properties();
    properties.setProperty("grants.local.shared", "/somewhere/.local");
    properties.setProperty("grants.local.camunda", "/somewhere/camunda");
    properties.setProperty("ports", "+1000");

    var text = new Overview(PlatformSettings.from(properties)).text(42);

    assertThat(text)
        .contains("ready (42 s)")
        .contains("http://localhost:9080/v3/api-docs")
        .contains("http://localhost:9080/mailbox")
        .contains("http://localhost:9088/tasklist")
        .contains("http://localhost:9088/operate")
        .contains("localhost:27500")
        .contains("Stop: Ctrl-C")
        .contains("-Dfresh")
        .contains(Path.of("/somewhere/.local/data").toString());
    assertThat(LocalAccount.all())
        .allSatisfy(account -> assertThat(text).contains(account.username(), account.role()));
  }

  @Test
  void keepsApplicantsOutOfTasklist() {
    assertThat(LocalAccount.all())
        .filteredOn(account -> account.role().equals("applicant"))
        .allSatisfy(account -> assertThat(account.engineRole()).isEmpty());
  }
}
