package eu.ttc.grants.information;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What an applicant answered; never changed afterwards.
 *
 * @param dossierVersion the version of the dossier that counts since then
 * @param documents documents that go with the answer
 */
public record InformationAnswer(
    String answer,
    int dossierVersion,
    String answeredBy,
    Instant answeredAt,
    List<UUID> documents) {}
