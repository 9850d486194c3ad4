package eu.ttc.grants.information;

/** Why an applicant is asked; the rounds of each topic are counted by themselves. */
public enum InformationTopic {
  /** Fields or documents are missing. */
  COMPLETENESS,
  /** An officer who screens the application has a question. */
  SCREENING
}
