package eu.ttc.grants.screening;

import eu.ttc.grants.application.Sector;
import java.time.LocalDate;
import java.util.List;

/**
 * What the eligibility decision of the fund looks at, drawn from a dossier.
 *
 * @param sector the project's sector, or the lead's when the project names none
 * @param workStarted work on the project began before the application
 * @param doubleFunding the same costs are paid by other public money
 * @param ruleset id of the numbers used
 * @param asOf day the facts hold for
 */
public record ConsortiumFacts(
    List<PartyFacts> parties,
    Sector sector,
    boolean workStarted,
    boolean doubleFunding,
    String ruleset,
    LocalDate asOf) {

  /** Whether one of the partners is a natural person, whom no machine refuses alone. */
  public boolean naturalPerson() {
    return parties.stream().anyMatch(PartyFacts::naturalPerson);
  }

  /** Whether one of the partners is an undertaking in difficulty. */
  public boolean inDifficulty() {
    return parties.stream().anyMatch(PartyFacts::inDifficulty);
  }
}
