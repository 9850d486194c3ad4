package eu.ttc.grants.screening;

import java.time.LocalDate;
import java.util.Set;

/**
 * Facts with what they were drawn from, as a rejection shows them later.
 *
 * @param group the figures that gave the size class
 * @param memberStates where the parties are established
 * @param difficulty signs of an enterprise in difficulty, empty when there is none
 * @param ruleset id of the numbers used
 * @param asOf day the facts hold for
 */
public record GatheredFacts(
    Facts facts,
    GroupFigures group,
    Set<String> memberStates,
    Set<DifficultySign> difficulty,
    String ruleset,
    LocalDate asOf) {}
