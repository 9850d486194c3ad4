package eu.ttc.grants.amendment;

/**
 * The numbers of changes on one day.
 *
 * @param extensionsAtMost how often the end of the work may be moved
 * @param monthsAtMost by how much at most, counted from the end that was agreed first
 * @param memberStatesAtLeast from how many the partners that stay must come
 * @param enterprisesAtLeast how many independent ones must stay
 */
record ChangeRules(
    int extensionsAtMost, int monthsAtMost, int memberStatesAtLeast, int enterprisesAtLeast) {}
