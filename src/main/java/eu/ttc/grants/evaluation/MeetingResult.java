package eu.ttc.grants.evaluation;

/** What a consensus meeting of experts came to. */
public enum MeetingResult {
  /** Scores were changed until the experts did not differ any more. */
  AGREED,
  /** In vain, or not held in time: a further expert scores. */
  NOT_AGREED,
  /** A score was voided meanwhile; the experts meet again when they still differ without it. */
  SCORES_MISSING,
  /** The application ended. */
  ENDED
}
