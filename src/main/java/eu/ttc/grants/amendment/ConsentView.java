package eu.ttc.grants.amendment;

import eu.ttc.grants.identity.Language;
import eu.ttc.grants.kernel.ApplicationRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One partner's part in a change: asked for its consent, and what it answered.
 *
 * @param change number of the change
 * @param partner number within the project; never the lead, who is 1 and asks for the change
 * @param name of the partner as the dossier has it
 * @param dueAt until when it can answer
 * @param open whether it can answer now, as far as the change is concerned
 * @param answeredBy username of who answered; null while nobody did
 * @param reason why it does not consent; null unless it refused
 */
public record ConsentView(
    ApplicationRef application,
    int change,
    int partner,
    String name,
    String email,
    Language language,
    ConsentState state,
    Instant dueAt,
    boolean open,
    @Nullable String answeredBy,
    @Nullable Instant answeredAt,
    @Nullable String reason) {}
