package eu.ttc.grants.notification;

/** How far a notification has come. */
public enum DeliveryState {
  /** Waits for a mail server to take it; tried again by itself, for ever. */
  WAITING,
  /** A mail server took it. */
  SENT,
  /** Refused for good: somebody mends what is wrong and has it sent again. */
  FAILED
}
