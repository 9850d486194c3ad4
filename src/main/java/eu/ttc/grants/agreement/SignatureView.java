package eu.ttc.grants.agreement;

import eu.ttc.grants.identity.Language;
import eu.ttc.grants.kernel.ApplicationRef;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One partner's part in an agreement: asked to sign, and what it answered.
 *
 * @param partner number within the project; the lead is 1
 * @param name of the partner as the dossier has it
 * @param acceptBy until when all have to sign
 * @param open whether it can be signed now, as far as the agreement is concerned
 * @param answeredBy username of who signed or declined; null while nobody did
 * @param statement the sentence that was signed, word by word; null unless signed
 * @param reason why it does not sign; null unless it declined
 */
public record SignatureView(
    ApplicationRef application,
    int partner,
    String name,
    String email,
    Language language,
    SignatureState state,
    Instant acceptBy,
    boolean open,
    @Nullable String answeredBy,
    @Nullable Instant answeredAt,
    @Nullable String statement,
    @Nullable String reason) {

  /** Whether the partner signed. */
  public boolean signed() {
    return state == SignatureState.SIGNED;
  }

  /** How many of these did not sign. */
  public static long missing(List<SignatureView> all) {
    return all.stream().filter(one -> !one.signed()).count();
  }

  /** Whether it is the lead's, who signs on the page of the application and not by a link. */
  public boolean isLead() {
    return partner == 1;
  }
}
