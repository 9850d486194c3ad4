package eu.ttc.grants.stateaid;

import eu.ttc.grants.kernel.Cents;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a check counted for one party, as a rejection shows it.
 *
 * @param party name of the enterprise that is to receive the share
 * @param enterprise its country and register number
 * @param counted aid of its single undertaking within the window, reservations included, before
 *     this share
 * @param requested its share
 * @param ruleset id of the numbers used
 * @param memberState the State that grants, for whose aid the ceiling holds
 */
public record HeadroomFigures(
    String party,
    String enterprise,
    Cents counted,
    Cents requested,
    Cents ceiling,
    boolean withinCeiling,
    String ruleset,
    String memberState,
    LocalDate checkedOn) {

  /** Who would break the ceiling and by which sum, for histories and messages. */
  public static String whoExceeds(List<HeadroomFigures> figures) {
    return figures.stream()
        .filter(party -> !party.withinCeiling())
        .map(
            party ->
                "%s: %s + %s > %s"
                    .formatted(party.party(), party.counted(), party.requested(), party.ceiling()))
        .collect(Collectors.joining("; "));
  }
}
