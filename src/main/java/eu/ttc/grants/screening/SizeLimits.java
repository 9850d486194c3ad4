package eu.ttc.grants.screening;

import java.math.BigDecimal;

/** Limits of one size class: the headcount must hold, and one of the two amounts. */
public record SizeLimits(
    SmeCategory category, int headcountBelow, long turnoverUpToCents, long balanceUpToCents) {

  boolean hold(GroupFigures group) {
    return group.headcount().compareTo(BigDecimal.valueOf(headcountBelow)) < 0
        && (group.turnoverCents().compareTo(BigDecimal.valueOf(turnoverUpToCents)) <= 0
            || group.balanceTotalCents().compareTo(BigDecimal.valueOf(balanceUpToCents)) <= 0);
  }
}
