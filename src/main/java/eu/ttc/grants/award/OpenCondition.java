package eu.ttc.grants.award;

/** A condition that is to be confirmed. */
public record OpenCondition(int number, String text) {}
