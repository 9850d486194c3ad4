package eu.ttc.grants.evaluation;

import eu.ttc.grants.application.Dossier;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who has a seat, and what is awaited of them. Besides the deadline only what is needed to declare
 * independence: the title of the project and its parties.
 *
 * @param dueAt until when it is awaited
 */
public record DrawnExpert(
    UUID evaluation,
    String expert,
    Awaited awaited,
    OffsetDateTime remindAt,
    OffsetDateTime dueAt,
    String title,
    List<Party> parties) {

  /** What an expert in a seat has to do next. */
  public enum Awaited {
    DECLARATION,
    SCORES,
    NOTHING
  }

  /** Somebody who takes part or is tied to who does. */
  public record Party(PartyKind kind, String name, String country) {}

  /** How a party takes part. */
  public enum PartyKind {
    LEAD,
    PARTNER,
    /** Holds part of the lead, or is held by it. */
    TIED_TO_LEAD
  }

  static List<Party> parties(Dossier dossier) {
    var lead = dossier.enterprise();
    return Stream.of(
            Stream.of(new Party(PartyKind.LEAD, lead.name(), known(lead.country()))),
            dossier.partners().stream()
                .map(one -> new Party(PartyKind.PARTNER, one.name(), one.country())),
            lead.holdings().stream()
                .map(one -> new Party(PartyKind.TIED_TO_LEAD, one.name(), known(one.country()))))
        .flatMap(parties -> parties)
        .toList();
  }

  private static String known(@Nullable String country) {
    return country == null ? "" : country;
  }
}
