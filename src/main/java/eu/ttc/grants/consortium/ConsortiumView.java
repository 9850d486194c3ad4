package eu.ttc.grants.consortium;

import java.time.Instant;
import java.util.List;

/**
 * The last time that the partners of a project were asked whether they take part.
 *
 * @param dossierSha256 fingerprint of the dossier that they were asked about
 */
public record ConsortiumView(
    int number,
    ConsortiumState state,
    String dossierSha256,
    Instant askedAt,
    Instant dueAt,
    List<ParticipationView> partners) {}
