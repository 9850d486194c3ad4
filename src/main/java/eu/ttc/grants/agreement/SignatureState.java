package eu.ttc.grants.agreement;

/** What a partner did with an agreement of the innovation fund. */
public enum SignatureState {
  OPEN,
  SIGNED,
  DECLINED
}
