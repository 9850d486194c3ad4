package eu.ttc.grants.screening;

import org.jspecify.annotations.Nullable;

/**
 * What one enterprise adds to the figures that decide the size class.
 *
 * @param holdingPercent share that links it to the applicant; absent for the applicant itself
 * @param countedPercent how much of its figures counts: all, pro rata or nothing
 * @param counted its figures times {@code countedPercent}
 */
public record GroupPart(
    String name, @Nullable Integer holdingPercent, int countedPercent, GroupFigures counted) {}
