package eu.ttc.grants.screening;

import java.util.List;

/**
 * How a size class was computed, for people to follow.
 *
 * @param parts the enterprise first, then each holding
 * @param limits those of the class; those that were exceeded when it is not an SME
 */
public record SizeComputation(
    List<GroupPart> parts, GroupFigures group, SmeCategory category, SizeLimits limits) {

  public SizeComputation {
    parts = List.copyOf(parts);
  }
}
