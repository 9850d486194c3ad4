package eu.ttc.grants.cofunding;

import eu.ttc.grants.kernel.Cents;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an officer is to judge, and what comes out if everything is accepted.
 *
 * @param round counted from 1
 */
public record Checklist(int round, List<Item> items, Sheet sheet) {

  public Checklist {
    items = List.copyOf(items);
  }

  /**
   * One item.
   *
   * @param partyNumber place of the party in the dossier, the lead is 1; names stay in the dossier
   * @param byRules what counts if it is accepted
   * @param earlier verdict of the round before; null when there is none
   */
  public record Item(
      int number,
      EvidenceKind kind,
      int partyNumber,
      Cents pledged,
      Cents byRules,
      @Nullable ItemVerdict earlier) {}
}
