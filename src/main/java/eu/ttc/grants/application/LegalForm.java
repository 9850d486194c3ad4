package eu.ttc.grants.application;

/** What kind of person applies; decides which tests of difficulty apply and who may refuse. */
public enum LegalForm {
  LIMITED_LIABILITY,
  UNLIMITED_LIABILITY,
  /** A natural person: refused by a person only (Regulation (EU) 2016/679, Art. 22). */
  SOLE_TRADER
}
