package eu.ttc.grants.cofunding;

import java.time.Instant;

/** A sheet as it was kept. */
public record NumberedSheet(int number, int round, Instant madeAt, Sheet sheet) {}
