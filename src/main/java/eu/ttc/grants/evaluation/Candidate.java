package eu.ttc.grants.evaluation;

import java.util.Set;

/**
 * An expert of the sector who could evaluate an application.
 *
 * @param employer empty when the expert has none
 * @param openWork evaluations assigned and not yet given
 */
record Candidate(String username, String employer, Set<String> languages, long openWork) {}
