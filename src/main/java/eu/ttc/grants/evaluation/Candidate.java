package eu.ttc.grants.evaluation;

import java.util.Set;

/**
 * An expert of the sector who could evaluate an application.
 *
 * @param employer empty when the expert has none
 * @param formerEmployers those that are a conflict of interest still
 * @param country in which the expert works; empty when nobody told
 * @param hadIt whether the expert had to do with the application before
 * @param openWork evaluations assigned and not yet given
 * @param earlierWork evaluations that were given
 */
record Candidate(
    String username,
    String employer,
    Set<String> formerEmployers,
    Set<String> languages,
    String country,
    boolean hadIt,
    long openWork,
    long earlierWork) {}
