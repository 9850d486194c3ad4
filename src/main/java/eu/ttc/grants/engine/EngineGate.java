package eu.ttc.grants.engine;

/**
 * Says whether messages may reach the engine yet. All gates must be open before the outbox sends:
 * the models must be deployed, and on a platform with forms of its own those must be known.
 */
@FunctionalInterface
public interface EngineGate {

  /** Whether messages may go; asked before every message, so answered quickly. */
  boolean open();
}
