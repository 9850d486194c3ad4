package eu.ttc.grants.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApplicationRefTest {

  @Test
  void isBuiltFromSchemeYearAndNumber() {
    var ref = ApplicationRef.of(Scheme.INNOVATION_FUND, 2026, 45);

    assertThat(ref).hasToString("F-2026-000045");
    assertThat(ref.scheme()).isEqualTo(Scheme.INNOVATION_FUND);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "V-2026-123",
        "X-2026-000123",
        "v-2026-000123",
        "V-2026-000123 ",
        "V2026000123"
      })
  void refusesWhatIsNoReference(String text) {
    assertThat(ApplicationRef.parse(text)).isEmpty();
    assertThatThrownBy(() -> ApplicationRef.of(text)).hasMessageContaining("V-2026-000123");
  }
}
