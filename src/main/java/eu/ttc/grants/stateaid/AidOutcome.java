package eu.ttc.grants.stateaid;

import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.ReasonCode;
import java.util.List;

/**
 * Whether the project may be supported, and with how much.
 *
 * @param sheet number of the computation sheet
 * @param grant nothing when refused
 * @param reasonCodes empty when allowed
 */
public record AidOutcome(int sheet, boolean allowed, Cents grant, List<ReasonCode> reasonCodes) {}
