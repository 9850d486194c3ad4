package eu.ttc.grants.call;

/** What a call is at one moment. */
public enum CallState {
  /** It opens later. */
  ANNOUNCED,
  OPEN,
  /** Its closing time has come, or an administrator closed it before. */
  CLOSED
}
