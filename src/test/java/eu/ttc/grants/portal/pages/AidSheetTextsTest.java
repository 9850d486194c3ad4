package eu.ttc.grants.portal.pages;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.application.AidCategory;
import eu.ttc.grants.identity.Language;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.ReasonCode;
import eu.ttc.grants.stateaid.AidBasis;
import eu.ttc.grants.stateaid.AidSheet;
import eu.ttc.grants.stateaid.AidStep;
import eu.ttc.grants.stateaid.BonusGround;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.context.support.ResourceBundleMessageSource;

@DisplayName("The steps of a computation of aid are told in the language of the person looking")
class AidSheetTextsTest {

  private static final Cents AMOUNT = Cents.of(12_345_67);
  private static final BigDecimal RATE = new BigDecimal("37.5");

  private final AidSheetTexts texts = new AidSheetTexts(messages(), new Show());

  @AfterEach
  void forgetLanguage() {
    LocaleContextHolder.resetLocaleContext();
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  @DisplayName("every kind of step with its rule, its source and its result")
  void everyKindOfStep(Language language) {
    LocaleContextHolder.setLocale(language.locale());
    var steps = everyStep();

    var lines = texts.lines(sheet(steps));

    assertThat(new HashSet<>(steps.stream().map(Object::getClass).toList()))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.asList(AidStep.class.getPermittedSubclasses()).stream()
                .<Class<?>>map(kind -> kind)
                .toList());
    assertThat(lines)
        .hasSameSizeAs(steps)
        .allSatisfy(
            line -> {
              assertThat(line.name()).isNotBlank();
              assertThat(line.rule()).isNotBlank();
              assertThat(line.source()).isEqualTo("source");
              assertThat(line.result()).isNotBlank();
              assertThat(line.toString()).doesNotContainPattern("\\{\\d|null|aid\\.[a-z]");
            });
    assertThat(lines).filteredOn(AidSheetTexts.Line::bars).hasSize(3 + ReasonCode.values().length);
  }

  @Test
  @DisplayName("with amounts and rates as written where the language is spoken")
  void asWrittenThere() {
    var aid =
        new AidStep.Aid(
            "A",
            AidCategory.EXPERIMENTAL_DEVELOPMENT,
            AMOUNT,
            BigDecimal.valueOf(50),
            RATE,
            Cents.euros(1_000_000),
            Cents.of(4_629_62),
            "source");
    LocaleContextHolder.setLocale(Language.DE.locale());

    var line = texts.lines(sheet(List.of(aid))).getFirst();

    assertThat(line.about()).isEqualTo("A: Experimentelle Entwicklung");
    assertThat(line.figures().replace('\u00a0', ' '))
        .isEqualTo("37,5 % von 12.345,67 €, aber nicht mehr als 1.000.000 €");
    assertThat(line.rule().replace('\u00a0', ' ')).startsWith("Der niedrigere Wert aus 50 %,");
    assertThat(line.result().replace('\u00a0', ' ')).isEqualTo("4.629,62 €");
  }

  private static List<AidStep> everyStep() {
    var steps = new ArrayList<AidStep>();
    for (var met : List.of(true, false)) {
      steps.add(new AidStep.CrossBorder(List.of("BE", "DE"), 2, met, "source"));
      steps.add(
          new AidStep.Collaboration(
              AMOUNT, met ? "A" : "", AMOUNT, RATE, 70, met, AMOUNT, RATE, 10, false, "source"));
      steps.add(new AidStep.AdviceCeiling("A", AMOUNT, AMOUNT, AMOUNT, 3, met, "source"));
      steps.add(new AidStep.DeMinimisRoom("A", AMOUNT, AMOUNT, AMOUNT, met, "source"));
      steps.add(new AidStep.Minimum(AMOUNT, AMOUNT, met, "source"));
    }
    for (var basis : AidBasis.values()) {
      if (basis != AidBasis.REFUSED) {
        steps.add(new AidStep.Basis("A", AidCategory.PATENTS, "B9", basis, null, "source"));
      }
    }
    for (var reason : ReasonCode.values()) {
      steps.add(
          new AidStep.Basis("A", AidCategory.PATENTS, "B10", AidBasis.REFUSED, reason, "source"));
    }
    for (var category : AidCategory.values()) {
      steps.add(
          new AidStep.Intensity(
              "A", category, RATE, RATE, BigDecimal.ZERO, null, RATE, RATE, "source"));
    }
    for (var ground : BonusGround.values()) {
      steps.add(
          new AidStep.Intensity(
              "A", AidCategory.PATENTS, RATE, RATE, RATE, ground, RATE, RATE, "source"));
    }
    steps.add(
        new AidStep.VerifiedGrounds(
            List.of(BonusGround.LICENSING), List.of("A"), List.of("B"), "source"));
    steps.add(new AidStep.Cumulation("A", AidCategory.PATENTS, AMOUNT, AMOUNT, AMOUNT, "source"));
    steps.add(
        new AidStep.Aid("A", AidCategory.PATENTS, AMOUNT, RATE, RATE, AMOUNT, AMOUNT, "source"));
    steps.add(new AidStep.Grant(AMOUNT, AMOUNT, AMOUNT, AMOUNT, "source"));
    steps.add(new AidStep.Part("A", AMOUNT, AMOUNT, AMOUNT, AMOUNT, "source"));
    steps.add(new AidStep.Gap(AMOUNT, AMOUNT, RATE, AMOUNT, Cents.ZERO, "source"));
    steps.add(new AidStep.Gap(AMOUNT, AMOUNT, RATE, AMOUNT, AMOUNT, "source"));
    return steps;
  }

  private static AidSheet sheet(List<AidStep> steps) {
    return new AidSheet(
        ApplicationRef.of("F-2026-000045"),
        1,
        1,
        Instant.EPOCH,
        LocalDate.EPOCH,
        "RULES",
        true,
        List.of(),
        AMOUNT,
        AMOUNT,
        Cents.ZERO,
        List.of(),
        steps);
  }

  private static ResourceBundleMessageSource messages() {
    var messages = new ResourceBundleMessageSource();
    messages.setBasenames("texts/mails", "texts/aid", "texts/fund");
    messages.setDefaultEncoding("UTF-8");
    messages.setFallbackToSystemLocale(false);
    return messages;
  }
}
