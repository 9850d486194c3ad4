package eu.ttc.grants.application;

import java.time.Instant;

/**
 * A dossier as it was frozen: the first when the application was submitted, each further one when
 * the applicant answered a request for information.
 *
 * @param number from 1; the highest is the one that counts
 * @param frozenBy username of the person who sent it
 */
public record DossierVersion(
    int number, Dossier dossier, String sha256, Instant frozenAt, String frozenBy) {}
