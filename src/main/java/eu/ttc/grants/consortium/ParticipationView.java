package eu.ttc.grants.consortium;

import eu.ttc.grants.identity.Language;
import eu.ttc.grants.kernel.ApplicationRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The question to one partner whether it takes part, and its answer.
 *
 * @param request number of the round in which it was asked
 * @param partner number within the project; the lead is 1, so the first partner is 2
 * @param name of the partner as the dossier has it
 * @param email where it was asked
 * @param language in which it was asked
 * @param open whether it can be answered now
 * @param answeredBy username of who answered; null while nobody did
 * @param reason why it does not take part; null unless it declined
 */
public record ParticipationView(
    ApplicationRef application,
    int request,
    int partner,
    String name,
    String email,
    Language language,
    ParticipationState state,
    Instant dueAt,
    boolean open,
    @Nullable String answeredBy,
    @Nullable Instant answeredAt,
    @Nullable String reason) {}
