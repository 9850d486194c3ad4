package eu.ttc.grants.application;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.testing.AnApplication;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A complete application (domain.md § 6)")
class CompletenessTest {

  @Test
  void lacksNothing() {
    assertThat(missing(anApplication())).isEmpty();
  }

  @Test
  @DisplayName("names the register number of each partner that gets a share, and of no other")
  void whoGetsAShareIsInARegister() {
    var told =
        anApplication()
            .sharing("Known", Region.AACHEN, "HRB 1", Cents.euros(1_000))
            .sharing("Unknown", Region.AACHEN, null, Cents.euros(1_000))
            .sharing("Unreadable", Region.AACHEN, "-", Cents.euros(1_000))
            .sharing("Without a share", Region.AACHEN, null, Cents.ZERO);

    assertThat(missing(told))
        .containsExactly("partners[2].registrationNumber", "partners[3].registrationNumber");
  }

  private static List<String> missing(AnApplication told) {
    var documents = List.of(DocumentKind.PROJECT_PLAN, DocumentKind.ANNUAL_ACCOUNTS);
    return Completeness.missing(told.scheme(), told.dossier(), documents).stream()
        .map(FieldProblem::field)
        .toList();
  }
}
