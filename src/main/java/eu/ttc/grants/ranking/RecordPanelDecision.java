package eu.ttc.grants.ranking;

import java.util.List;
import java.util.Set;

/**
 * What a panel decided.
 *
 * @param call its reference
 * @param listShown fingerprint of the list that the panel had before it
 * @param present usernames of the members who were there
 * @param departures who of them left for which application
 * @param places other places than those by the figures
 * @param findings of the panel, for the record
 * @param manager username of the programme manager who records it, as the engine recorded it
 */
public record RecordPanelDecision(
    String call,
    String listShown,
    Set<String> present,
    List<Departure> departures,
    List<ChangedPlace> places,
    String findings,
    String manager) {

  public RecordPanelDecision {
    present = Set.copyOf(present);
    departures = List.copyOf(departures);
    places = List.copyOf(places);
  }
}
