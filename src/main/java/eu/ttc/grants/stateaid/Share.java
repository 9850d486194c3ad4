package eu.ttc.grants.stateaid;

import eu.ttc.grants.application.Dossier;
import eu.ttc.grants.kernel.Cents;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The part of the requested aid that one party is to receive.
 *
 * @param party name of the enterprise
 * @param enterprise its country and register number
 */
record Share(String party, String enterprise, Cents amount) {

  /**
   * Splits the amount: partners get the shares that the dossier names, the applicant the rest. Who
   * gets nothing is left out.
   *
   * @return at most one per enterprise, ordered by it
   * @throws IllegalStateException when the shares do not fit the amount or a party has no register
   *     number, which completeness prevents
   */
  static List<Share> of(Dossier dossier, Cents amount) {
    SortedMap<String, Share> shares = new TreeMap<>();
    var rest = amount;
    for (var partner : dossier.partners()) {
      var part = Cents.of(partner.shareCents() == null ? 0 : partner.shareCents());
      if (part.exceeds(rest)) {
        throw new IllegalStateException(
            "The shares of the partners are more than the %s asked for.".formatted(amount));
      }
      rest = rest.minus(part);
      add(shares, partner.name(), partner.registerKey(), part);
    }
    add(shares, dossier.enterprise().name(), dossier.enterprise().registerKey(), rest);
    return List.copyOf(shares.values());
  }

  private static void add(
      SortedMap<String, Share> shares, String party, Optional<String> registerKey, Cents amount) {
    if (amount.equals(Cents.ZERO)) {
      return;
    }
    var enterprise =
        registerKey.orElseThrow(
            () ->
                new IllegalStateException(
                    "%s has a share but no country and register number, so its undertaking is unknown; the application should not have passed as complete."
                        .formatted(party)));
    shares.merge(enterprise, new Share(party, enterprise, amount), Share::with);
  }

  /** Both together, of one enterprise. */
  Share with(Share more) {
    return new Share(party, enterprise, amount.plus(more.amount));
  }
}
