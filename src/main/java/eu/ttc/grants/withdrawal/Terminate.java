package eu.ttc.grants.withdrawal;

import eu.ttc.grants.kernel.ApplicationRef;

/**
 * Ends an agreement on behalf of the programme.
 *
 * @param reason told to the beneficiary
 * @param hearing what the beneficiary said when heard, or that they did not want to
 * @param manager username of the programme manager who decides
 */
public record Terminate(
    ApplicationRef application, String reason, String hearing, String manager) {}
