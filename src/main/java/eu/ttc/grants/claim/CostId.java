package eu.ttc.grants.claim;

/**
 * Names a cost line of a grant: a parked one keeps the number of the claim it came with.
 *
 * @param claim number of that claim
 * @param line number within it, from 1
 */
public record CostId(int claim, int line) implements Comparable<CostId> {

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws IllegalArgumentException when the text names no cost line
   */
  public static CostId parse(String text) {
    var parts = text.split("\\.", -1);
    if (parts.length != 2) {
      throw new IllegalArgumentException(
          "'%s' names no cost line; one looks like 2.14".formatted(text));
    }
    return new CostId(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
  }

  @Override
  public int compareTo(CostId other) {
    return claim == other.claim
        ? Integer.compare(line, other.line)
        : Integer.compare(claim, other.claim);
  }

  @Override
  public String toString() {
    return claim + "." + line;
  }
}
