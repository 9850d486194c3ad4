package eu.ttc.grants.budget;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Outcome of asking for a place on the waiting list. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME)
public sealed interface Joining {

  /**
   * The application waits.
   *
   * @param number of its entry, part of the key under which it is told of a voucher
   * @param position among those who wait now, from 1
   */
  record Waiting(int number, int position) implements Joining {}

  /** Nobody waits any more; {@code explanation} says since when. */
  record ListClosed(String explanation) implements Joining {}
}
