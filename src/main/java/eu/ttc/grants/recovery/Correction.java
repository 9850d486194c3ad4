package eu.ttc.grants.recovery;

import eu.ttc.grants.kernel.Cents;

/**
 * What the rules of its day say about an amount that is to come back.
 *
 * @param fundShare which part of it the Fund (ERDF) bears
 * @param reportable whether that is so much that OLAF is told
 * @param waivable whether that is so little that it may be waived
 */
record Correction(Cents fundShare, boolean reportable, boolean waivable) {}
