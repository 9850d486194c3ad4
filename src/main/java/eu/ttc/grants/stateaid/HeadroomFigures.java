package eu.ttc.grants.stateaid;

import eu.ttc.grants.kernel.Cents;
import java.time.LocalDate;

/**
 * What a check of the de minimis account counted, as a rejection shows it.
 *
 * @param counted aid within the window, reservations included, before the new aid
 * @param ruleset id of the numbers used
 */
public record HeadroomFigures(
    Cents counted,
    Cents requested,
    Cents ceiling,
    boolean withinCeiling,
    String ruleset,
    LocalDate checkedOn) {}
