package eu.ttc.grants.screening;

import eu.ttc.grants.application.Region;
import eu.ttc.grants.application.Sector;

/**
 * What the eligibility decision looks at; the names are those of the decision tables.
 *
 * @param sector the project's sector, or the enterprise's when the project names none
 */
public record Facts(
    Region region,
    Sector sector,
    SmeCategory smeCategory,
    boolean crossBorder,
    boolean firstResearch,
    boolean workStarted,
    boolean recoveryOrder,
    boolean doubleFunding,
    boolean inDifficulty,
    boolean naturalPerson) {}
