package eu.ttc.grants.stateaid;

import java.util.List;

/**
 * What is to be asked before aid can be computed.
 *
 * @param project version of the project that the questions are about
 * @param crossBorder when not, there is nothing to ask: no rule about money is looked at
 */
public record AidPreparation(int project, boolean crossBorder, List<AidQuestion> questions) {}
