package eu.ttc.grants.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortsTest {

  @Test
  void hasTheUsualNumbersWithoutChoice() {
    var ports = Ports.parse("");

    assertThat(ports.of(LocalPort.PORTAL)).isEqualTo(8080);
    assertThat(ports.of(LocalPort.TASKLIST)).isEqualTo(8088);
    assertThat(ports.of(LocalPort.ZEEBE_GRPC)).isEqualTo(26500);
    assertThat(ports.of(LocalPort.ZEEBE_REST)).isEqualTo(28080);
  }

  @Test
  void givesEachPortANumberOfItsOwn() {
    assertThat(Arrays.stream(LocalPort.values()).map(LocalPort::usual)).doesNotHaveDuplicates();
    assertThat(Arrays.stream(LocalPort.values()).map(LocalPort::key)).doesNotHaveDuplicates();
  }

  @Test
  void movesAllPortsAndThenSingleOnes() {
    var ports = Ports.parse("+100, portal:9000");

    assertThat(ports.of(LocalPort.PORTAL)).isEqualTo(9000);
    assertThat(ports.of(LocalPort.TASKLIST)).isEqualTo(8188);
    assertThat(ports.url(LocalPort.TASKLIST)).isEqualTo("http://localhost:8188");
  }

  @ParameterizedTest
  @CsvSource({
    "mail:8025, knows no \"mail\"",
    "portal, should be like portal:8090",
    "portal:web, is not a number",
    "portal:0, not between 1 and 65535",
    "+60000, not between 1 and 65535"
  })
  void saysWhatItCannotRead(String option, String problem) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Ports.parse(option))
        .withMessageContaining(problem);
  }
}
