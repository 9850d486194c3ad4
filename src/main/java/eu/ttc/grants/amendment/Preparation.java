package eu.ttc.grants.amendment;

import org.jspecify.annotations.Nullable;

/**
 * What the process of a change needs to begin with.
 *
 * @param aidProject version of the project to compute aid from; null when no costs change
 */
public record Preparation(ChangeKind kind, @Nullable Integer aidProject) {}
