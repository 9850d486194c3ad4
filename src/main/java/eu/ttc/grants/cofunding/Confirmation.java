package eu.ttc.grants.cofunding;

/**
 * What came out of a round, for the model to go on.
 *
 * @param roundsLeft how often the applicant may still be asked for what is lacking
 * @param reducedGrantPossible a smaller grant is large enough, and the smaller project sound
 */
public record Confirmation(SheetResult result, int roundsLeft, boolean reducedGrantPossible) {}
