package eu.ttc.grants.cofunding;

import eu.ttc.grants.application.Dossier;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A party of a project that can bring money: the enterprise that applies, or a partner.
 *
 * @param key the same in every application: country and register number, or the name of who is in
 *     no register
 */
public record CoFundingParty(String key, String name) {

  /** The parties of a dossier, the lead first. */
  public static List<CoFundingParty> of(Dossier dossier) {
    var parties = new ArrayList<CoFundingParty>();
    var lead = dossier.enterprise();
    parties.add(new CoFundingParty(key(lead.registerKey(), lead.name()), lead.name()));
    for (var partner : dossier.partners()) {
      var key = key(partner.registerKey(), partner.name());
      if (parties.stream().noneMatch(known -> known.key().equals(key))) {
        parties.add(new CoFundingParty(key, partner.name()));
      }
    }
    return List.copyOf(parties);
  }

  /**
   * Key of the party that a dossier has under this name.
   *
   * @throws IllegalArgumentException when it has none
   */
  public static String keyOf(Dossier dossier, String name) {
    var lead = dossier.enterprise();
    if (lead.name().equals(name)) {
      return key(lead.registerKey(), name);
    }
    return dossier.partners().stream()
        .filter(partner -> partner.name().equals(name))
        .findFirst()
        .map(partner -> key(partner.registerKey(), name))
        .orElseThrow(() -> new IllegalArgumentException("The dossier has no party " + name));
  }

  private static String key(Optional<String> registered, String name) {
    return registered.orElseGet(() -> "name:" + comparable(name));
  }

  /** What people write differently does not count: case, spaces, dots and hyphens. */
  static String comparable(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
  }
}
