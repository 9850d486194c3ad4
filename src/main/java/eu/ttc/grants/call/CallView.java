package eu.ttc.grants.call;

import eu.ttc.grants.identity.Language;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call as it stands at one moment.
 *
 * @param reference such as {@code C-2026-01}
 * @param closesAt the first moment that is too late, to the second
 * @param languages in which applications may be written
 * @param budgetLine that pays its grants
 * @param ruleset numbers of State aid that hold on the day of the grants
 * @param grantsExpectedOn day on which the right to the grants is expected to arise
 * @param closedBy who closed it before its time; null when nobody did
 * @param closingReason why; null when nobody closed it
 */
public record CallView(
    String reference,
    String title,
    CallState state,
    Instant opensAt,
    Instant closesAt,
    List<Language> languages,
    String budgetLine,
    String ruleset,
    LocalDate grantsExpectedOn,
    @Nullable String closedBy,
    @Nullable String closingReason) {

  public boolean isOpen() {
    return state == CallState.OPEN;
  }
}
