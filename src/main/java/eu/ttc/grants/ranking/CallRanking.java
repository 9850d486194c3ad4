package eu.ttc.grants.ranking;

import com.fasterxml.jackson.annotation.JsonIgnore;
import eu.ttc.grants.kernel.ApplicationRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The ranking of a call as it stands, for staff.
 *
 * @param unsettled how many applications are neither ended, entered, nor on hold
 * @param onHold how many are on hold and ranked when that is over
 * @param decision of the panel; null before it
 * @param entries in order of place, then those without one, the best first
 */
public record CallRanking(
    String call,
    int unsettled,
    int onHold,
    @Nullable Decision decision,
    List<RankingEntry> entries) {

  /**
   * What a panel decided.
   *
   * @param decidedBy who recorded it; system when there was nothing to rank
   * @param panelSize members of the panel, present or not
   * @param places as they were given then
   */
  public record Decision(
      Instant decidedAt,
      String decidedBy,
      int panelSize,
      String findings,
      List<PanelMember> present,
      List<Departure> departures,
      List<DecidedPlace> places) {}

  /**
   * A place as the panel gave it.
   *
   * @param computed by the figures; null below the threshold
   * @param reason why it is another one
   */
  public record DecidedPlace(
      ApplicationRef application,
      int number,
      @Nullable Integer computed,
      @Nullable Integer place,
      RankingState outcome,
      @Nullable String reason) {}

  /** Those who wait for money, the next one first. */
  @JsonIgnore
  public List<RankingEntry> reserve() {
    return entries.stream().filter(RankingEntry::waits).toList();
  }

  /** The first who did not fit when the panel decided; empty when the money reached for all. */
  @JsonIgnore
  public Optional<RankingEntry> cutOff() {
    return entries.stream()
        .filter(entry -> !entry.late() && entry.place() != null)
        .filter(entry -> entry.state() != RankingState.FUNDED)
        .findFirst();
  }
}
