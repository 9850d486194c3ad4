package eu.ttc.grants.information;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Whether the applicant could be asked. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME)
public sealed interface Asking {

  /**
   * Asked; the application waits for the answer.
   *
   * @param number of the request within the application
   * @param roundsLeft how often may be asked about this topic after this
   */
  record Asked(int number, int roundsLeft) implements Asking {}

  /** Asked as often as the rules allow; nothing was changed. */
  record RoundsExhausted() implements Asking {}
}
