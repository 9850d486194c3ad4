package eu.ttc.grants.engine;

import java.util.Map;
import java.util.UUID;

/** A message on its way to the engine; the id makes a second publication harmless. */
record EngineMessage(UUID id, String name, String correlationKey, Map<String, Object> variables) {}
