package eu.ttc.grants.screening;

import eu.ttc.grants.application.Dossier;
import eu.ttc.grants.application.Region;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * In which Member States of the programme the parties are established; a project is cross-border
 * from two of them on ({@code domain.md} § 1).
 */
public final class MemberStates {

  private MemberStates() {}

  /** ISO 3166 codes, without states that have no region of the programme. */
  public static SortedSet<String> of(Dossier dossier) {
    var enterprise = dossier.enterprise();
    return Stream.concat(
            establishment(enterprise.region(), enterprise.country()).stream(),
            dossier.partners().stream()
                .flatMap(partner -> establishment(partner.region(), partner.country()).stream()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The Member State of the programme in which somebody is established; empty elsewhere. */
  static Optional<String> establishment(@Nullable Region region, @Nullable String country) {
    return Optional.ofNullable(region)
        .flatMap(Region::country)
        .or(() -> Optional.ofNullable(country).filter(MemberStates::inProgramme));
  }

  private static boolean inProgramme(String country) {
    return Arrays.stream(Region.values())
        .anyMatch(region -> region.country().filter(country::equals).isPresent());
  }
}
