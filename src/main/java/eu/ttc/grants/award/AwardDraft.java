package eu.ttc.grants.award;

import eu.ttc.grants.kernel.ReasonCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A decision as somebody kept it before communicating; it binds nobody, and the applicant never
 * sees it.
 *
 * @param number within the application, counted from 1
 * @param decisionNumber of which decision it is a draft; a second one follows an upheld appeal
 */
public record AwardDraft(
    int number,
    int decisionNumber,
    Decision decision,
    String reasons,
    Optional<ReasonCode> rejectionCode,
    List<String> conditions,
    String author,
    Instant draftedAt) {}
