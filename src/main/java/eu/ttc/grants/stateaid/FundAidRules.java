package eu.ttc.grants.stateaid;

import eu.ttc.grants.kernel.Cents;
import java.math.BigDecimal;

/**
 * The numbers of the fund's aid on one day.
 *
 * @param gberRules which rows of the decision tables hold
 * @param programmeRate most per cent of the costs that a grant may be
 * @param bearingLimit most per cent that a single undertaking may bear in collaboration
 * @param organisationsAtLeast least per cent that research organisations bear in collaboration
 * @param adviceCeiling up to which an undertaking may get innovation advice at the higher rate
 *     within {@code adviceYears}
 */
record FundAidRules(
    String id,
    String gberRules,
    Cents minimumGrant,
    Cents maximumGrant,
    BigDecimal programmeRate,
    int memberStatesAtLeast,
    int bearingLimit,
    int organisationsAtLeast,
    Cents adviceCeiling,
    int adviceYears) {}
