package eu.ttc.grants.evaluation;

/** What became of an application in the hands of one expert. */
public enum WorkState {
  /** The expert has it: declares independence, then scores. */
  ASSIGNED,
  /** The expert declared a conflict of interest, or one was found. */
  CONFLICT,
  EVALUATED,
  /** It counts no more, or was taken back because the application ended. */
  VOIDED,
  /** The expert was silent until the deadline; another one took the seat. */
  REPLACED
}
