package eu.ttc.grants.cofunding;

import eu.ttc.grants.kernel.Cents;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One item of evidence, as it was recorded; it never changes. A newer one of the same money in the
 * same application takes its place.
 *
 * @param party key of the party whose money it is; of a reallocation, of the one that receives
 * @param givenBy of a reallocation, the party that gives; null otherwise
 * @param issuer bank, board, investor or authority
 * @param reference account, contract or decision number
 * @param fundsShown free equity or cash that the accounts show; null when none were given
 * @param validUntil last day; null when it does not end
 * @param documentSha256 fingerprint of the document
 */
public record Evidence(
    int number,
    EvidenceKind kind,
    String party,
    @Nullable String givenBy,
    String issuer,
    String reference,
    Cents amount,
    @Nullable Cents fundsShown,
    LocalDate datedOn,
    @Nullable LocalDate validUntil,
    boolean unencumbered,
    boolean unconditional,
    UUID document,
    String documentSha256,
    String recordedBy,
    Instant recordedAt) {

  /** Names the money within and across applications: issuer, reference and party. */
  String account() {
    return String.join(
        "|",
        "account",
        party,
        givenBy == null ? "" : givenBy,
        CoFundingParty.comparable(issuer),
        CoFundingParty.comparable(reference));
  }

  /** What is the same when the same money is pledged elsewhere. */
  List<String> money() {
    return kind == EvidenceKind.REALLOCATION
        ? List.of()
        : List.of(account(), "document|" + documentSha256);
  }
}
