package eu.ttc.grants.consortium;

/**
 * What the applicant of a fund project claims that may raise the aid.
 *
 * @param number among the claims of the dossier, the first is 1
 * @param partner its number, the lead is 1; 0 when it is about the whole project
 * @param name of the partner; empty when it is about the whole project
 * @param claimed {@code A} or {@code C} for an assisted area, else {@code YES}
 */
public record BonusClaim(int number, Kind kind, int partner, String name, String claimed) {

  /** What can be claimed. */
  public enum Kind {
    WIDE_DISSEMINATION,
    LICENSING,
    /** The partner does its work in an assisted area. */
    ASSISTED_AREA,
    /** The partner, a research organisation, may publish its own results. */
    FREE_TO_PUBLISH
  }

  /** Whether a finding about the other still holds for this one. */
  public boolean isTheSameAs(BonusClaim other) {
    return kind == other.kind
        && partner == other.partner
        && name.equals(other.name)
        && claimed.equals(other.claimed);
  }
}
