package eu.ttc.grants.portal.pages;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import eu.ttc.grants.application.Dossier;
import eu.ttc.grants.identity.Language;
import eu.ttc.grants.kernel.Cents;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A dossier and the fields of its form say the same")
class DossierFormTest {

  @ParameterizedTest
  @EnumSource(Language.class)
  void nothingIsLostOnTheWayThroughTheForm(Language language) {
    var dossier =
        anApplication()
            .withHolding(30, 80, Cents.euros(20_000_000), Cents.of(1_500_000_050))
            .withPriorAid("Province", LocalDate.of(2025, 2, 3), Cents.of(12_345_67))
            .dossier();

    var fields = DossierForm.of(dossier, Show.country(language.locale()));
    var said = DossierForm.read(fields);

    assertThat(said.unreadable()).isEmpty();
    assertThat(said.dossier()).isEqualTo(dossier);
  }

  @Test
  void blankFieldsAndGroupsSayNothing() {
    var said =
        DossierForm.read(
            Map.of(
                "enterprise.name", "A",
                "enterprise.street", "  ",
                "bankAccount.iban", "",
                "declarations.workStarted", ""));

    assertThat(said.unreadable()).isEmpty();
    assertThat(said.dossier().enterprise().street()).isNull();
    assertThat(said.dossier().bankAccount()).isNull();
    assertThat(said.dossier().declarations()).isNull();
  }

  @Test
  void whatCannotBeReadIsNamedAndTheRestIsRead() {
    var said =
        DossierForm.read(
            Map.of(
                "enterprise.name", "A",
                "enterprise.headcount", "a dozen",
                "enterprise.turnoverCents", "much",
                "enterprise.foundedOn", "long ago",
                "enterprise.region", "ATLANTIS",
                "declarations.workStarted", "perhaps",
                "costs[0].description", "Bench",
                "costs[0].amountCents", "5 000,00"));

    assertThat(said.unreadable())
        .extracting("field", "rule")
        .containsExactlyInAnyOrder(
            tuple("enterprise.headcount", "number"),
            tuple("enterprise.turnoverCents", "amount"),
            tuple("enterprise.foundedOn", "date"),
            tuple("enterprise.region", "choice"),
            tuple("declarations.workStarted", "choice"));
    assertThat(said.dossier().costs()).containsExactly(new Dossier.CostLine("Bench", 5_000_00L));
  }

  @Test
  void rowsAreNumberedWithoutGapsAndOtherFieldsAreDropped() {
    var fields =
        DossierForm.fields(
            Map.of(
                "costs[7].description", "second\r\nline",
                "costs[3].description", "first\0",
                "costs[3].amountCents", "1",
                "_csrf", "secret",
                "do", "save",
                "documents.OTHER", "x"));

    assertThat(fields)
        .isEqualTo(
            Map.of(
                "costs[0].description", "first",
                "costs[0].amountCents", "1",
                "costs[1].description", "second\nline"));
    assertThat(Rows.with(fields, "costs")).containsEntry("costs[2].description", "");
    assertThat(Rows.withoutBlank(Rows.with(fields, "costs"))).isEqualTo(fields);
    assertThat(Rows.without(fields, "costs[0]"))
        .isEqualTo(Map.of("costs[0].description", "second\nline"));
  }
}
