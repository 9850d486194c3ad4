package eu.ttc.grants.portal.pages;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.HistoryEntry;
import eu.ttc.grants.identity.Language;
import eu.ttc.grants.kernel.ReasonCode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.context.support.ResourceBundleMessageSource;

@DisplayName("The history is told in the language of the person looking")
class EventTextsTest {

  private final EventTexts texts = new EventTexts(messages(), new Show());

  @AfterEach
  void forgetLanguage() {
    LocaleContextHolder.resetLocaleContext();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DRAFTED",
        "SUBMITTED",
        "CASE_OPENED",
        "DUPLICATE_ENDED",
        "INCOMPLETE",
        "COMPLETE",
        "FACTS_GATHERED",
        "SCREENED",
        "ELIGIBLE",
        "DE_MINIMIS_CEILING_EXCEEDED",
        "DE_MINIMIS_RESERVED",
        "DE_MINIMIS_CORRECTED",
        "BONUS_GROUNDS_CONFIRMED",
        "BONUS_GROUNDS_CORRECTED",
        "DE_MINIMIS_GRANTED",
        "DE_MINIMIS_RELEASED",
        "AID_COMPUTED",
        "AID_REFUSED",
        "CONSORTIUM_FACTS_GATHERED",
        "PARTICIPATION_ASKED",
        "PARTICIPATION_REMINDED",
        "PARTICIPATION_CONFIRMED",
        "PARTICIPATION_DECLINED",
        "CONSORTIUM_CONFIRMED",
        "CONSORTIUM_DECLINED",
        "CONSORTIUM_LAPSED",
        "SIGNATURE_ASKED",
        "CHANGE_CONSENT_ASKED",
        "CHANGE_CONSENT_REMINDED",
        "CHANGE_CONSENT_GIVEN",
        "CHANGE_CONSENT_REFUSED",
        "CHANGE_CONSENT_LAPSED",
        "SIGNATURE_REMINDED",
        "LEAD_REMINDED_TO_SIGN",
        "AGREEMENT_SIGNED",
        "AGREEMENT_NOT_SIGNED",
        "AGREEMENT_DECLINED",
        "AGREEMENT_EXTENDED",
        "CO_FUNDING_REOPENED",
        "BUDGET_RESERVED",
        "BUDGET_COMMITTED",
        "BUDGET_RELEASED",
        "EVALUATION_ASSIGNED",
        "CONFLICT_DECLARED",
        "CONFLICT_NOT_TAKEN",
        "EVALUATED",
        "EVALUATION_OPENED",
        "INDEPENDENCE_DECLARED",
        "SCORES_GIVEN",
        "EXPERT_REMINDED",
        "EXPERT_REPLACED",
        "SCORES_VOIDED",
        "CONSENSUS_SOUGHT",
        "CONSENSUS_REACHED",
        "CONSENSUS_NOT_REACHED",
        "CONSENSUS_REMINDED",
        "CONSENSUS_INTERRUPTED",
        "AWARDED",
        "REJECTED",
        "AGREEMENT_OFFERED",
        "AGREEMENT_ACCEPTED",
        "AGREEMENT_LAPSED",
        "CLAIM_INVITED",
        "CLAIM_SUBMITTED",
        "CLAIM_LAPSED",
        "CLAIM_VERIFIED",
        "CLAIM_REFUSED",
        "PAYMENT_ORDERED",
        "PAYMENT_RELEASED",
        "PAYMENT_BOOKED",
        "CLOSED"
      })
  void everyEventHasWordsOfItsOwn(String event) {
    for (var language : Language.values()) {
      LocaleContextHolder.setLocale(language.locale());

      // the status of a test entry has a text of its own, so a fallback would show
      assertThat(texts.text(entry(event, null))).isNotEqualTo(unknown());
    }
  }

  @ParameterizedTest
  @EnumSource(ApplicationStatus.class)
  void anUnknownEventTellsTheStatus(ApplicationStatus status) {
    for (var language : Language.values()) {
      LocaleContextHolder.setLocale(language.locale());
      var told =
          texts.text(new HistoryEntry(1, status, "BRAND_NEW", "system", null, Instant.EPOCH));

      assertThat(told)
          .isEqualTo(messages().getMessage("status." + status, null, language.locale()));
    }
  }

  @ParameterizedTest
  @EnumSource(ReasonCode.class)
  void everyReasonIsASentence(ReasonCode code) {
    for (var language : Language.values()) {
      LocaleContextHolder.setLocale(language.locale());

      assertThat(texts.reasons(entry("REJECTED", code + ", " + ReasonCode.LATE)))
          .hasSize(2)
          .allSatisfy(sentence -> assertThat(sentence).endsWith(".").contains(" "));
    }
  }

  @Test
  void wordsOfPeopleStayAsTheyAre() {
    LocaleContextHolder.setLocale(Language.DE.locale());

    assertThat(texts.reasons(entry("CLAIM_REFUSED", "No proof, no money.")))
        .containsExactly("No proof, no money.");
    assertThat(texts.reasons(entry("CLAIM_REFUSED", null))).isEmpty();
  }

  @Test
  void aHoldTellsItsLastDayAndWhy() {
    LocaleContextHolder.setLocale(Language.FR.locale());

    assertThat(texts.reasons(entry("PUT_ON_HOLD", "2026-12-31 Enquête.\nSuite en 2027.")))
        .containsExactly("Jusqu’au 31 décembre 2026 inclus", "Enquête.\nSuite en 2027.");
  }

  private String unknown() {
    return texts.text(entry("BRAND_NEW", null));
  }

  private static HistoryEntry entry(String event, @Nullable String reason) {
    return new HistoryEntry(
        1, ApplicationStatus.UNDER_APPEAL, event, "system", reason, Instant.EPOCH);
  }

  private static ResourceBundleMessageSource messages() {
    var messages = new ResourceBundleMessageSource();
    messages.setBasenames(
        "messages",
        "texts/applications",
        "texts/cases",
        "texts/fund",
        "texts/evaluation",
        "texts/execution",
        "texts/signing",
        "texts/ranking",
        "texts/amendment");
    messages.setDefaultEncoding("UTF-8");
    messages.setFallbackToSystemLocale(false);
    return messages;
  }
}
