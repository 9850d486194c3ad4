package eu.ttc.grants.budget;

/**
 * More money of a line can be reserved than before: some was given back, came back or was
 * allocated. Published within the transaction that freed it, while the line is locked: who listens
 * takes part in that transaction, and locks no application.
 *
 * @param line code of the budget line
 */
public record MoneyAvailable(String line) {}
