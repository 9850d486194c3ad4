package eu.ttc.grants.evaluation;

import java.util.Optional;

/** One evaluation by all experts, with its outcome once there is one. */
record Round(int number, String ruleset, Optional<Consolidated> outcome) {}
