package eu.ttc.grants.screening;

import eu.ttc.grants.application.Region;
import org.jspecify.annotations.Nullable;

/**
 * What the eligibility decision of the fund looks at of one partner; the names are those of the
 * decision tables. Partners are numbers, so that no name goes into a lifecycle.
 *
 * @param number the lead is 1, then the partners in the order of the dossier
 * @param undertaking number of the first partner with which it is one single undertaking; its own
 *     when it belongs to none of those before it
 * @param country ISO 3166 code of a Member State of the programme; null elsewhere
 * @param smeCategory null without economic activity
 */
public record PartyFacts(
    int number,
    int undertaking,
    @Nullable String country,
    Region region,
    @Nullable SmeCategory smeCategory,
    boolean economicActivity,
    boolean inDifficulty,
    boolean recoveryOrder,
    boolean naturalPerson) {}
