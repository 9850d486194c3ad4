package eu.ttc.grants.evaluation;

import java.util.UUID;

/** Which expert evaluates; {@code evaluation} names the piece of work. */
public record Assignment(UUID evaluation, String expert) {}
