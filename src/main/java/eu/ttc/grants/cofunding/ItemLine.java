package eu.ttc.grants.cofunding;

import eu.ttc.grants.kernel.Cents;
import java.util.List;

/**
 * One item in a sheet.
 *
 * @param pledged what it says
 * @param byRules what would count without the officer's verdict and the limits for the whole
 * @param counted what counts in the end; of a reallocation, what it moves
 */
public record ItemLine(
    int number,
    EvidenceKind kind,
    String party,
    Cents pledged,
    Cents byRules,
    Cents counted,
    List<Why> why) {

  public ItemLine {
    why = List.copyOf(why);
  }
}
