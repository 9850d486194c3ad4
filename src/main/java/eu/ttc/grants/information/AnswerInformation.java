package eu.ttc.grants.information;

import eu.ttc.grants.kernel.ApplicationRef;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Answers what the applicant is asked.
 *
 * @param number of the request; null means the latest
 * @param applicant username of the person who answers
 * @param answer in their own words, may be empty when only something was missing
 * @param changes of the dossier
 * @param documentIds documents of the application that go with the answer
 */
public record AnswerInformation(
    ApplicationRef application,
    @Nullable Integer number,
    String applicant,
    String answer,
    Supplement changes,
    List<UUID> documentIds) {}
