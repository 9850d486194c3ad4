package eu.ttc.grants.support;

import eu.ttc.grants.application.Region;
import eu.ttc.grants.application.Sector;
import java.util.Set;

/**
 * A business support manager who could visit an enterprise.
 *
 * @param employer empty when the manager has none
 * @param openVisits visits that are planned and may still be held in time
 */
record Candidate(
    String username,
    String employer,
    Set<Region> regions,
    Set<String> languages,
    Set<Sector> sectors,
    long openVisits) {}
