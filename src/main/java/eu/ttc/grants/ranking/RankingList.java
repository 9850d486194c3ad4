package eu.ttc.grants.ranking;

import eu.ttc.grants.kernel.Cents;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What a panel ranks.
 *
 * @param ordered those above the threshold, the best first
 * @param below those below the threshold, the best first
 * @param fitting how many of {@code ordered} the money reaches for now
 * @param available money that nobody holds now
 */
public record RankingList(
    List<RankingEntry> ordered, List<RankingEntry> below, int fitting, Cents available) {

  /** Whether nobody is there to be ranked. */
  public boolean isEmpty() {
    return ordered.isEmpty() && below.isEmpty();
  }

  /**
   * The same for the same applications with the same figures: what a panel decided about another
   * list does not count. The money is no part of it, it changes by itself.
   */
  public String fingerprint() {
    var text = new StringBuilder();
    ordered.forEach(entry -> text.append(entry.key()).append(entry.figures()).append('\n'));
    below.forEach(entry -> text.append(entry.key()).append(entry.figures()).append('\n'));
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(digest.digest(text.toString().getBytes(StandardCharsets.UTF_8)), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
